import { randomUUID } from 'node:crypto'
import { createEngine, LocalLiveEvents, MemoryStepQueue, type StepRunner } from '@maillon/engine'
import { emptyFlow } from '@maillon/flow-document'
import { silentLogger, type Clock, type JsonObject } from '@maillon/kernel'
import type { NodeCatalogue } from '@maillon/node-contract'
import type { Plan } from '@maillon/plan'
import { createDataSource, createPool, FlowStore, PeopleStore, PostgresRunStore, ScheduleLedger, ScheduleReader, type CatchUpPolicy, type Database, type FiringFaults } from '@maillon/storage'
import { planOf } from '@maillon/test-kit'
import { systemRandom } from '../platform/system-random.js'
import { VersionCache } from '../features/runs/version-cache.js'
import { ScheduleFirer, type FiredReport } from '../features/schedules/schedule-firer.js'

/** One scheduler as a server has it, with connections of its own. Nothing works the steps of its runs. */
export interface TestScheduler {
  fire(limit?: number): Promise<FiredReport>
  readonly ledger: ScheduleLedger
  stop(): Promise<void>
}

const noRunner: StepRunner = { run: () => Promise.reject(new Error('Nothing is worked here')) }
const noNodes = { get: () => null, list: () => [] } as unknown as NodeCatalogue

export async function startTestScheduler(connectionString: string, { faults, clock = { now: () => Date.now() } }: { readonly faults?: FiringFaults; readonly clock?: Clock } = {}): Promise<TestScheduler> {
  const database = createDataSource({ connectionString, poolSize: 2 })
  await database.initialize()
  const pool = createPool({ connectionString, poolSize: 2, isHot: true })
  const store = new PostgresRunStore(pool, clock)
  const versions = new VersionCache(new FlowStore(database))
  const queue = new MemoryStepQueue()
  const engine = createEngine({ store, queue, runner: noRunner, plans: versions, events: new LocalLiveEvents(), clock, random: systemRandom, logger: silentLogger })
  const ledger = new ScheduleLedger(pool, store, faults)
  const firer = new ScheduleFirer({ ledger, engine, plans: versions, catalogue: noNodes })
  return {
    ledger,
    fire: (limit = 100) => firer.fireAll(limit),
    stop: async () => {
      await engine.drain(0)
      await queue.close()
      await pool.end()
      await database.destroy()
    },
  }
}

export interface TestFlow {
  readonly nextAt: Date | null
  readonly schedule?: JsonObject
  readonly catchUp?: CatchUpPolicy
  readonly catchUpLimit?: number
  readonly catchUpDays?: number
  readonly timeZone?: string
  readonly exceptDates?: readonly string[]
  readonly anchoredAt?: Date
}

const author = randomUUID()

/** A workspace with flows whose schedules are due when a test says so. */
export class ScheduleWorld {
  readonly workspaceId = randomUUID()
  readonly #flows: FlowStore
  readonly reader: ScheduleReader

  constructor(readonly database: Database) {
    this.#flows = new FlowStore(database)
    this.reader = new ScheduleReader(database)
  }

  async setUp(): Promise<this> {
    const user = { id: author, workspaceId: this.workspaceId, name: 'Ana', email: 'ana@example.com', emailKey: 'ana@example.com', passwordHash: 'x', role: 'owner', locale: 'fr' } as const
    await new PeopleStore(this.database).createFirst({ id: this.workspaceId, name: 'W', timeZone: 'Europe/Paris', locale: 'fr' }, user)
    return this
  }

  /** A flow of one schedule (node `when`) and a step after it, published and switched on. */
  async flow(name: string, given: TestFlow, plan: Plan = scheduledPlan): Promise<string> {
    const id = randomUUID()
    await this.#flows.create([{ id, workspaceId: this.workspaceId, document: emptyFlow(id, name) }])
    await this.publish(id, given, plan)
    return id
  }

  async publish(flowId: string, { nextAt, ...given }: TestFlow, plan: Plan = scheduledPlan): Promise<void> {
    const version = { id: randomUUID(), document: emptyFlow(flowId, 'x'), plan, hash: randomUUID(), author: { id: author, name: 'Ana' }, message: '' }
    // Its next instant is far away: whatever the hour at which a test runs, nothing comes between.
    const defaults = { schedule: { every: 'once', date: '2099-01-01', at: '00:00' }, timeZone: 'UTC', catchUp: 'one', catchUpLimit: 100, catchUpDays: 7, exceptDates: [], anchoredAt: new Date() } as const
    const triggers = { schedules: [{ nodeId: 'when', ...defaults, ...given, nextAt }], webhooks: [] }
    const published = await this.#flows.publish({ workspaceId: this.workspaceId, flowId, revision: 0, version, triggers })
    if (!published.ok) throw new Error(published.problem.kind)
  }

  async switchOff(flowId: string): Promise<void> {
    await this.#flows.setActive(this.workspaceId, flowId, null)
  }

  async remove(flowId: string): Promise<void> {
    await this.#flows.remove(this.workspaceId, flowId)
  }

  /** The ledger of a flow, oldest first, as `instant status reason`. */
  async ledgerOf(flowId: string): Promise<readonly string[]> {
    const rows: { readonly instant: Date; readonly status: string; readonly reason: string | null }[] = await this.database.query('SELECT instant, status, reason FROM schedule_instant WHERE flow_id = $1 ORDER BY instant', [flowId])
    return rows.map(({ instant, status, reason }) => `${instant.toISOString()} ${status}${reason === null ? '' : ` ${reason}`}`)
  }

  /** Instants of a flow's runs, oldest first. */
  async runsOf(flowId: string): Promise<readonly string[]> {
    const rows: { readonly instant: Date }[] = await this.database.query('SELECT instant FROM run WHERE flow_id = $1 ORDER BY instant, id', [flowId])
    return rows.map(({ instant }) => instant.toISOString())
  }

  /** By the database's clock, on a full hour, so many hours ago. */
  async hoursAgo(hours: number): Promise<Date> {
    const [row]: { readonly at: Date }[] = await this.database.query(`SELECT date_trunc('hour', now()) - make_interval(hours => $1) AS at`, [hours])
    if (row === undefined) throw new Error('no row')
    return row.at
  }
}

export const scheduledPlan = planOf({ nodes: { when: { trigger: 'schedule', type: 'core.schedule' }, work: {} }, edges: ['when -> work'] })
