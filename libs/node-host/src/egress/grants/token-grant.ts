import { MaillonError } from '@maillon/kernel'
import type { HttpRequest } from '@maillon/node-sdk'
import type { OpenedCredential } from '@maillon/vault'
import { valueAtPath } from './value-at-path.js'

/** How one type of credential is exchanged for a token. */
export interface TokenGrant {
  /** Made anew for each exchange: an assertion is signed for the moment. */
  readonly request: () => HttpRequest
  /** Where the token stands in the answer, with dots to go down. */
  readonly tokenPath: string
  /** Where the answer has no `expires_in`. */
  readonly lifetimeSeconds: number
  readonly header: string
  /** Word before the token; empty: none. */
  readonly prefix: string
  /** Whether the answer may bring another refresh token. */
  readonly renews: boolean
}

/** The error of an exchange that wasn't answered by a token. */
export function refusedGrant(credential: OpenedCredential, grant: TokenGrant, answer: { readonly status: number; readonly text: string }): MaillonError {
  const { status } = answer
  const params = { credential: credential.name, status }
  const details = reasonOf(answer.text)
  if (status >= 500 || status === 429 || status === 408)
    return new MaillonError({ code: 'VAULT_LOGIN_FAILED', kind: 'operational', retryable: true, params, details })
  // `invalid_grant`: the consent was withdrawn or has run out; only a person can give it again.
  const code = grant.renews && valueAtPath(answer.text, 'error') === 'invalid_grant' ? 'VAULT_CONSENT_ENDED' : 'VAULT_LOGIN_REFUSED'
  return new MaillonError({ code, kind: 'user', retryable: false, params, details })
}

export function unreadableGrant(credential: OpenedCredential, grant: TokenGrant, text: string): MaillonError {
  const params = { credential: credential.name, field: grant.tokenPath }
  return new MaillonError({ code: 'VAULT_LOGIN_UNREADABLE', kind: 'user', retryable: false, params, details: reasonOf(text) })
}

/** Only what OAuth2 calls the reason: the rest of an answer may echo what was sent. */
function reasonOf(text: string): string {
  const parts = ['error', 'error_description'].map((name) => valueAtPath(text, name)).filter((part) => typeof part === 'string')
  return parts.join(': ').slice(0, 500)
}
