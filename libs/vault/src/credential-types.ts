import type { CredentialType } from './credential-type.js'
import { httpApiKey, httpBasic, httpBearer, loginToken, webhookUrl } from './types/http.js'
import { smtp } from './types/smtp.js'

/** Every credential type, in the order of the "new credential" list. */
export const credentialTypes: readonly CredentialType[] = [smtp, httpBasic, httpBearer, httpApiKey, loginToken, webhookUrl]

/** Null for an unknown type. */
export function credentialTypeOf(type: string): CredentialType | null {
  return credentialTypes.find((known) => known.type === type) ?? null
}
