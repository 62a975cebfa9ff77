import { existsSync } from 'node:fs'
import type { FlowDocument } from '@maillon/flow-document'
import type { Command } from 'commander'
import pc from 'picocolors'
import { exitCodes } from '../exit-codes.js'
import { compareFlows, type ComparedFlow } from '../flow-files/compare-flows.js'
import { flowsOfPath } from '../flow-files/flows-of-path.js'
import { loadCatalogue } from '../load-catalogue.js'
import type { Finish } from '../program.js'
import { addTarget, connect, type TargetOptions } from '../remote/connect.js'
import { isFlowReference, flowByReference } from '../remote/flow-reference.js'
import type { Terminal } from '../terminal.js'

interface Options extends TargetOptions {
  readonly exitCode?: boolean
  readonly json?: boolean
}

/** `maillon flow diff A B`: what differs, as sentences; between files, folders, and versions on a server. */
export function addFlowDiff(flow: Command, terminal: Terminal, finish: Finish): void {
  const text = (fr: string, en: string): string => (terminal.locale === 'fr' ? fr : en)
  const side = text('fichier, dossier, ou flux d’un serveur : ID (brouillon), ID@published, ID@3', 'file, folder, or flow of a server: ID (draft), ID@published, ID@3')
  const command = flow
    .command('diff')
    .description(text('Dire en phrases ce qui change de A à B', 'Say in sentences what changes from A to B'))
    .argument('<A>', side)
    .argument('<B>', side)
    .option('--exit-code', text('répondre 1 où il y a une différence', 'answer 1 where there is a difference'))
    .option('--json', text('répondre en JSON', 'answer as JSON'))
    .action(async (a: string, b: string, options: Options) => {
      const { catalogue } = await loadCatalogue(terminal)
      const [before, after] = [await flowsOf(a, options, terminal), await flowsOf(b, options, terminal)]
      const compared = compareFlows(before, after, catalogue)
      print(compared, { terminal, asJson: options.json === true })
      finish(options.exitCode === true && compared.some(({ state }) => state !== 'same') ? exitCodes.failed : exitCodes.ok)
    })
  addTarget(command, terminal)
}

/** A path where there is one; else what is written like a flow of a server. */
async function flowsOf(operand: string, options: TargetOptions, terminal: Terminal): Promise<readonly FlowDocument[]> {
  if (existsSync(operand) || !isFlowReference(operand)) return flowsOfPath(operand)
  return [await flowByReference(await connect(options, terminal), operand)]
}

function print(compared: readonly ComparedFlow[], { terminal, asJson }: { readonly terminal: Terminal; readonly asJson: boolean }): void {
  const { locale } = terminal
  if (asJson) {
    terminal.print(JSON.stringify({ flows: compared.map(({ changes, ...flow }) => ({ ...flow, changes: changes.map(({ text, ...change }) => ({ ...change, text: text[locale] })) })) }))
    return
  }
  const words = { fr: { added: 'nouveau', removed: 'retiré', changed: 'modifié', same: 'inchangé' }, en: { added: 'new', removed: 'removed', changed: 'changed', same: 'unchanged' } }[locale]
  const signs = { added: pc.green('+'), removed: pc.red('-'), changed: pc.yellow('~'), same: pc.dim('=') }
  for (const { name, state, changes } of compared) {
    if (state === 'same' && compared.length > 1) continue
    terminal.print(`${signs[state]} ${pc.bold(name)} (${words[state]})`)
    for (const { text, isCosmetic } of changes) terminal.print(`    ${isCosmetic ? pc.dim(text[locale]) : text[locale]}`)
  }
  if (compared.length > 1 && compared.every(({ state }) => state === 'same')) terminal.print(locale === 'fr' ? 'Aucune différence.' : 'No difference.')
}
