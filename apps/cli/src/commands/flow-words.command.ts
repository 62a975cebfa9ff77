import { flowInWords } from '@maillon/flow-document'
import type { Command } from 'commander'
import { exitCodes } from '../exit-codes.js'
import { flowsOfPath } from '../flow-files/flows-of-path.js'
import { loadCatalogue } from '../load-catalogue.js'
import type { Finish } from '../program.js'
import type { Terminal } from '../terminal.js'

/** `maillon flow words PATH`: the flow as a text. Also what Git shows where it is named as its `textconv`. */
export function addFlowWords(flow: Command, terminal: Terminal, finish: Finish): void {
  const text = (fr: string, en: string): string => (terminal.locale === 'fr' ? fr : en)
  flow
    .command('words')
    .description(text('Raconter des flux, étape par étape', 'Tell flows in words, step by step'))
    .argument('<path>', text('fichier de flux, ou dossier qui en contient', 'flow file, or folder of them'))
    .option('--json', text('répondre en JSON', 'answer as JSON'))
    .action(async (path: string, options: { readonly json?: boolean }) => {
      const { catalogue } = await loadCatalogue(terminal)
      const told = (await flowsOfPath(path)).map((document) => ({ id: document.id, name: document.name, words: flowInWords(document, { catalogue, locale: terminal.locale }) }))
      if (options.json === true) terminal.print(JSON.stringify({ flows: told }))
      else terminal.print(told.map(({ words }) => words.trimEnd()).join('\n\n'))
      finish(exitCodes.ok)
    })
}
