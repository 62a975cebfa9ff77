import type { DatasetRef } from '@maillon/datasets'
import type { ErrorInfo, JsonObject } from '@maillon/kernel'
import type { AttemptOutcome, RunOrigin, RunStatus, StepStatus } from '@maillon/plan'
import type { ParentStep, PastAttempt, RetryKind, RunError, RunState, StepPause } from './run-state.js'

/** A run to be accepted, with the steps that it begins with. */
export interface NewRun {
  readonly id: string
  readonly workspaceId: string
  readonly flowId: string
  readonly flowVersionId: string
  readonly origin: RunOrigin
  /** Of the trigger event: one run for each (flow, key). Null: no deduplication. */
  readonly key: string | null
  readonly instant: string | null
  readonly isTest: boolean
  readonly isDryRun: boolean
  /** User id; null where nobody pressed a button. */
  readonly startedBy: string | null
  /** The earlier run that this one goes on from; null otherwise. */
  readonly retryOf: string | null
  readonly retryKind: RetryKind | null
  readonly parent: ParentStep | null
  readonly rootId: string
  readonly keyRunId: string
  readonly iteration: string
  readonly depth: number
  readonly lane: string
  readonly priority: number
  readonly triggerNode: number
  readonly held: boolean
  /** Terminal where nothing follows the trigger. */
  readonly status: RunStatus
  readonly error: RunError | null
  readonly steps: readonly StepWrite[]
}

/** A step row as it shall be after the write. Times are durations: only the database's clock says when. */
export interface StepWrite {
  readonly node: number
  /** True: the row isn't there yet. */
  readonly isNew: boolean
  readonly status: StepStatus
  readonly attempt: number
  readonly failures: number
  readonly interruptions: number
  readonly worker: string | null
  readonly outcome: AttemptOutcome | null
  readonly outputs: readonly DatasetRef[] | null
  readonly error: ErrorInfo | null
  readonly message: string | null
  readonly failedItems: number
  readonly setAside: DatasetRef | null
  readonly pause: StepPause | null
  /** The newest attempt began so long before this write (0: now). Null: as recorded. */
  readonly startedAgoMs: number | null
  /** The newest attempt ends with this write. */
  readonly ended: boolean
  /** For `retrying` and `suspended`: due so long after this write. Null: at `dueAt`, or not by itself. */
  readonly dueInMs: number | null
  /** For `suspended`: due at this instant, ISO 8601, by the store's clock. */
  readonly dueAt: string | null
}

/** Everything that one decision (or several, folded) changes in one run: all of it is written, or nothing. */
export interface RunChange {
  readonly runId: string
  /** The version that was decided over; where the row has another, the change is refused. */
  readonly expectedVersion: number
  readonly status: RunStatus
  readonly held: boolean
  readonly error: RunError | null
  /** It starts with this write. */
  readonly starts: boolean
  /** Set the deadline to now plus so much; 'none': take it away, while all it does is wait. Null: as it is. */
  readonly deadlineInMs: number | 'none' | null
  readonly steps: readonly StepWrite[]
  readonly attempts: readonly PastAttempt[]
}

export interface JournalBatch {
  readonly accepts: readonly NewRun[]
  readonly changes: readonly RunChange[]
}

export interface JournalAnswer {
  /** By position in `accepts`: null where it was stored, else the id of the earlier run with the same key. */
  readonly earlier: readonly (string | null)[]
  /** By position in `accepts`: when it was accepted, ISO 8601 (of the earlier run where there is one). */
  readonly acceptedAt: readonly string[]
  /** By position in `changes`: whether it won. */
  readonly won: readonly boolean[]
}

/** A step to be rung, with what the doorbell needs. */
export interface DueStep {
  readonly runId: string
  readonly node: number
  readonly attempt: number
  readonly lane: string
  readonly priority: number
}

export interface RunningStep {
  readonly runId: string
  readonly node: number
  readonly attempt: number
  readonly worker: string
}

export interface HeartbeatAnswer {
  /** Of the steps that the worker has at hand: those that aren't its own any more. */
  readonly lost: readonly RunningStep[]
  /** Steps that say for longer than a lease that this worker runs them, and that it doesn't have at hand. */
  readonly forgotten: readonly RunningStep[]
  /** Other workers whose lease holds. */
  readonly others: number
}

/** How far the children of a step are. */
export interface ChildrenSummary {
  /** The first index without a child. (They are made in order; a crash may leave a gap, which is then filled.) */
  readonly opened: number
  /** Of these: not over yet. */
  readonly active: number
  /** Of these: all that is open in them waits for a time or an answer (their time limit doesn't count). */
  readonly waiting: number
  /** The first by index that failed or was cancelled; null: none. */
  readonly failed: { readonly runId: string; readonly error: RunError | null } | null
}

/** A child that is over, with what its steps gave. */
export interface ChildResult {
  readonly runId: string
  readonly index: number
  readonly flowVersionId: string
  readonly status: RunStatus
  readonly error: RunError | null
  /** Outputs by node, of steps that gave any. */
  readonly outputs: ReadonlyMap<number, readonly DatasetRef[]>
}

/** A step of a run, for those who look after it. */
export interface StepPlace {
  readonly runId: string
  readonly node: number
}

export interface LogLineWrite {
  readonly runId: string
  readonly node: number
  readonly attempt: number
  readonly level: 'info' | 'warn' | 'error'
  readonly message: string
  readonly data: JsonObject | null
  /** Milliseconds since the epoch by the worker's clock: for reading only, order is by insertion. */
  readonly at: number
}

export interface HeldFlow {
  readonly flowId: string
  readonly flowVersionId: string
}

/** What the overlap gate decides, see `decideOverlap`. */
export interface GateDecision {
  readonly start: readonly string[]
  readonly cancelOlder: readonly string[]
  readonly skip: readonly string[]
}

/**
 * Where runs and steps are kept. The rows are the truth. One conformance suite for every adapter.
 *
 * Rules
 * R1  A change is applied as a whole where the run's version is the expected one, and not at all otherwise.
 * R2  Status and outcome of a step are written in one statement.
 * R3  Terminal states of runs and steps never change, whatever is asked.
 * R4  All times come from the store's own clock.
 * R5  When a promise resolves the write is durable; when it rejects the outcome is unknown and must be read again.
 */
export interface RunStore {
  write(batch: JournalBatch): Promise<JournalAnswer>
  /** Null where there is no such run. */
  load(runId: string): Promise<RunState | null>

  /** Say that this worker lives, for `leaseMs` from now, and what it has at hand. */
  heartbeat(worker: string, leaseMs: number, atHand: readonly RunningStep[]): Promise<HeartbeatAnswer>
  /** Give the lease up: its steps may be taken by others at once. */
  retireWorker(worker: string): Promise<void>
  /**
   * Steps in `running` whose worker's lease has lapsed, and that were not claimed within `leaseMs`: a claim shows that a worker lives as a
   * beat does. (After the store was away, workers claim before their next beat; each such step would be taken from them at once.)
   */
  findInterrupted(limit: number, leaseMs: number): Promise<readonly RunningStep[]>
  /**
   * Steps `ready` (or `retrying` and due) that nobody rang for `quietMs`; marks them as rung now. The oldest, and as many of those that
   * became quiet within the last 4 s and were never taken: what has just lost its bell isn't kept waiting by all that waits rightly.
   *
   * @param limit of each of the two
   */
  takeUnrung(quietMs: number, limit: number): Promise<readonly DueStep[]>
  /** Active runs past their deadline. */
  findOverdueRuns(limit: number): Promise<readonly string[]>
  /** Active runs, not held, that have no open step and weren't touched for `quietMs`: their next decision got lost. */
  findStuckRuns(quietMs: number, limit: number): Promise<readonly string[]>

  /** Flows that have held runs, with the version of the newest of these (its policy counts). */
  findFlowsWithHeldRuns(limit: number): Promise<readonly HeldFlow[]>
  /**
   * One gatekeeper for a flow at a time: shows active and held runs (oldest first) to `decide`, and lets those to `start` in.
   *
   * @param heldAtMost so many of the oldest that are held; null: all
   */
  gate(flowId: string, decide: (active: readonly string[], held: readonly string[]) => GateDecision, heldAtMost: number | null): Promise<GateDecision>

  appendLog(lines: readonly LogLineWrite[]): Promise<void>

  /** `total`: how many there will be. `opened` is then the first that isn't there. */
  children(of: StepPlace, total: number): Promise<ChildrenSummary>
  /** In order of their index, from `after` (-1 at first) on; only nodes that are named (null: all). */
  childResults(of: StepPlace, page: { readonly after: number; readonly limit: number; readonly nodes: readonly number[] | null }): Promise<readonly ChildResult[]>
  /** Null: there is none. */
  findChild(of: StepPlace, index: number): Promise<string | null>
  /** Children of a step that aren't over. */
  findActiveChildren(of: StepPlace, limit: number): Promise<readonly string[]>
  /** Active runs whose parent step is over: nobody waits for them any more. */
  findOrphans(limit: number): Promise<readonly string[]>
  /** Steps that wait for children of which none is active: somebody has to decide how they go on. */
  findIdleParents(limit: number): Promise<readonly StepPlace[]>

  /** Runs that failed for good and of which nobody was told yet (tests and children aside). */
  findUntold(limit: number): Promise<readonly string[]>
  markTold(runIds: readonly string[]): Promise<void>
}
