import type { CredentialType } from './credential-type.js'
import { httpApiKey, httpBasic, httpBearer, loginToken, webhookUrl } from './types/http.js'
import { imap } from './types/imap.js'
import { ftp, s3, sftp } from './types/remote.js'
import { smtp } from './types/smtp.js'
import { mysql, postgres } from './types/sql.js'

/** Every credential type, in the order of the "new credential" list. */
export const credentialTypes: readonly CredentialType[] = [smtp, imap, httpBasic, httpBearer, httpApiKey, loginToken, webhookUrl, ftp, sftp, s3, postgres, mysql]

/** Null for an unknown type. */
export function credentialTypeOf(type: string): CredentialType | null {
  return credentialTypes.find((known) => known.type === type) ?? null
}
