/**
 * Loops, called flows, waits and runs that go on from others, over each pair of adapters.
 * Plans are drawn by hand: node 1 is the loop (or the call), its body follows it.
 */
import type { Engine, RunRow, StepRow } from '@maillon/engine'
import type { JsonObject } from '@maillon/kernel'
import type { Plan, PlanNode, PlanSpawn } from '@maillon/plan'
import { datasetOf, done, EngineWorld, failed, planOf, ScriptedRunner, type EngineAdapters, type NodeScript } from '@maillon/test-kit'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { adapterPairs } from './engine-adapters.js'

const effect = { effects: 'write' } as const
const timeoutMs = 20_000
const rows = (...numbers: readonly number[]): readonly { readonly json: JsonObject }[] => numbers.map((n) => ({ json: { n } }))

function loopOf(more: Partial<PlanSpawn> = {}): Partial<PlanNode> {
  return { outputs: ['each', 'done'], spawn: { kind: 'iteration', batchSize: 1, concurrency: 2, waits: true, collect: [{ node: 3, port: 0 }], flowId: null, ...more } }
}

/** start -> loop(first -> second) -> after; `second` is what the body gives. */
function loopPlan(loop: Partial<PlanNode> = loopOf(), body: Partial<PlanNode> = effect): Plan {
  return planOf({
    nodes: { start: {}, loop, first: { ...body, loop: 1 }, second: { ...body, loop: 1 }, after: effect },
    edges: ['start -> loop', 'loop.each -> first', 'first -> second', 'loop.done -> after'],
  })
}

const callOf = (flowId: string, more: Partial<PlanSpawn> = {}): Partial<PlanNode> => ({ spawn: { kind: 'flow', batchSize: null, concurrency: 1, waits: true, collect: [], flowId, ...more } })

for (const [name, open] of Object.entries(adapterPairs)) {
  describe(`loops, calls and waits over ${name}`, () => {
    let adapters: EngineAdapters
    let world: EngineWorld

    beforeAll(async () => {
      adapters = await open()
    }, 120_000)
    afterAll(async () => {
      await adapters.close()
    })
    afterEach(async () => {
      await world.close()
    })

    async function start(runner: ScriptedRunner): Promise<Engine> {
      world ??= new EngineWorld(adapters)
      const engine = await world.engine(runner)
      await engine.startWorker({ lanes: ['default'], concurrency: 10 })
      return engine
    }

    async function runToEnd(plan: Plan, scripts: { [node: string]: NodeScript }, items = rows(1, 2, 3, 4, 5)) {
      world = new EngineWorld(adapters)
      const runner = new ScriptedRunner(scripts)
      const engine = await start(runner)
      const run = await engine.accept(world.request(world.addPlan(plan), { trigger: { node: 0, items } }))
      const end = await engine.whenSettled(run.runId, 'run', timeoutMs)
      return { engine, runner, run, status: end?.of === 'run' ? end.status : null, error: end?.of === 'run' ? end.error : null, steps: await stepsOf(run.runId) }
    }

    async function stepsOf(runId: string): Promise<{ readonly [node: number]: StepRow }> {
      return Object.fromEntries((await adapters.reader.steps(runId)).map((step) => [step.node, step]))
    }

    const given = (step: StepRow | undefined, port = 0): readonly unknown[] => {
      const output = step?.outputs?.[port]
      return output?.kind === 'inline' ? output.items.map((item) => item.json['n'] ?? item.json) : []
    }

    describe('a loop', () => {
      it('goes through its body once for each item, a few turns at a time, and gives what the body gave in the order of the items', async () => {
        let atOnce = 0
        let most = 0
        const { status, steps, runner } = await runToEnd(loopPlan(), {
          first: async ({ inputs }) => {
            most = Math.max(most, (atOnce += 1))
            const n = Number(inputs[0]?.[0]?.kind === 'inline' ? inputs[0][0].items[0]?.json['n'] : 0)
            // The earlier, the slower: the order of their ends is another one.
            await new Promise((resolve) => setTimeout(resolve, 250 - n * 40))
            atOnce -= 1
            return done([{ n: n * 10 }])
          },
        })
        expect(status).toBe('succeeded')
        expect(given(steps[1], 1)).toEqual([10, 20, 30, 40, 50])
        expect(given(steps[4])).toEqual([10, 20, 30, 40, 50])
        expect(most).toBe(2)
        expect(runner.callsOf('second')).toBe(5)
        // Of the body nothing stands at the top; each turn has its own steps.
        expect(steps[2]).toBeUndefined()
      })

      it('gives every turn a key of its own that is the same over its attempts', async () => {
        const keys: string[] = []
        const plan = loopPlan(loopOf({ concurrency: 1 }), { ...effect, retry: { attempts: 2, wait: { kind: 'fixed', ms: 0 } } })
        const { run } = await runToEnd(plan, { first: ({ idempotencyKey, attempt }) => (keys.push(idempotencyKey), attempt === 1 ? failed('X', true) : done([{ n: 1 }])) }, rows(1, 2))
        expect(keys).toEqual([`${run.runId}-2-0`, `${run.runId}-2-0`, `${run.runId}-2-1`, `${run.runId}-2-1`])
      })

      it('takes several items a turn, the last turn what is left, and reads of nodes outside what they gave', async () => {
        const seen: unknown[] = []
        const base = loopPlan(loopOf({ batchSize: 2 }))
        const plan: Plan = { ...base, nodes: base.nodes.map((node, index) => (index === 2 ? { ...node, references: [{ node: 0, port: 0, use: 'all' }, { node: 1, port: 0, use: 'first' }] } : node)) }
        const { status } = await runToEnd(plan, {
          first: ({ inputs, references }) => {
            seen.push([inputs[0]?.[0]?.count, references.map((reference) => reference?.count)])
            return done([{ n: 0 }])
          },
        })
        expect(status).toBe('succeeded')
        expect(seen.toSorted()).toEqual([[1, [5, 1]], [2, [5, 2]], [2, [5, 2]]])
      })

      it('is over at once where nothing comes in, and refuses more turns than it could keep in view', async () => {
        const some = planOf({ nodes: { start: {}, loop: { ...loopOf(), runOnEmpty: true }, first: { ...effect, loop: 1 }, second: { ...effect, loop: 1 } }, edges: ['start -> loop', 'loop.each -> first', 'first -> second'] })
        const none = await runToEnd(some, {}, [])
        expect([none.status, none.steps[1]?.status]).toEqual(['succeeded', 'succeeded'])
        await world.close()
        const many = await runToEnd(loopPlan(), {}, rows(...Array.from({ length: 10_001 }, (_, n) => n)))
        expect([many.status, many.error?.error.code]).toEqual(['failed', 'ENGINE_CHILDREN_TOO_MANY'])
      })

      it('warns where rows were set aside in its turns, and keeps what these gave', async () => {
        const aside = datasetOf([{ error: { code: 'BAD' }, item: { n: 2 } }])
        const { status, steps } = await runToEnd(loopPlan(), { first: ({ inputs }) => (given1(inputs) === 2 ? { kind: 'done', status: 'warned', outputs: [datasetOf([{ n: 20 }])], setAside: aside } : done([{ n: given1(inputs) * 10 }])) }, rows(1, 2, 3))
        expect([status, steps[1]?.status, steps[1]?.failedItems, steps[1]?.error?.code]).toEqual(['warned', 'warned', 1, 'ENGINE_TURNS_WARNED'])
        expect(given(steps[1], 1)).toEqual([10, 20, 30])
      })

      it('fails with the first turn that fails, and begins no further turn', async () => {
        const { status, error, runner, steps } = await runToEnd(loopPlan(loopOf({ concurrency: 1 })), {
          first: ({ inputs }) => (given1(inputs) === 2 ? failed('TURN_BAD', false) : done([{ n: 1 }])),
        })
        expect([status, error?.node, error?.error.code]).toEqual(['failed', 'loop', 'TURN_BAD'])
        expect(runner.callsOf('first')).toBe(2)
        expect(steps[4]?.status ?? 'none').toBe('none')
      })

      it.each([
        ['skip', [10, 30], undefined],
        ['replace', [10, 77, 30], undefined],
        ['set-aside', [10, 30], 1],
        ['branch', [10, 30], undefined],
      ] as const)('goes on after a failed turn as its error choice "%s" says', async (choice, expected, aside) => {
        const onError = choice === 'replace' ? { choice, value: { n: 77 } } : { choice }
        const loop = { ...loopOf(), onError, ...(choice === 'branch' ? { outputs: ['each', 'done', 'error'] } : {}) }
        const { status, steps } = await runToEnd(loopPlan(loop), { first: ({ inputs }) => (given1(inputs) === 2 ? failed('TURN_BAD', false) : done([{ n: given1(inputs) * 10 }])) }, rows(1, 2, 3))
        expect(status).toBe('warned')
        expect(given(steps[1], 1)).toEqual(expected)
        expect(steps[1]?.failedItems).toBe(1)
        expect(steps[1]?.setAside?.count).toBe(aside)
        if (choice === 'branch') expect(given(steps[1], 2)).toMatchObject([{ error: { code: 'TURN_BAD' }, turn: 1 }])
      })

      it('may stand in the body of another loop', async () => {
        const plan = planOf({
          nodes: {
            start: {}, outer: loopOf({ collect: [{ node: 2, port: 1 }] }), inner: { ...loopOf({ collect: [{ node: 3, port: 0 }] }), loop: 1 }, leaf: { ...effect, loop: 2 }, after: effect,
          },
          edges: ['start -> outer', 'outer.each -> inner', 'inner.each -> leaf', 'outer.done -> after'],
        })
        const keys: string[] = []
        const { status, steps, run } = await runToEnd(plan, { leaf: ({ idempotencyKey, inputs }) => (keys.push(idempotencyKey), done([{ n: given1(inputs) + 100 }])) }, rows(1, 2, 3))
        expect(status).toBe('succeeded')
        expect(given(steps[4])).toEqual([101, 102, 103])
        expect(keys.toSorted()).toEqual([0, 1, 2].map((turn) => `${run.runId}-3-${turn}_0`))
      })

      it('takes its turns along when the run is cancelled', async () => {
        world = new EngineWorld(adapters)
        let stopped = 0
        const runner = new ScriptedRunner({ first: ({ signal }) => new Promise((resolve) => { signal.addEventListener('abort', () => { stopped += 1; resolve(failed('STOPPED', false)) }) }) })
        const engine = await start(runner)
        const run = await engine.accept(world.request(world.addPlan(loopPlan()), { trigger: { node: 0, items: rows(1, 2, 3) } }))
        await expect.poll(() => runner.callsOf('first')).toBe(2)
        expect(await engine.cancel(run.runId)).toBe(true)
        await expect.poll(() => stopped, { timeout: 5_000 }).toBe(2)
        await expect.poll(() => adapters.store.findActiveChildren({ runId: run.runId, node: 1 }, 10)).toEqual([])
        expect(runner.callsOf('first')).toBe(2)
      })

      it('keeps the turns that succeeded when the run goes on from its failure', async () => {
        let isBroken = true
        const scripts: { [node: string]: NodeScript } = { second: ({ inputs }) => (isBroken && given1(inputs) === 3 ? failed('TURN_BAD', false) : done([{ n: given1(inputs) }])) }
        const { engine, runner, run, status } = await runToEnd(loopPlan(loopOf({ concurrency: 1 })), scripts)
        expect([status, runner.callsOf('first'), runner.callsOf('second')]).toEqual(['failed', 3, 3])
        isBroken = false
        const again = await engine.retryFromFailure(run.runId)
        expect(await engine.whenSettled(again.runId, 'run', timeoutMs)).toMatchObject({ status: 'succeeded' })
        // Of the five turns two were done, and of the third its first node.
        expect([runner.callsOf('first'), runner.callsOf('second')]).toEqual([5, 6])
        expect(given((await stepsOf(again.runId))[4])).toEqual([1, 2, 3, 4, 5])
        // The third turn was cut off in its second node: what that sent it sends under the same key, the turns after it too.
        expect(runner.calls.filter(({ node }) => node === 'second').map(({ key }) => key)).toEqual([0, 1, 2, 2, 3, 4].map((turn) => `${run.runId}-3-${turn}`))
      })

      it('is no run of its own in the list of runs', async () => {
        const { run } = await runToEnd(loopPlan(), {})
        const { runs } = await adapters.reader.list({ workspaceId: world.workspaceId, limit: 50 })
        expect(runs.map(({ id }) => id)).toEqual([run.runId])
        const turns = await adapters.reader.turns(run.runId, 1, { after: -1, limit: 3 })
        expect(turns.map(({ index, iteration, status }) => [index, iteration, status])).toEqual([[0, '0', 'succeeded'], [1, '1', 'succeeded'], [2, '2', 'succeeded']])
      })
    })

    describe('a called flow', () => {
      it('gets the items, runs as a run of its own, and gives back what it returns', async () => {
        world = new EngineWorld(adapters)
        const called = world.addPlan(planOf({ nodes: { called: { trigger: 'flow' }, work: effect, give: effect }, edges: ['called -> work', 'work -> give'], plan: { returns: [{ node: 2, port: 0 }] } }))
        const caller = planOf({ nodes: { start: {}, call: callOf(called.flowId), after: effect }, edges: ['start -> call', 'call -> after'] })
        const engine = await start(new ScriptedRunner({ work: ({ inputs }) => done([{ n: inputs[0]?.[0]?.count ?? 0 }, { n: 8 }]) }))
        const run = await engine.accept(world.request(world.addPlan(caller), { trigger: { node: 0, items: rows(1, 2, 3) } }))
        expect(await engine.whenSettled(run.runId, 'run', timeoutMs)).toMatchObject({ status: 'succeeded' })
        expect(given((await stepsOf(run.runId))[2])).toEqual([3, 8])
        const { runs } = await adapters.reader.list({ workspaceId: world.workspaceId, limit: 50 })
        expect(runs.map((row: RunRow) => [row.flowId === called.flowId, row.origin, row.parent?.runId ?? null])).toContainEqual([true, 'flow', run.runId])
      })

      it('brings its failure to the step that called it; one nobody waits for does not', async () => {
        world = new EngineWorld(adapters)
        const called = world.addPlan(planOf({ nodes: { called: { trigger: 'flow' }, work: effect }, edges: ['called -> work'] }))
        const planWith = (waits: boolean) => planOf({ nodes: { start: {}, call: callOf(called.flowId, { waits, batchSize: 1 }), after: effect }, edges: ['start -> call', 'call -> after'] })
        const engine = await start(new ScriptedRunner({ work: () => failed('WORK_BAD', false) }))
        const waiting = await engine.accept(world.request(world.addPlan(planWith(true))))
        expect(await engine.whenSettled(waiting.runId, 'run', timeoutMs)).toMatchObject({ status: 'failed', error: { node: 'call', error: { code: 'WORK_BAD' } } })
        const passing = await engine.accept(world.request(world.addPlan(planWith(false)), { trigger: { node: 0, items: rows(4, 5) } }))
        expect(await engine.whenSettled(passing.runId, 'run', timeoutMs)).toMatchObject({ status: 'succeeded' })
        expect(given((await stepsOf(passing.runId))[2])).toEqual([4, 5])
      })

      it('that is missing, or calls itself round and round, fails with a reason', async () => {
        world = new EngineWorld(adapters)
        const engine = await start(new ScriptedRunner())
        const missing = planOf({ nodes: { start: {}, call: callOf('01900000-0000-7000-8000-000000000000') }, edges: ['start -> call'] })
        const lost = await engine.accept(world.request(world.addPlan(missing)))
        expect(await engine.whenSettled(lost.runId, 'run', timeoutMs)).toMatchObject({ status: 'failed', error: { error: { code: 'ENGINE_CALL_MISSING' } } })
        const round: { nodes: PlanNode[] } & Plan = structuredClone(planOf({ nodes: { called: { trigger: 'flow' }, call: callOf('x') }, edges: ['called -> call'] })) as { nodes: PlanNode[] } & Plan
        const flow = world.addPlan(round)
        round.nodes[1] = { ...(round.nodes[1] as PlanNode), ...callOf(flow.flowId) }
        const endless = await engine.accept(world.request(flow))
        expect(await engine.whenSettled(endless.runId, 'run', timeoutMs)).toMatchObject({ status: 'failed', error: { error: { code: 'ENGINE_CALL_TOO_DEEP' } } })
      })

      it('that would wait its turn behind a run which waits for it fails at once, in a circle of flows too', async () => {
        world = new EngineWorld(adapters)
        const engine = await start(new ScriptedRunner())
        const calling = (): { nodes: PlanNode[] } & Plan => structuredClone(planOf({ nodes: { called: { trigger: 'flow' }, call: callOf('x') }, edges: ['called -> call'], plan: { overlap: { policy: 'queue', concurrency: 1 } } })) as { nodes: PlanNode[] } & Plan
        const [one, other] = [calling(), calling()]
        const [first, second] = [world.addPlan(one), world.addPlan(other)]
        one.nodes[1] = { ...(one.nodes[1] as PlanNode), ...callOf(second.flowId) }
        other.nodes[1] = { ...(other.nodes[1] as PlanNode), ...callOf(first.flowId) }
        const run = await engine.accept(world.request(first))
        expect(await engine.whenSettled(run.runId, 'run', timeoutMs)).toMatchObject({ status: 'failed', error: { error: { code: 'ENGINE_CALL_CIRCULAR' } } })
      })
    })

    describe('a step that waits', () => {
      const waiting = planOf({ nodes: { start: {}, wait: effect, after: effect }, edges: ['start -> wait', 'wait -> after'] })

      it('for a time holds no worker and goes on when it has come, also on another worker', async () => {
        world = new EngineWorld(adapters)
        const runner = new ScriptedRunner({ wait: ({ resumed }) => (resumed === null ? { kind: 'suspended', until: { for: 'time', afterMs: 700 } } : done([{ n: 1 }])) })
        const engine = await start(runner)
        const run = await engine.accept(world.request(world.addPlan(waiting)))
        await expect.poll(async () => (await stepsOf(run.runId))[1]?.status).toBe('suspended')
        expect((await adapters.reader.find(world.workspaceId, run.runId))?.status).toBe('waiting')
        await engine.drain(0)
        const other = await start(runner)
        expect(await other.whenSettled(run.runId, 'run', timeoutMs)).toMatchObject({ status: 'succeeded' })
        const step = (await stepsOf(run.runId))[1]
        expect(step?.attempts.map(({ outcome }) => outcome)).toEqual(['suspended', 'succeeded'])
        expect(step?.pause).toMatchObject({ for: 'time', number: 1, resumed: { by: 'time' } })
      })

      it('for an answer goes on with the first one that names its wait, and says of others that they are early or late', async () => {
        world = new EngineWorld(adapters)
        const engine = await start(new ScriptedRunner({ wait: ({ resumed }) => (resumed === null ? { kind: 'suspended', until: { for: 'answer', deadlineMs: null, about: { title: 'Go?' } } } : done([{ n: JSON.stringify(resumed) }])) }))
        const run = await engine.accept(world.request(world.addPlan(waiting)))
        await expect.poll(async () => (await stepsOf(run.runId))[1]?.status).toBe('suspended')
        const place = { runId: run.runId, node: 1, number: 1 }
        expect(await engine.answer({ ...place, number: 2 }, {})).toBe('early')
        const answers = await Promise.all([1, 2, 3].map((n) => engine.answer(place, { n })))
        expect(answers.toSorted()).toEqual(['late', 'late', 'taken'])
        expect(await engine.whenSettled(run.runId, 'run', timeoutMs)).toMatchObject({ status: 'succeeded' })
        expect(given((await stepsOf(run.runId))[1])).toEqual([expect.stringContaining('"by":"answer"')])
        expect(await engine.answer(place, {})).toBe('late')
        expect(await engine.answer({ ...place, node: 7 }, {})).toBe('unknown')
      })

      it('for an answer goes on without one at its deadline', async () => {
        const { status, steps } = await runToEnd(waiting, { wait: ({ resumed }) => (resumed === null ? { kind: 'suspended', until: { for: 'answer', deadlineMs: 300, about: null } } : done([{ n: resumed.by }])) })
        expect([status, given(steps[1])]).toEqual(['succeeded', ['deadline']])
      })

      it('in the turns of a loop, one after the other, uses up neither their time limit nor that of the run around them', async () => {
        const plan = { ...loopPlan(loopOf({ concurrency: 1 })), timeoutMs: 1_200 }
        const { status, steps } = await runToEnd(plan, { first: ({ resumed }) => (resumed === null ? { kind: 'suspended', until: { for: 'time', afterMs: 1_500 } } : done([{ n: 1 }])) }, rows(1, 2))
        expect([status, given(steps[4])]).toEqual(['succeeded', [1, 1]])
      }, 30_000)

      it('in a turn shows as waiting on the run, while another turn works it does not, and the limit counts', async () => {
        const plan = { ...loopPlan(loopOf({ concurrency: 2 })), timeoutMs: 2_500 }
        const first: NodeScript = ({ inputs, resumed, signal }) => (given1(inputs) === 1
          ? resumed === null ? { kind: 'suspended', until: { for: 'answer', deadlineMs: null, about: null } } : done([{ n: 1 }])
          : new Promise((resolve) => { signal.addEventListener('abort', () => resolve(failed('STOPPED', false))); setTimeout(() => resolve(done([{ n: 2 }])), given1(inputs) === 2 ? 300 : 60_000) }))
        world = new EngineWorld(adapters)
        const engine = await start(new ScriptedRunner({ first }))
        const resting = await engine.accept(world.request(world.addPlan(plan), { trigger: { node: 0, items: rows(1, 2) } }))
        const working = await engine.accept(world.request(world.addPlan(plan), { trigger: { node: 0, items: rows(1, 3) } }))
        const statusOf = async (runId: string) => (await adapters.reader.find(world.workspaceId, runId))?.status
        await expect.poll(() => statusOf(resting.runId), { timeout: 5_000 }).toBe('waiting')
        expect(await engine.whenSettled(working.runId, 'run', timeoutMs)).toMatchObject({ status: 'failed', error: { error: { code: 'ENGINE_RUN_TIMED_OUT' } } })
        await new Promise((resolve) => setTimeout(resolve, 1_000))
        expect(await statusOf(resting.runId)).toBe('waiting')
        const [turn] = await adapters.reader.turns(resting.runId, 1, { after: -1, limit: 1 })
        expect(await engine.answer({ runId: turn?.runId ?? '', node: 2, number: 1 }, {})).toBe('taken')
        expect(await engine.whenSettled(resting.runId, 'run', timeoutMs)).toMatchObject({ status: 'succeeded' })
      }, 30_000)

      it('does not use up the time limit of its run', async () => {
        const plan = { ...waiting, timeoutMs: 600 }
        const { status } = await runToEnd(plan, { wait: ({ resumed }) => (resumed === null ? { kind: 'suspended', until: { for: 'time', afterMs: 1_500 } } : done([{ n: 1 }])) })
        expect(status).toBe('succeeded')
      })

      it('is cancelled with its run, and answers nothing any more', async () => {
        world = new EngineWorld(adapters)
        const engine = await start(new ScriptedRunner({ wait: () => ({ kind: 'suspended', until: { for: 'answer', deadlineMs: null, about: null } }) }))
        const run = await engine.accept(world.request(world.addPlan(waiting)))
        await expect.poll(async () => (await stepsOf(run.runId))[1]?.status).toBe('suspended')
        expect(await engine.cancel(run.runId)).toBe(true)
        expect(await engine.answer({ runId: run.runId, node: 1, number: 1 }, {})).toBe('late')
        expect((await stepsOf(run.runId))[1]?.status).toBe('cancelled')
      })
    })

    describe('a step that looks until it finds something', () => {
      const looking = planOf({ nodes: { start: {}, look: { ...effect, untilFound: { attempts: 3, wait: { kind: 'fixed', ms: 100 } } }, after: effect }, edges: ['start -> look', 'look -> after'] })

      it('ends well at the try that found something, and keeps the tries before', async () => {
        const { status, steps } = await runToEnd(looking, { look: ({ attempt }) => done(attempt < 3 ? [] : [{ n: 1 }]) })
        expect(status).toBe('succeeded')
        expect(steps[1]?.attempts.map(({ outcome }) => outcome)).toEqual(['nothing-found', 'nothing-found', 'succeeded'])
      })

      it('ends with a warning after the last try in vain, and what hangs on it is skipped', async () => {
        const { status, error, steps } = await runToEnd(looking, { look: () => done([]) })
        expect([status, error?.error.code, steps[2]?.status]).toEqual(['warned', 'ENGINE_NOTHING_FOUND', 'skipped'])
        expect(steps[1]?.attempts.map(({ outcome }) => outcome)).toEqual(['nothing-found', 'nothing-found', 'warned'])
      })

      it('does not look again after an error that is none of "nothing found"', async () => {
        const { status, steps } = await runToEnd(looking, { look: ({ attempt }) => (attempt === 1 ? done([]) : failed('FTP_REFUSED', false)) })
        expect([status, steps[1]?.attempts.map(({ outcome }) => outcome)]).toEqual(['failed', ['nothing-found', 'failed']])
      })
    })

    it('tries a postponed step later without counting a failure', async () => {
      const plan = planOf({ nodes: { start: {}, limited: effect }, edges: ['start -> limited'] })
      const { status, steps } = await runToEnd(plan, { limited: ({ attempt }) => (attempt < 3 ? { kind: 'postponed', forMs: 50 } : done([{ n: 1 }])) })
      expect(status).toBe('succeeded')
      expect(steps[1]?.attempts.map(({ number, outcome }) => [number, outcome])).toEqual([[3, 'succeeded']])
    })

    it('runs again from a step with other data before it, and keeps what does not hang on it', async () => {
      const plan = planOf({ nodes: { start: {}, a: effect, b: effect, c: effect, side: effect }, edges: ['start -> a', 'a -> b', 'b -> c', 'start -> side'] })
      const { engine, runner, run } = await runToEnd(plan, {}, rows(1))
      const again = await engine.runAgainFrom(run.runId, { node: 2, changed: [{ node: 1, port: 0, dataset: datasetOf([{ n: 42 }, { n: 43 }]) }] })
      expect(await engine.whenSettled(again.runId, 'run', timeoutMs)).toMatchObject({ status: 'succeeded' })
      expect(given((await stepsOf(again.runId))[3])).toEqual([42, 43])
      expect([runner.callsOf('a'), runner.callsOf('b'), runner.callsOf('c'), runner.callsOf('side')]).toEqual([1, 2, 2, 1])
      expect(await adapters.reader.find(world.workspaceId, again.runId)).toMatchObject({ retryOf: run.runId, retryKind: 'from' })
      await expect(engine.runAgainFrom(run.runId, { node: 0 })).rejects.toMatchObject({ info: { code: 'ENGINE_NODE_UNKNOWN' } })
    })

    it('runs mended rows alone through the step that set them aside and what follows', async () => {
      const plan = planOf({ nodes: { start: {}, a: effect, b: { ...effect, onError: { choice: 'set-aside' } }, c: effect, side: effect }, edges: ['start -> a', 'a -> b', 'b -> c', 'a -> side'] })
      const { engine, runner, run, steps } = await runToEnd(plan, { b: () => ({ kind: 'done', status: 'warned', outputs: [datasetOf([{ n: 1 }])], setAside: datasetOf([{ error: { code: 'BAD' }, item: { n: 2 } }]) }) }, rows(1, 2))
      expect(steps[2]?.setAside?.count).toBe(1)
      runner.scripts['b'] = ({ inputs }) => done([{ n: given1(inputs) }])
      const again = await engine.runRows(run.runId, { node: 2, rows: datasetOf([{ n: 22 }]) })
      expect(await engine.whenSettled(again.runId, 'run', timeoutMs)).toMatchObject({ status: 'succeeded' })
      expect(given((await stepsOf(again.runId))[3])).toEqual([22])
      expect([runner.callsOf('a'), runner.callsOf('side')]).toEqual([1, 1])
      await expect(engine.runRows(run.runId, { node: 2, rows: datasetOf([]) })).rejects.toMatchObject({ info: { code: 'ENGINE_ROWS_NONE' } })
    })

    it('runs rows that a turn of a loop set aside alone through the rest of the turn, and nothing behind the loop', async () => {
      const asideOnce: NodeScript = ({ inputs }) => (given1(inputs) === 2
        ? { kind: 'done', status: 'warned', outputs: [datasetOf([])], setAside: datasetOf([{ error: { code: 'BAD' }, item: { n: 2 } }]) }
        : done([{ n: given1(inputs) }]))
      const plan = planOf({
        nodes: { start: {}, loop: loopOf({ collect: [{ node: 4, port: 0 }] }), first: { ...effect, loop: 1 }, second: { ...effect, loop: 1, onError: { choice: 'set-aside' } }, third: { ...effect, loop: 1, references: [{ node: 0, port: 0, use: 'first' }] }, after: effect },
        edges: ['start -> loop', 'loop.each -> first', 'first -> second', 'second -> third', 'loop.done -> after'],
      })
      const { engine, runner, run, status } = await runToEnd(plan, { first: ({ inputs }) => done([{ n: given1(inputs) }]), second: asideOnce, third: ({ inputs }) => done([{ n: given1(inputs) }]) }, rows(1, 2))
      expect(status).toBe('warned')
      const turns = await adapters.reader.turns(run.runId, 1, { after: -1, limit: 10 })
      runner.scripts['second'] = ({ inputs }) => done([{ n: given1(inputs) }])
      const calls = { first: runner.callsOf('first'), third: runner.callsOf('third'), after: runner.callsOf('after') }
      const again = await engine.runRows(turns[1]?.runId ?? '', { node: 3, rows: datasetOf([{ n: 22 }]) })
      expect(await engine.whenSettled(again.runId, 'run', timeoutMs)).toMatchObject({ status: 'succeeded' })
      const steps = await adapters.reader.steps(again.runId)
      expect(given(steps.find(({ node }) => node === 4))).toEqual([22])
      expect({ first: runner.callsOf('first'), third: runner.callsOf('third'), after: runner.callsOf('after') }).toEqual({ ...calls, third: calls.third + 1 })
      // A run for people, no turn of the loop: neither counted nor collected.
      expect((await adapters.reader.list({ workspaceId: world.workspaceId, limit: 10 })).runs.map(({ id }) => id).toSorted()).toEqual([run.runId, again.runId].toSorted())
      expect(await adapters.reader.turns(run.runId, 1, { after: -1, limit: 10 })).toHaveLength(2)
      await expect(engine.runRows(run.runId, { node: 3, rows: datasetOf([{ n: 1 }]) })).rejects.toMatchObject({ info: { code: 'ENGINE_NODE_UNKNOWN' } })
      await expect(engine.runRows(turns[1]?.runId ?? '', { node: 5, rows: datasetOf([{ n: 1 }]) })).rejects.toMatchObject({ info: { code: 'ENGINE_NODE_UNKNOWN' } })
    })

    it('runs again from a step of rows that went through a turn alone, in their turn', async () => {
      const plan = loopPlan(loopOf(), { ...effect, onError: { choice: 'set-aside' } })
      const { engine, runner, run } = await runToEnd(plan, { first: ({ inputs }) => done([{ n: given1(inputs) }]), second: () => failed('NO', false) }, rows(7))
      const [turn] = await adapters.reader.turns(run.runId, 1, { after: -1, limit: 1 })
      const again = await engine.runRows(turn?.runId ?? '', { node: 2, rows: datasetOf([{ n: 8 }]) })
      await engine.whenSettled(again.runId, 'run', timeoutMs)
      runner.scripts['second'] = ({ inputs }) => done([{ n: given1(inputs) }])
      const third = await engine.runAgainFrom(again.runId, { node: 3 })
      expect(await engine.whenSettled(third.runId, 'run', timeoutMs)).toMatchObject({ status: 'succeeded' })
      expect(given((await stepsOf(third.runId))[3])).toEqual([8])
    })

    it('tells failures that a crash left untold, whatever else was left', async () => {
      world = new EngineWorld(adapters)
      const told: string[] = []
      const failing = planOf({ nodes: { start: {}, a: effect }, edges: ['start -> a'] })
      const silent = await world.engine(new ScriptedRunner({ a: () => failed('A_BAD', false) }), { onFinalFailure: () => Promise.reject(new Error('cut off')) })
      await silent.startWorker({ lanes: ['default'] })
      const deleted = world.addPlan(failing)
      const lost = await silent.accept(world.request(deleted))
      const left = await silent.accept(world.request(world.addPlan(failing)))
      for (const run of [lost, left]) await silent.whenSettled(run.runId, 'run', timeoutMs)
      await silent.drain(0)
      await expect.poll(() => adapters.store.findUntold(10), { timeout: 10_000 }).toEqual(expect.arrayContaining([lost.runId, left.runId]))
      world.removePlan(deleted)
      const engine = await world.engine(new ScriptedRunner({}), { onFinalFailure: ({ id }) => Promise.resolve(void told.push(id)) })
      await engine.reconcile()
      expect(told).toEqual([left.runId])
      expect(await adapters.store.findUntold(10)).toEqual([])
    }, 30_000)

    it('starts the error flow once when a run has failed for good, and none for the failure of an error flow', async () => {
      world = new EngineWorld(adapters)
      const seen: JsonObject[] = []
      const errorFlow = world.addPlan(planOf({ nodes: { failed: { trigger: 'error' }, tell: effect }, edges: ['failed -> tell'] }))
      const plan = planOf({ nodes: { start: {}, a: effect }, edges: ['start -> a'], plan: { errorFlowId: errorFlow.flowId } })
      const engine = await start(new ScriptedRunner({
        a: () => failed('A_BAD', false),
        tell: ({ inputs }) => {
          const [input] = inputs[0] ?? []
          if (input?.kind === 'inline') seen.push(...input.items.map((item) => item.json))
          return failed('TELL_BAD', false)
        },
      }))
      const run = await engine.accept(world.request(world.addPlan(plan)))
      await engine.whenSettled(run.runId, 'run', timeoutMs)
      await expect.poll(() => seen.length).toBe(1)
      expect(seen[0]).toMatchObject({ runId: run.runId, node: 'a', code: 'A_BAD' })
      await engine.reconcile()
      await expect.poll(() => adapters.store.findUntold(10)).toEqual([])
      expect(seen.length).toBe(1)
    })
  })
}

function given1(inputs: readonly (readonly { readonly kind: string }[])[]): number {
  const [first] = inputs[0] ?? []
  return Number((first as { readonly items?: readonly { readonly json: JsonObject }[] } | undefined)?.items?.[0]?.json['n'] ?? 0)
}
