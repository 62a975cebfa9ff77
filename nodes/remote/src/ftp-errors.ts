import { isMaillonError, type MaillonError } from '@maillon/node-sdk'
import { accessDenied, busy, certificateRefused, connectionLost, encryptionMissing, folderTooLarge, loginRefused, noSpace, notUnderstood, refused, unreachable } from './remote-errors.js'

const certificate = /certificate|self.signed|altnames|CERT_|UNABLE_TO_|ALTNAME/i
const notTls = /wrong version number|packet length too long|unknown protocol|record layer|SSL routines/i
const network: ReadonlySet<string> = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'ENOTFOUND', 'EADDRNOTAVAIL'])

/** Whether the server says that there is no such file or folder. 550 stands for "not allowed" as well: its words decide. */
export function isMissing(error: unknown): boolean {
  const { code, message } = wordsOf(error)
  return (code === 550 || code === 551 || code === 450) && !/denied|permission|not allowed|forbidden|privilege|not authorized/i.test(message) && /no such|not found|doesn't exist|does not exist|cannot find|can't (?:find|change|open|check)|unavailable|failed to (?:open|change)|not a (?:regular|plain)/i.test(message)
}

/** What basic-ftp's errors mean. `path`: what it was about; empty: connecting. */
export function ftpError(error: unknown, host: string, path: string): MaillonError {
  if (isMaillonError(error)) return error
  const { code, message } = wordsOf(error)
  const details = `${String(code)} · ${message}`.slice(0, 500)
  if (typeof code === 'number' && code >= 100) return ofAnswer(code, { host, path, details })
  return ofConnection({ code: String(code), message }, { host, path, details })
}

interface About {
  readonly host: string
  readonly path: string
  readonly details: string
}

const logins: ReadonlySet<number> = new Set([530, 430, 332, 532])
const fullDisks: ReadonlySet<number> = new Set([452, 552])
const cuts: ReadonlySet<number> = new Set([425, 426])
const unknownCommands: ReadonlySet<number> = new Set([500, 502, 504, 534])

function ofAnswer(code: number, { host, path, details }: About): MaillonError {
  if (logins.has(code)) return loginRefused(host, details)
  if (fullDisks.has(code)) return noSpace(host, details)
  if (cuts.has(code)) return connectionLost(host, details)
  if (code < 500) return busy(host, details)
  if (path === '' && unknownCommands.has(code)) return encryptionMissing(host, details)
  return code === 550 || code === 553 ? accessDenied(path, details) : refused(host, details)
}

function ofConnection({ code, message }: { readonly code: string; readonly message: string }, { host, path, details }: About): MaillonError {
  const said = `${code} ${message}`
  if (notTls.test(said)) return encryptionMissing(host, details)
  if (certificate.test(said)) return certificateRefused(host, null, details)
  if (/Maximum bytes exceeded/.test(message)) return folderTooLarge(path, details)
  if (/transfer strategies/.test(message)) return ofDataConnection(message, { host, path, details })
  if (/another host|Can't parse|listing|control response/i.test(message)) return notUnderstood(host, details)
  return path === '' || network.has(code) ? unreachable(host, details) : connectionLost(host, details)
}

const closed = /Client is closed|closed connection|FIN packet|Timeout|ECONNRESET|EPIPE|ECONNREFUSED|ETIMEDOUT/

/** The library tries several ways to the data and tells of all its failures in one text, whatever the last one was. */
function ofDataConnection(message: string, about: About): MaillonError {
  const code = Number(/FTPError: (4\d\d)/.exec(message)?.[1] ?? 0)
  if (code > 0) return ofAnswer(code, about)
  return closed.test(message) ? connectionLost(about.host, about.details) : notUnderstood(about.host, about.details)
}

function wordsOf(error: unknown): { readonly code: unknown; readonly message: string } {
  const { code, message } = (typeof error === 'object' && error !== null ? error : {}) as { readonly code?: unknown; readonly message?: unknown }
  return { code: code ?? '', message: typeof message === 'string' ? message : '' }
}
