import type { DatasetRef } from '@maillon/datasets'
import { noFaults, type Engine, type Faults, type FaultPoint } from '@maillon/engine'
import type { Plan } from '@maillon/plan'
import { datasetOf, done, EngineWorld, failed, planOf, ScriptedRunner, type EngineAdapters, type NodeScript } from '@maillon/test-kit'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { adapterPairs } from './engine-adapters.js'

const effect = { effects: 'write' } as const
const light = { light: true } as const
const forever: NodeScript = ({ signal }) => new Promise((resolve) => signal.addEventListener('abort', () => resolve(failed('STOPPED', false))))

for (const [name, open] of Object.entries(adapterPairs)) {
  describe(`the engine over ${name}`, () => {
    let adapters: EngineAdapters
    let world: EngineWorld
    beforeAll(async () => {
      adapters = await open()
      world = new EngineWorld(adapters)
    }, 60_000)
    afterEach(() => world.close())
    afterAll(() => adapters.close())

    async function start(runner: ScriptedRunner, options: Parameters<EngineWorld['engine']>[1] = {}): Promise<Engine> {
      const engine = await world.engine(runner, options)
      await engine.startWorker({ lanes: ['default'], concurrency: 10 })
      return engine
    }

    async function runToEnd(plan: Plan, runner: ScriptedRunner, timeoutMs = 10_000) {
      const engine = await start(runner)
      const run = await engine.accept(world.request(world.addPlan(plan)))
      const end = await engine.whenSettled(run.runId, 'run', timeoutMs)
      return { engine, run, end, statuses: await world.statuses(run, plan), steps: await adapters.reader.steps(run.runId) }
    }

    it('runs a line of nodes with effects one after the other and keeps every output', async () => {
      const plan = planOf({ nodes: { start: {}, a: effect, b: effect, c: effect }, edges: ['start -> a', 'a -> b', 'b -> c'] })
      const runner = new ScriptedRunner({ b: () => done([{ from: 'b' }, { from: 'b2' }]) })
      const { statuses, steps } = await runToEnd(plan, runner)
      expect(statuses).toEqual({ run: 'succeeded', start: 'succeeded', a: 'succeeded', b: 'succeeded', c: 'succeeded' })
      expect(steps.map((step) => step.outputs?.[0]?.count)).toEqual([1, 1, 2, 2])
      expect(steps.every((step) => step.attempts.length === 1 && step.attempts[0]?.outcome === 'succeeded' && step.startedAt !== null && step.endedAt !== null)).toBe(true)
      expect(runner.calls.map((call) => call.node)).toEqual(['a', 'b', 'c'])
      expect(runner.calls.at(-1)?.inputs).toEqual([2])
    })

    it('runs light nodes in place and stores each as a step of its own', async () => {
      const plan = planOf({ nodes: { start: {}, a: light, b: light, send: effect, c: light }, edges: ['start -> a', 'a -> b', 'b -> send', 'send -> c'] })
      const { statuses, steps } = await runToEnd(plan, new ScriptedRunner())
      expect(statuses).toEqual({ run: 'succeeded', start: 'succeeded', a: 'succeeded', b: 'succeeded', send: 'succeeded', c: 'succeeded' })
      expect(steps.map((step) => step.attempts.length)).toEqual([1, 1, 1, 1, 1])
    })

    it.each([['over rows that were spilled', 'spilled'], ['that is slow over few rows', 'inline']] as const)('runs a light node %s once, however often it is rung for meanwhile', async (_, kind) => {
      const plan = planOf({ nodes: { start: {}, read: effect, sift: light, keep: light }, edges: ['start -> read', 'read -> sift', 'sift -> keep'] })
      const rows: DatasetRef = kind === 'inline' ? datasetOf([{}]) : { kind, count: 9, bytes: 9, chunks: [{ key: 'datasets/large/0', count: 9 }] }
      const runner = new ScriptedRunner({
        read: () => ({ kind: 'done', status: 'succeeded', outputs: [rows] }),
        // Longer than it takes to be rung again (`unrungAfterMs`), twice.
        sift: async () => {
          await pause(1_500)
          return done([{}])
        },
      })
      const { steps } = await runToEnd(plan, runner)
      expect(runner.callsOf('sift')).toBe(1)
      expect(steps.map(({ attempts }) => attempts.map(({ outcome }) => outcome))).toEqual([['succeeded'], ['succeeded'], ['succeeded'], ['succeeded']])
    })

    it('waits at a join for both sides, runs it once, and gives the datasets in edge order', async () => {
      const plan = planOf({
        nodes: { start: {}, slow: effect, quick: effect, join: { ...effect, inputs: ['left', 'right'] } },
        edges: ['start -> slow', 'start -> quick', 'slow -> join.left', 'quick -> join.left', 'quick -> join.right'],
      })
      const seen: unknown[] = []
      const runner = new ScriptedRunner({
        slow: async () => {
          await pause(150)
          return done([{ side: 'slow' }])
        },
        quick: () => done([{ side: 'quick' }]),
        join: ({ inputs }) => {
          seen.push(inputs.map((port) => port.map((dataset) => (dataset.kind === 'inline' ? dataset.items[0]?.json['side'] : null))))
          return done([{}])
        },
      })
      const { end } = await runToEnd(plan, runner)
      expect(end).toMatchObject({ status: 'succeeded' })
      expect(seen).toEqual([[['slow', 'quick'], ['quick']]])
    })

    it('skips what hangs on a port without items, cascades, and still runs a join that has one live edge', async () => {
      const plan = planOf({
        nodes: { start: {}, condition: { outputs: ['true', 'false'] }, no: effect, after: effect, yes: effect, join: effect, always: { ...effect, runOnEmpty: true } },
        edges: ['start -> condition', 'condition.false -> no', 'no -> after', 'condition.true -> yes', 'after -> join', 'yes -> join', 'condition.false -> always'],
      })
      const runner = new ScriptedRunner({ condition: () => done([{ n: 1 }], []) })
      const { statuses } = await runToEnd(plan, runner)
      expect(statuses).toEqual({ run: 'succeeded', start: 'succeeded', condition: 'succeeded', no: 'skipped', after: 'skipped', yes: 'succeeded', join: 'succeeded', always: 'succeeded' })
      expect(runner.callsOf('join')).toBe(1)
    })

    for (const wait of [{ kind: 'fixed', ms: 60 }, { kind: 'exponential', firstMs: 40, maxMs: 200, jitter: true }, { kind: 'list', ms: [30, 60] }, { kind: 'fixed', ms: 0 }] as const) {
      it(`tries a failing node again with waits "${wait.kind} ${JSON.stringify(wait)}", with the same key, and keeps each attempt`, async () => {
        const plan = planOf({ nodes: { start: {}, send: { ...effect, retry: { attempts: 3, wait } } }, edges: ['start -> send'] })
        const runner = new ScriptedRunner({ send: ({ attempt, isLastAttempt }) => (attempt < 3 ? failed('BUSY', true) : done([{ isLastAttempt }])) })
        const { statuses, steps } = await runToEnd(plan, runner)
        expect(statuses).toMatchObject({ run: 'succeeded', send: 'succeeded' })
        expect(new Set(runner.calls.map((call) => call.key)).size).toBe(1)
        expect(steps[1]?.attempts.map((attempt) => [attempt.number, attempt.outcome, attempt.error?.code ?? null])).toEqual([[1, 'failed', 'BUSY'], [2, 'failed', 'BUSY'], [3, 'succeeded', null]])
        expect(steps[1]?.outputs?.[0]).toMatchObject({ items: [{ json: { isLastAttempt: true } }] })
      })
    }

    it('waits for a retry without holding the worker', async () => {
      const plan = planOf({ nodes: { start: {}, send: { ...effect, retry: { attempts: 2, wait: { kind: 'fixed', ms: 400 } } } }, edges: ['start -> send'] })
      const engine = await world.engine(new ScriptedRunner({ send: ({ attempt }) => (attempt === 1 ? failed('BUSY', true) : done([{}])) }))
      await engine.startWorker({ lanes: ['default'], concurrency: 1 })
      const [first, second] = [await engine.accept(world.request(world.addPlan(plan))), await engine.accept(world.request(world.addPlan(planOf({ nodes: { start: {}, x: effect }, edges: ['start -> x'] }))))]
      expect(await engine.whenSettled(second.runId, 'run', 350)).toMatchObject({ status: 'succeeded' })
      expect((await adapters.reader.find(world.workspaceId, first.runId))?.status).toBe('waiting')
      expect(await engine.whenSettled(first.runId, 'run', 5_000)).toMatchObject({ status: 'succeeded' })
    })

    it('fails the run with the node and the reason, starts nothing new, and lets what runs end', async () => {
      const plan = planOf({ nodes: { start: {}, bad: effect, slow: effect, later: effect }, edges: ['start -> bad', 'start -> slow', 'slow -> later'] })
      const runner = new ScriptedRunner({
        bad: async () => {
          await expect.poll(() => runner.callsOf('slow')).toBe(1)
          return failed('WRONG', false)
        },
        slow: async () => {
          await pause(200)
          return done([{}])
        },
      })
      const { end, statuses } = await runToEnd(plan, runner)
      expect(end).toMatchObject({ status: 'failed', error: { node: 'bad', error: { code: 'WRONG' } } })
      expect(statuses).toMatchObject({ bad: 'failed', slow: 'succeeded' })
      expect(runner.callsOf('later')).toBe(0)
    })

    it('goes on as the error choice says when a node fails as a whole', async () => {
      const choices = { skip: { choice: 'skip' }, replace: { choice: 'replace', value: { n: 7 } }, branch: { choice: 'branch' } } as const
      const plan = planOf({
        nodes: {
          start: {}, skip: { ...effect, onError: choices.skip }, afterSkip: effect, replace: { ...effect, onError: choices.replace }, afterReplace: effect,
          branch: { ...effect, onError: choices.branch, outputs: ['main', 'error'] }, onGood: effect, onBad: effect,
        },
        edges: ['start -> skip', 'skip -> afterSkip', 'start -> replace', 'replace -> afterReplace', 'start -> branch', 'branch.main -> onGood', 'branch.error -> onBad'],
      })
      const bad: NodeScript = () => failed('WRONG', false)
      const { statuses, steps } = await runToEnd(plan, new ScriptedRunner({ skip: bad, replace: bad, branch: bad }))
      expect(statuses).toEqual({
        run: 'warned', start: 'succeeded', skip: 'warned', afterSkip: 'skipped', replace: 'warned', afterReplace: 'succeeded', branch: 'warned', onGood: 'skipped', onBad: 'succeeded',
      })
      expect(steps[4]?.outputs?.[0]).toMatchObject({ items: [{ json: { n: 7 } }] })
      expect(steps[7]?.outputs?.[0]).toMatchObject({ items: [{ json: { error: { code: 'WRONG' }, item: { n: 1 } } }] })
    })

    it('sets all rows aside that came into a node which failed as a whole, at its time limit too', async () => {
      const plan = planOf({ nodes: { start: {}, hang: { ...effect, timeoutMs: 50, onError: { choice: 'set-aside' } }, after: effect }, edges: ['start -> hang', 'hang -> after'] })
      const { statuses, steps } = await runToEnd(plan, new ScriptedRunner({ hang: () => new Promise(() => undefined) }))
      expect(statuses).toEqual({ run: 'warned', start: 'succeeded', hang: 'warned', after: 'skipped' })
      expect(steps[1]).toMatchObject({ failedItems: 1, setAside: { count: 1, items: [{ json: { error: { code: 'ENGINE_STEP_TIMED_OUT' }, item: { n: 1 } } }] } })
    })

    it('ends a node at its time limit, also one that ignores the signal, and tries again', async () => {
      const plan = planOf({ nodes: { start: {}, deaf: { ...effect, timeoutMs: 150, retry: { attempts: 2, wait: { kind: 'fixed', ms: 10 } } } }, edges: ['start -> deaf'] })
      const { end, steps } = await runToEnd(plan, new ScriptedRunner({ deaf: () => new Promise(() => undefined) }))
      expect(end).toMatchObject({ status: 'failed', error: { error: { code: 'ENGINE_STEP_TIMED_OUT', params: { limitMs: 150 } } } })
      expect(steps[1]?.attempts.map((attempt) => attempt.outcome)).toEqual(['timed-out', 'timed-out'])
    })

    it('fails a run at its own time limit and stops what runs', async () => {
      const plan = planOf({ nodes: { start: {}, hang: effect }, edges: ['start -> hang'], plan: { timeoutMs: 300 } })
      const { end, statuses } = await runToEnd(plan, new ScriptedRunner({ hang: forever }))
      expect(end).toMatchObject({ status: 'failed', error: { error: { code: 'ENGINE_RUN_TIMED_OUT' } } })
      expect(statuses).toMatchObject({ hang: 'cancelled' })
    })

    it('cancels a run that runs, one that waits for a retry, one nobody has begun, and one that waits its turn; each for good', async () => {
      const plan = planOf({ nodes: { start: {}, a: { ...effect, retry: { attempts: 2, wait: { kind: 'fixed', ms: 60_000 } } }, b: effect }, edges: ['start -> a', 'a -> b'] })
      const runner = new ScriptedRunner({ a: (assignment) => (assignment.run.isTest ? failed('BUSY', true) : forever(assignment)) })
      const engine = await start(runner)
      const flow = world.addPlan(plan)
      const running = await engine.accept(world.request(flow))
      const retrying = await engine.accept(world.request(flow, { isTest: true }))
      const idle = await world.engine(new ScriptedRunner())
      const elsewhere = await idle.accept(world.request(world.addPlan(planOf({ nodes: { start: {}, a: effect }, edges: ['start -> a'], plan: { lane: 'nobody' } }))))
      await expect.poll(() => runner.callsOf('a')).toBe(2)
      await expect.poll(async () => (await world.statuses(retrying, plan))['a']).toBe('retrying')
      const gated = world.addPlan(planOf({ nodes: { start: {}, a: effect }, edges: ['start -> a'], plan: { lane: 'nobody', overlap: { policy: 'queue', concurrency: 1 } } }))
      const held = [await idle.accept(world.request(gated)), await idle.accept(world.request(gated))]
      for (const run of [running, retrying, elsewhere, ...held.toReversed()]) {
        expect(await engine.cancel(run.runId)).toBe(true)
        expect(await engine.cancel(run.runId)).toBe(false)
      }
      await pause(200)
      expect(await world.statuses(running, plan)).toEqual({ run: 'cancelled', start: 'succeeded', a: 'cancelled' })
      expect(await world.statuses(retrying, plan)).toEqual({ run: 'cancelled', start: 'succeeded', a: 'cancelled' })
      for (const run of [elsewhere, ...held]) expect((await world.statuses(run, plan))['run']).toBe('cancelled')
    })

    it('cancels from another process within a second', async () => {
      let stopped = 0
      const runner = new ScriptedRunner({ hang: async (assignment) => {
        const result = await forever(assignment)
        stopped = Date.now()
        return result
      } })
      const engine = await start(runner)
      const other = await world.engine(new ScriptedRunner())
      const run = await engine.accept(world.request(world.addPlan(planOf({ nodes: { start: {}, hang: effect }, edges: ['start -> hang'] }))))
      await expect.poll(() => runner.callsOf('hang')).toBe(1)
      const asked = Date.now()
      await other.cancel(run.runId)
      await expect.poll(() => stopped).toBeGreaterThan(0)
      expect(stopped - asked).toBeLessThan(1_000)
    })

    it('makes one run of one trigger event, under any concurrency', async () => {
      const flow = world.addPlan(planOf({ nodes: { start: {}, a: effect }, edges: ['start -> a'] }))
      const runner = new ScriptedRunner()
      const [engine, other] = [await start(runner), await world.engine(new ScriptedRunner())]
      const accepted = await Promise.all(Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? engine : other).accept(world.request(flow, { key: 'delivery-1' }))))
      expect(new Set(accepted.map((one) => one.runId)).size).toBe(1)
      expect(accepted.filter((one) => one.isNew)).toHaveLength(1)
      await engine.whenSettled(accepted[0]?.runId ?? '', 'run', 5_000)
      expect(runner.callsOf('a')).toBe(1)
    })

    it('ignores bells that are repeated, old, early or forged', async () => {
      const plan = planOf({ nodes: { start: {}, a: { ...effect, retry: { attempts: 2, wait: { kind: 'fixed', ms: 500 } } } }, edges: ['start -> a'] })
      const runner = new ScriptedRunner({ a: ({ attempt }) => (attempt === 1 ? failed('BUSY', true) : done([{}])) })
      const engine = await start(runner)
      const run = await engine.accept(world.request(world.addPlan(plan)))
      await expect.poll(() => runner.callsOf('a')).toBe(1)
      const queue = await adapters.openQueue()
      const bell = { runId: run.runId, node: 1, iteration: '', attempt: 2, priority: 5, version: 0 }
      const ring = (): Promise<void> => queue.ring('default', [
        ...Array.from({ length: 10 }, (_, at) => ({ ...bell, again: `d${at}` })), { ...bell, node: 99 }, { ...bell, node: 0 }, { ...bell, runId: '0190d5a4-0000-7000-8000-000000000000' },
      ])
      await ring()
      await pause(150)
      expect(runner.callsOf('a')).toBe(1)
      expect(await engine.whenSettled(run.runId, 'run', 5_000)).toMatchObject({ status: 'succeeded' })
      await ring()
      await pause(150)
      expect(runner.callsOf('a')).toBe(2)
      expect((await world.statuses(run, plan))['run']).toBe('succeeded')
      await queue.close()
    })

    for (const point of ['S3', 'S6', 'S9'] as const satisfies readonly FaultPoint[]) {
      it(`goes on elsewhere when a worker dies at ${point}`, async () => {
        const plan = planOf({ nodes: { start: {}, a: effect, b: effect }, edges: ['start -> a', 'a -> b'] })
        const runner = new ScriptedRunner()
        // A worker that is killed does nothing more: it hangs for ever at the point, and its lease is left to lapse.
        const faults: Faults = { at: (at, _run, node) => (at === point && node === 1 ? new Promise(() => undefined) : undefined) }
        const dying = await world.engine(runner, { faults, settings: { heartbeatMs: 60_000, sweepMs: 60_000 } })
        await dying.startWorker({ lanes: ['default'], concurrency: 1 })
        const run = await dying.accept(world.request(world.addPlan(plan)))
        await expect.poll(() => runner.callsOf('a') + (point === 'S3' ? 1 : 0)).toBe(1)
        await pause(100)
        const engine = await start(runner)
        expect(await engine.whenSettled(run.runId, 'run', 8_000)).toMatchObject({ status: 'succeeded' })
        // Done outside and not recorded (S6): again, with the same key. Recorded (S9): never again.
        expect(runner.callsOf('a')).toBe(point === 'S6' ? 2 : 1)
        expect(runner.callsOf('b')).toBe(1)
        const step = (await adapters.reader.steps(run.runId))[1]
        expect(step?.attempts.map((attempt) => attempt.outcome)).toEqual(point === 'S9' ? ['succeeded'] : ['interrupted', 'succeeded'])
      }, 20_000)
    }

    it('gives a step up that takes its worker down three times', async () => {
      const plan = planOf({ nodes: { start: {}, poison: { ...effect, retry: { attempts: 5, wait: { kind: 'fixed', ms: 0 } } } }, edges: ['start -> poison'] })
      const runner = new ScriptedRunner()
      const faults: Faults = { at: (at) => (at === 'S5' ? new Promise(() => undefined) : undefined) }
      const flow = world.addPlan(plan)
      const watcher = await world.engine(runner, {})
      const run = await watcher.accept(world.request(flow))
      for (let times = 1; times <= 3; times += 1) {
        const dying = await world.engine(runner, { faults, settings: { heartbeatMs: 60_000, sweepMs: 60_000, leaseMs: 200 } })
        await dying.startWorker({ lanes: ['default'], concurrency: 1 })
        await expect.poll(async () => {
          await watcher.reconcile()
          return (await adapters.reader.steps(run.runId))[1]?.attempts.filter((attempt) => attempt.outcome === 'interrupted').length
        }, { timeout: 8_000, interval: 50 }).toBe(times)
      }
      expect(await watcher.whenSettled(run.runId, 'run', 2_000)).toMatchObject({ status: 'failed', error: { node: 'poison', error: { code: 'ENGINE_STEP_INTERRUPTED' } } })
    }, 40_000)

    it('loses nothing when the queue forgets everything', async () => {
      const flow = world.addPlan(planOf({ nodes: { start: {}, a: effect, b: effect }, edges: ['start -> a', 'a -> b'] }))
      const runner = new ScriptedRunner()
      const accepting = await world.engine(runner)
      const runs = await Promise.all(Array.from({ length: 20 }, () => accepting.accept(world.request(flow))))
      await pause(100)
      await adapters.wipeQueue()
      const engine = await start(runner)
      for (const run of runs) expect(await engine.whenSettled(run.runId, 'run', 10_000)).toMatchObject({ status: 'succeeded' })
      expect(runner.callsOf('a')).toBe(20)
      expect(runner.callsOf('b')).toBe(20)
    }, 20_000)

    it('refuses the result of a worker that lost its lease', async () => {
      const flow = world.addPlan(planOf({ nodes: { start: {}, a: effect }, edges: ['start -> a'] }))
      let release = (): void => undefined
      const held = new Promise<void>((resolve) => { release = resolve })
      const zombie = new ScriptedRunner({ a: async () => {
        await held
        return done([{ by: 'zombie' }])
      } })
      const slow = await world.engine(zombie, { settings: { heartbeatMs: 60_000, sweepMs: 60_000, leaseMs: 300 } })
      await slow.startWorker({ lanes: ['default'], concurrency: 1 })
      const run = await slow.accept(world.request(flow))
      await expect.poll(() => zombie.callsOf('a')).toBe(1)
      const engine = await start(new ScriptedRunner({ a: () => done([{ by: 'successor' }]) }))
      expect(await engine.whenSettled(run.runId, 'run', 8_000)).toMatchObject({ status: 'succeeded' })
      release()
      await pause(300)
      expect((await adapters.reader.steps(run.runId))[1]?.outputs?.[0]).toMatchObject({ items: [{ json: { by: 'successor' } }] })
    }, 20_000)

    it('goes on with a step whose claim was written though the answer to it got lost', async () => {
      const flow = world.addPlan(planOf({ nodes: { start: {}, a: effect, b: effect }, edges: ['start -> a', 'a -> b'] }))
      const runner = new ScriptedRunner()
      // Every third write is done and then said to have failed.
      let writes = 0
      const store = new Proxy(adapters.store, {
        get: (target, name: keyof typeof adapters.store) => {
          if (name !== 'write') return (target[name] as () => unknown).bind(target)
          return async (batch: Parameters<typeof target.write>[0]) => {
            const answer = await target.write(batch)
            writes += 1
            if (batch.accepts.length === 0 && writes % 3 === 0) throw new Error('Connection lost')
            return answer
          }
        },
      })
      const engine = await world.engine(runner, { store })
      await engine.startWorker({ lanes: ['default'], concurrency: 5 })
      const runs = await Promise.all(Array.from({ length: 8 }, () => engine.accept(world.request(flow))))
      for (const run of runs) expect(await engine.whenSettled(run.runId, 'run', 15_000)).toMatchObject({ status: 'succeeded' })
    }, 30_000)

    it('is not kept from mending the others by a run whose version was deleted; that one is ended with a reason', async () => {
      const plan = planOf({ nodes: { start: {}, a: effect }, edges: ['start -> a'] })
      const [gone, kept] = [world.addPlan(plan), world.addPlan(plan)]
      const dying = await world.engine(new ScriptedRunner({ a: () => new Promise(() => undefined) }), { settings: { heartbeatMs: 60_000, sweepMs: 60_000, leaseMs: 300 } })
      await dying.startWorker({ lanes: ['default'], concurrency: 2 })
      const runs = [await dying.accept(world.request(gone)), await dying.accept(world.request(kept))]
      await expect.poll(async () => (await Promise.all(runs.map((run) => world.statuses(run, plan)))).map(({ a }) => a)).toEqual(['running', 'running'])
      world.removePlan(gone)
      const engine = await start(new ScriptedRunner())
      expect(await engine.whenSettled(runs[1]?.runId ?? '', 'run', 15_000)).toMatchObject({ status: 'succeeded' })
      await expect.poll(async () => (await adapters.reader.find(world.workspaceId, runs[0]?.runId ?? ''))?.error?.error.code, { timeout: 10_000 }).toBe('ENGINE_PLAN_LOST')
    }, 30_000)

    it('drains: what ends in time ends, the rest is given back uncounted and runs elsewhere', async () => {
      const flow = world.addPlan(planOf({ nodes: { start: {}, a: effect }, edges: ['start -> a'] }))
      const first = new ScriptedRunner({ a: forever })
      const leaving = await start(first)
      const run = await leaving.accept(world.request(flow))
      await expect.poll(() => first.callsOf('a')).toBe(1)
      await leaving.drain(100)
      const engine = await start(new ScriptedRunner())
      expect(await engine.whenSettled(run.runId, 'run', 8_000)).toMatchObject({ status: 'succeeded' })
      const step = (await adapters.reader.steps(run.runId))[1]
      expect(step?.attempts.map((attempt) => attempt.outcome)).toEqual(['interrupted', 'succeeded'])
    }, 20_000)

    it('keeps to the overlap policy: queue, skip, cancel the older, parallel up to N', async () => {
      for (const [policy, concurrency, ends, most] of [
        ['queue', 1, ['succeeded', 'succeeded', 'succeeded'], 1], ['skip', 1, ['succeeded', 'cancelled', 'cancelled'], 1],
        ['cancel-older', 1, ['cancelled', 'cancelled', 'succeeded'], 1], ['parallel', 2, ['succeeded', 'succeeded', 'succeeded'], 2],
      ] as const) {
        const flow = world.addPlan(planOf({ nodes: { start: {}, a: effect }, edges: ['start -> a'], plan: { overlap: { policy, concurrency } } }))
        let now = 0
        let seen = 0
        let release = (): void => undefined
        const released = new Promise<void>((resolve) => { release = resolve })
        const runner = new ScriptedRunner({ a: async ({ signal }) => {
          now += 1
          seen = Math.max(seen, now - (signal.aborted ? 1 : 0))
          await Promise.race([released, new Promise((resolve) => signal.addEventListener('abort', resolve))])
          now -= 1
          return done([{}])
        } })
        const engine = await start(runner)
        const runs = []
        for (let at = 0; at < 3; at += 1) {
          const run = await engine.accept(world.request(flow))
          runs.push(run)
          // The gate has seen it before the next one comes.
          await pause(60)
        }
        // Those that are to be cancelled are so while the others are still at it.
        for (const [at, run] of runs.entries()) if (ends[at] === 'cancelled') await engine.whenSettled(run.runId, 'run', 8_000)
        release()
        const got = []
        for (const run of runs) got.push(await engine.whenSettled(run.runId, 'run', 8_000))
        expect(got.map((end) => end?.status), policy).toEqual(ends)
        if (policy !== 'cancel-older') expect(seen, policy).toBeLessThanOrEqual(most)
        await world.close()
      }
    }, 30_000)

    it('goes on from the failed step in a new run and keeps what succeeded', async () => {
      const plan = planOf({ nodes: { start: {}, a: effect, b: effect, c: effect }, edges: ['start -> a', 'a -> b', 'b -> c'] })
      let broken = true
      const runner = new ScriptedRunner({ a: () => done([{ kept: 1 }]), b: () => (broken ? failed('WRONG', false) : done([{}])) })
      const { engine, run, end } = await runToEnd(plan, runner)
      expect(end).toMatchObject({ status: 'failed' })
      broken = false
      const again = await engine.retryFromFailure(run.runId)
      expect(await engine.whenSettled(again.runId, 'run', 5_000)).toMatchObject({ status: 'succeeded' })
      expect(runner.callsOf('a')).toBe(1)
      expect((await adapters.reader.find(world.workspaceId, again.runId))?.retryOf).toBe(run.runId)
      expect((await adapters.reader.find(world.workspaceId, run.runId))?.status).toBe('failed')
      await expect(engine.retryFromFailure(again.runId)).rejects.toThrow('ENGINE_RUN_NOT_FAILED')
    })

    it('acts outside in the name of the first failure however often a run is retried, and in its own name from a step that a person chose', async () => {
      const plan = planOf({ nodes: { start: {}, a: effect, b: effect }, edges: ['start -> a', 'a -> b'] })
      const runner = new ScriptedRunner({ b: () => failed('WRONG', false) })
      const { engine, run } = await runToEnd(plan, runner)
      const second = await engine.retryFromFailure(run.runId)
      await engine.whenSettled(second.runId, 'run', 5_000)
      const third = await engine.retryFromFailure(second.runId)
      await engine.whenSettled(third.runId, 'run', 5_000)
      const chosen = await engine.runAgainFrom(third.runId, { node: 2 })
      await engine.whenSettled(chosen.runId, 'run', 5_000)
      expect(runner.calls.filter(({ node }) => node === 'b').map(({ key }) => key)).toEqual([`${run.runId}-2`, `${run.runId}-2`, `${run.runId}-2`, `${chosen.runId}-2`])
      // Read back by a process that doesn't know the run.
      expect(await adapters.store.load(third.runId)).toMatchObject({ rootId: third.runId, keyRunId: run.runId })
    })

    it('shares the work of one run between processes without doing anything twice', async () => {
      const ids = Array.from({ length: 12 }, (_, at) => `n${at}`)
      const plan = planOf({
        nodes: { start: {}, ...Object.fromEntries(ids.map((id) => [id, effect])), end: effect },
        edges: ids.flatMap((id) => [`start -> ${id}`, `${id} -> end`]),
      })
      const runner = new ScriptedRunner()
      const engine = await start(runner)
      await start(runner)
      const run = await engine.accept(world.request(world.addPlan(plan)))
      expect(await engine.whenSettled(run.runId, 'run', 10_000)).toMatchObject({ status: 'succeeded' })
      expect(runner.calls).toHaveLength(13)
      expect(runner.calls.at(-1)).toMatchObject({ node: 'end', inputs: [12] })
    })

    it('keeps log lines in order and finds runs by their words', async () => {
      const plan = planOf({ nodes: { start: {}, a: effect }, edges: ['start -> a'] })
      const engine = await start(new ScriptedRunner({ a: ({ log }) => {
        log('info', 'first line')
        log('warn', 'second 100% line', { n: 1 })
        return done([{}])
      } }))
      const flow = world.addPlan(plan)
      const run = await engine.accept(world.request(flow))
      await engine.whenSettled(run.runId, 'run', 5_000)
      await expect.poll(async () => (await adapters.reader.logs(run.runId, 0, 10)).lines.map((line) => [line.level, line.message])).toEqual([['info', 'first line'], ['warn', 'second 100% line']])
      const found = await adapters.reader.list({ workspaceId: world.workspaceId, flowIds: [flow.flowId], words: '100% LINE', statuses: ['succeeded'], limit: 10 })
      expect(found.runs.map((row) => row.id)).toEqual([run.runId])
      expect((await adapters.reader.list({ workspaceId: world.workspaceId, flowIds: [flow.flowId], words: '100x', limit: 10 })).runs).toEqual([])
    })

    it('lists runs newest first, page by page', async () => {
      const flow = world.addPlan(planOf({ nodes: { start: {} }, edges: [] }))
      const engine = await world.engine(new ScriptedRunner())
      const ids: string[] = []
      for (let at = 0; at < 5; at += 1) {
        ids.unshift((await engine.accept(world.request(flow))).runId)
        await pause(2)
      }
      const seen: string[] = []
      let cursor: string | null = null
      do {
        const page = await adapters.reader.list({ workspaceId: world.workspaceId, flowIds: [flow.flowId], limit: 2, ...(cursor === null ? {} : { cursor }) })
        seen.push(...page.runs.map((row) => row.id))
        cursor = page.nextCursor
      } while (cursor !== null)
      expect(seen).toEqual(ids)
      expect(noFaults.at('S2', '', 0)).toBeUndefined()
    })
  })
}
