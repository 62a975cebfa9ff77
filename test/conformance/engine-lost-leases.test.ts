/** What becomes of steps whose worker loses its lease, and of those that stand beside one that takes workers down: over each pair of adapters. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Engine, Faults, RunStore } from '@maillon/engine'
import { done, EngineWorld, failed, planOf, ScriptedRunner, systemRandom, type EngineAdapters, type NodeScript } from '@maillon/test-kit'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { adapterPairs } from './engine-adapters.js'

const once = { effects: 'write', retry: { attempts: 1, wait: { kind: 'fixed', ms: 0 } } } as const
const untilStopped: NodeScript = ({ signal }) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(failed('STOPPED', false))))

for (const [name, open] of Object.entries(adapterPairs)) {
  describe(`leases over ${name}`, () => {
    let adapters: EngineAdapters
    let world: EngineWorld
    let lane: string

    beforeAll(async () => {
      adapters = await open()
    }, 120_000)
    afterAll(() => adapters.close())
    beforeEach(() => {
      world = new EngineWorld(adapters)
      // A lane of its own for each test: jobs of the one before may still be there.
      lane = `l${systemRandom.id().slice(-12)}`
    })
    afterEach(() => world.close())

    const one = () => planOf({ nodes: { start: {}, a: once }, edges: ['start -> a'], plan: { lane } })

    it('begins a step again that was stopped because the store was away, whatever its retry policy says, and does not count it', async () => {
      let isAway = false
      const store = new Proxy(adapters.store, {
        get: (target, name: keyof RunStore) => {
          const method = (target[name] as (...args: unknown[]) => unknown).bind(target)
          return name === 'heartbeat' ? (...args: unknown[]) => (isAway ? Promise.reject(new Error('Connection lost')) : method(...args)) : method
        },
      })
      const runner = new ScriptedRunner({ a: (assignment) => (assignment.attempt === 1 ? untilStopped(assignment) : done([{ attempt: assignment.attempt }])) })
      const engine = await world.engine(runner, { store })
      await engine.startWorker({ lanes: [lane], concurrency: 5 })
      const run = await engine.accept(world.request(world.addPlan(one())))
      await expect.poll(() => runner.callsOf('a')).toBe(1)
      isAway = true
      // Its lease lapses, it is stopped, and tried again: all while no beat gets through.
      expect(await engine.whenSettled(run.runId, 'run', 10_000)).toMatchObject({ status: 'succeeded' })
      isAway = false
      const step = (await adapters.reader.steps(run.runId))[1]
      expect(step?.attempts.map(({ outcome }) => outcome)).toEqual(['interrupted', 'succeeded'])
      expect((await adapters.store.load(run.runId))?.steps.get(1)?.interruptions).toBe(0)
    }, 30_000)

    it('lets steps that were cut off twice run one at a time, so that one which takes its worker down takes none along for the last time', async () => {
      const flow = world.addPlan(one())
      const watcher = await world.engine(new ScriptedRunner())
      const runs = [await watcher.accept(world.request(flow)), await watcher.accept(world.request(flow))]
      let letGo = (): void => undefined
      const dead = new Promise<void>((resolve) => { letGo = resolve })
      for (let times = 1; times <= 2; times += 1) await loseTheirWorker(watcher, runs, { interruptions: [times, times], dead })
      expect(await mostAtOnce(runs)).toBe(1)
      letGo()
    }, 60_000)

    it('lets none that was cut off before run beside a last try, as it may be the one that takes workers down', async () => {
      const flow = world.addPlan(one())
      const watcher = await world.engine(new ScriptedRunner())
      let letGo = (): void => undefined
      const dead = new Promise<void>((resolve) => { letGo = resolve })
      const first = await watcher.accept(world.request(flow))
      await loseTheirWorker(watcher, [first], { interruptions: [1], dead })
      const runs = [first, await watcher.accept(world.request(flow))]
      await loseTheirWorker(watcher, runs, { interruptions: [2, 1], dead })
      expect(await mostAtOnce(runs)).toBe(1)
      letGo()
    }, 60_000)

    /** A healthy worker takes them all. */
    async function mostAtOnce(runs: readonly { readonly runId: string }[]): Promise<number> {
      let atOnce = 0
      let most = 0
      const runner = new ScriptedRunner({ a: async () => {
        most = Math.max(most, (atOnce += 1))
        await pause(150)
        atOnce -= 1
        return done([{}])
      } })
      const last = await world.engine(runner)
      await last.startWorker({ lanes: [lane], concurrency: 10 })
      for (const { runId } of runs) expect(await last.whenSettled(runId, 'run', 15_000)).toMatchObject({ status: 'succeeded' })
      return most
    }

    /** The steps are at hand when a worker dies, and are given up by it: so often each, by then. */
    async function loseTheirWorker(watcher: Engine, runs: readonly { readonly runId: string }[], { interruptions, dead }: { readonly interruptions: readonly number[]; readonly dead: Promise<void> }): Promise<void> {
      const faults: Faults = { at: (point) => (point === 'S5' ? dead : undefined) }
      const dying = await world.engine(new ScriptedRunner(), { faults, settings: { heartbeatMs: 60_000, sweepMs: 60_000, leaseMs: 200 } })
      // As many hands as there are steps: they stay full, so that it takes nothing later.
      await dying.startWorker({ lanes: [lane], concurrency: runs.length })
      const cutOff = async (): Promise<readonly (number | undefined)[]> => {
        await watcher.reconcile()
        return Promise.all(runs.map(async ({ runId }) => (await adapters.store.load(runId))?.steps.get(1)?.interruptions))
      }
      await expect.poll(cutOff, { timeout: 15_000, interval: 100 }).toEqual(interruptions)
    }
  })
}
