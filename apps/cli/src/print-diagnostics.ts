import type { Diagnostic } from '@maillon/flow-document'
import { diagnosticSentence, hintOf } from '@maillon/messages'
import pc from 'picocolors'
import type { Terminal } from './terminal.js'

const severityTexts = {
  fr: { error: 'erreur', warning: 'attention', hint: 'conseil' },
  en: { error: 'error', warning: 'warning', hint: 'hint' },
} as const

/** One line for each finding: how bad, where, the sentence, and what to do about it where that is known. */
export function printDiagnostics(terminal: Terminal, diagnostics: readonly Diagnostic[]): void {
  for (const diagnostic of diagnostics) {
    const severity = severityTexts[terminal.locale][diagnostic.severity]
    const coloured = diagnostic.severity === 'error' ? pc.red(severity) : pc.yellow(severity)
    const place = [diagnostic.node, diagnostic.path].filter((part) => part !== undefined && part !== '').join(' ')
    terminal.note(`${coloured}  ${place === '' ? '' : `${pc.bold(place)}  `}${[diagnosticSentence(diagnostic, terminal.locale), hintOf(diagnostic.code, diagnostic.params, terminal.locale) ?? ''].join(' ').trim()}  ${pc.dim(diagnostic.code)}`)
  }
}
