import type { DatasetRef } from '@maillon/datasets'
import type { ErrorInfo, JsonObject } from '@maillon/kernel'
import type { AttemptOutcome, RunOrigin, RunStatus, StepStatus } from '@maillon/plan'
import type { Resumption } from './step-runner.port.js'

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
  /** Items that failed and are kept to be mended (`{ error, item }` each). Null: none. */
  readonly setAside: DatasetRef | null
  /** What it waits for, or came back from; null: it never waited. */
  readonly pause: StepPause | null
  /** For `retrying` and `suspended`: when it goes on by itself (null: not by itself), on this process's clock (worked out from a duration that the database gave). */
  readonly dueAt: number | null
}

/** A wait that holds no worker. */
export interface StepPause {
  /** find: it succeeded without an item and looks again (`untilFound`). */
  readonly for: 'time' | 'answer' | 'children' | 'find'
  /** Waits of this step so far, this one included. An answer must name the newest. */
  readonly number: number
  /** Tries that found nothing. */
  readonly emptyTries: number
  /** How it ended; null while it lasts. */
  readonly resumed: Resumption | { readonly by: 'children' } | null
  /** For children: all of them wait themselves, for a time or an answer. Absent: some work. */
  readonly isResting?: true
  /** What the answer page shows; null where nobody is asked. */
  readonly about: JsonObject | null
}

/** The step of another run that waits for this one. */
export interface ParentStep {
  readonly runId: string
  readonly node: number
  /** Which of its children, from 0. */
  readonly index: number
  /**
   * iteration: one turn of a loop, over the loop's body; flow: a called flow; started: a called flow that nobody waits for; mended: a turn
   * that rows go through again on their own, from the step that had set them aside: nobody waits for it, and nothing of it is collected.
   */
  readonly kind: ChildKind
}

export const childKinds = ['iteration', 'flow', 'started', 'mended'] as const
export type ChildKind = (typeof childKinds)[number]

/** Whose work a run does again. failure: from where it failed; from: from a chosen step on; rows: mended items alone. */
export const retryKinds = ['failure', 'from', 'rows'] as const
export type RetryKind = (typeof retryKinds)[number]

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
  /** Null: it stands for itself. */
  readonly parent: ParentStep | null
  /** For iterations: the run at the top, in whose name everything is shown and keyed; else its own id. */
  readonly rootId: string
  /** In whose name its steps act outside: the run that a chain of retries from the failure began with, so that what was sent isn't sent again; else `rootId`. */
  readonly keyRunId: string
  /** For iterations: `3`, or `3/0` in a loop within a loop; else ''. */
  readonly iteration: string
  /** Calls above it: 0 where no flow called it. */
  readonly depth: number
  /** The earlier run that it goes on from; null: none. */
  readonly retryOf: string | null
  readonly retryKind: RetryKind | null
  /** By node. Nodes that nothing was decided about yet have no entry. */
  readonly steps: ReadonlyMap<number, StepState>
}

/** The loop whose body a run goes through; null: the top of the flow. */
export function scopeOf(run: Pick<RunState, 'parent'>): number | null {
  return run.parent?.kind === 'iteration' || run.parent?.kind === 'mended' ? run.parent.node : null
}

/** Whether no step waits for the run: it is told of, and goes on, whatever becomes of the run that it came from. */
export function standsAlone({ parent }: Pick<RunState, 'parent'>): boolean {
  return parent === null || parent.kind === 'started' || parent.kind === 'mended'
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
