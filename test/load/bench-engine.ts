import { createEngine, type Engine, type StepRunner } from '@maillon/engine'
import { silentLogger } from '@maillon/kernel'
import { BullMqStepQueue, createLiveEvents } from '@maillon/queue'
import { createPool, PostgresRunStore } from '@maillon/storage'
import { done, planOf, systemClock, systemRandom } from '@maillon/test-kit'
import type { Plan } from '@maillon/plan'
import type { BenchServers } from './bench-backend.js'

export interface BenchEngine {
  readonly engine: Engine
  /** Accept one run of a plan and wait for its end. */
  run(plan: 'effects' | 'light'): Promise<void>
  close(): Promise<void>
}

const workspaceId = '0190d5a4-0000-7000-8000-000000000001'
const flowIds = { effects: '0190d5a4-0000-7000-8000-000000000002', light: '0190d5a4-0000-7000-8000-000000000003' } as const

/** A line of `length` nodes after the trigger. */
export function linePlan(length: number, node: { readonly effects: 'none' | 'write'; readonly light: boolean }): Plan {
  const ids = Array.from({ length }, (_, at) => `n${at + 1}`)
  return planOf({ nodes: { start: {}, ...Object.fromEntries(ids.map((id) => [id, node])) }, edges: ids.map((id, at) => `${at === 0 ? 'start' : (ids[at - 1] ?? '')} -> ${id}`) })
}

/** The real engine on real servers in this process; its nodes do nothing, so that what is measured is the engine. */
export async function openBenchEngine(servers: BenchServers, length: number): Promise<BenchEngine> {
  const plans: { readonly [id: string]: Plan } = { [flowIds.effects]: linePlan(length, { effects: 'write', light: false }), [flowIds.light]: linePlan(length, { effects: 'none', light: true }) }
  const pool = createPool({ connectionString: servers.databaseUrl, poolSize: 4, isHot: true })
  const queue = new BullMqStepQueue({ backend: servers.lanes, logger: silentLogger })
  const events = await createLiveEvents({ backend: servers.lanes, origin: systemRandom.id(), logger: silentLogger })
  const runner: StepRunner = { run: () => Promise.resolve(done([{ n: 1 }])) }
  const engine = createEngine({
    store: new PostgresRunStore(pool, systemClock), queue, runner, events, clock: systemClock, random: systemRandom, logger: silentLogger,
    plans: { get: (id) => (plans[id] === undefined ? Promise.reject(new Error(id)) : Promise.resolve(plans[id])), published: () => Promise.resolve(null) },
  })
  await engine.startWorker({ lanes: ['default'], concurrency: 50 })
  return {
    engine,
    run: async (plan) => {
      const flowId = flowIds[plan]
      const accepted = await engine.accept({ workspaceId, flowId, flowVersionId: flowId, origin: 'manual', key: null, trigger: { node: 0, items: [{ json: { n: 1 } }] } })
      const end = await engine.whenSettled(accepted.runId, 'run', 60_000)
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
