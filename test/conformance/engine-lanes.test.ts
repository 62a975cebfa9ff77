/** Lanes that rest, workers that change and begin anew, runs that are set going again: over each pair of adapters. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Engine, WorkerOptions } from '@maillon/engine'
import type { Plan } from '@maillon/plan'
import { done, EngineWorld, planOf, ScriptedRunner, systemRandom, type EngineAdapters } from '@maillon/test-kit'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { adapterPairs } from './engine-adapters.js'

const effect = { effects: 'write' } as const
const light = { light: true } as const

for (const [name, open] of Object.entries(adapterPairs)) {
  describe(`lanes over ${name}`, () => {
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

    async function start(runner: ScriptedRunner, more: Partial<WorkerOptions> = {}): Promise<Engine> {
      const engine = await world.engine(runner)
      await engine.startWorker({ lanes: [lane], concurrency: 10, ...more })
      return engine
    }

    const chain = (): Plan => planOf({ nodes: { start: {}, a: effect, b: light, c: effect }, edges: ['start -> a', 'a -> b', 'b -> c'], plan: { lane } })

    it('a lane that rests ends the step at hand and begins none, whatever sweeps ring; resumed, it goes on', async () => {
      const held = gate()
      const runner = new ScriptedRunner({ a: async () => held.opened.then(() => done([{}])) })
      const engine = await start(runner)
      const flow = world.addPlan(chain())
      const begun = await engine.accept(world.request(flow))
      await expect.poll(() => runner.callsOf('a')).toBe(1)
      await engine.serve({ lanes: [lane], concurrency: 10, paused: [lane] })
      const waiting = await engine.accept(world.request(flow))
      held.open()
      expect(await engine.whenSettled(begun.runId, 1, 5_000)).toMatchObject({ status: 'succeeded' })
      // Several sweeps ring for what is ready meanwhile.
      await pause(1_200)
      expect(runner.calls).toHaveLength(1)
      await engine.serve({ lanes: [lane], concurrency: 10 })
      for (const run of [begun, waiting]) expect(await engine.whenSettled(run.runId, 'run', 8_000)).toMatchObject({ status: 'succeeded' })
      expect(runner.calls.map(({ node }) => node).toSorted()).toEqual(['a', 'a', 'b', 'b', 'c', 'c'])
      await expect.poll(() => engine.workerView().running).toBe(0)
    }, 30_000)

    it('a lane that rests when its worker starts begins nothing, also for another process', async () => {
      const [one, other] = [new ScriptedRunner(), new ScriptedRunner()]
      const engine = await start(one, { paused: [lane] })
      const second = await start(other, { paused: [lane] })
      const run = await engine.accept(world.request(world.addPlan(chain())))
      await pause(900)
      expect([...one.calls, ...other.calls]).toEqual([])
      await second.serve({ lanes: [lane], concurrency: 10 })
      expect(await engine.whenSettled(run.runId, 'run', 8_000)).toMatchObject({ status: 'succeeded' })
      expect(one.calls).toEqual([])
    }, 30_000)

    it('takes up a lane that is added, and leaves one that is taken away, while it runs', async () => {
      const engine = await start(new ScriptedRunner(), { lanes: ['elsewhere'] })
      const run = await engine.accept(world.request(world.addPlan(chain())))
      await pause(300)
      await engine.serve({ lanes: ['elsewhere', { name: lane, concurrency: 2, timeoutMs: null, heapMiB: null }] })
      expect(await engine.whenSettled(run.runId, 'run', 8_000)).toMatchObject({ status: 'succeeded' })
      await engine.serve({ lanes: ['elsewhere'] })
      const left = await engine.accept(world.request(world.addPlan(chain())))
      expect(await engine.whenSettled(left.runId, 'run', 900)).toBeNull()
    }, 30_000)

    it('a worker that drains and begins anew loses nothing of what runs: each step has one good end', async () => {
      const runner = new ScriptedRunner({ a: async ({ signal }) => {
        // Some end within the grace, some have to be given back.
        await Promise.race([pause(Math.random() < 0.5 ? 30 : 700), aborted(signal)])
        return signal.aborted ? Promise.reject(new Error('aborted')) : done([{}])
      } })
      const engine = await start(runner)
      const flow = world.addPlan(chain())
      const runs = await Promise.all(Array.from({ length: 12 }, () => engine.accept(world.request(flow))))
      for (let times = 0; times < 2; times += 1) {
        await pause(150)
        await engine.drain(100)
        await engine.startWorker({ lanes: [lane], concurrency: 10 })
      }
      for (const run of runs) {
        expect(await engine.whenSettled(run.runId, 'run', 10_000)).toMatchObject({ status: 'succeeded' })
        const outcomes = (await adapters.reader.steps(run.runId)).map(({ attempts }) => attempts.filter(({ outcome }) => outcome !== 'interrupted').map(({ outcome }) => outcome))
        expect(outcomes.slice(1)).toEqual([['succeeded'], ['succeeded'], ['succeeded']])
      }
    }, 40_000)

    it('a run that is released does its running step again, uncounted; its late result is refused', async () => {
      const held = gate()
      const runner = new ScriptedRunner({ a: async ({ attempt, signal }) => {
        if (attempt === 1) await Promise.race([held.opened, aborted(signal)])
        return done([{ attempt }])
      } })
      const engine = await start(runner)
      const run = await engine.accept(world.request(world.addPlan(chain())))
      await expect.poll(() => runner.callsOf('a')).toBe(1)
      expect(await engine.release(run.runId)).toBe(true)
      expect(await engine.whenSettled(run.runId, 'run', 8_000)).toMatchObject({ status: 'succeeded' })
      held.open()
      const step = (await adapters.reader.steps(run.runId))[1]
      expect(step?.attempts.map(({ outcome }) => outcome)).toEqual(['interrupted', 'succeeded'])
      expect(await engine.release(run.runId)).toBe(false)
      expect(await engine.release(systemRandom.id())).toBe(false)
    }, 30_000)
  })
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve())
  })
}

function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined
  const opened = new Promise<void>((resolve) => { open = resolve })
  return { opened, open: () => open() }
}
