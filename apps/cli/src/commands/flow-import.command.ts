import type { ImportCheck, ImportDone, ImportRequest, ThingKind } from '@maillon/api-contract'
import { flowFileLimits, flowFileText, type Diagnostic, type FlowDocument } from '@maillon/flow-document'
import { canonicalTestText } from '@maillon/flow-tests'
import type { Locale } from '@maillon/kernel'
import { Option, type Command } from 'commander'
import pc from 'picocolors'
import { CliError } from '../cli-error.js'
import { exitCodes, type ExitCode } from '../exit-codes.js'
import { readFlowFiles } from '../flow-files/read-flow-files.js'
import { readTestFiles } from '../flow-files/read-test-files.js'
import { printDiagnostics } from '../print-diagnostics.js'
import type { Finish } from '../program.js'
import { addTarget, connect, type TargetOptions } from '../remote/connect.js'
import type { Terminal } from '../terminal.js'

interface Options extends TargetOptions {
  readonly dryRun?: boolean
  readonly sameName: 'new' | 'replace' | 'leave-out'
  readonly tests: boolean
  readonly json?: boolean
}

/** `maillon flow import PATH...`: all flows at once, or none. A flow that came from the same origin takes its place. */
export function addFlowImport(flow: Command, terminal: Terminal, finish: Finish): void {
  const text = (fr: string, en: string): string => (terminal.locale === 'fr' ? fr : en)
  const command = flow
    .command('import')
    .description(text('Importer des flux dans un serveur : tous ou aucun, déclencheurs éteints', 'Import flows into a server: all or none, triggers off'))
    .argument('<path...>', text('fichiers de flux, ou dossiers qui en contiennent', 'flow files, or folders of them'))
    .option('--no-tests', text('sans les tests qui se trouvent à côté des flux', 'without the tests that stand beside the flows'))
    .option('--dry-run', text('dire seulement ce qui changerait', 'only say what would change'))
    .addOption(new Option('--same-name <way>', text('que faire d’un flux qui a seulement le même nom', 'what to do with a flow that only has the same name')).choices(['new', 'replace', 'leave-out']).default('new'))
    .option('--json', text('répondre en JSON', 'answer as JSON'))
    .action(async (paths: readonly string[], options: Options) => {
      finish(await importFiles(paths, options, terminal))
    })
  addTarget(command, terminal)
}

async function importFiles(paths: readonly string[], options: Options, terminal: Terminal): Promise<ExitCode> {
  const { flows, unreadable } = await readFlowFiles(paths)
  const beside = options.tests ? await readTestFiles(paths) : { tests: [], unreadable: [] }
  const wrong = [...unreadable.map(({ file, problem }) => ({ file, problems: [problem] })), ...flows.flatMap(({ file, parsed }) => (parsed.ok ? [] : [{ file, problems: parsed.diagnostics }]))]
  const ofFlows = new Set(wrong.map(({ file }) => file))
  wrong.push(...beside.unreadable.filter(({ file }) => !ofFlows.has(file)).map(({ file, problem }) => ({ file, problems: [problem] })))
  if (wrong.length > 0) return refuse(wrong, options, terminal)
  const { api } = await connect(options, terminal)
  if (terminal.isInteractive) terminal.note(pc.dim(terminal.locale === 'fr' ? `Le serveur examine ${flows.length} flux…` : `The server looks at ${flows.length} flows…`))
  const tests = beside.tests.map(({ flow, test }) => canonicalTestText({ ...test, flowId: flow.id }))
  const text = flowFileText(flows.map(({ parsed }) => (parsed as { readonly document: FlowDocument }).document), tests)
  if (text.length > flowFileLimits.length && tests.length > 0) throw tooLarge
  const check = await api.call('checkImport', { body: { text } })
  const refused = check.flows.filter(({ isRefused }) => isRefused)
  if (refused.length > 0) return refuse(refused.map(({ name, problems }) => ({ file: name, problems })), options, terminal)
  if (options.json !== true) tellCheck(check, terminal)
  if (options.dryRun === true) {
    if (options.json === true) terminal.print(JSON.stringify(check))
    return exitCodes.ok
  }
  const done = await api.call('import', { body: choices(text, check, options) })
  tellDone(done, options, terminal)
  return exitCodes.ok
}

const tooLarge = new CliError({
  fr: 'Ces flux et leurs tests dépassent 8 Mo : importez-les en plusieurs fois, ou sans les tests (--no-tests). Rien n’a été importé.',
  en: 'These flows and their tests are larger than 8 MB: import them in several goes, or without the tests (--no-tests). Nothing was imported.',
})

function choices(text: string, check: ImportCheck, { sameName }: Options): ImportRequest {
  return {
    text,
    flows: check.flows.map(({ index, existing }) => ({
      index,
      as: existing === null ? 'new' : existing.by === 'origin' ? 'replace' : sameName,
      existing: existing === null ? null : { id: existing.id, revision: existing.revision },
    })),
    accounts: check.accounts.map(({ key, proposal }) => ({ key, credentialId: proposal?.credentialId ?? null })),
  }
}

function refuse(wrong: readonly { readonly file: string; readonly problems: readonly Diagnostic[] }[], { json }: Options, terminal: Terminal): ExitCode {
  if (json === true) terminal.print(JSON.stringify({ refused: wrong.map(({ file, problems }) => ({ file, diagnostics: problems })) }))
  for (const { file, problems } of wrong) {
    terminal.note(`${pc.red('✗')} ${file}`)
    printDiagnostics(terminal, problems)
  }
  terminal.note(terminal.locale === 'fr' ? 'Rien n’a été importé.' : 'Nothing was imported.')
  return exitCodes.failed
}

/** What changes, and what is left to be done here. */
function tellCheck(check: ImportCheck, terminal: Terminal): void {
  const tests = check.flows.reduce((sum, flow) => sum + flow.tests, 0)
  if (tests > 0) terminal.print(terminal.locale === 'fr' ? `Tests qui viennent avec les flux : ${tests}` : `Tests that come with the flows: ${tests}`)
  for (const { name, existing } of check.flows) {
    if (existing === null) terminal.print(`${pc.green('+')} ${pc.bold(name)}`)
    else if (existing.changes.length > 0) terminal.print([`${pc.yellow('~')} ${pc.bold(name)}`, ...existing.changes.map(({ text }) => `    ${text[terminal.locale]}`)].join('\n'))
  }
  for (const sentence of leftToDo(check, terminal.locale)) terminal.note(pc.yellow(sentence))
}

const absentThings: { readonly [Kind in ThingKind]: { readonly [L in Locale]: string } } = {
  recipient: { fr: 'Destinataire absent ici : ', en: 'Recipient not here: ' },
  group: { fr: 'Groupe de destinataires absent ici : ', en: 'Group of recipients not here: ' },
  variable: { fr: 'Variable absente ici : ', en: 'Variable not here: ' },
  flow: { fr: 'Flux appelé, absent ici : ', en: 'Flow that is called, not here: ' },
}

function leftToDo({ accounts, packages, things, files }: ImportCheck, locale: Locale): readonly string[] {
  const text = (fr: string, en: string): string => (locale === 'fr' ? fr : en)
  const left = [
    ...things.filter(({ proposal, inFile }) => proposal === null && inFile === null).map(({ kind, name, flows }) => `${absentThings[kind][locale]}${name} (${flows.join(', ')})`),
    ...files.filter(({ isHere }) => !isHere).map(({ name }) => `${text('Fichier absent ici : ', 'File not here: ')}${name}`),
    ...accounts.filter(({ proposal }) => proposal === null).map(({ name, types, steps }) => `${text('Identifiant à choisir : ', 'Credential to choose: ')}${name === '' ? types.join(', ') : name} (${steps.join(', ')})`),
    ...packages.filter(({ verdict }) => verdict === 'missing').map(({ name, wanted }) => `${text('Paquet manquant : ', 'Package missing: ')}${name} ${wanted}`),
    ...packages.filter(({ verdict }) => verdict === 'older').map(({ name, wanted }) => `${text('Paquet trop ancien ici : ', 'Package too old here: ')}${name} ${wanted}`),
  ]
  return left.length === 0 ? left : [...left, text('À faire dans les étapes, ou d’abord sur la page Importer du serveur : ce qui y est choisi vaut aussi pour les imports suivants du même flux.', 'To be done in the steps, or beforehand on the server’s page Import: what is chosen there holds for the next imports of the same flow too.')]
}

function tellDone({ flows }: ImportDone, { json }: Options, terminal: Terminal): void {
  if (json === true) return terminal.print(JSON.stringify({ flows }))
  const count = (as: string) => flows.filter((one) => one.as === as).length
  const [made, replaced, same] = [count('new'), count('replace'), count('unchanged')]
  terminal.print(`${pc.green('✓')} ${terminal.locale === 'fr' ? `Nouveaux : ${made}, brouillons remplacés : ${replaced}, inchangés : ${same}.` : `New: ${made}, drafts replaced: ${replaced}, unchanged: ${same}.`}`)
}
