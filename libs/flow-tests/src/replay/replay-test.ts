/**
 * A test's run, made again: the product's own compiler, engine and node host over memory, without a database and without a way out.
 * The clock stands at the moment when the run was accepted.
 */
import { join } from 'node:path'
import { compile, type KnownFlow } from '@maillon/compiler'
import { createDatasetStore, itemsOf, type DatasetRef, type DatasetStore, type Item } from '@maillon/datasets'
import { createEngine, LocalLiveEvents, MemoryRunReader, MemoryRunStore, MemoryStepQueue } from '@maillon/engine'
import type { FlowDocument } from '@maillon/flow-document'
import { MaillonError, silentLogger } from '@maillon/kernel'
import { errorSentence } from '@maillon/messages'
import { createMemoryNodeState, createNodeHost, type HostBlobStore, type NodePackages, type ThreadOptions } from '@maillon/node-host'
import type { Plan } from '@maillon/plan'
import type { FlowTest } from '../flow-test.js'
import type { ReplayedStep, ReplayOutcome } from '../replay-outcome.js'
import { AnswerBook } from './answer-book.js'
import { capturePackages, type CapturedCall } from './capture-packages.js'
import { fitDocument } from './fit-document.js'
import { replayPlan } from './replay-plan.js'
import { ReplayRunner } from './replay-runner.js'
import { emptyWorkspace, layFiles, replayWorkspace, seededRandom, testFileCatalogue } from './replay-world.js'

/** Where replays may work. */
export interface ReplayPlace {
  readonly packages: NodePackages
  /** A folder of its own for each replay; the caller takes it away. */
  readonly folder: string
  readonly openBlobs: (folder: string) => HostBlobStore
  /** Heavy nodes run in threads of their own. Absent: in this one. */
  readonly threads?: (folder: string) => ThreadOptions
  /** Other flows, for documents that call some. Absent: they aren't checked. */
  readonly flows?: readonly KnownFlow[]
  /** Of one replay. Default 60,000. */
  readonly limitMs?: number
  /** Aborted: the replay ends as too long. */
  readonly signal?: AbortSignal
  /** Of ids and randomness: another one shows what depends on them. Default `maillon`. */
  readonly seed?: string
}

let replays = 0

/** Replays a test over a document. Never rejects for what is in them. */
export async function replayTest(test: FlowTest, document: FlowDocument, place: ReplayPlace): Promise<ReplayOutcome> {
  const now = Date.parse(test.now)
  const { catalogue } = place.packages
  const fit = fitDocument(document, catalogue, test)
  const compiled = compile(fit, catalogue, { now, timeZone: test.timeZone, locale: test.locale, ...(place.flows === undefined ? {} : { flows: place.flows }) })
  if (!compiled.ok) return { kind: 'not-compiled', diagnostics: compiled.diagnostics }
  const kept = new Set(test.answers.map(({ node }) => node))
  return new Replay(test, replayPlan(compiled.plan, (node) => kept.has(node)), { seed: 'maillon', ...place, now }).run()
}

class Replay {
  private readonly folder: string
  private readonly datasets: DatasetStore
  private readonly blobs: HostBlobStore
  private readonly captured = new Map<string, CapturedCall[]>()

  constructor(
    private readonly test: FlowTest,
    private readonly plan: Plan,
    private readonly place: ReplayPlace & { readonly now: number; readonly seed: string },
  ) {
    replays += 1
    this.folder = join(place.folder, String(replays))
    this.blobs = place.openBlobs(this.folder)
    this.datasets = createDatasetStore({ blobs: this.blobs })
  }

  async run(): Promise<ReplayOutcome> {
    const trigger = this.plan.nodes.findIndex(({ id, trigger: kind }) => id === this.test.trigger.node && kind !== null)
    if (trigger === -1) return { kind: 'trigger-missing' }
    await layFiles(this.blobs, this.test.files)
    const clock = { now: () => this.place.now }
    const hosts = [this.host(this.place.packages), this.host(capturePackages(this.place.packages, (key, call) => this.captured.set(key, [...(this.captured.get(key) ?? []), call])))] as const
    const runner = new ReplayRunner({ real: hosts[0], capture: hosts[1], takeCalls: (key) => this.take(key), book: new AnswerBook(this.test) })
    const store = new MemoryRunStore(clock)
    const queue = new MemoryStepQueue()
    const random = seededRandom(this.place.seed)
    const engine = createEngine({ store, queue, runner, plans: { get: () => Promise.resolve(this.plan), published: () => Promise.resolve(null) }, events: new LocalLiveEvents(), clock, random, logger: silentLogger, tellError: errorSentence })
    try {
      await engine.startWorker({ lanes: [this.plan.lane], concurrency: 4 })
      const items = this.test.trigger.items
      const { runId } = await engine.accept({
        workspaceId: replayWorkspace, flowId: this.test.flowId, flowVersionId: 'test', origin: this.test.origin, key: null,
        trigger: { node: trigger, items: items as unknown as AcceptedItems }, instant: this.test.instant, isDryRun: true,
      })
      const seconds = await this.overIn(engine.whenSettled(runId, 'run', this.limitMs))
      if (seconds !== null) {
        await engine.cancel(runId)
        return { kind: 'too-long', seconds }
      }
      return await this.outcomeOf(runId, { reader: new MemoryRunReader(store), runner })
    } finally {
      await engine.drain(200)
      await queue.close()
      await Promise.all(hosts.map((host) => host.close()))
    }
  }

  private get limitMs(): number {
    return this.place.limitMs ?? 60_000
  }

  /** Null: it is over; else after how many seconds it wasn't. */
  private async overIn(settled: Promise<unknown>): Promise<number | null> {
    const { signal } = this.place
    const stopped = new Promise<null>((resolve) => signal?.addEventListener('abort', () => resolve(null), { once: true }))
    return (await Promise.race([settled, stopped])) === null ? Math.round(this.limitMs / 1000) : null
  }

  private take(key: string): readonly CapturedCall[] {
    const calls = this.captured.get(key) ?? []
    this.captured.delete(key)
    return calls
  }

  private host(packages: NodePackages) {
    const { now, seed, threads } = this.place
    return createNodeHost({
      // What is installed now is what is tried, however old the recording is.
      packages: { ...packages, find: (type, version) => packages.find(type, version) },
      datasets: this.datasets,
      blobs: this.blobs,
      files: testFileCatalogue(this.test.files),
      folders: [],
      credentials: { open: () => Promise.resolve(null) },
      state: createMemoryNodeState(),
      workspace: emptyWorkspace(() => now),
      egress: { allow: [] },
      // No way out: no name is looked up. Nodes that go out aren't run at all (rule R1).
      lookup: () => Promise.reject(new MaillonError({ code: 'TEST_ANSWER_MISSING', kind: 'user', retryable: false })),
      clock: { now: () => now },
      random: seededRandom(`${seed} host`),
      logger: silentLogger,
      variables: () => this.test.variables,
      tellError: errorSentence,
      ...(threads === undefined ? {} : { threads: threads(this.folder) }),
    })
  }

  private async outcomeOf(runId: string, { reader, runner }: { readonly reader: MemoryRunReader; readonly runner: ReplayRunner }): Promise<ReplayOutcome> {
    const run = await reader.find(replayWorkspace, runId)
    const steps = new Map<string, ReplayedStep>()
    for (const { node, status, error, outputs } of await reader.steps(runId)) {
      const planNode = this.plan.nodes[node]
      if (planNode === undefined) continue
      const given = await Promise.all(planNode.outputs.map(async (port, index) => [port, await this.rowsOf(outputs?.[index])] as const))
      steps.set(planNode.id, { status, error, outputs: Object.fromEntries(given) })
    }
    const order = new Map(this.plan.nodes.map(({ id }, index) => [id, index]))
    const calls = [...runner.calls].sort((a, b) => (order.get(a.node) ?? 0) - (order.get(b.node) ?? 0) || byTurn(a.iteration, b.iteration))
    return { kind: 'ended', status: run?.status ?? 'failed', names: new Map(this.plan.nodes.map(({ id, name }) => [id, name])), steps, calls, plan: this.plan }
  }

  private async rowsOf(ref: DatasetRef | undefined): Promise<readonly Item[]> {
    if (ref === undefined) return []
    const items = itemsOf(this.datasets, [ref])
    if (Array.isArray(items)) return items as readonly Item[]
    const rows: Item[] = []
    for await (const item of items) rows.push(item)
    return rows
  }
}

type AcceptedItems = Parameters<ReturnType<typeof createEngine>['accept']>[0]['trigger']['items']

/** `2` before `10`, and `2` before `2/0`. */
function byTurn(a: string, b: string): number {
  const [left, right] = [a, b].map((path) => path.split('/').map(Number))
  for (let depth = 0; depth < Math.max(left?.length ?? 0, right?.length ?? 0); depth += 1) {
    const difference = (left?.[depth] ?? -1) - (right?.[depth] ?? -1)
    if (difference !== 0) return difference
  }
  return 0
}
