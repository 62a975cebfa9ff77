import { assertNever, type JsonObject } from '@maillon/kernel'
import type { PlanRetry } from '@maillon/plan'
import type { StepPause, StepState } from '../run-state.js'
import type { Resumption, Suspension } from '../step-runner.port.js'
import { waitOf } from './decide-retry.js'
import { decideRunStatus } from './decide-run-status.js'
import { engineErrorInfo } from './engine-error.js'
import type { RunDraft, StepTimes } from './run-draft.js'

/*
 * Steps that wait without holding a worker.
 *
 * P1  A suspended step goes on in a new attempt of its own, which is told how the wait ended. What came before is a past attempt.
 * P2  A wait for a time ends when that time has come by the database's clock. A wait for an answer ends with the first answer that names it
 *     (`number`), or at its deadline: what comes later, or names an older wait, changes nothing.
 * P3  A wait for children ends when the engine says that all of them are over.
 * P4  A step that looks until it finds something ends as warned after its last try.
 * P5  A postponed step is tried again later; this doesn't count as a failure.
 * P6  A step whose children all wait, for a time or an answer, waits like them: the time limit of its run doesn't count meanwhile.
 */

/** P1. The newest attempt of `step` ends here, suspended. */
export function suspend(draft: RunDraft, step: StepState, at: { readonly until: Suspension | { readonly for: 'children' }; readonly times: StepTimes; readonly tookMs: number | null; readonly now: number }): void {
  const { until } = at
  const pause: StepPause = { ...nextPause(step.pause), for: until.for, about: until.for === 'answer' ? until.about : null }
  draft.attempts.push({ node: step.node, number: step.attempt, outcome: 'suspended', worker: step.worker, error: null, durationMs: at.tookMs })
  const due = dueOf(until)
  const dueAt = due.dueInMs === undefined ? (due.dueAt === undefined ? null : Date.parse(due.dueAt)) : at.now + due.dueInMs
  draft.put({ ...step, status: 'suspended', worker: null, outcome: null, outputs: null, error: null, message: null, pause, dueAt }, { ...at.times, ...due })
}

function nextPause(before: StepPause | null): Omit<StepPause, 'for'> {
  return { number: (before?.number ?? 0) + 1, emptyTries: before?.emptyTries ?? 0, resumed: null, about: null }
}

function dueOf(until: Suspension | { readonly for: 'children' }): Pick<StepTimes, 'dueInMs' | 'dueAt'> {
  switch (until.for) {
    case 'time':
      return 'at' in until ? { dueAt: until.at } : { dueInMs: Math.max(0, until.afterMs) }
    case 'answer':
      return until.deadlineMs === null ? {} : { dueInMs: Math.max(0, until.deadlineMs) }
    case 'children':
      return {}
    default:
      return assertNever(until)
  }
}

/** P2. Somebody answered. False: too late, an old link, or it doesn't wait for an answer. */
export function answer(draft: RunDraft, at: { readonly node: number; readonly number: number; readonly answer: JsonObject }): boolean {
  const step = draft.steps.get(at.node)
  if (step === undefined || draft.isOver || step.status !== 'suspended' || step.pause?.for !== 'answer' || step.pause.number !== at.number) return false
  wake(draft, step, { by: 'answer', answer: at.answer })
  return true
}

/** P3. */
export function childrenOver(draft: RunDraft, node: number): boolean {
  const step = draft.steps.get(node)
  if (step === undefined || draft.isOver || step.status !== 'suspended' || step.pause?.for !== 'children') return false
  wake(draft, step, { by: 'children' })
  return true
}

/** P6. Whether all children of a step only wait themselves, for a time or an answer. */
export function childrenRest(draft: RunDraft, at: { readonly node: number; readonly isResting: boolean }): boolean {
  const step = draft.steps.get(at.node)
  if (step === undefined || draft.isOver || step.status !== 'suspended' || step.pause?.for !== 'children' || (step.pause.isResting === true) === at.isResting) return false
  const { isResting: _, ...pause } = step.pause
  draft.put({ ...step, pause: at.isResting ? { ...pause, isResting: true } : pause })
  draft.status = decideRunStatus(draft.steps.values())
  return true
}

function wake(draft: RunDraft, step: StepState, resumed: NonNullable<StepPause['resumed']>): void {
  if (step.pause === null) return
  const { isResting: _, ...pause } = step.pause
  draft.put({ ...step, status: 'ready', dueAt: null, pause: { ...pause, resumed } })
  draft.status = 'running'
}

/** What a claim makes of a wait: one whose time has come is over. */
export function pauseOnClaim(step: StepState): StepPause | null {
  if (step.pause === null || step.pause.resumed !== null) return step.pause
  return { ...step.pause, resumed: { by: step.pause.for === 'answer' ? 'deadline' : 'time' } }
}

/** How the wait ended, for the node's code. Null: it begins from the start. */
export function resumptionOf({ pause }: StepState): Resumption | null {
  const resumed = pause?.resumed ?? null
  return resumed === null || resumed.by === 'children' || pause?.for === 'find' ? null : resumed
}

/** P4. Whether a try that gave no item is to be followed by another; if so, it is arranged. */
export function lookAgain(draft: RunDraft, step: StepState, at: { readonly policy: PlanRetry; readonly times: StepTimes; readonly tookMs: number | null; readonly now: number; readonly fraction: number }): boolean {
  const tries = (step.pause?.emptyTries ?? 0) + 1
  if (tries >= at.policy.attempts) return false
  const waitMs = waitOf(at.policy.wait, tries, at.fraction)
  draft.attempts.push({ node: step.node, number: step.attempt, outcome: 'nothing-found', worker: step.worker, error: null, durationMs: at.tookMs })
  const pause: StepPause = { ...nextPause(step.pause), for: 'find', emptyTries: tries }
  draft.put({ ...step, status: 'retrying', worker: null, outcome: null, outputs: null, error: nothingFound(tries, at.policy.attempts), message: null, pause, dueAt: at.now + waitMs }, { ...at.times, dueInMs: waitMs })
  return true
}

/** What stands on a step that looked `tries` times in vain. */
export function nothingFound(tries: number, of: number) {
  return engineErrorInfo(tries < of ? 'ENGINE_NOTHING_FOUND_YET' : 'ENGINE_NOTHING_FOUND', { tries, of })
}

/** P5. */
export function postpone(draft: RunDraft, step: StepState, at: { readonly forMs: number; readonly now: number; readonly times: StepTimes }): void {
  const waitMs = Math.max(1, at.forMs)
  draft.put({ ...step, status: 'retrying', worker: null, outcome: null, dueAt: at.now + waitMs }, { ...at.times, dueInMs: waitMs })
}
