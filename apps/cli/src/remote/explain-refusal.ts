import type { ApiError } from '@maillon/api-contract'
import pc from 'picocolors'
import { exitCodes, type ExitCode } from '../exit-codes.js'
import { printDiagnostics } from '../print-diagnostics.js'
import type { Terminal } from '../terminal.js'

/** What a server refused, in its own words; they come in the language that was asked for. */
export function explainRefusal({ status, body }: ApiError, terminal: Terminal): ExitCode {
  if (status === 0) {
    terminal.note(`${pc.red('✗')} ${terminal.locale === 'fr' ? 'Le serveur ne répond pas. Vérifiez son adresse et qu’il est en marche.' : 'The server doesn’t answer. Check its address, and that it runs.'}`)
    return exitCodes.unreachable
  }
  if (body.diagnostics !== undefined) printDiagnostics(terminal, body.diagnostics)
  terminal.note(`${pc.red('✗')} ${body.error.message}${body.error.hint === undefined ? '' : ` ${body.error.hint}`}  ${pc.dim(body.error.code)}`)
  return exitCodes.failed
}
