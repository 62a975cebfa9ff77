import { userError, type MaillonError, type OpenCredential } from '@maillon/node-sdk'
import { readAddress, type MailAddress } from './read-address.js'
import { tokenGrantOf, type TokenGrant } from './token-grant.js'

/** How the mailbox is opened. */
export type MailLogin = { readonly kind: 'password'; readonly user: string; readonly pass: string } | { readonly kind: 'token'; readonly user: string; readonly grant: TokenGrant }

/** A mail server as a credential names it. */
export interface MailServer {
  readonly protocol: 'imap' | 'smtp'
  readonly host: string
  readonly port: number
  readonly security: 'starttls' | 'tls' | 'none'
  /** Null: the server asks for no login (SMTP only). */
  readonly login: MailLogin | null
}

export interface SmtpAccount extends MailServer {
  readonly protocol: 'smtp'
  readonly from: MailAddress
}

export interface ImapAccount extends MailServer {
  readonly protocol: 'imap'
  readonly login: MailLogin
}

/** @throws UserError where no account was chosen, or where it is incomplete. */
export function smtpAccount(credential: OpenCredential | null): SmtpAccount {
  if (credential === null) throw missing({ fr: 'Aucun compte d’envoi n’est choisi.', en: 'No mail account is chosen.' }, { fr: 'Choisissez le compte par lequel le courriel part.', en: 'Choose the account that the mail leaves by.' })
  const text = textOf(credential)
  return {
    protocol: 'smtp',
    ...serverOf(credential, { port: 587, security: 'starttls' }),
    login: text('user') === '' ? null : loginOf(credential),
    from: { name: text('fromName').replace(/[\r\n]/g, ' '), address: readAddress(text('from'), '').address },
  }
}

/** @throws UserError where no mailbox was chosen, or where its account is incomplete. */
export function imapAccount(credential: OpenCredential | null): ImapAccount {
  if (credential === null) throw missing({ fr: 'Aucune boîte aux lettres n’est choisie.', en: 'No mailbox is chosen.' }, { fr: 'Choisissez la boîte à lire.', en: 'Choose the mailbox to read.' })
  return { protocol: 'imap', ...serverOf(credential, { port: 993, security: 'tls' }), login: loginOf(credential) }
}

function serverOf(credential: OpenCredential, standard: { readonly port: number; readonly security: 'starttls' | 'tls' }): Pick<MailServer, 'host' | 'port' | 'security'> {
  const text = textOf(credential)
  const security = text('security')
  return {
    host: text('host').replace(/^\[|\]$/g, ''),
    port: Number(credential.values['port'] ?? standard.port),
    security: security === 'tls' || security === 'none' || security === 'starttls' ? security : standard.security,
  }
}

function loginOf(credential: OpenCredential): MailLogin {
  const text = textOf(credential)
  const user = text('user')
  const grant = tokenGrantOf(credential.values)
  if (grant !== null) return { kind: 'token', user, grant: credential.renew === undefined ? grant : { ...grant, renew: credential.renew } }
  if (text('password') === '') {
    throw missing(
      { fr: `Le compte « ${credential.name} » n’a pas de mot de passe.`, en: `The account “${credential.name}” has no password.` },
      { fr: 'Complétez l’identifiant, ou choisissez une connexion OAuth2.', en: 'Complete the credential, or choose a login by OAuth2.' },
    )
  }
  return { kind: 'password', user, pass: text('password') }
}

function textOf(credential: OpenCredential): (field: string) => string {
  return (field) => {
    const value = credential.values[field]
    return typeof value === 'string' ? value : ''
  }
}

function missing(text: { readonly fr: string; readonly en: string }, hint: { readonly fr: string; readonly en: string }): MaillonError {
  return userError({ code: 'MAIL_ACCOUNT_MISSING', text, hint })
}
