import { MaillonError } from '@maillon/kernel'
import type { Egress } from '@maillon/node-host'
import type { OpenedCredential } from '@maillon/vault'

/**
 * Connects to a mail server and logs in, without sending anything.
 * @throws MaillonError EGRESS_… for addresses; CREDENTIAL_MAIL_… with the server's own words in the details
 */
export async function verifySmtp(credential: OpenedCredential, egress: Egress, timeoutMs: number): Promise<void> {
  const { host, port, security, user, password } = credential.values
  const name = String(host)
  const { address } = await egress.resolveHost(name, Number(port ?? 587))
  const { createTransport } = await import('nodemailer')
  const transport = createTransport({
    host: address,
    port: Number(port ?? 587),
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    // The socket goes to the checked address; the certificate must still be the name's.
    tls: { servername: name },
    ...(typeof user === 'string' && user !== '' ? { auth: { user, pass: String(password ?? '') } } : {}),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    await transport.verify()
  } catch (error) {
    throw mailProblem(error, name)
  } finally {
    transport.close()
  }
}

const codes: { readonly [code: string]: string } = {
  EAUTH: 'CREDENTIAL_MAIL_LOGIN', ENOAUTH: 'CREDENTIAL_MAIL_LOGIN', ETLS: 'CREDENTIAL_MAIL_ENCRYPTION', ETIMEDOUT: 'CREDENTIAL_MAIL_SILENT', ECONNECTION: 'CREDENTIAL_MAIL_UNREACHED', ESOCKET: 'CREDENTIAL_MAIL_UNREACHED', EDNS: 'CREDENTIAL_MAIL_UNREACHED',
}

function mailProblem(error: unknown, host: string): MaillonError {
  const { code, message } = error as { readonly code?: unknown; readonly message?: unknown }
  const known = typeof code === 'string' && Object.hasOwn(codes, code) ? codes[code] : undefined
  return new MaillonError({ code: known ?? 'CREDENTIAL_MAIL_FAILED', kind: 'operational', retryable: false, params: { host }, details: String(message ?? '').slice(0, 500) }, { cause: error })
}
