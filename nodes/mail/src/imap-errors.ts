import { fatalError, isMaillonError, retryableError, userError, type MaillonError } from '@maillon/node-sdk'
import { connectionFailed, loginRefused } from './connection-errors.js'
import type { ImapAccount } from './mail-account.js'

/** What imapflow's errors carry. */
interface ImapFailure {
  readonly code?: string
  readonly message?: string
  readonly authenticationFailed?: boolean
  readonly serverResponseCode?: string
  readonly response?: unknown
  readonly responseText?: string
  readonly responseStatus?: string
  readonly oauthError?: unknown
}

const busyCodes: ReadonlySet<string> = new Set(['UNAVAILABLE', 'INUSE', 'LIMIT', 'SERVERBUG', 'ETHROTTLE'])
const gone = /^(?:NoConnection|EConnectionClosed|StateLogout|ETIMEOUT|LockTimeout|ECONNRESET|EPIPE|ETIMEDOUT|DownloadIncomplete)$/
const nonsense = /^(?:ParserError|UnexpectedTag|InvalidResponse|ResponseProcessingFailed|MAX_IMAP_NESTING|COMPRESS_TRAILING)/
const oversized = /^(?:LineTooLarge|LiteralTooLarge|ResponseTooLarge|DownloadOverflow)$/

/**
 * What went wrong with a mailbox, and whether another try can help. What is not of the server (a bug, a full disk) stays what it is.
 * @param hasConnected the login had worked.
 */
export function imapError(error: unknown, account: ImapAccount, hasConnected: boolean): unknown {
  if (isMaillonError(error) || (hasConnected && !isOfServer(error))) return error
  const failure: ImapFailure = typeof error === 'object' && error !== null ? error : {}
  const details = detailsOf(failure, account)
  return ofAnswer(failure, account, details) ?? (hasConnected ? ofCommand(failure, account.host, details) : ofLogin(failure, account, details))
}

/** What the answer itself says, at any time. Null: nothing. */
function ofAnswer(failure: ImapFailure, account: ImapAccount, details: string): MaillonError | null {
  const { code = '', serverResponseCode } = failure
  if (busyCodes.has(serverResponseCode ?? code)) return busy(account.host, details)
  if (failure.authenticationFailed === true) return loginRefused(account, details)
  if (oversized.test(code)) return oversizedAnswer(account.host, details)
  return nonsense.test(code) ? notImap(account, details) : null
}

function ofLogin({ code, message = '' }: ImapFailure, account: ImapAccount, details: string): MaillonError {
  return /Unsupported authentication mechanism/i.test(message) ? loginRefused(account, details) : connectionFailed(account, { code, message })
}

function ofCommand(failure: ImapFailure, host: string, details: string): MaillonError {
  return isLost(failure) ? lost(host, details) : refused(host, details)
}

function isOfServer(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  const failure: ImapFailure = error
  const { code = '' } = failure
  return failure.response !== undefined || failure.responseStatus !== undefined || isLost(failure) || oversized.test(code) || nonsense.test(code) || busyCodes.has(code)
}

function isLost({ code = '', message = '' }: ImapFailure): boolean {
  return gone.test(code) || /^(?:Connection (?:closed|not available)|Unexpected close)/i.test(message)
}

function detailsOf(failure: ImapFailure, account: ImapAccount): string {
  const words = failure.responseText ?? (typeof failure.response === 'string' ? failure.response : failure.message)
  const oauth = failure.oauthError === undefined || failure.oauthError === false ? undefined : JSON.stringify(failure.oauthError)
  const text = [failure.code, failure.serverResponseCode, words, oauth].filter((part) => part !== undefined && part !== '').join(' · ').slice(0, 1000)
  return account.login.kind === 'password' && account.login.pass.length >= 4 ? text.replaceAll(account.login.pass, '[•••]') : text
}

function busy(host: string, details: string): MaillonError {
  return retryableError({
    code: 'MAIL_SERVER_BUSY',
    text: { fr: `Le serveur de courriel ${host} demande d’attendre.`, en: `The mail server ${host} asks to wait.` },
    hint: { fr: 'Réessayez plus tard ; si cela dure, la boîte est peut-être ouverte trop de fois à la fois.', en: 'Try again later; if it lasts, the mailbox may be open too many times at once.' },
    details,
  })
}

function oversizedAnswer(host: string, details: string): MaillonError {
  return fatalError({
    code: 'MAIL_ANSWER_TOO_LARGE',
    text: { fr: `La réponse du serveur ${host} dépasse toute taille raisonnable ; elle n’a pas été lue.`, en: `The answer of the server ${host} is beyond any reasonable size; it was not read.` },
    hint: { fr: 'Ce serveur est peut-être en panne : prévenez son administrateur.', en: 'This server may be broken: tell its administrator.' },
    details,
  })
}

function notImap(account: ImapAccount, details: string): MaillonError {
  return userError({
    code: 'MAIL_SERVER_NOT_IMAP',
    text: { fr: `Ce qui répond sur ${account.host}, port ${account.port}, ne parle pas IMAP.`, en: `What answers at ${account.host}, port ${account.port}, does not speak IMAP.` },
    hint: { fr: 'Vérifiez le serveur et le port de l’identifiant (993 avec TLS, 143 avec STARTTLS).', en: 'Check server and port of the credential (993 with TLS, 143 with STARTTLS).' },
    details,
  })
}

function lost(host: string, details: string): MaillonError {
  return retryableError({
    code: 'MAIL_CONNECTION_LOST',
    text: { fr: `La connexion avec le serveur de courriel ${host} s’est coupée.`, en: `The connection with the mail server ${host} was lost.` },
    hint: { fr: 'Réessayez plus tard.', en: 'Try again later.' },
    details,
  })
}

function refused(host: string, details: string): MaillonError {
  return fatalError({
    code: 'MAIL_COMMAND_REFUSED',
    text: { fr: `Le serveur de courriel ${host} refuse cette opération.`, en: `The mail server ${host} refuses this operation.` },
    hint: { fr: 'Sa réponse, dans les détails, dit pourquoi (droits, quota, dossier).', en: 'Its answer, in the details, says why (rights, quota, folder).' },
    details,
  })
}
