import type { ErrorInfo, Locale } from '@maillon/kernel'
import type { Plan, PlanEdge, PlanNode } from '@maillon/plan'
import { isTerminalRun, isTerminalStep, stepStatuses, type StepStatus } from '@maillon/plan'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RunState, StepState } from '../run-state.js'
import type { StepResult } from '../step-runner.port.js'
import { applyErrorChoice } from './apply-error-choice.js'
import { decideOverlap } from './decide-overlap.js'
import { decideRetry } from './decide-retry.js'
import { decideRunStatus } from './decide-run-status.js'
import { decideSuccessors } from './decide-successors.js'
import { gatherInputs } from './gather-inputs.js'
import { freshStep, RunDraft } from './run-draft.js'
import { advance, begin, claim, endAtOnce, interrupt, settle } from './transitions.js'

const ref = (count: number) => ({ kind: 'inline', count, bytes: count, items: [] }) as const

/** Node 0 is the trigger; edges as pairs; every node has one input and one output port, or two output ports where `forks` says so. */
function graph(size: number, pairs: readonly (readonly [number, number, number?])[], node: (index: number) => Partial<PlanNode> = () => ({})): Plan {
  const edges: PlanEdge[] = pairs.map(([fromNode, toNode, fromPort = 0]) => ({ fromNode, fromPort, toNode, toPort: 0 }))
  const nodes = Array.from({ length: size }, (_, index): PlanNode => ({
    id: `n${index}`, name: `n${index}`, type: 't', version: 1, trigger: index === 0 ? 'manual' : null, params: {}, credentials: {}, mode: 'all', effects: 'write', light: false,
    runOnEmpty: false, retry: { attempts: 2, wait: { kind: 'fixed', ms: 0 } }, timeoutMs: 1000, onError: { choice: 'stop' }, untilFound: null, loop: null, spawn: null, disabled: false, inputs: index === 0 ? [] : ['main'],
    outputs: ['main', 'other'], incoming: index === 0 ? [] : [edges.flatMap((edge, at) => (edge.toNode === index ? [at] : []))],
    outgoing: [0, 1].map((port) => edges.flatMap((edge, at) => (edge.fromNode === index && edge.fromPort === port ? [at] : []))), references: [], ...node(index),
  }))
  return { format: 'maillon.plan/2', flowName: '', timeZone: 'UTC', locale: 'en', timeoutMs: 1000, lane: 'default', priority: 5, overlap: { policy: 'parallel', concurrency: 1000 }, errorFlowId: null, returns: [], nodes, edges }
}

function ended(node: number, counts: readonly number[] | null, status: StepStatus = 'succeeded'): StepState {
  return { ...freshStep(node, 'ready'), status, attempt: 1, outputs: counts?.map(ref) ?? null }
}

function newRun(plan: Plan, counts: readonly number[] = [1, 1]): RunState {
  const draft = new RunDraft(plan, {
    id: 'r', workspaceId: 'w', flowId: 'f', flowVersionId: 'v', origin: 'manual', status: 'queued', version: 0, acceptedAt: '', instant: null, isTest: false, isDryRun: false,
    lane: 'default', priority: 5, triggerNode: 0, held: false, error: null, parent: null, rootId: 'r', keyRunId: 'r', iteration: '', depth: 0, retryOf: null, retryKind: null, steps: new Map(),
  })
  draft.put(ended(0, counts))
  advance(draft)
  return draft.toState(0)
}

const lookup = (...steps: readonly StepState[]): Map<number, StepState> => new Map(steps.map((step) => [step.node, step]))

describe('decideSuccessors', () => {
  it('D1, D4: a join waits until every edge is settled', () => {
    //  0 -> 1 -> 3
    //  0 -> 2 -> 3
    const plan = graph(4, [[0, 1], [0, 2], [1, 3], [2, 3]])
    expect(decideSuccessors(plan, lookup(ended(0, [1]), ended(1, [1]), freshStep(2, 'ready')))).toEqual({ ready: [], skipped: [] })
    expect(decideSuccessors(plan, lookup(ended(0, [1]), ended(1, [1]), ended(2, [0])))).toEqual({ ready: [3], skipped: [] })
  })

  it('D2, D5: a port without items is dead, and skips cascade', () => {
    const plan = graph(4, [[0, 1, 1], [1, 2], [2, 3]])
    expect(decideSuccessors(plan, lookup(ended(0, [1, 0])))).toEqual({ ready: [], skipped: [1, 2, 3] })
    expect(decideSuccessors(plan, lookup(ended(0, [1, 0])), { from: [0] })).toEqual({ ready: [], skipped: [1, 2, 3] })
  })

  it('D3: a node with runOnEmpty runs on nothing, but not behind a skipped one', () => {
    const plan = graph(3, [[0, 1], [1, 2]], (index) => ({ runOnEmpty: index > 0 }))
    expect(decideSuccessors(plan, lookup(ended(0, [0])))).toEqual({ ready: [1], skipped: [] })
    expect(decideSuccessors(plan, lookup(ended(0, [1]), ended(1, null, 'skipped')))).toEqual({ ready: [], skipped: [2] })
  })

  it('D6: a second trigger that did not fire is skipped, and what it shares with the first still runs', () => {
    const plan = graph(3, [[0, 2], [1, 2]], (index) => (index === 1 ? { trigger: 'webhook', inputs: [], incoming: [] } : {}))
    expect(decideSuccessors(plan, lookup(ended(0, [1])))).toEqual({ ready: [2], skipped: [1] })
  })

  it('D7: looking only at what hangs on the steps that ended finds the same as looking at everything', () => {
    fc.assert(fc.property(dag(), fc.infiniteStream(fc.nat(2)), (plan, counts) => {
      const steps = lookup(ended(0, [1, counts.next().value]))
      for (const node of decideSuccessors(plan, steps).skipped) steps.set(node, freshStep(node, 'skipped'))
      for (let index = 1; index < plan.nodes.length; index += 1) {
        const ready = decideSuccessors(plan, steps).ready
        const next = ready[0]
        if (next === undefined) break
        steps.set(next, ended(next, [counts.next().value, counts.next().value]))
        for (const other of ready.slice(1)) steps.set(other, freshStep(other, 'ready'))
        const all = decideSuccessors(plan, steps)
        expect(decideSuccessors(plan, steps, { from: [next] })).toEqual(all)
        for (const node of all.skipped) steps.set(node, freshStep(node, 'skipped'))
        for (const other of ready.slice(1)) steps.delete(other)
      }
    }), { numRuns: 200 })
  })
})

it('G1, G3: inputs are in edge order, whatever ended first; dead edges give nothing', () => {
  const plan = graph(4, [[2, 3], [0, 1], [0, 2], [1, 3]])
  const one = lookup(ended(0, [1]), ended(1, [5]), ended(2, [7]))
  const other = lookup(ended(2, [7]), ended(1, [5]), ended(0, [1]))
  expect(gatherInputs(plan, 3, one).inputs).toEqual([[ref(7), ref(5)]])
  expect(gatherInputs(plan, 3, other)).toEqual(gatherInputs(plan, 3, one))
  expect(gatherInputs(plan, 3, lookup(ended(1, [5]), ended(2, [0]))).inputs).toEqual([[ref(5)]])
})

describe('decideRetry', () => {
  const error = (more: object = {}) => ({ code: 'X', kind: 'operational', retryable: true, params: {}, ...more }) as const
  it('W1: only retryable errors, only while attempts are left', () => {
    const policy = { attempts: 3, wait: { kind: 'fixed', ms: 10 } } as const
    expect([1, 2, 3].map((failures) => decideRetry(policy, failures, { error: error(), fraction: 0 }).retry)).toEqual([true, true, false])
    expect(decideRetry(policy, 1, { error: error({ retryable: false }), fraction: 0 })).toEqual({ retry: false })
  })
  it('W2: a list is read by the number of the failure and its last wait is kept', () => {
    const policy = { attempts: 10, wait: { kind: 'list', ms: [10, 30, 60] } } as const
    expect([1, 2, 3, 4, 9].map((failures) => decideRetry(policy, failures, { error: error(), fraction: 0 }))).toEqual([10, 30, 60, 60, 60].map((waitMs) => ({ retry: true, waitMs })))
  })
  it('W3, W4: exponential waits stay between half and all of the doubled wait, under the cap, and above Retry-After', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.nat(100_000), (failures, fraction, retryAfterMs) => {
      const decision = decideRetry({ attempts: 100, wait: { kind: 'exponential', firstMs: 1_000, maxMs: 60_000, jitter: true } }, failures, { error: error({ retryAfterMs }), fraction })
      const full = Math.min(60_000, 1_000 * 2 ** (failures - 1))
      expect(decision.retry && decision.waitMs >= Math.max(full / 2, retryAfterMs) - 1 && decision.waitMs <= Math.max(full, retryAfterMs) + 1).toBe(true)
    }))
  })
})

it('S1, S2: a run is over exactly when no step is open, and failed beats cancelled beats warned', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom(...stepStatuses), { maxLength: 6 }), (statuses) => {
    const status = decideRunStatus(statuses.map((one, node) => ({ ...freshStep(node, 'ready'), status: one })))
    expect(isTerminalRun(status)).toBe(statuses.every((one) => isTerminalStep(one)))
    if (!isTerminalRun(status)) return
    const worst = (['failed', 'cancelled', 'warned'] as const).find((one) => statuses.includes(one)) ?? 'succeeded'
    expect(status).toBe(worst)
  }))
})

it('E2, E4, E5: a row of a step that was ended from outside says what happened and what to do, in the language of the flow', () => {
  const error = { code: 'X', kind: 'operational', retryable: false, params: { limitMs: 5 } } as const
  const tell = ({ params }: ErrorInfo, locale: Locale) => ({ sentence: `${locale} ${String(params['limitMs'])}`, hint: locale === 'fr' ? 'attendre' : null })
  for (const [locale, told] of [['fr', { code: 'X', message: 'fr 5', hint: 'attendre' }], ['en', { code: 'X', message: 'en 5', hint: '' }]] as const) {
    const plan = { ...graph(2, [[0, 1]]), locale }
    const given = (choice: 'branch' | 'set-aside') => applyErrorChoice(plan, { node: { ...(plan.nodes[1] as PlanNode), onError: { choice } }, incoming: [{ kind: 'inline', count: 1, bytes: 9, items: [{ json: { n: 1 } }] }] }, { error, tell })
    expect(given('branch')).toMatchObject({ outputs: [{ count: 0 }, { items: [{ json: { error: told, item: { n: 1 } } }] }] })
    expect(given('set-aside')).toMatchObject({ setAside: { items: [{ json: { error: told, item: { n: 1 } } }] } })
  }
})

it('O1 to O3: the overlap policy starts no more than it may, and forgets nobody', () => {
  const ids = (prefix: string) => fc.nat(5).map((count) => Array.from({ length: count }, (_, at) => `${prefix}${at}`))
  fc.assert(fc.property(fc.constantFrom('queue', 'skip', 'cancel-older', 'parallel'), fc.integer({ min: 1, max: 4 }), ids('a'), ids('h'), (policy, concurrency, active, held) => {
    const { start, cancelOlder, skip } = decideOverlap({ policy, concurrency }, active, held)
    const limit = policy === 'parallel' ? concurrency : 1
    expect(start.length + active.length - cancelOlder.filter((id) => active.includes(id)).length).toBeLessThanOrEqual(Math.max(limit, active.length))
    expect([...start, ...skip, ...cancelOlder].every((id) => held.includes(id) || active.includes(id))).toBe(true)
    if (policy === 'skip' || policy === 'cancel-older') expect(held.every((id) => [...start, ...skip, ...cancelOlder].includes(id))).toBe(true)
    if (active.length === 0 && held.length > 0) expect(start.length).toBeGreaterThan(0)
  }))
})

/** A DAG over at most 7 nodes in topological order, two output ports each. */
function dag(node: (index: number) => Partial<PlanNode> = () => ({})): fc.Arbitrary<Plan> {
  return fc.integer({ min: 2, max: 7 }).chain((size) =>
    fc.array(fc.tuple(fc.nat(size - 2), fc.nat(size - 1), fc.nat(1)).filter(([from, to]) => from < to), { minLength: 1, maxLength: 12 })
      .map((pairs) => graph(size, pairs, node)))
}

type Event = { readonly kind: 'claim' | 'done' | 'empty' | 'fail' | 'late' | 'interrupt'; readonly pick: number }

/** Events in any order, repeated, for steps that don't wait for them. Returns whether anything moved. */
function happen(draft: RunDraft, event: Event): boolean {
  const node = event.pick % draft.plan.nodes.length
  const attempt = draft.steps.get(node)?.attempt ?? 0
  const result = (counts: readonly number[]): StepResult => ({ kind: 'done', status: 'succeeded', outputs: counts.map(ref) })
  const settled = { node, attempt, now: 0, fraction: 0 }
  switch (event.kind) {
    case 'claim':
      return claim(draft, { node, worker: 'w', now: 0 })
    case 'done':
      return settle(draft, { ...settled, result: result([1, 1]) })
    case 'empty':
      return settle(draft, { ...settled, result: result([event.pick % 2, 0]) })
    case 'fail':
      return settle(draft, { ...settled, result: { kind: 'failed', error: { code: 'X', kind: 'operational', retryable: true, params: {} } } })
    case 'late':
      return settle(draft, { ...settled, attempt: attempt - 1, result: result([1, 1]) })
    case 'interrupt':
      return interrupt(draft, { node, attempt, maxInterruptions: 3, counted: true })
  }
}

const events = fc.array(fc.record({ kind: fc.constantFrom('claim', 'claim', 'done', 'done', 'empty', 'fail', 'late', 'interrupt'), pick: fc.nat(20) }) as fc.Arbitrary<Event>, { maxLength: 80 })

describe('transitions', () => {
  it('T1, T3, T7: whatever happens in whatever order, states only move forward, late results are refused and attempts never get lost', () => {
    fc.assert(fc.property(dag(), events, (plan, list) => {
      let state = newRun(plan)
      let claims = 0
      const past = new Map<number, number>()
      for (const event of list) {
        const draft = new RunDraft(plan, state)
        const moved = happen(draft, event)
        if (event.kind === 'late') expect(moved).toBe(false)
        if (!moved) {
          expect(draft.isChanged).toBe(false)
          continue
        }
        if (event.kind === 'claim') claims += 1
        for (const attempt of draft.attempts) past.set(attempt.node, (past.get(attempt.node) ?? 0) + 1)
        for (const [node, step] of state.steps) if (isTerminalStep(step.status)) expect(draft.steps.get(node)).toEqual(step)
        expect(isTerminalRun(state.status)).toBe(false)
        state = draft.toState(state.version + 1)
      }
      const counted = [...state.steps.values()].filter((step) => step.node > 0).reduce((sum, step) => sum + step.attempt, 0)
      expect(counted).toBe(claims)
      for (const [node, times] of past) expect(times).toBeLessThanOrEqual(state.steps.get(node)?.attempt ?? 0)
    }), { numRuns: 300 })
  })

  it('comes to a legal end from anywhere: every node decided, nothing open', () => {
    fc.assert(fc.property(dag(), events, (plan, list) => {
      let state = newRun(plan)
      for (const event of list) {
        const draft = new RunDraft(plan, state)
        happen(draft, event)
        state = draft.toState(state.version + 1)
      }
      for (let turns = 0; turns < 100 && !isTerminalRun(state.status); turns += 1) {
        const draft = new RunDraft(plan, state)
        for (const step of state.steps.values()) {
          if (step.status === 'ready' || step.status === 'retrying') claim(draft, { node: step.node, worker: 'w', now: Number.MAX_SAFE_INTEGER })
          const attempt = draft.steps.get(step.node)?.attempt ?? 0
          settle(draft, { node: step.node, attempt, now: 0, fraction: 0, result: { kind: 'done', status: 'succeeded', outputs: [ref(1), ref(0)] } })
        }
        state = draft.toState(state.version + 1)
      }
      expect(isTerminalRun(state.status)).toBe(true)
      expect([...state.steps.values()].every((step) => isTerminalStep(step.status))).toBe(true)
      if (state.status === 'succeeded') expect(state.steps.size).toBe(plan.nodes.length)
    }), { numRuns: 300 })
  })

  it('gives the same rows for every order in which the branches of every small graph end', () => {
    // All graphs over 4 nodes behind the trigger (6 possible edges among nodes 1 to 3 and the trigger), every order of settling.
    const possible = [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]] as const
    for (let mask = 1; mask < 2 ** possible.length; mask += 1) {
      const plan = graph(4, possible.filter((_, at) => (mask >> at) & 1))
      const ends = new Set(allOrders(plan, newRun(plan)).map((state) => JSON.stringify([...state.steps.values()].toSorted((a, b) => a.node - b.node).map((step) => [step.node, step.status]))))
      expect(ends.size).toBe(1)
    }
  })

  it('T2: a held run begins nothing, and a wait that is not over holds its step', () => {
    const plan = graph(2, [[0, 1]])
    const state = newRun(plan)
    expect(claim(new RunDraft(plan, { ...state, held: true }), { node: 1, worker: 'w', now: 0 })).toBe(false)
    const waiting = new Map(state.steps).set(1, { ...freshStep(1, 'ready'), status: 'retrying', dueAt: 100 })
    expect(claim(new RunDraft(plan, { ...state, steps: waiting }), { node: 1, worker: 'w', now: 99 })).toBe(false)
    expect(claim(new RunDraft(plan, { ...state, steps: waiting }), { node: 1, worker: 'w', now: 100 })).toBe(true)
    expect(begin(new RunDraft(plan, { ...state, status: 'succeeded' }))).toBe(false)
  })

  it('T6: cancelling ends every open step, once', () => {
    const plan = graph(3, [[0, 1], [0, 2]])
    const draft = new RunDraft(plan, newRun(plan))
    claim(draft, { node: 1, worker: 'w', now: 0 })
    expect(endAtOnce(draft, 'cancelled', null)).toBe(true)
    expect([...draft.steps.values()].map((step) => step.status)).toEqual(['succeeded', 'cancelled', 'cancelled'])
    expect(endAtOnce(draft, 'failed', null)).toBe(false)
  })
})

function allOrders(plan: Plan, state: RunState): readonly RunState[] {
  const ready = [...state.steps.values()].filter((step) => step.status === 'ready')
  if (ready.length === 0) return [state]
  return ready.flatMap(({ node }) => {
    const draft = new RunDraft(plan, state)
    claim(draft, { node, worker: 'w', now: 0 })
    // Even nodes give something, odd ones give nothing at their first port.
    settle(draft, { node, attempt: 1, now: 0, fraction: 0, result: { kind: 'done', status: 'succeeded', outputs: [ref(node % 2 === 0 ? 1 : 0), ref(1)] } })
    return allOrders(plan, draft.toState(state.version + 1))
  })
}
