import { userError, type OpenCredential } from '@maillon/node-sdk'
import { readAddress, type MailAddress } from './read-address.js'

export interface SmtpAccount {
  readonly host: string
  readonly port: number
  readonly security: 'starttls' | 'tls' | 'none'
  /** Null: the server asks for no login. */
  readonly login: { readonly user: string; readonly pass: string } | null
  readonly from: MailAddress
}

/** @throws UserError where no account was chosen. */
export function smtpAccount(credential: OpenCredential | null): SmtpAccount {
  if (credential === null) {
    throw userError({
      code: 'MAIL_ACCOUNT_MISSING',
      text: { fr: 'Aucun compte d’envoi n’est choisi.', en: 'No mail account is chosen.' },
      hint: { fr: 'Choisissez le compte par lequel le courriel part.', en: 'Choose the account that the mail leaves by.' },
    })
  }
  const text = (field: string) => (typeof credential.values[field] === 'string' ? String(credential.values[field]) : '')
  const security = text('security')
  return {
    host: text('host'),
    port: Number(credential.values['port'] ?? 587),
    security: security === 'tls' || security === 'none' ? security : 'starttls',
    login: text('user') === '' ? null : { user: text('user'), pass: text('password') },
    from: { name: text('fromName').replace(/[\r\n]/g, ' '), address: readAddress(text('from'), '').address },
  }
}
