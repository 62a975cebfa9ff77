import type { Plan } from '@maillon/plan'
import type { RunState, StepState } from './run-state.js'
import type { StepResult } from './step-runner.port.js'

/** One try of a step by this process, just over; it may still be refused when it is settled. */
export interface EndedAttempt {
  readonly state: RunState
  readonly plan: Plan
  /** Index into `plan.nodes`. */
  readonly node: number
  /** 1 for the first try. */
  readonly attempt: number
  readonly result: StepResult
  readonly timedOut: boolean
  /** It was told to stop: cancelled, drained, or its lease was lost. */
  readonly stopped: boolean
  /** Milliseconds since the epoch, by this process's clock. */
  readonly endedAt: number
  /** Milliseconds, by its monotonic clock. */
  readonly tookMs: number
}

/**
 * Hears what this process does, for figures, traces and logs. Called in the path of the work: it answers at once and keeps nothing that grows.
 * What ended is told once over all processes, by the one whose write it was; a process that dies right after it tells nothing.
 */
export interface EngineObserver {
  attemptEnded(attempt: EndedAttempt): void
  /** It reached a state that never changes. Not told of what a run begins with: its trigger, what it keeps of an earlier one. */
  stepEnded(state: RunState, step: StepState): void
  /** A turn of a loop is a run too (`state.parent`). */
  runEnded(state: RunState, plan: Plan): void
}

export const noObserver: EngineObserver = { attemptEnded: () => undefined, stepEnded: () => undefined, runEnded: () => undefined }
