import { createPrivateKey, sign, type KeyObject } from 'node:crypto'
import { MaillonError } from '@maillon/kernel'
import type { OpenedCredential } from '@maillon/vault'
import type { TokenGrant } from './token-grant.js'

const lifetimeSeconds = 3600

/**
 * A service account of Google: an assertion signed by its key, exchanged for a token (RFC 7523).
 *
 * @throws MaillonError `VAULT_KEY_UNREADABLE` (user) where the pasted text is no key file
 */
export function googleGrant(credential: OpenedCredential, now: number): TokenGrant {
  const account = readKeyFile(credential)
  const { subject, scope } = credential.values
  const issuedAt = Math.floor(now / 1000)
  const claims = {
    iss: account.email,
    scope: typeof scope === 'string' && scope !== '' ? scope : 'https://www.googleapis.com/auth/spreadsheets',
    aud: account.tokenUrl,
    iat: issuedAt,
    exp: issuedAt + lifetimeSeconds,
    ...(typeof subject === 'string' && subject !== '' ? { sub: subject } : {}),
  }
  return {
    tokenPath: 'access_token',
    lifetimeSeconds,
    header: 'Authorization',
    prefix: 'Bearer',
    renews: false,
    request: () => ({
      method: 'POST',
      url: account.tokenUrl,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: signed(claims, account) }).toString(),
    }),
  }
}

interface ServiceAccount {
  readonly email: string
  readonly tokenUrl: string
  readonly keyId: string | null
  readonly key: KeyObject
}

function readKeyFile({ name, values }: OpenedCredential): ServiceAccount {
  try {
    const file = JSON.parse(String(values['key'])) as { readonly [field: string]: unknown }
    if (typeof file['client_email'] !== 'string' || typeof file['private_key'] !== 'string') throw new Error('not a key file of a service account')
    return {
      email: file['client_email'],
      tokenUrl: typeof file['token_uri'] === 'string' ? file['token_uri'] : 'https://oauth2.googleapis.com/token',
      keyId: typeof file['private_key_id'] === 'string' ? file['private_key_id'] : null,
      key: createPrivateKey(file['private_key']),
    }
  } catch {
    // The cause could quote the key.
    throw new MaillonError({ code: 'VAULT_KEY_UNREADABLE', kind: 'user', retryable: false, params: { credential: name } })
  }
}

function signed(claims: object, { key, keyId }: ServiceAccount): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value), 'utf8').toString('base64url')
  const text = `${part({ alg: 'RS256', typ: 'JWT', ...(keyId === null ? {} : { kid: keyId }) })}.${part(claims)}`
  return `${text}.${sign('RSA-SHA256', Buffer.from(text, 'ascii'), key).toString('base64url')}`
}
