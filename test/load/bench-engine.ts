import { createEngine, type Engine, type StepRunner } from '@maillon/engine'
import { silentLogger } from '@maillon/kernel'
import { BullMqStepQueue, createLiveEvents } from '@maillon/queue'
import { createPool, PostgresRunStore } from '@maillon/storage'
import { done, planOf, systemClock, systemRandom } from '@maillon/test-kit'
import type { Plan } from '@maillon/plan'
import type { BenchServers } from './bench-backend.js'

export interface BenchEngine {
  readonly engine: Engine
  /** Accept one run of a plan and wait for its end. `flow`: which of the flows of that kind; default the first. */
  run(plan: 'effects' | 'light', flow?: number): Promise<void>
  /** Accept one run, and don't wait. */
  accept(plan: BenchPlan): Promise<string>
  close(): Promise<void>
}

const workspaceId = '0190d5a4-0000-7000-8000-000000000001'
export interface BenchEngineOptions {
  /** What a node with effects does. Default: nothing. */
  readonly work?: () => Promise<void>
  /** Default 50; 0: no worker. */
  readonly concurrency?: number
}

/** urgent: as `effects`, first in its lane. */
export type BenchPlan = 'effects' | 'light' | 'urgent'

const flowIds = { effects: '0190d5a4-0000-7000-8000-000000000002', light: '0190d5a4-0000-7000-8000-000000000003', urgent: '0190d5a4-0000-7000-8000-000000000004' } as const

/** A line of `length` nodes after the trigger. */
export function linePlan(length: number, { priority = 5, ...node }: { readonly effects: 'none' | 'write'; readonly light: boolean; readonly priority?: number }): Plan {
  const ids = Array.from({ length }, (_, at) => `n${at + 1}`)
  return planOf({ nodes: { start: {}, ...Object.fromEntries(ids.map((id) => [id, node])) }, edges: ids.map((id, at) => `${at === 0 ? 'start' : (ids[at - 1] ?? '')} -> ${id}`), plan: { priority } })
}

/** The real engine on real servers in this process; its nodes do nothing, so that what is measured is the engine. */
export async function openBenchEngine(servers: BenchServers, length: number, { work, concurrency = 50 }: BenchEngineOptions = {}): Promise<BenchEngine> {
  const plans: { readonly [id: string]: Plan } = {
    [flowIds.effects]: linePlan(length, { effects: 'write', light: false }), [flowIds.light]: linePlan(length, { effects: 'none', light: true }),
    [flowIds.urgent]: linePlan(length, { effects: 'write', light: false, priority: 1 }),
  }
  const pool = createPool({ connectionString: servers.databaseUrl, poolSize: 4, isHot: true })
  const queue = new BullMqStepQueue({ backend: servers.lanes, logger: silentLogger })
  const events = await createLiveEvents({ backend: servers.lanes, origin: systemRandom.id(), logger: silentLogger })
  const runner: StepRunner = work === undefined ? { run: () => Promise.resolve(done([{ n: 1 }])) } : { run: () => work().then(() => done([{ n: 1 }])) }
  const engine = createEngine({
    store: new PostgresRunStore(pool, systemClock), queue, runner, events, clock: systemClock, random: systemRandom, logger: silentLogger,
    plans: { get: (id) => planOfVersion(plans, id), published: () => Promise.resolve(null) },
    // A benchmark on a machine that does other things too shall come to its end.
    settings: { acceptTimeoutMs: 60_000 },
  })
  if (concurrency > 0) await engine.startWorker({ lanes: ['default'], concurrency })
  const acceptOf = async (flowId: string): Promise<string> =>
    (await engine.accept({ workspaceId, flowId, flowVersionId: flowId, origin: 'manual', key: null, trigger: { node: 0, items: [{ json: { n: 1 } }] } })).runId
  return {
    engine,
    accept: (plan) => acceptOf(flowIds[plan]),
    run: async (plan, flow = 0) => {
      const end = await engine.whenSettled(await acceptOf(flow === 0 ? flowIds[plan] : flowIdOf(plan, flow)), 'run', 120_000)
      if (end?.status !== 'succeeded') throw new Error(`A run of the benchmark ended as ${end?.status ?? 'nothing'}`)
    },
    close: async () => {
      await engine.drain(1_000)
      await queue.close()
      await events.close()
      await pool.end()
    },
  }
}

/** Other flows with the same plan: the last digits of the id are the number. */
function flowIdOf(plan: 'effects' | 'light', flow: number): string {
  return `${flowIds[plan].slice(0, 24)}${plan === 'effects' ? 'e' : 'f'}${flow.toString(16).padStart(11, '0')}`
}

function planOfVersion(plans: { readonly [id: string]: Plan }, id: string): Promise<Plan> {
  const plan = plans[id] ?? plans[flowIds[id[24] === 'e' ? 'effects' : 'light']]
  return plan === undefined ? Promise.reject(new Error(id)) : Promise.resolve(plan)
}
