import { randomUUID } from 'node:crypto'
import { createLocalBlobStore } from '@maillon/file-stores'
import { createDatasetStore } from '@maillon/datasets'
import { createEngine, LocalLiveEvents, MemoryStepQueue, type StepRunner } from '@maillon/engine'
import { emptyFlow } from '@maillon/flow-document'
import { silentLogger, type JsonObject } from '@maillon/kernel'
import { createNodeHost, nodePackagesOf, readFolderRoot, type NodeHostOptions } from '@maillon/node-host'
import { nodes as fileNodes } from '@maillon/node-files'
import { nodes as mailNodes } from '@maillon/node-mail'
import { nodes as remoteNodes } from '@maillon/node-remote'
import type { Plan } from '@maillon/plan'
import { createDataSource, createPool, FileStore, FlowStore, PeopleStore, PostgresNodeStateStore, PostgresRunStore, WatchLedger, type Database, type WatchFaults } from '@maillon/storage'
import { planOf } from '@maillon/test-kit'
import type { OpenedCredential } from '@maillon/vault'
import { systemClock } from '../platform/system-clock.js'
import { systemRandom } from '../platform/system-random.js'
import { VersionCache } from '../features/runs/version-cache.js'
import { usualLimits, Watcher, type WatcherLimits } from '../features/watches/watcher.js'

export interface TestWatcherOptions {
  readonly connectionString: string
  /** Where bytes lie. */
  readonly blobs: string
  /** Folders that flows may use, as `MAILLON_FOLDERS` has them. */
  readonly folders?: readonly string[]
  readonly credential?: Pick<OpenedCredential, 'type' | 'values'>
  readonly faults?: WatchFaults
  readonly limits?: Partial<WatcherLimits>
}

/** The watcher of one server, with connections of its own and real nodes. Nothing works the steps of its runs. */
export interface TestWatcher {
  readonly watcher: Watcher
  readonly ledger: WatchLedger
  /** Looks at all that is due and waits until that is done. Unless `limits` say otherwise nobody stays to listen. */
  look(): Promise<void>
  stop(): Promise<void>
}

const noRunner: StepRunner = { run: () => Promise.reject(new Error('Nothing is worked here')) }

export async function startTestWatcher({ connectionString, blobs: folder, faults, limits, credential, folders = [] }: TestWatcherOptions): Promise<TestWatcher> {
  const database = createDataSource({ connectionString, poolSize: 3 })
  await database.initialize()
  const pool = createPool({ connectionString, poolSize: 3 })
  const store = new PostgresRunStore(pool, systemClock)
  const plans = new VersionCache(new FlowStore(database))
  const queue = new MemoryStepQueue()
  const engine = createEngine({ store, queue, runner: noRunner, plans, events: new LocalLiveEvents(), clock: systemClock, random: systemRandom, logger: silentLogger })
  const ledger = new WatchLedger(pool, store, faults)
  const blobs = createLocalBlobStore({ folder })
  const files = new FileStore(database)
  const host = createNodeHost({
    ...hostParts(credential), blobs, files,
    datasets: createDatasetStore({ blobs }),
    folders: folders.map(readFolderRoot).filter((root) => root !== null),
    state: new PostgresNodeStateStore(database),
  })
  const dropFile = async ({ id, workspaceId }: { readonly id: string; readonly workspaceId: string }) => {
    await blobs.remove(`files/${id}`)
    await files.remove(workspaceId, id)
  }
  const watcher = new Watcher({ ledger, host, engine, plans, dropFile, random: systemRandom, logger: silentLogger }, { ...usualLimits, listenMs: 0, ...limits })
  return {
    watcher,
    ledger,
    async look() {
      await watcher.tick()
      await watcher.idle()
    },
    async stop() {
      await watcher.stop()
      await engine.drain(0)
      await queue.close()
      await host.close()
      await pool.end()
      await database.destroy()
    },
  }
}

function hostParts(credential: TestWatcherOptions['credential']): Pick<NodeHostOptions, 'packages' | 'credentials' | 'egress' | 'clock' | 'random' | 'logger'> {
  return {
    packages: nodePackagesOf([...mailNodes, ...fileNodes, ...remoteNodes]),
    credentials: { open: (_, id) => Promise.resolve(credential === undefined ? null : { id, name: 'Account', hosts: [], ...credential }) },
    egress: { allow: [{ cidr: '127.0.0.0/8' }, { cidr: '::1/128' }] },
    clock: systemClock, random: systemRandom, logger: silentLogger,
  }
}

export interface WatchedFlow {
  readonly type: string
  readonly params: JsonObject
  /** Slot of the credential. */
  readonly slot?: string
}

/** A workspace with flows of one trigger that looks (node `watch`) and a step after it. */
export class WatchWorld {
  readonly workspaceId = randomUUID()
  readonly #flows: FlowStore
  readonly #author = randomUUID()

  constructor(readonly database: Database) {
    this.#flows = new FlowStore(database)
  }

  async setUp(): Promise<this> {
    const user = { id: this.#author, workspaceId: this.workspaceId, name: 'Ana', email: 'ana@example.com', emailKey: 'ana@example.com', passwordHash: 'x', role: 'owner', locale: 'fr' } as const
    await new PeopleStore(this.database).createFirst({ id: this.workspaceId, name: 'W', timeZone: 'Europe/Paris', locale: 'fr' }, user)
    return this
  }

  async flow(watched: WatchedFlow): Promise<string> {
    const id = randomUUID()
    await this.#flows.create([{ id, workspaceId: this.workspaceId, document: emptyFlow(id, 'Watched') }])
    await this.publish(id, watched)
    return id
  }

  async publish(flowId: string, watched: WatchedFlow): Promise<void> {
    const version = { id: randomUUID(), document: emptyFlow(flowId, 'x'), plan: watchedPlan(watched), hash: randomUUID(), author: { id: this.#author, name: 'Ana' }, message: '' }
    const published = await this.#flows.publish({ workspaceId: this.workspaceId, flowId, revision: 0, version, triggers: { schedules: [], webhooks: [], watches: ['watch'] } })
    if (!published.ok) throw new Error(published.problem.kind)
  }

  async switchOff(flowId: string): Promise<void> {
    await this.#flows.setActive(this.workspaceId, flowId, null)
  }

  async switchOn(flowId: string): Promise<void> {
    await this.#flows.setActive(this.workspaceId, flowId, { schedules: [], webhooks: [], watches: ['watch'] })
  }

  /** Everything is due again at once, as if the time had passed. */
  async makeDue(): Promise<void> {
    await this.database.query('UPDATE trigger_watch SET next_at = now()')
  }

  /** As if a server that holds places had been dead for long. */
  async lapse(): Promise<void> {
    await this.database.query(`UPDATE trigger_watch SET lease_until = now() - interval '1 second' WHERE lease_until IS NOT NULL`)
  }

  /** What the trigger of each run of a flow gave, oldest first. */
  async events(flowId: string): Promise<readonly { readonly json: JsonObject; readonly files?: { readonly [name: string]: { readonly id: string; readonly name: string } } }[]> {
    const rows: { readonly outputs: readonly { readonly items: readonly [{ readonly json: JsonObject }] }[] }[] = await this.database.query(
      'SELECT s.outputs FROM run r JOIN step s ON s.run_id = r.id AND s.node = 0 WHERE r.flow_id = $1 ORDER BY r.id', [flowId])
    return rows.flatMap(({ outputs }) => outputs[0]?.items ?? [])
  }

  async watchOf(flowId: string): Promise<{ readonly error: { readonly code: string } | null; readonly failures: number; readonly cursor: unknown }> {
    const [row] = await this.database.query('SELECT error, failures, cursor FROM trigger_watch WHERE flow_id = $1', [flowId]) as { readonly error: { readonly code: string } | null; readonly failures: number; readonly cursor: unknown }[]
    if (row === undefined) throw new Error('The flow has no such trigger')
    return row
  }

  /** Files of runs that are not there: what looks that were cut off leave behind. */
  async orphans(): Promise<number> {
    const [row]: { readonly count: number }[] = await this.database.query('SELECT count(*)::int AS count FROM file WHERE run_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM run WHERE run.id = file.run_id)')
    return row?.count ?? 0
  }
}

export function watchedPlan({ type, params, slot }: WatchedFlow): Plan {
  return planOf({ nodes: { watch: { trigger: 'watch', type, params, credentials: slot === undefined ? {} : { [slot]: 'account' } }, work: {} }, edges: ['watch -> work'] })
}
