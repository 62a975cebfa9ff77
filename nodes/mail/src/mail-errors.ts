import { fatalError, isMaillonError, retryableError, userError, type LocalizedText, type MaillonError } from '@maillon/node-sdk'
import { connectionFailed, loginRefused, turnedAway } from './connection-errors.js'
import type { MailServer } from './mail-account.js'

/** What nodemailer's errors carry. */
interface SmtpFailure {
  readonly code?: string
  readonly responseCode?: number
  readonly response?: string
  readonly command?: string
  readonly message?: string
  /** Addresses that the server refused. */
  readonly rejected?: readonly string[]
}

/**
 * What a failed sending means, and whether another try can help: 4xx answers and trouble with the connection yes, 5xx no.
 *
 * @param server the mail server, for the sentence.
 * @param dataSent the message had been handed over entirely, but for the server's last answer.
 */
export function mailError(error: unknown, { server, dataSent }: { readonly server: MailServer; readonly dataSent: boolean }): MaillonError {
  if (isMaillonError(error)) return error
  const failure: SmtpFailure = typeof error === 'object' && error !== null ? error : {}
  const details = [failure.code, failure.command, failure.response ?? failure.message].filter((part) => part !== undefined).join(' · ')
  const answered = failure.responseCode !== undefined
  if (!answered && dataSent) return outcomeUnknown(details)
  if (failure.code === 'ETLS') return connectionFailed(server, failure)
  if (!answered) return failure.code === 'EAUTH' ? loginRefused(server, details) : connectionFailed(server, failure)
  return refusal(server, failure, details)
}

function refusal(server: MailServer, failure: SmtpFailure, details: string): MaillonError {
  const passing = failure.responseCode !== undefined && failure.responseCode >= 400 && failure.responseCode < 500
  if (failure.code === 'EAUTH' && !passing) return loginRefused(server, details)
  if (passing) {
    return retryableError({
      code: 'MAIL_SERVER_BUSY',
      text: { fr: `Le serveur de courriel demande d’attendre (${failure.responseCode}).`, en: `The mail server asks to wait (${failure.responseCode}).` },
      hint: { fr: 'Réessayez plus tard ; si cela dure, vérifiez le quota du compte d’envoi.', en: 'Try again later; if it lasts, check the quota of the mail account.' },
      details,
    })
  }
  if (failure.command === 'CONN') return turnedAway(server, details)
  if (failure.code === 'EENVELOPE' && /RCPT/i.test(failure.command ?? '')) {
    return userError({
      code: 'MAIL_RECIPIENT_REFUSED',
      text: refusedRecipients(failure.rejected ?? []),
      hint: { fr: 'Vérifiez chaque adresse, lettre à lettre.', en: 'Check each address letter by letter.' },
      field: '/to',
      details,
    })
  }
  if (failure.code === 'EENVELOPE') {
    return userError({
      code: 'MAIL_SENDER_REFUSED',
      text: { fr: 'Le serveur de courriel refuse l’adresse de l’expéditeur.', en: 'The mail server refuses the sender’s address.' },
      hint: { fr: 'Dans le compte d’envoi, mettez une adresse que ce serveur connaît.', en: 'In the mail account, use an address that this server knows.' },
      details,
    })
  }
  return fatalError({
    code: 'MAIL_MESSAGE_REFUSED',
    text: { fr: `Le serveur de courriel refuse le message (${failure.responseCode}).`, en: `The mail server refuses the message (${failure.responseCode}).` },
    hint: { fr: 'Sa réponse, dans les détails, dit pourquoi (taille, contenu, quota).', en: 'Its answer, in the details, says why (size, content, quota).' },
    details,
  })
}

function refusedRecipients(rejected: readonly string[]): LocalizedText {
  const [only] = rejected
  if (only !== undefined && rejected.length === 1) return { fr: `Le serveur de courriel refuse le destinataire ${only}.`, en: `The mail server refuses the recipient ${only}.` }
  return { fr: 'Le serveur de courriel refuse tous les destinataires.', en: 'The mail server refuses all recipients.' }
}

function outcomeUnknown(details: string): MaillonError {
  return fatalError({
    code: 'MAIL_OUTCOME_UNKNOWN',
    text: {
      fr: 'La connexion s’est coupée juste après l’envoi : on ne sait pas si le courriel est parti.',
      en: 'The connection was lost just after the message was handed over: nobody knows whether the mail went out.',
    },
    hint: { fr: 'Vérifiez auprès du destinataire, puis choisissez « envoyer à nouveau » si rien n’est arrivé.', en: 'Ask the recipient, then choose “send again” if nothing arrived.' },
    field: '/ifUnknown',
    details,
  })
}
