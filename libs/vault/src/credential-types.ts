import { withPace } from './credential-pace.js'
import type { CredentialType } from './credential-type.js'
import { cortex } from './types/cortex.js'
import { googleServiceAccount } from './types/google-service-account.js'
import { httpProxy } from './types/http-proxy.js'
import { httpApiKey, httpBasic, httpBearer, loginToken, webhookUrl } from './types/http.js'
import { oauth2Client, oauth2Code } from './types/oauth2.js'
import { imap } from './types/imap.js'
import { ftp, s3, sftp } from './types/remote.js'
import { smtp } from './types/smtp.js'
import { mysql, postgres } from './types/sql.js'
import { tlsCertificate } from './types/tls-certificate.js'
import { twilio } from './types/twilio.js'
import { webhookSignature } from './types/webhook-signature.js'

/** Every credential type, in the order of the "new credential" list. */
export const credentialTypes: readonly CredentialType[] = [
  smtp,
  imap,
  httpBasic,
  httpBearer,
  httpApiKey,
  loginToken,
  oauth2Client,
  oauth2Code,
  cortex,
  webhookUrl,
  webhookSignature,
  twilio,
  googleServiceAccount,
  tlsCertificate,
  httpProxy,
  ftp,
  sftp,
  s3,
  postgres,
  mysql,
].map(withPace)

/** Null for an unknown type. */
export function credentialTypeOf(type: string): CredentialType | null {
  return credentialTypes.find((known) => known.type === type) ?? null
}
