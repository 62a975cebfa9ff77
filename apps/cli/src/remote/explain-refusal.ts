import type { ApiError } from '@maillon/api-contract'
import type { Diagnostic } from '@maillon/flow-document'
import type { Locale } from '@maillon/kernel'
import pc from 'picocolors'
import { exitCodes, type ExitCode } from '../exit-codes.js'
import { printDiagnostics } from '../print-diagnostics.js'
import type { Terminal } from '../terminal.js'

/** Why something wasn't done. */
export interface Refusal {
  readonly code: string
  readonly message: string
  readonly hint: string | null
  readonly diagnostics?: readonly Diagnostic[]
}

/** What a server refused, in its own words; they come in the language that was asked for. */
export function refusalOf({ status, body }: ApiError, locale: Locale): Refusal {
  if (status === 0) return { code: 'API_SERVER_UNREACHABLE', message: locale === 'fr' ? 'Le serveur ne répond pas. Vérifiez son adresse et qu’il est en marche.' : 'The server doesn’t answer. Check its address, and that it runs.', hint: null }
  const { code, message, hint = null } = body.error
  return { code, message, hint, ...(body.diagnostics === undefined ? {} : { diagnostics: body.diagnostics }) }
}

/** The same said to a person, by a command that goes on. */
export function explainRefusal(error: ApiError, terminal: Terminal): ExitCode {
  const { code, message, hint, diagnostics } = refusalOf(error, terminal.locale)
  if (diagnostics !== undefined) printDiagnostics(terminal, diagnostics)
  terminal.note(`${pc.red('✗')} ${message}${hint === null ? '' : ` ${hint}`}  ${pc.dim(code)}`)
  return error.status === 0 ? exitCodes.unreachable : exitCodes.failed
}
