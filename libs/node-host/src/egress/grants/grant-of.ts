import { type OpenedCredential } from '@maillon/vault'
import { googleGrant } from './google-grant.js'
import { loginGrant } from './login-grant.js'
import { clientGrant, refreshGrant } from './oauth2-grant.js'
import type { TokenGrant } from './token-grant.js'

/**
 * How this credential is exchanged for a token. Null: it isn't.
 *
 * @param now milliseconds since the epoch
 * @throws MaillonError `VAULT_CONSENT_MISSING`, `VAULT_KEY_UNREADABLE` (user)
 */
export function grantOf(credential: OpenedCredential, now: number): TokenGrant | null {
  switch (credential.type) {
    case 'login-token':
    case 'cortex':
      return loginGrant(credential)
    case 'oauth2-client':
      return clientGrant(credential)
    case 'oauth2-code':
      return refreshGrant(credential)
    case 'google-service-account':
      return googleGrant(credential, now)
    default:
      return null
  }
}
