import { compile } from '@maillon/compiler'
import type { Command } from 'commander'
import pc from 'picocolors'
import { exitCodes } from '../exit-codes.js'
import { loadCatalogue } from '../load-catalogue.js'
import { printDiagnostics } from '../print-diagnostics.js'
import type { Finish } from '../program.js'
import { readFlowFile } from '../read-flow-file.js'
import type { Terminal } from '../terminal.js'

/** `maillon flow validate FILE...`: every problem of every file, without a server. */
export function addFlowValidate(flow: Command, terminal: Terminal, finish: Finish): void {
  const french = terminal.locale === 'fr'
  flow
    .command('validate')
    .description(french ? 'Dire tout ce qui ne va pas dans des fichiers de flux, sans rien exécuter' : 'Say all that is wrong with flow files, without running anything')
    .argument('<file...>', french ? 'fichiers maillon.flow/1' : 'maillon.flow/1 files')
    .option('--json', french ? 'répondre en JSON' : 'answer as JSON')
    .action(async (files: readonly string[], options: { json?: boolean }) => {
      const { catalogue } = await loadCatalogue(terminal)
      let errors = 0
      for (const file of files) {
        const parsed = await readFlowFile(file)
        const diagnostics = parsed.ok ? compile(parsed.document, catalogue, { now: Date.now(), timeZone: 'Europe/Paris', locale: terminal.locale }).diagnostics : parsed.diagnostics
        const found = diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length
        errors += found
        if (options.json === true) terminal.print(JSON.stringify({ file, ok: found === 0, diagnostics }))
        else {
          printDiagnostics(terminal, diagnostics)
          const sentence = found === 0 ? (french ? 'rien à redire' : 'nothing wrong') : french ? `${found} problème(s)` : `${found} problem(s)`
          terminal.print(`${found === 0 ? pc.green('✓') : pc.red('✗')} ${file} : ${sentence}`)
        }
      }
      finish(errors === 0 ? exitCodes.ok : exitCodes.failed)
    })
}
