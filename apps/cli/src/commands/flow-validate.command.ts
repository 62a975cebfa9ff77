import { compile } from '@maillon/compiler'
import type { Diagnostic } from '@maillon/flow-document'
import { createSettingsMover } from '@maillon/node-host'
import type { Command } from 'commander'
import pc from 'picocolors'
import { exitCodes } from '../exit-codes.js'
import { readFlowFiles } from '../flow-files/read-flow-files.js'
import { loadCatalogue } from '../load-catalogue.js'
import { printDiagnostics } from '../print-diagnostics.js'
import type { Finish } from '../program.js'
import type { Terminal } from '../terminal.js'

interface Checked {
  readonly file: string
  readonly name: string
  readonly diagnostics: readonly Diagnostic[]
}

/** `maillon flow validate PATH...`: every problem of every flow, without a server. */
export function addFlowValidate(flow: Command, terminal: Terminal, finish: Finish): void {
  const french = terminal.locale === 'fr'
  flow
    .command('validate')
    .description(french ? 'Dire tout ce qui ne va pas dans des fichiers de flux, sans rien exécuter' : 'Say all that is wrong with flow files, without running anything')
    .argument('<path...>', french ? 'fichiers de flux, ou dossiers qui en contiennent (*.flow.json)' : 'flow files, or folders of them (*.flow.json)')
    .option('--json', french ? 'répondre en JSON, une ligne par flux' : 'answer as JSON, one line a flow')
    .action(async (paths: readonly string[], options: { json?: boolean }) => {
      const checked = await check(paths, terminal)
      for (const one of checked) print(one, { terminal, asJson: options.json === true })
      finish(checked.every(({ diagnostics }) => errorsIn(diagnostics) === 0) ? exitCodes.ok : exitCodes.failed)
    })
}

async function check(paths: readonly string[], terminal: Terminal): Promise<readonly Checked[]> {
  const [{ catalogue, packages }, { flows, unreadable }] = await Promise.all([loadCatalogue(terminal), readFlowFiles(paths)])
  const context = { now: Date.now(), timeZone: 'Europe/Paris', locale: terminal.locale }
  const mover = createSettingsMover(packages)
  const checked = await Promise.all(flows.map(async ({ file, name, parsed }) => ({ file, name, diagnostics: parsed.ok ? compile((await mover.move(parsed.document)).document, catalogue, context).diagnostics : parsed.diagnostics })))
  return [...unreadable.map(({ file, problem }) => ({ file, name: '', diagnostics: [problem] })), ...checked]
}

function print({ file, name, diagnostics }: Checked, { terminal, asJson }: { readonly terminal: Terminal; readonly asJson: boolean }): void {
  const errors = errorsIn(diagnostics)
  if (asJson) return terminal.print(JSON.stringify({ file, name, ok: errors === 0, diagnostics }))
  printDiagnostics(terminal, diagnostics)
  const french = terminal.locale === 'fr'
  const sentence = errors === 0 ? (french ? 'rien à redire' : 'nothing wrong') : french ? `${errors} problème${errors > 1 ? 's' : ''}` : `${errors} problem${errors > 1 ? 's' : ''}`
  terminal.print(`${errors === 0 ? pc.green('✓') : pc.red('✗')} ${file}${name === '' ? '' : ` (${name})`}${french ? ' : ' : ': '}${sentence}`)
}

function errorsIn(diagnostics: readonly Diagnostic[]): number {
  return diagnostics.filter(({ severity }) => severity === 'error').length
}
