/**
 * A working process of bench 3: `engine` runs the drawn flow through the real engine and node host (rows on Postgres, heavy nodes in
 * their thread, datasets spilled to files); `plain` calls the same functions in a loop. One run for each line on
 * its input, one JSON line for each run.
 */
import { createHash } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { compile } from '@maillon/compiler'
import { createDatasetStore, type FileRef } from '@maillon/datasets'
import { createEngine, LocalLiveEvents } from '@maillon/engine'
import { createLocalBlobStore } from '@maillon/file-stores'
import { silentLogger } from '@maillon/kernel'
import { createMemoryNodeState, createNodeHost, loadNodePackages } from '@maillon/node-host'
import { BullMqStepQueue } from '@maillon/queue'
import { createPool, PostgresRunStore } from '@maillon/storage'
import { systemClock, systemRandom } from '../../apps/cli/src/system-ports.js'
import { inspectPackage } from '../../nodes/excel/src/inspect-package.js'
import { readPart } from '../../nodes/excel/src/scan-part.js'
import { createMemoryFileCatalogue } from '../../apps/cli/src/flow-run/memory-file-catalogue.js'
import { salesFlow } from './bench-3-flow.js'
import { plainLoop } from './bench-3-plain.js'

const [, , role = '', folder = '', workbook = '', databaseUrl = ''] = process.argv

const workspaceId = '0190d5a4-0000-7000-8000-000000000001'
const flowId = '0190d5a4-0000-7000-8000-000000000002'

/** Peak resident memory of this process since the last call, MiB. */
async function peakMiB(): Promise<number> {
  const status = await readFile('/proc/self/status', 'utf8')
  await writeFile('/proc/self/clear_refs', '5')
  return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024
}

/** One run for each line that comes in. @param job gives the path of the workbook that it wrote. */
async function measured(job: () => Promise<string>): Promise<void> {
  for await (const _line of createInterface(process.stdin)) {
    await peakMiB()
    const [started, cpu] = [performance.now(), process.cpuUsage()]
    const path = await job()
    const seconds = (performance.now() - started) / 1000
    const { user, system } = process.cpuUsage(cpu)
    process.stdout.write(`${JSON.stringify({ seconds, cpuSeconds: (user + system) / 1e6, peakMiB: await peakMiB(), result: await digest(path) })}\n`)
  }
}

/** Of the rows: the package around them carries the time. */
async function digest(path: string): Promise<string> {
  const found = await inspectPackage(path)
  if (typeof found === 'string') throw new Error(`What was written is no workbook but ${found}`)
  const [sheet] = found.sheets
  const entry = found.entries.get(sheet?.part ?? '')
  if (entry === undefined) throw new Error('What was written has no sheet')
  return createHash('sha256').update(await readPart(path, entry, 100_000_000)).digest('hex').slice(0, 16)
}

async function throughEngine(): Promise<void> {
  const modules = { core: () => import('@maillon/node-core'), table: () => import('@maillon/node-table'), excel: () => import('@maillon/node-excel') } as const
  const packages = await loadNodePackages({ names: Object.keys(modules), load: (name) => modules[name as keyof typeof modules](), resolve: (name) => besides(`${name}.js`) })
  const compiled = compile(salesFlow(flowId), packages.catalogue, { now: systemClock.now(), timeZone: 'Europe/Paris', locale: 'fr', credentials: [] })
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.diagnostics))
  const { plan } = compiled
  const blobFolder = join(folder, 'files')
  const blobs = createLocalBlobStore({ folder: blobFolder })
  const files = createMemoryFileCatalogue()
  const { size, sha256 } = await blobs.write('files/workbook', oneOf(await readFile(workbook)))
  const file: FileRef = { id: 'workbook', name: 'ventes.xlsx', mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', size, sha256 }
  await files.add(file, { workspaceId, runId: null })
  const host = createNodeHost({
    ...{ packages, blobs, files, datasets: createDatasetStore({ blobs }), state: createMemoryNodeState(), credentials: { open: () => Promise.resolve(null) } },
    ...{ egress: { allow: [] }, clock: systemClock, random: systemRandom, logger: silentLogger },
    threads: { blobs: { module: besides('file-stores.js'), export: 'createLocalBlobStore', options: { folder: blobFolder } } },
  })
  const pool = createPool({ connectionString: databaseUrl, poolSize: 4, isHot: true })
  const queue = new BullMqStepQueue({ backend: { kind: 'postgres', connectionString: databaseUrl }, logger: silentLogger })
  const store = new PostgresRunStore(pool, systemClock)
  const engine = createEngine({ store, queue, runner: host, events: new LocalLiveEvents(), clock: systemClock, random: systemRandom, logger: silentLogger, plans: { get: () => Promise.resolve(plan), published: () => Promise.resolve(null) } })
  await engine.startWorker({ lanes: [plan.lane], concurrency: 4 })
  await measured(async () => {
    const { runId } = await engine.accept({ workspaceId, flowId, flowVersionId: flowId, origin: 'manual', key: null, trigger: { node: 0, items: [{ json: {} }] } })
    const end = await engine.whenSettled(runId, 'run', 600_000)
    if (end?.status !== 'succeeded') throw new Error(`The run ended as ${end?.status ?? 'nothing'}`)
    const [made] = files.made().slice(-1)
    if (made === undefined) throw new Error('The run made no workbook')
    await rm(join(blobFolder, 'datasets'), { recursive: true, force: true })
    return blobs.localPath(`files/${made.id}`)
  })
}

/** The bundle's entries lie in one folder. */
function besides(name: string): string {
  return new URL(name, import.meta.url).href
}

async function* oneOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

await (role === 'engine' ? throughEngine() : measured(() => plainLoop(workbook, join(folder, 'plain.xlsx'))))
