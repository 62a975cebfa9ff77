import { MaillonError } from '@maillon/kernel'
import type { HttpRequest } from '@maillon/node-sdk'
import type { OpenedCredential } from '@maillon/vault'
import type { TokenGrant } from './token-grant.js'

const shared = { tokenPath: 'access_token', lifetimeSeconds: 3600, header: 'Authorization', prefix: 'Bearer' }

/** RFC 6749, 4.4: the program is the client. */
export function clientGrant(credential: OpenedCredential): TokenGrant {
  return {
    ...shared,
    renews: false,
    request: () => tokenRequest(credential, { grant_type: 'client_credentials', ...given(credential, ['scope', 'audience']) }),
  }
}

/** RFC 6749, 6: a consent that was given once is used again. @throws MaillonError `VAULT_CONSENT_MISSING` (user) */
export function refreshGrant(credential: OpenedCredential): TokenGrant {
  const { refreshToken } = credential.values
  if (typeof refreshToken !== 'string' || refreshToken === '')
    throw new MaillonError({ code: 'VAULT_CONSENT_MISSING', kind: 'user', retryable: false, params: { credential: credential.name } })
  return { ...shared, renews: true, request: () => tokenRequest(credential, { grant_type: 'refresh_token', refresh_token: refreshToken }) }
}

/** A call of the token address, with the client named as the service wants it. */
export function tokenRequest({ values }: OpenedCredential, form: { readonly [name: string]: string }): HttpRequest {
  const [id, secret] = [String(values['clientId'] ?? ''), String(values['clientSecret'] ?? '')]
  const inBody = values['clientPlace'] === 'body' || secret === ''
  const headers: { [name: string]: string } = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' }
  if (!inBody) headers['authorization'] = `Basic ${Buffer.from(`${formEncoded(id)}:${formEncoded(secret)}`, 'utf8').toString('base64')}`
  const client: { [name: string]: string } = inBody ? { client_id: id, ...(secret === '' ? {} : { client_secret: secret }) } : {}
  return { method: 'POST', url: String(values['tokenUrl'] ?? ''), headers, body: new URLSearchParams({ ...form, ...client }).toString() }
}

/** RFC 6749, 2.3.1: both parts are written as in a form before they are put together. */
function formEncoded(text: string): string {
  return new URLSearchParams({ s: text }).toString().slice(2)
}

function given({ values }: OpenedCredential, names: readonly string[]): { readonly [name: string]: string } {
  const pairs = names
    .map((name) => [name, values[name]] as const)
    .filter((pair): pair is readonly [string, string] => typeof pair[1] === 'string' && pair[1] !== '')
  return Object.fromEntries(pairs)
}
