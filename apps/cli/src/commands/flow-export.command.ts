import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { parseFlowDocument, suspectedSecrets, type FlowDocument } from '@maillon/flow-document'
import { kindOfFile, testFilesOf, type FlowTest } from '@maillon/flow-tests'
import type { Command } from 'commander'
import pc from 'picocolors'
import { CliError } from '../cli-error.js'
import { exitCodes } from '../exit-codes.js'
import { flowFileName } from '../flow-files/flow-file-name.js'
import { syncFolder, type FileOfFlow, type FolderChange } from '../flow-files/sync-folder.js'
import { standingTest, testFilesFor } from '../flow-files/test-files-for.js'
import type { Finish } from '../program.js'
import { addTarget, connect, type RemoteServer, type TargetOptions } from '../remote/connect.js'
import { fetchExport } from '../remote/fetch-export.js'
import { fetchTests } from '../remote/fetch-tests.js'
import type { Terminal } from '../terminal.js'

interface Options extends TargetOptions {
  readonly all?: string
  readonly out?: string
  readonly samples?: boolean
  /** False: --no-tests. */
  readonly tests: boolean
  readonly prune?: boolean
  readonly json?: boolean
}

interface Exported {
  readonly file: string
  readonly id: string
  readonly text: string
  readonly document: FlowDocument
  readonly tests: readonly FlowTest[]
}

/** `maillon flow export ID` and `maillon flow export --all DIR`: files that change only where the flows do. */
export function addFlowExport(flow: Command, terminal: Terminal, finish: Finish): void {
  const text = (fr: string, en: string): string => (terminal.locale === 'fr' ? fr : en)
  const command = flow
    .command('export')
    .description(text('Exporter des flux d’un serveur : sans secret, toujours dans la même forme', 'Export flows of a server: no secrets, always in the same form'))
    .argument('[id]', text('identifiant du flux', 'id of the flow'))
    .option('--all <folder>', text('tous les flux, un fichier chacun', 'all flows, one file each'))
    .option('--out <file>', text('fichier à écrire (sinon la sortie standard)', 'file to write (otherwise standard output)'))
    .option('--samples', text('avec les lignes épinglées : ce sont souvent de vraies données', 'with the pinned rows: they are often real data'))
    .option('--no-tests', text('sans les tests des flux, qui s’écrivent sinon à côté d’eux', 'without the tests of flows, which are otherwise written beside them'))
    .option('--prune', text('avec --all : retirer les fichiers des flux et des tests que le serveur n’a plus', 'with --all: remove files of flows and tests that the server no longer has'))
    .option('--json', text('répondre en JSON', 'answer as JSON'))
    .action(async (id: string | undefined, options: Options) => {
      if ((id === undefined) === (options.all === undefined)) throw new CliError({ fr: 'Donnez l’identifiant d’un flux, ou --all et un dossier.', en: 'Give the id of a flow, or --all and a folder.' })
      const server = await connect(options, terminal)
      if (options.samples === true) terminal.note(pc.yellow(text('Les lignes épinglées partent avec les flux : vérifiez qu’elles peuvent être partagées.', 'Pinned rows go along with the flows: make sure that they may be shared.')))
      if (options.all === undefined) await exportOne(server, id ?? '', { options, terminal })
      else await exportAll(server, options.all, { options, terminal })
      finish(exitCodes.ok)
    })
  addTarget(command, terminal)
}

interface How {
  readonly options: Options
  readonly terminal: Terminal
}

async function exportOne(server: RemoteServer, id: string, { options, terminal }: How): Promise<void> {
  const exported = await fetched(server, id, { ...options, tests: options.tests && options.out !== undefined })
  warnOfSecrets(exported, terminal)
  if (options.out === undefined) return terminal.print(exported.text.trimEnd())
  await writeFile(options.out, exported.text)
  const folder = dirname(options.out)
  const own = basename(options.out)
  const tests = syncFolder(await standingIn(folder, (names) => testFilesOf(own, names), standingTest), testFilesFor(own, exported.tests))
  if (options.tests) await apply(folder, tests, terminal)
  if (options.json === true) terminal.print(JSON.stringify({ id, name: exported.document.name, file: options.out }))
  else terminal.print(`${pc.green('✓')} ${exported.document.name} → ${options.out}`)
}

async function exportAll(server: RemoteServer, folder: string, { options, terminal }: How): Promise<void> {
  const { flows } = await server.api.call('flows', {})
  const exported: Exported[] = []
  for (const [index, { id, name }] of flows.entries()) {
    if (terminal.isInteractive) terminal.note(pc.dim(`${index + 1}/${flows.length} ${name}`))
    exported.push(await fetched(server, id, options))
  }
  for (const one of exported) warnOfSecrets(one, terminal)
  await mkdir(folder, { recursive: true })
  const named = distinct(exported)
  const flowFiles = syncFolder(await standingIn(folder, (names) => names.filter((name) => kindOfFile(name) === 'flow'), standingFlow), named)
  const wantedTests = named.flatMap(({ file, tests }) => testFilesFor(file, tests))
  const testFiles = options.tests ? syncFolder(await standingIn(folder, (names) => names.filter((name) => kindOfFile(name) === 'test'), standingTest), wantedTests) : noChange
  await apply(folder, pruned(flowFiles, options), null)
  await apply(folder, pruned(testFiles, options), terminal)
  report(together(pruned(flowFiles, options), pruned(testFiles, options)), { options, terminal })
}

const noChange: FolderChange = { write: [], remove: [], gone: [], unchanged: 0 }

function pruned(change: FolderChange, { prune }: Options): FolderChange {
  return prune === true ? { ...change, remove: [...change.remove, ...change.gone], gone: [] } : change
}

function together(one: FolderChange, other: FolderChange): FolderChange {
  return { write: [...one.write, ...other.write], remove: [...one.remove, ...other.remove], gone: [...one.gone, ...other.gone], unchanged: one.unchanged + other.unchanged }
}

/** @param terminal told that tests hold real data; null: these are none */
async function apply(folder: string, { write, remove }: FolderChange, terminal: Terminal | null): Promise<void> {
  for (const { file, text } of write) await writeFile(join(folder, file), text)
  for (const file of remove) await rm(join(folder, file))
  if (terminal !== null && write.length > 0) terminal.note(pc.yellow(terminal.locale === 'fr' ? 'Les tests partent avec les lignes de vraies exécutions : vérifiez qu’elles peuvent être partagées (--no-tests les laisse de côté).' : 'Tests go along with rows of real runs: make sure that they may be shared (--no-tests leaves them out).'))
}

async function fetched(server: RemoteServer, id: string, { samples, tests }: Options): Promise<Exported> {
  const text = await fetchExport(server, id, samples === true)
  const parsed = parseFlowDocument(text)
  if (!parsed.ok) throw new CliError({ fr: `Le serveur a donné pour ${id} un flux que cette version de la commande ne sait pas lire.`, en: `For ${id} the server gave a flow that this version of the command can not read.` })
  return { id: parsed.document.id, file: flowFileName(parsed.document), text, document: parsed.document, tests: tests ? await fetchTests(server, id) : [] }
}

/** Two flows whose names and ends of ids are alike get their whole ids. */
function distinct(exported: readonly Exported[]): readonly Exported[] {
  const count = new Map<string, number>()
  for (const { file } of exported) count.set(file, (count.get(file) ?? 0) + 1)
  return exported.map((one) => ((count.get(one.file) ?? 0) > 1 ? { ...one, file: `${one.file.slice(0, -'.flow.json'.length)}-${one.id}.flow.json` } : one))
}

async function standingIn(folder: string, which: (names: readonly string[]) => readonly string[], read: (file: string, text: string) => FileOfFlow): Promise<readonly FileOfFlow[]> {
  const names = which(await readdir(folder)).toSorted()
  return Promise.all(names.map(async (file) => read(file, await readFile(join(folder, file), 'utf8'))))
}

function standingFlow(file: string, text: string): FileOfFlow {
  const parsed = parseFlowDocument(text)
  return { file, text, id: parsed.ok ? parsed.document.id : null }
}

function warnOfSecrets({ document }: Exported, { locale, note }: Terminal): void {
  for (const { node, path } of suspectedSecrets(document)) {
    note(pc.yellow(locale === 'fr' ? `« ${document.name} », étape ${node} (${path}) : on dirait un secret. Mettez-le dans un identifiant.` : `"${document.name}", step ${node} (${path}): this looks like a secret. Put it into a credential.`))
  }
}

function report({ write, remove, gone, unchanged }: FolderChange, { options, terminal }: How): void {
  const written = write.map(({ file }) => file)
  if (options.json === true) return terminal.print(JSON.stringify({ written, removed: remove, gone, unchanged }))
  const french = terminal.locale === 'fr'
  for (const file of written) terminal.print(`${pc.green('+')} ${file}`)
  for (const file of remove) terminal.print(`${pc.red('-')} ${file}`)
  for (const file of gone) terminal.note(pc.yellow(french ? `${file} : le serveur ne l’a plus (--prune retire le fichier)` : `${file}: the server no longer has it (--prune removes the file)`))
  terminal.print(french ? `${written.length} écrits, ${remove.length} retirés, ${unchanged} inchangés.` : `${written.length} written, ${remove.length} removed, ${unchanged} unchanged.`)
}
