import type { DatasetRef } from '@maillon/datasets'
import { isTerminalStep, type AttemptOutcome, type PlanNode } from '@maillon/plan'
import type { ErrorInfo } from '@maillon/kernel'
import type { RunError, StepState } from '../run-state.js'
import type { StepResult } from '../step-runner.port.js'
import { applyErrorChoice } from './apply-error-choice.js'
import { decideRetry } from './decide-retry.js'
import { decideRunStatus } from './decide-run-status.js'
import { decideSuccessors } from './decide-successors.js'
import { engineErrorInfo } from './engine-error.js'
import { freshStep, type RunDraft, type StepTimes } from './run-draft.js'
import { lookAgain, nothingFound, pauseOnClaim, postpone, suspend } from './suspensions.js'

export { answer, childrenOver, childrenRest } from './suspensions.js'

/*
 * Everything that can happen to a run. Each transition looks at the draft, changes it or not, and says whether it did.
 *
 * T1  A run that is over, and a step that is over, never change.
 * T2  Only a ready step, or a retrying or suspended one whose wait is over, of a run that isn't held can be claimed. A claim raises the attempt number.
 * T3  A result counts only with the number of the newest attempt, while that attempt runs: a late or repeated one is refused.
 * T4  Once a step has failed nothing new starts: open steps that don't run are cancelled, running ones may end, then the run has failed.
 * T5  An interrupted attempt makes its step ready again and counts apart from failures; with the last one allowed the step fails.
 * T6  Cancel and the run's time limit end every open step as cancelled, at once.
 * T7  What happened is kept: an attempt that didn't end its step goes to the past attempts.
 */

/** @param now this process's clock, in the same milliseconds as `dueAt`. */
export function claim(draft: RunDraft, at: { readonly node: number; readonly worker: string; readonly now: number }): boolean {
  const step = draft.steps.get(at.node)
  if (step === undefined || draft.isOver || draft.held) return false
  if (!isClaimable(step, at.now)) return false
  draft.put({ ...step, status: 'running', attempt: step.attempt + 1, worker: at.worker, outcome: 'running', outputs: null, error: null, message: null, pause: pauseOnClaim(step), dueAt: null }, { startedAgoMs: 0 })
  if (draft.base.status === 'queued') draft.starts = true
  draft.status = 'running'
  return true
}

/** T2. */
export function isClaimable(step: StepState, now: number): boolean {
  if (step.status === 'ready') return true
  if (step.status === 'retrying') return (step.dueAt ?? 0) <= now
  return step.status === 'suspended' && step.dueAt !== null && step.dueAt <= now
}

export interface Settlement {
  readonly node: number
  readonly attempt: number
  readonly result: StepResult
  /** Failed because it took longer than its time limit. */
  readonly timedOut?: boolean
  /** Set where the attempt's start wasn't recorded before (light nodes): how long it took, in milliseconds. */
  readonly tookMs?: number
  readonly now: number
  /** For the jitter, 0 <= x < 1. */
  readonly fraction: number
}

export function settle(draft: RunDraft, at: Settlement): boolean {
  const step = draft.steps.get(at.node)
  const node = draft.plan.nodes[at.node]
  if (step === undefined || node === undefined || draft.isOver || step.status !== 'running' || step.attempt !== at.attempt) return false
  const times = at.tookMs === undefined ? {} : { startedAgoMs: at.tookMs }
  const { result } = at
  if (result.kind === 'failed') fail(draft, { step, node, error: result.error, outcome: at.timedOut === true ? 'timed-out' : 'failed', settlement: at, times })
  else if (result.kind === 'done') endWell(draft, { step, node, result, settlement: at, times })
  else wait(draft, { step, result, settlement: at, times })
  return true
}

interface Ending<Kind extends StepResult['kind']> {
  readonly step: StepState
  readonly result: Extract<StepResult, { kind: Kind }>
  readonly settlement: Settlement
  readonly times: StepTimes
}

function endWell(draft: RunDraft, { step, node, result, settlement, times }: Ending<'done'> & { readonly node: PlanNode }): void {
  const end = endOf(result)
  const policy = node.untilFound
  const isEmpty = policy !== null && result.outputs.every((output) => output.count === 0)
  const about = { times, tookMs: settlement.tookMs ?? null, now: settlement.now, fraction: settlement.fraction }
  // A trial doesn't wait for hours: it looks once.
  if (isEmpty && !draft.base.isTest && !draft.base.isDryRun && !isHalted(draft) && lookAgain(draft, step, { policy, ...about })) {
    draft.status = decideRunStatus(draft.steps.values())
    return
  }
  const tries = (step.pause?.emptyTries ?? 0) + 1
  const found = isEmpty ? { status: 'warned' as const, outcome: 'warned' as const, error: nothingFound(tries, tries) } : {}
  draft.put({ ...step, ...end, ...found }, { ...times, ended: true })
  advance(draft, [step.node])
}

function endOf({ status, outputs, message, failedItems, setAside }: Extract<StepResult, { kind: 'done' }>): Pick<StepState, 'status' | 'outcome' | 'outputs' | 'message' | 'failedItems' | 'setAside' | 'error'> {
  return { status, outcome: status, outputs, message: message ?? null, failedItems: failedItems?.count ?? 0, setAside: setAside ?? null, error: failedItems?.first ?? null }
}

/** Nothing that only waits begins any more once another step has failed (T4). */
function wait(draft: RunDraft, { step, result, settlement, times }: Ending<'suspended' | 'postponed'>): void {
  if (isHalted(draft)) {
    draft.put({ ...step, status: 'cancelled', outcome: 'cancelled', dueAt: null }, { ...times, ended: true })
    advance(draft, [step.node])
    return
  }
  const at = { times, tookMs: settlement.tookMs ?? null, now: settlement.now }
  if (result.kind === 'suspended') suspend(draft, step, { until: result.until, ...at })
  else postpone(draft, step, { forMs: result.forMs, ...at })
  draft.status = decideRunStatus(draft.steps.values())
}

function isHalted(draft: RunDraft): boolean {
  for (const step of draft.steps.values()) if (step.status === 'failed') return true
  return false
}

/** A step whose children are to be made: it waits for them from now on. */
export function awaitChildren(draft: RunDraft, at: { readonly node: number; readonly attempt: number; readonly now: number }): boolean {
  const step = draft.steps.get(at.node)
  if (step === undefined || draft.isOver || step.status !== 'running' || step.attempt !== at.attempt) return false
  suspend(draft, step, { until: { for: 'children' }, times: {}, tookMs: null, now: at.now })
  draft.status = decideRunStatus(draft.steps.values())
  return true
}

/** A child failed for good, and the step is to stop with it. */
export function failForChild(draft: RunDraft, at: { readonly node: number; readonly error: ErrorInfo }): boolean {
  const step = draft.steps.get(at.node)
  if (step === undefined || draft.isOver || step.status !== 'suspended' || step.pause?.for !== 'children') return false
  endInFailure(draft, { ...step, failures: step.failures + 1, outcome: 'failed' }, { error: at.error, times: {} })
  return true
}

interface Failure {
  readonly step: StepState
  readonly node: PlanNode
  readonly error: ErrorInfo
  readonly outcome: AttemptOutcome
  readonly settlement: Settlement
  readonly times: StepTimes
}

function fail(draft: RunDraft, { step, node, error, outcome, settlement, times }: Failure): void {
  const failures = step.failures + 1
  const decision = isHalted(draft) ? ({ retry: false } as const) : decideRetry(node.retry, failures, { error, fraction: settlement.fraction })
  if (!decision.retry) {
    endInFailure(draft, { ...step, failures, outcome }, { error, times })
    return
  }
  draft.attempts.push({ node: step.node, number: step.attempt, outcome, worker: step.worker, error, durationMs: settlement.tookMs ?? null })
  // The error stays on the row while it waits: the screen says why.
  const next = { ...step, failures, worker: null, outcome: null, error }
  if (decision.waitMs === 0) draft.put({ ...next, status: 'ready' }, times)
  else draft.put({ ...next, status: 'retrying', dueAt: settlement.now + decision.waitMs }, { ...times, dueInMs: decision.waitMs })
  draft.status = decideRunStatus(draft.steps.values())
}

function endInFailure(draft: RunDraft, step: StepState, at: { readonly error: ErrorInfo; readonly times: StepTimes }): void {
  const node = draft.plan.nodes[step.node]
  if (node === undefined) return
  const end = applyErrorChoice(draft.plan, { node, incoming: cameIn(draft, node) }, { error: at.error, tell: draft.tell })
  const outputs = end.status === 'warned' ? end.outputs : null
  const setAside = end.status === 'warned' ? (end.setAside ?? null) : null
  draft.put({ ...step, status: end.status, outputs, error: at.error, dueAt: null, ...(setAside === null ? {} : { setAside, failedItems: setAside.count }) }, { ...at.times, ended: true })
  advance(draft, [step.node])
}

/** What came in at the node's first port, edge by edge. */
function cameIn({ plan, steps }: RunDraft, { incoming: [first = []] }: PlanNode): readonly DatasetRef[] {
  return first.flatMap((index) => {
    const edge = plan.edges[index]
    const given = edge === undefined ? undefined : steps.get(edge.fromNode)?.outputs?.[edge.fromPort]
    return given === undefined ? [] : [given]
  })
}

/** T5. `counted: false` for a worker that gave its step up in good order (a deploy must not use the limit up). */
export function interrupt(draft: RunDraft, at: { readonly node: number; readonly attempt: number; readonly maxInterruptions: number; readonly counted: boolean }): boolean {
  const step = draft.steps.get(at.node)
  if (step === undefined || draft.isOver || step.status !== 'running' || step.attempt !== at.attempt) return false
  const interruptions = step.interruptions + (at.counted ? 1 : 0)
  if (interruptions >= at.maxInterruptions) {
    const error = engineErrorInfo('ENGINE_STEP_INTERRUPTED', { times: interruptions })
    endInFailure(draft, { ...step, interruptions, outcome: 'interrupted' }, { error, times: {} })
    return true
  }
  draft.attempts.push({ node: step.node, number: step.attempt, outcome: 'interrupted', worker: step.worker, error: null, durationMs: null })
  if (isHalted(draft)) {
    draft.put({ ...step, interruptions, status: 'cancelled', outcome: 'interrupted' }, { ended: true })
    advance(draft, [step.node])
  } else {
    draft.put({ ...step, interruptions, status: 'ready', worker: null, outcome: null })
  }
  return true
}

/** T6. `error` says why; null where a person cancelled. */
export function endAtOnce(draft: RunDraft, status: 'cancelled' | 'failed', error: ErrorInfo | null): boolean {
  if (draft.isOver) return false
  for (const step of draft.steps.values()) cancelStep(draft, step)
  draft.status = status
  draft.held = false
  draft.error = error === null ? null : { node: null, error }
  return true
}

function cancelStep(draft: RunDraft, step: StepState): void {
  if (isTerminalStep(step.status)) return
  const wasRunning = step.status === 'running'
  draft.put({ ...step, status: 'cancelled', outcome: wasRunning ? 'cancelled' : step.outcome, dueAt: null }, { ended: wasRunning })
}

/** Let a run in that the overlap policy held back, or take up one whose next decision got lost. */
export function begin(draft: RunDraft): boolean {
  if (draft.isOver) return false
  draft.held = false
  advance(draft)
  return draft.isChanged
}

/** Decide what follows from the steps that ended (T4), and whether the run is over. @param from absent: look at the whole plan. */
export function advance(draft: RunDraft, from?: readonly number[]): void {
  if (isHalted(draft)) {
    for (const step of draft.steps.values()) if (step.status !== 'running') cancelStep(draft, step)
  } else {
    const { ready, skipped } = decideSuccessors(draft.plan, draft.steps, { from, scope: draft.scope })
    for (const node of skipped) draft.put(freshStep(node, 'skipped'))
    for (const node of ready) draft.put(freshStep(node, 'ready'))
  }
  const status = decideRunStatus(draft.steps.values())
  const isQueued = draft.base.status === 'queued' && !draft.starts
  draft.status = status === 'running' && isQueued ? 'queued' : status
  if (draft.isOver) draft.error = errorOfRun(draft)
}

/** The first failure by node order; for a run that warned, its first warning that has a reason. */
function errorOfRun(draft: RunDraft): RunError | null {
  const wanted = draft.status === 'failed' ? 'failed' : 'warned'
  const first = [...draft.steps.values()].filter((step) => step.status === wanted && step.error !== null).toSorted((a, b) => a.node - b.node)[0]
  if (first === undefined || first.error === null) return null
  return { node: draft.plan.nodes[first.node]?.id ?? null, error: first.error }
}
