import { setTimeout as pause } from 'node:timers/promises'
import type { NewRun, RunChange, RunStore, StepWrite } from '@maillon/engine'
import type { Clock } from '@maillon/kernel'
import { terminalRunStatuses, terminalStepStatuses } from '@maillon/plan'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { systemRandom } from '../engine/engine-world.js'

/** What a conformance run needs of an adapter. */
export interface RunStoreUnderTest {
  /** A store with nothing in it; what earlier ones kept is gone. */
  fresh(): Promise<RunStore>
  /** Another process's store over what the newest fresh one keeps (itself, where it lives in one process only). */
  other(): RunStore
  /** This process's clock as the store was given it. To show R4 it should be far from the right time where the store has a clock of its own. */
  readonly processClock: Clock
  /** Set the status past the store's own rules (plain SQL); null where nothing stands behind the store. */
  readonly forge: ((what: 'run' | 'step', runId: string, status: string) => Promise<void>) | null
  close(): Promise<void>
}

interface Scene {
  readonly store: RunStore
  readonly underTest: RunStoreUnderTest
}

/** The contract of `RunStore` (rules R1 to R5), the same for every adapter. Call it in a test file. */
export function runStoreConformance(name: string, make: () => Promise<RunStoreUnderTest>): void {
  describe(`${name} keeps the contract of a run store`, () => {
    let underTest: RunStoreUnderTest | undefined
    let current: Scene | undefined
    beforeAll(async () => { underTest = await make() }, 60_000)
    beforeEach(async () => { if (underTest !== undefined) current = { store: await underTest.fresh(), underTest } })
    afterAll(() => underTest?.close(), 30_000)
    const scene = (): Scene => current ?? failUnmade()
    appliesWholeChanges(scene)
    keepsTerminalStates(scene)
    acceptsOnce(scene)
    ringsWhatIsQuiet(scene)
    watchesLeases(scene)
    keepsTheGate(scene)
  })
}

function appliesWholeChanges(scene: () => Scene): void {
  it('R1, R5: applies a change with the expected version as a whole, and another process sees all of it', async () => {
    const { store, underTest } = scene()
    const run = await accepted(store)
    const error = { code: 'TEST_WARNING', kind: 'user', retryable: false, params: {} } as const
    const change = changeOf(run.id, 0, { status: 'running', steps: [stepOf(0, 'succeeded'), { ...stepOf(1, 'failed'), isNew: true, outcome: 'failed', error, failures: 1, attempt: 1 }] })
    expect(await store.write({ accepts: [], changes: [change] })).toMatchObject({ won: [true] })
    const state = await underTest.other().load(run.id)
    expect(state).toMatchObject({ status: 'running', version: 1 })
    expect(state?.steps.get(0)).toMatchObject({ status: 'succeeded', outcome: 'succeeded', attempt: 1 })
    expect(state?.steps.get(1)).toMatchObject({ status: 'failed', outcome: 'failed', failures: 1, error })
  })

  for (const wrong of [0, 2]) {
    it(`R1: applies nothing of a change decided over version ${wrong} of a run that has version 1`, async () => {
      const { store } = scene()
      const run = await accepted(store)
      await store.write({ accepts: [], changes: [changeOf(run.id, 0, { status: 'running' })] })
      const before = await store.load(run.id)
      const late = changeOf(run.id, wrong, { status: 'failed', steps: [stepOf(0, 'succeeded'), { ...stepOf(1, 'ready'), isNew: true }] })
      expect(await store.write({ accepts: [], changes: [late] })).toMatchObject({ won: [false] })
      expect(await store.load(run.id)).toEqual(before)
    })
  }

  it('R1: lets one of many win that decide over the same version at the same time', async () => {
    const { store, underTest } = scene()
    const run = await accepted(store)
    const writes = Array.from({ length: 12 }, (_, at) => (at % 2 === 0 ? store : underTest.other()).write({ accepts: [], changes: [changeOf(run.id, 0, { status: 'running', steps: [{ ...stepOf(0, 'running'), failures: at }] })] }))
    const won = (await Promise.all(writes)).map((answer) => answer.won[0])
    expect(won.filter((one) => one === true)).toHaveLength(1)
    const state = await store.load(run.id)
    expect(state?.version).toBe(1)
    expect(state?.steps.get(0)?.failures).toBe(won.indexOf(true))
  })

  it('R1: decides over each change of a batch for itself', async () => {
    const { store } = scene()
    const [first, second] = [await accepted(store), await accepted(store)]
    const { won } = await store.write({ accepts: [], changes: [changeOf(second.id, 5), changeOf(systemRandom.id(), 0), changeOf(first.id, 0)] })
    expect(won).toEqual([false, false, true])
    expect((await store.load(second.id))?.version).toBe(0)
  })
}

function keepsTerminalStates(scene: () => Scene): void {
  for (const status of terminalRunStatuses) {
    it(`R3: never changes a run that is ${status}, even over its right version`, async () => {
      const { store, underTest } = scene()
      const run = await accepted(store)
      await store.write({ accepts: [], changes: [changeOf(run.id, 0, { status, steps: [stepOf(0, 'succeeded')] })] })
      const before = await store.load(run.id)
      expect(before).toMatchObject({ status, version: 1 })
      const back = changeOf(run.id, 1, { status: 'running', steps: [{ ...stepOf(1, 'ready'), isNew: true }] })
      expect(await store.write({ accepts: [], changes: [back] })).toMatchObject({ won: [false] })
      if (underTest.forge !== null) await expect(underTest.forge('run', run.id, 'running')).rejects.toThrow()
      expect(await store.load(run.id)).toEqual(before)
    })
  }

  for (const status of terminalStepStatuses) {
    it(`R3: never changes a step that is ${status}, and applies nothing of the change that asks for it`, async () => {
      const { store, underTest } = scene()
      const run = await accepted(store)
      await store.write({ accepts: [], changes: [changeOf(run.id, 0, { status: 'running', steps: [stepOf(0, status)] })] })
      const before = await store.load(run.id)
      expect(before?.steps.get(0)?.status).toBe(status)
      const forged = changeOf(run.id, 1, { status: 'failed', steps: [stepOf(0, 'running'), { ...stepOf(1, 'ready'), isNew: true }] })
      await expect(store.write({ accepts: [], changes: [forged] })).rejects.toThrow()
      if (underTest.forge !== null) await expect(underTest.forge('step', run.id, 'ready')).rejects.toThrow()
      expect(await store.load(run.id)).toEqual(before)
    })
  }
}

function acceptsOnce(scene: () => Scene): void {
  it('makes one run for each flow and key, however many ask at once, and names it to all', async () => {
    const { store, underTest } = scene()
    const flowId = systemRandom.id()
    const asking = Array.from({ length: 10 }, () => ({ ...runOf(), flowId, key: 'delivery 1' }))
    const answers = await Promise.all(asking.map((run, at) => (at % 2 === 0 ? store : underTest.other()).write({ accepts: [run], changes: [] })))
    const stored = asking.filter((_, at) => answers[at]?.earlier[0] === null)
    expect(stored).toHaveLength(1)
    const [winner] = stored
    expect(answers.flatMap(({ earlier }) => earlier).filter((id) => id !== null)).toEqual(Array.from({ length: 9 }, () => winner?.id))
    expect(new Set(answers.flatMap(({ acceptedAt }) => acceptedAt)).size).toBe(1)
    for (const run of asking) expect((await store.load(run.id)) === null).toBe(run.id !== winner?.id)
  })

  it('does not take another flow, another key or no key for a repetition', async () => {
    const { store } = scene()
    const flowId = systemRandom.id()
    const accepts = [{ ...runOf(), flowId, key: 'a' }, { ...runOf(), flowId, key: 'b' }, { ...runOf(), key: 'a' }, { ...runOf(), flowId }, { ...runOf(), flowId }]
    expect((await store.write({ accepts, changes: [] })).earlier).toEqual([null, null, null, null, null])
    expect((await store.write({ accepts: [{ ...runOf(), flowId, key: 'b' }], changes: [] })).earlier).toEqual([accepts[1]?.id])
  })

  it('R4: says when a run was accepted by its own clock, and when a retry is due by the clock of the process', async () => {
    const { store, underTest } = scene()
    const run = runOf()
    const { acceptedAt } = await store.write({ accepts: [{ ...run, steps: [{ ...stepOf(0, 'retrying'), isNew: true, dueInMs: 60_000 }] }], changes: [] })
    expect(Math.abs(Date.parse(acceptedAt[0] ?? '') - Date.now())).toBeLessThan(5_000)
    const dueAt = (await store.load(run.id))?.steps.get(0)?.dueAt ?? 0
    expect(Math.abs(dueAt - underTest.processClock.now() - 60_000)).toBeLessThan(5_000)
  })
}

function ringsWhatIsQuiet(scene: () => Scene): void {
  it('gives a ready step that nobody rang once in each time of quiet, with what its bell needs', async () => {
    const { store, underTest } = scene()
    const run = await accepted(store)
    expect(await store.takeUnrung(60_000, 10)).toEqual([])
    await pause(120)
    expect(await store.takeUnrung(100, 10)).toEqual([{ runId: run.id, node: 0, attempt: 0, lane: 'default', priority: 4 }])
    expect(await underTest.other().takeUnrung(100, 10)).toEqual([])
    await pause(120)
    expect(await store.takeUnrung(100, 10)).toHaveLength(1)
  })

  it('gives a retry when it is due, not before, and without a time of quiet', async () => {
    const { store } = scene()
    const run = await accepted(store, [{ ...stepOf(0, 'retrying'), isNew: true, attempt: 2, dueInMs: 400 }])
    expect(await store.takeUnrung(0, 10)).toEqual([])
    await pause(450)
    expect(await store.takeUnrung(60_000, 10)).toMatchObject([{ runId: run.id, attempt: 2 }])
    expect(await store.takeUnrung(60_000, 10)).toEqual([])
  })

  it('gives the oldest where there are more than asked for, and beside them the latest that it has not given yet; nothing that runs or is over', async () => {
    const { store } = scene()
    const runs: string[] = []
    for (let made = 0; made < 4; made += 1) {
      runs.push((await accepted(store)).id)
      await pause(20)
    }
    await accepted(store, [{ ...stepOf(0, 'running'), isNew: true, worker: systemRandom.id() }])
    await accepted(store, [{ ...stepOf(0, 'succeeded'), isNew: true }])
    await pause(20)
    const [first, second, third, last] = runs
    const take = async () => new Set((await store.takeUnrung(0, 1)).map((step) => step.runId))
    expect(await take()).toEqual(new Set([first, last]))
    expect(await take()).toEqual(new Set([second, third]))
    // All were given once: by their turn again, and nothing beside it.
    expect((await take()).size).toBe(1)
  })
}

function watchesLeases(scene: () => Scene): void {
  const running = async (store: RunStore, worker: string) => {
    const run = await accepted(store, [{ ...stepOf(0, 'running'), isNew: true, worker, attempt: 1, startedAgoMs: 0 }])
    return { runId: run.id, node: 0, attempt: 1, worker }
  }

  it('R4: takes a step for interrupted when the lease of its worker has lapsed by the store\'s clock, not before', async () => {
    const { store, underTest } = scene()
    const worker = systemRandom.id()
    await store.heartbeat(worker, 500, [])
    const step = await running(store, worker)
    expect(await underTest.other().findInterrupted(10, 500)).toEqual([])
    await pause(600)
    expect(await underTest.other().findInterrupted(10, 500)).toEqual([step])
    await store.heartbeat(worker, 60_000, [step])
    expect(await store.findInterrupted(10, 500)).toEqual([])
  })

  it('takes no step from a worker that has just claimed it, though it could not renew its lease before', async () => {
    const { store, underTest } = scene()
    const worker = systemRandom.id()
    await store.heartbeat(worker, 1, [])
    await pause(50)
    const step = await running(store, worker)
    expect(await underTest.other().findInterrupted(10, 500)).toEqual([])
    await pause(600)
    expect(await underTest.other().findInterrupted(10, 500)).toEqual([step])
  })

  it('takes the steps of a worker that retired, or never showed itself, for interrupted at once', async () => {
    const { store } = scene()
    const [retired, unknown] = [systemRandom.id(), systemRandom.id()]
    await store.heartbeat(retired, 60_000, [])
    const steps = [await running(store, retired), await running(store, unknown)]
    await store.retireWorker(retired)
    const found = await store.findInterrupted(10, 500)
    expect(found.toSorted((a, b) => (a.runId < b.runId ? -1 : 1))).toEqual(steps.toSorted((a, b) => (a.runId < b.runId ? -1 : 1)))
    expect(await store.findInterrupted(1, 500)).toHaveLength(1)
  })

  it('tells a worker which of its steps it lost, and how many others live', async () => {
    const { store } = scene()
    const [me, other] = [systemRandom.id(), systemRandom.id()]
    const [kept, lost] = [await running(store, me), await running(store, me)]
    await store.write({ accepts: [], changes: [changeOf(lost.runId, 0, { status: 'running', steps: [{ ...stepOf(0, 'running'), worker: other, attempt: 2 }] })] })
    expect(await store.heartbeat(other, 60_000, [])).toEqual({ lost: [], forgotten: [], others: 0 })
    expect(await store.heartbeat(me, 60_000, [kept, lost])).toEqual({ lost: [lost], forgotten: [], others: 1 })
  })

  it('names what a worker runs by its row for longer than a lease and does not have at hand', async () => {
    const { store } = scene()
    const me = systemRandom.id()
    const [kept, forgotten] = [await running(store, me), await running(store, me)]
    expect((await store.heartbeat(me, 60_000, [kept])).forgotten).toEqual([])
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect((await store.heartbeat(me, 100, [kept])).forgotten).toEqual([forgotten])
  })
}

function keepsTheGate(scene: () => Scene): void {
  it('shows the gatekeeper what was let in and the oldest of what is held, and lets in what it chooses', async () => {
    const { store } = scene()
    const flowId = systemRandom.id()
    const make = async (held: boolean): Promise<string> => {
      const run = { ...runOf(), flowId, held, steps: [{ ...stepOf(0, 'ready'), isNew: true }] }
      await store.write({ accepts: [run], changes: [] })
      return run.id
    }
    const first = await make(false)
    const held = [await make(true), await make(true), await make(true)]
    const seen: (readonly [readonly string[], readonly string[]])[] = []
    const gate = (start: readonly string[], heldAtMost: number | null) =>
      store.gate(flowId, (...shown) => (seen.push(shown), { start, cancelOlder: [], skip: [] }), heldAtMost)
    await gate(held.slice(0, 1), 2)
    await gate([], null)
    expect(seen).toEqual([[[first], held.slice(0, 2)], [[first, held[0]], held.slice(1)]])
    expect(await store.load(held[0] ?? '')).toMatchObject({ held: false, version: 1 })
    expect((await store.findFlowsWithHeldRuns(100)).map((flow) => flow.flowId)).toContain(flowId)
  })
}

async function accepted(store: RunStore, steps: readonly StepWrite[] = [{ ...stepOf(0, 'ready'), isNew: true }]): Promise<NewRun> {
  const run = { ...runOf(), steps }
  expect((await store.write({ accepts: [run], changes: [] })).earlier).toEqual([null])
  return run
}

function runOf(): NewRun {
  const id = systemRandom.id()
  return {
    id, workspaceId: systemRandom.id(), flowId: systemRandom.id(), flowVersionId: systemRandom.id(), origin: 'webhook', key: null, instant: null,
    isTest: false, isDryRun: false, startedBy: null, retryOf: null, retryKind: null, parent: null, rootId: id, keyRunId: id, iteration: '', depth: 0, lane: 'default', priority: 4, triggerNode: 0, held: false, status: 'queued', error: null, steps: [],
  }
}

function changeOf(runId: string, expectedVersion: number, more: Partial<RunChange> = {}): RunChange {
  return { runId, expectedVersion, status: 'running', held: false, error: null, starts: false, deadlineInMs: null, steps: [], attempts: [], ...more }
}

/** As the row of node 0 goes on; with its status's own outcome where it has one. */
function stepOf(node: number, status: StepWrite['status']): StepWrite {
  const outcome = status === 'succeeded' || status === 'warned' || status === 'failed' || status === 'cancelled' ? status : null
  return {
    node, status, outcome, isNew: false, attempt: outcome === null ? 0 : 1, failures: 0, interruptions: 0, worker: null, outputs: null, error: null, message: null,
    failedItems: 0, setAside: null, pause: null, startedAgoMs: outcome === null ? null : 0, ended: outcome !== null, dueInMs: null, dueAt: null,
  }
}

function failUnmade(): never {
  throw new Error('The store under test could not be made')
}
