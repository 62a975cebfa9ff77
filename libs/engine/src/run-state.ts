import type { DatasetRef } from '@maillon/datasets'
import type { ErrorInfo } from '@maillon/kernel'
import type { AttemptOutcome, RunOrigin, RunStatus, StepStatus } from '@maillon/plan'

/** One step of a run as the decisions see it. Immutable: a transition makes a new one. */
export interface StepState {
  /** Index into `plan.nodes`. */
  readonly node: number
  readonly status: StepStatus
  /** Number of the newest attempt, 0 before the first. It is the fencing token: each claim raises it, a result must carry it. */
  readonly attempt: number
  /** Attempts that failed; what the retry policy counts. */
  readonly failures: number
  /** Attempts that were cut off with their worker; counted apart, with a limit of their own. */
  readonly interruptions: number
  /** Who runs, or ran, the newest attempt; null while the step waits for one. */
  readonly worker: string | null
  /** How the newest attempt ended; null while there is none or it goes on. */
  readonly outcome: AttemptOutcome | null
  /** By output port; null until it succeeded or warned. */
  readonly outputs: readonly DatasetRef[] | null
  readonly error: ErrorInfo | null
  /** One line for people; null: nothing to say. */
  readonly message: string | null
  /** Items that failed and were passed over. */
  readonly failedItems: number
  /** For `retrying`: when the next attempt may start, on this process's clock (worked out from a duration that the database gave). */
  readonly dueAt: number | null
}

/** A run as the decisions see it. */
export interface RunState {
  readonly id: string
  readonly workspaceId: string
  readonly flowId: string
  readonly flowVersionId: string
  readonly origin: RunOrigin
  readonly status: RunStatus
  /** Raised by every change; a change is refused where it was decided over an older one. */
  readonly version: number
  /** ISO 8601, UTC, by the database's clock. */
  readonly acceptedAt: string
  /** The instant that a scheduled run stands for; null for other origins. */
  readonly instant: string | null
  readonly isTest: boolean
  readonly isDryRun: boolean
  readonly lane: string
  /** 1 (first) to 10. */
  readonly priority: number
  /** Index of the trigger node that fired. */
  readonly triggerNode: number
  /** True while the overlap policy holds it back. */
  readonly held: boolean
  /** Why it failed, warned or was cancelled; null otherwise. */
  readonly error: RunError | null
  /** By node. Nodes that nothing was decided about yet have no entry. */
  readonly steps: ReadonlyMap<number, StepState>
}

export interface RunError {
  /** Node id in the document; null where the run as a whole is meant. */
  readonly node: string | null
  readonly error: ErrorInfo
}

/** An attempt that ended without ending its step. The newest attempt stands in the step itself. */
export interface PastAttempt {
  readonly node: number
  readonly number: number
  readonly outcome: AttemptOutcome
  readonly worker: string | null
  readonly error: ErrorInfo | null
  /** Milliseconds; null: from the step's recorded start until now. */
  readonly durationMs: number | null
}
