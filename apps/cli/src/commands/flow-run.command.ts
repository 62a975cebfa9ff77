import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { createLocalBlobStore } from '@maillon/file-stores'
import { isJsonObject, parseOutsideJson, type JsonObject } from '@maillon/kernel'
import { readFolderRoot, type EgressAllowRule, type FolderRoot } from '@maillon/node-host'
import type { Command } from 'commander'
import { CliError } from '../cli-error.js'
import { exitCodes } from '../exit-codes.js'
import { givenVariables } from '../flow-run/given-variables.js'
import { giveCredentials } from '../flow-run/give-credentials.js'
import { readCredentials } from '../flow-run/given-credentials.js'
import { giveFiles, type FilesPlace } from '../flow-run/given-files.js'
import { createMemoryFileCatalogue } from '../flow-run/memory-file-catalogue.js'
import { reportRun } from '../flow-run/report-run.js'
import { runOnMemory } from '../flow-run/run-on-memory.js'
import { loadCatalogue } from '../load-catalogue.js'
import { printDiagnostics } from '../print-diagnostics.js'
import type { Finish } from '../program.js'
import { readFlowFile } from '../read-flow-file.js'
import { systemRandom } from '../system-ports.js'
import type { Terminal } from '../terminal.js'

interface Options {
  readonly credentials?: string
  readonly file: readonly string[]
  readonly trigger?: string
  readonly rows?: string
  readonly variables?: string
  readonly variable: readonly string[]
  readonly dryRun?: boolean
  readonly allowHost: readonly string[]
  readonly folder: readonly string[]
  readonly out?: string
  readonly json?: boolean
}

const collect = (value: string, earlier: readonly string[]): readonly string[] => [...earlier, value]

/** `maillon flow run FILE`: one run in this very process, without a server or a database. */
export function addFlowRun(flow: Command, terminal: Terminal, finish: Finish): void {
  const text = (fr: string, en: string): string => (terminal.locale === 'fr' ? fr : en)
  flow
    .command('run')
    .description(text('Exécuter un fichier de flux ici même, sans serveur', 'Run a flow file right here, without a server'))
    .argument('<file>', text('fichier maillon.flow/1', 'maillon.flow/1 file'))
    .option('--credentials <file>', text('identifiants, par nom : { "<nom>": { "type": …, "values": … } }', 'credentials by name: { "<name>": { "type": …, "values": … } }'))
    .option('--file <node=path>', text('fichier pour un nœud (sinon cherché à côté du flux)', 'file for a node (otherwise looked for beside the flow)'), collect, [])
    .option('--trigger <node>', text('déclencheur à simuler', 'trigger to act as'))
    .option('--rows <file>', text('lignes JSON que donne le déclencheur', 'JSON rows that the trigger gives'))
    .option('--variables <file>', text('variables que lit le flux : { "<nom>": valeur }', 'variables that the flow reads: { "<name>": value }'))
    .option('--variable <name=value>', text('une variable ; passe avant celle du fichier', 'one variable; goes before that of the file'), collect, [])
    .option('--dry-run', text('ne rien envoyer : montrer ce qui le serait', 'send nothing: show what would be sent'))
    .option('--allow-host <host>', text('hôte privé permis, par exemple 127.0.0.1:8080', 'private host to allow, for example 127.0.0.1:8080'), collect, [])
    .option('--folder <name=path>', text('dossier ouvert au flux : entrees=/chemin pour lire, sorties=/chemin:rw pour écrire aussi', 'folder opened to the flow: inbox=/path to read, archive=/path:rw to write too'), collect, [])
    .option('--out <folder>', text('où enregistrer les fichiers produits', 'where to save the files that are made'))
    .option('--json', text('répondre en JSON', 'answer as JSON'))
    .action(async (file: string, options: Options) => {
      finish(await run(file, options, terminal))
    })
}

async function run(file: string, options: Options, terminal: Terminal) {
  const parsed = await readFlowFile(file)
  if (!parsed.ok) {
    if (options.json === true) terminal.print(JSON.stringify({ status: 'refused', diagnostics: parsed.diagnostics }))
    printDiagnostics(terminal, parsed.diagnostics)
    return exitCodes.failed
  }
  const { packages, catalogue } = await loadCatalogue(terminal)
  const credentials = await readCredentials(options.credentials ?? null)
  const folder = await mkdtemp(join(tmpdir(), 'maillon-run-'))
  const stop = new AbortController()
  terminal.onInterrupt(() => stop.abort())
  try {
    const blobs = createLocalBlobStore({ folder })
    const place: FilesPlace = { blobs, files: createMemoryFileCatalogue(), random: systemRandom, workspaceId: 'command-line' }
    const document = await giveFiles(giveCredentials(parsed.document, credentials), { catalogue, flowFile: file, named: options.file }, place)
    const report = reportRun(terminal, options.json === true)
    const answer = await runOnMemory({
      document,
      packages,
      place,
      folder,
      credentials,
      egress: { allow: options.allowHost.map(allowRule) },
      folders: options.folder.map(folderRoot),
      locale: terminal.locale,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      trigger: options.trigger ?? null,
      rows: options.rows === undefined ? null : await readRows(options.rows),
      variables: await givenVariables(options),
      isDryRun: options.dryRun === true,
      onEvent: report.event,
      signal: stop.signal,
    })
    if (options.out !== undefined) await saveFiles(options.out, place)
    return await report.end(answer)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function folderRoot(text: string): FolderRoot {
  const root = readFolderRoot(text)
  if (root !== null) return root
  throw new CliError({ fr: `--folder ${text} : nom=/chemin/absolu est attendu, avec :rw à la fin pour permettre d’écrire.`, en: `--folder ${text}: name=/absolute/path is expected, with :rw at its end to allow writing.` })
}

/** `host`, `host:port` or a network in CIDR notation. */
function allowRule(text: string): EgressAllowRule {
  if (text.includes('/')) return { cidr: text }
  const withPort = /^(.+):(\d{1,5})$/.exec(text)
  return withPort === null ? { host: text } : { host: withPort[1] ?? text, port: Number(withPort[2]) }
}

async function readRows(path: string): Promise<readonly JsonObject[]> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new CliError({ fr: `Le fichier de lignes « ${path} » ne peut pas être lu.`, en: `The rows file "${path}" cannot be read.` })
  })
  const parsed = parseOutsideJson(text)
  const rows = parsed.ok ? (Array.isArray(parsed.value) ? (parsed.value as readonly unknown[]) : [parsed.value]) : null
  if (rows === null || !rows.every(isJsonObject)) throw new CliError({ fr: `« ${path} » doit contenir un objet JSON ou une liste d’objets.`, en: `"${path}" must hold a JSON object or a list of objects.` })
  return rows as readonly JsonObject[]
}

async function saveFiles(folder: string, place: FilesPlace): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const file of place.files.made()) {
    const chunks: Uint8Array[] = []
    for await (const chunk of place.blobs.read(`files/${file.id}`)) chunks.push(chunk)
    await writeFile(join(folder, basename(file.name)), Buffer.concat(chunks))
  }
}
