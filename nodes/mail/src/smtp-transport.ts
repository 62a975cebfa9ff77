import type { NodeContext } from '@maillon/node-sdk'
import type { Transporter } from 'nodemailer'
import { accessToken } from './access-token.js'
import type { SmtpAccount } from './mail-account.js'

/** The three parts of a context that reach a mail server. */
export type MailReach = Pick<NodeContext<unknown>, 'http' | 'resolveHost' | 'signal'>

/**
 * A connection to a mail server for sending, made when it is first used. It goes to the address that the host has checked, under the
 * name of the server. Close it.
 *
 * @param patienceMs for connecting and for the greeting. Default 30,000.
 */
export async function openSmtp(account: SmtpAccount, context: MailReach, patienceMs = 30_000): Promise<Transporter> {
  const { createTransport } = await import('nodemailer')
  const { address } = await context.resolveHost(account.host, account.port)
  return createTransport({
    host: address,
    port: account.port,
    secure: account.security === 'tls',
    requireTLS: account.security === 'starttls',
    ignoreTLS: account.security === 'none',
    tls: isAddress(account.host) ? {} : { servername: account.host },
    ...(await authOf(account, context)),
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: 120_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}

async function authOf({ login }: SmtpAccount, context: MailReach) {
  if (login === null) return {}
  if (login.kind === 'password') return { auth: { user: login.user, pass: login.pass } }
  return { auth: { type: 'OAuth2' as const, user: login.user, accessToken: await accessToken(login.grant, context) } }
}

/** TLS names no server by its address. */
export function isAddress(host: string): boolean {
  return host.includes(':') || /^[\d.]+$/.test(host)
}
