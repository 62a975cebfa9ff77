import { compile, type Compilation } from '@maillon/compiler'
import { createDatasetStore } from '@maillon/datasets'
import { createEngine, LocalLiveEvents, MemoryRunReader, MemoryRunStore, MemoryStepQueue, type RunEvent, type RunReader } from '@maillon/engine'
import { createLocalBlobStore } from '@maillon/file-stores'
import type { Diagnostic, FlowDocument } from '@maillon/flow-document'
import { silentLogger, type JsonObject, type Locale } from '@maillon/kernel'
import { errorSentence } from '@maillon/messages'
import { createMemoryNodeState, createNodeHost, createSettingsMover, type EgressRules, type FolderRoot, type NodePackages } from '@maillon/node-host'
import type { Plan, RunStatus } from '@maillon/plan'
import { systemClock, systemRandom } from '../system-ports.js'
import { createMemoryWorkspace } from './memory-workspace.js'
import type { GivenCredentials } from './given-credentials.js'
import type { FilesPlace } from './given-files.js'
import type { Variables } from './given-variables.js'
import { triggerItems } from './trigger-items.js'

export interface RunRequest {
  readonly document: FlowDocument
  readonly packages: NodePackages
  readonly place: FilesPlace
  /** Folder for spilled data; the caller takes it away. */
  readonly folder: string
  readonly credentials: GivenCredentials
  readonly egress: EgressRules
  readonly folders: readonly FolderRoot[]
  readonly locale: Locale
  /** Where the flow names none. */
  readonly timeZone: string
  /** Node id of the trigger. Null: the manual one, else the first. */
  readonly trigger: string | null
  /** Rows that the trigger gives. Null: its own. */
  readonly rows: readonly JsonObject[] | null
  /** Those that the flow reads. Null: none were given, and the compiler doesn't look for them. */
  readonly variables: Variables | null
  readonly isDryRun: boolean
  readonly onEvent: (event: RunEvent, plan: Plan) => void
  /** Aborted on Ctrl-C: the run is cancelled. */
  readonly signal: AbortSignal
}

export type RunAnswer =
  | { readonly kind: 'refused'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'no-trigger' }
  | { readonly kind: 'ended'; readonly runId: string; readonly status: RunStatus; readonly plan: Plan; readonly reader: RunReader; readonly diagnostics: readonly Diagnostic[] }

/** One run of a flow in this process: the same compiler, engine and host as the server's, over memory instead of Postgres and BullMQ. */
export async function runOnMemory(request: RunRequest): Promise<RunAnswer> {
  const compiled = await compiledFor(request)
  if (!compiled.ok) return { kind: 'refused', diagnostics: compiled.diagnostics }
  const { plan } = compiled
  const trigger = triggerOf(plan, request.trigger)
  if (trigger === null) return { kind: 'no-trigger' }

  const blobs = createLocalBlobStore({ folder: request.folder })
  const host = createNodeHost({
    packages: request.packages,
    datasets: createDatasetStore({ blobs }),
    blobs,
    files: request.place.files,
    credentials: request.credentials,
    state: createMemoryNodeState(),
    variables: () => request.variables ?? {},
    workspace: createMemoryWorkspace(() => systemClock.now()),
    egress: request.egress,
    folders: request.folders,
    clock: systemClock,
    random: systemRandom,
    logger: silentLogger,
    tellError: errorSentence,
    threads: {
      blobs: { module: import.meta.resolve('@maillon/file-stores'), export: 'createLocalBlobStore', options: { folder: request.folder } },
      tellError: { module: import.meta.resolve('@maillon/messages'), export: 'errorSentence' },
    },
  })
  const store = new MemoryRunStore(systemClock)
  const events = new LocalLiveEvents()
  const queue = new MemoryStepQueue()
  const engine = createEngine({ store, queue, runner: host, plans: { get: () => Promise.resolve(plan), published: () => Promise.resolve(null) }, events, clock: systemClock, random: systemRandom, logger: silentLogger, tellError: errorSentence })
  events.subscribe(null, (event) => request.onEvent(event, plan))
  try {
    await engine.startWorker({ lanes: [plan.lane], concurrency: 4 })
    const descriptor = request.packages.catalogue.get(plan.nodes[trigger]?.type ?? '', plan.nodes[trigger]?.version ?? 0)
    const items = request.rows?.map((json) => ({ json })) ?? (descriptor === null ? [] : triggerItems(descriptor, systemClock.now()))
    const { runId } = await engine.accept({
      workspaceId: request.place.workspaceId,
      flowId: request.document.id,
      flowVersionId: 'file',
      origin: 'manual',
      key: null,
      trigger: { node: trigger, items },
      isDryRun: request.isDryRun,
    })
    request.signal.addEventListener('abort', () => void engine.cancel(runId), { once: true })
    const settled = await engine.whenSettled(runId, 'run', plan.timeoutMs + 10_000)
    return { kind: 'ended', runId, status: settled?.of === 'run' ? settled.status : 'failed', plan, reader: new MemoryRunReader(store), diagnostics: compiled.diagnostics }
  } finally {
    await engine.drain(1000)
    await queue.close()
    await host.close()
  }
}

async function compiledFor({ packages, variables, timeZone, locale, credentials, ...request }: RunRequest): Promise<Compilation> {
  const { document } = await createSettingsMover(packages).move(request.document)
  return compile(document, packages.catalogue, { now: systemClock.now(), timeZone, locale, credentials: credentials.list(), ...(variables === null ? {} : { variables: Object.keys(variables) }) })
}

function triggerOf(plan: Plan, wanted: string | null): number | null {
  const triggers = plan.nodes.flatMap((node, index) => (node.trigger === null ? [] : [{ node, index }]))
  const chosen = wanted === null ? (triggers.find(({ node }) => node.trigger === 'manual') ?? triggers[0]) : triggers.find(({ node }) => node.id === wanted)
  return chosen?.index ?? null
}
