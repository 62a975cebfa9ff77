import type { DatasetRef } from '@maillon/datasets'
import type { Clock, ErrorInfo, JsonObject, Logger, Random, TellError } from '@maillon/kernel'
import type { Plan, RunOrigin, RunStatus, StepStatus, TriggerEvent } from '@maillon/plan'
import type { ChangedOutput } from './core/beginnings.js'
import type { EngineObserver } from './engine-observer.port.js'
import type { Faults } from './faults.port.js'
import type { LiveEvents } from './live-events.port.js'
import type { PlanSource } from './plan-source.port.js'
import type { RunError, RunState } from './run-state.js'
import type { NewRun, RunStore } from './run-store.port.js'
import type { StepQueue } from './step-queue.port.js'
import type { StepRunner } from './step-runner.port.js'

/** Durations in milliseconds. */
export interface EngineSettings {
  /** An accept that isn't durable by then is refused. Default 2,000. */
  readonly acceptTimeoutMs: number
  /** A worker that didn't say it lives for so long has lost its steps. Default 5,000. */
  readonly leaseMs: number
  /** How often it says so. Default 1,500. */
  readonly heartbeatMs: number
  /** How often lost bells, lapsed leases and deadlines are looked for. Default 1,000. */
  readonly sweepMs: number
  /** A ready step that nobody claimed for so long is rung again. Default 3,000. */
  readonly unrungAfterMs: number
  /** A step is given up after so many interrupted attempts. Default 3. */
  readonly maxInterruptions: number
  /** Light nodes go on in place for at most so long in one job. Default 50. */
  readonly inPlaceBudgetMs: number
  /** What an aborted node gets to end by itself before its attempt is abandoned. Default 1,000. */
  readonly abortGraceMs: number
  /** Runs whose state is kept in memory for the next step. Default 2,000. */
  readonly cachedRuns: number
}

export interface EngineOptions {
  readonly store: RunStore
  readonly queue: StepQueue
  readonly runner: StepRunner
  readonly plans: PlanSource
  readonly events: LiveEvents
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  /** Default: none. */
  readonly faults?: Faults
  /** Default: nobody. */
  readonly observer?: EngineObserver
  /** A run failed for good (no test, no child of another run). Called at least once for each; a rejection means: again later. Default: nothing. */
  readonly onFinalFailure?: (state: RunState, plan: Plan) => Promise<void>
  /** What is wrong with the rows that a caller brings to another flow (by the index of its trigger); null: nothing. The calling step then fails with it. Default: never anything. */
  readonly callProblem?: (called: Plan, at: { readonly trigger: number; readonly rows: DatasetRef }) => Promise<ErrorInfo | null>
  /** What an error flow is given about the run that failed. Default: its ids, the node and the error's code. */
  readonly failureItem?: (state: RunState, plan: Plan) => JsonObject
  /** For rows of steps that the engine itself ended (time limit, interruption, a failed turn). Default: what the error brings along, else its code. */
  readonly tellError?: TellError
  readonly settings?: Partial<EngineSettings>
}

export interface AcceptRequest {
  readonly workspaceId: string
  readonly flowId: string
  readonly flowVersionId: string
  readonly origin: RunOrigin
  /** Of the trigger event (delivery id, schedule instant, …): one run for each (flow, key). Null: none. At most 200 characters. */
  readonly key: string | null
  readonly trigger: TriggerEvent
  /** The trigger's output by reference, where its items were too large to stand in the row; `trigger.items` is then empty. */
  readonly triggerOutput?: DatasetRef
  /** Schedule instant, ISO 8601. Default null. */
  readonly instant?: string | null
  readonly isTest?: boolean
  readonly isDryRun?: boolean
  /** User id. Default null. */
  readonly startedBy?: string | null
}

export interface Accepted {
  readonly runId: string
  /** False: a run with the same (flow, key) was there already, and this is its id. */
  readonly isNew: boolean
}

/** A run that its caller writes, in a transaction that holds more than the run (a schedule's ledger). */
export interface PreparedRun {
  readonly run: NewRun
  /** Once the write is durable, with the store's answer: tell and ring. Where this is never called, the sweep rings. */
  confirm(answer: { readonly earlier: string | null; readonly acceptedAt: string }): Accepted
}

export interface RunAgain {
  /** Index into the plan's nodes. */
  readonly node: number
  /** User id. Default null. */
  readonly startedBy?: string | null
}

/** A wait of a step, as an answer link names it. */
export interface AnswerPlace {
  readonly runId: string
  readonly node: number
  readonly number: number
}

/** early: the step doesn't wait yet (the link left before the step was suspended); late: answered already, past its deadline, or over. */
export type AnswerOutcome = 'taken' | 'early' | 'late' | 'unknown'

/** How a run, or one step of it, ended. */
export type SettledView =
  | { readonly of: 'run'; readonly status: RunStatus; readonly error: RunError | null }
  | { readonly of: 'step'; readonly status: StepStatus; readonly outputs: readonly DatasetRef[] | null; readonly error: ErrorInfo | null }

export interface WorkerOptions {
  /** By name, or with limits of their own. */
  readonly lanes: readonly (string | LaneService)[]
  /** Steps at once in each lane that is given by its name. Default 50. */
  readonly concurrency?: number
  /** Lanes in which nothing begins for now, whoever serves them. Default: none. */
  readonly paused?: readonly string[]
}

/** What this process does as a worker just now. */
export interface WorkerView {
  /** As it stands in the steps that it runs. */
  readonly id: string
  /** Steps at hand. */
  readonly running: number
}

/** How a worker serves a lane. */
export interface LaneService {
  readonly name: string
  /** Steps at once. */
  readonly concurrency: number
  /** No step of the lane may take longer, milliseconds. Null: only its own limit counts. */
  readonly timeoutMs: number | null
  /** Heap of a heavy step in the lane, MiB. Null: the host's usual limit. */
  readonly heapMiB: number | null
}

/** What a sweep found and mended. */
export interface ReconcileReport {
  readonly rung: number
  readonly interrupted: number
  readonly timedOut: number
  readonly unstuck: number
  readonly admitted: number
}

export interface Engine {
  /**
   * Make a run of a trigger event. Resolves after the commit.
   * @throws MaillonError ENGINE_STORE_UNAVAILABLE (retryable) where it isn't durable in time; the outcome is then unknown: ask again with the same key.
   */
  accept(request: AcceptRequest): Promise<Accepted>
  /** The same without the write, which is then the caller's. */
  prepare(request: AcceptRequest): Promise<PreparedRun>
  /** False where the run is over already or isn't there. */
  cancel(runId: string): Promise<boolean>
  /**
   * A new run of the same version that goes on from the failed steps and keeps what succeeded.
   * @throws MaillonError ENGINE_RUN_NOT_FAILED, ENGINE_RUN_UNKNOWN
   */
  retryFromFailure(runId: string, startedBy?: string | null): Promise<Accepted>
  /**
   * A new run of the same version that does a step and everything behind it again, with other outputs before it where `changed` says so.
   * @throws MaillonError ENGINE_RUN_UNKNOWN, ENGINE_NODE_UNKNOWN
   */
  runAgainFrom(runId: string, request: RunAgain & { readonly changed?: readonly ChangedOutput[] }): Promise<Accepted>
  /**
   * A new run of the same version that does a step and everything behind it for these rows alone: items that were set aside, mended.
   * Of a turn of a loop: through the rest of its turn; what follows the loop isn't done again.
   * @throws MaillonError ENGINE_RUN_UNKNOWN, ENGINE_NODE_UNKNOWN, ENGINE_ROWS_NONE
   */
  runRows(runId: string, request: RunAgain & { readonly rows: DatasetRef }): Promise<Accepted>
  /** Give the answer that a step waits for. `number`: which of its waits is meant. */
  answer(place: AnswerPlace, answer: JsonObject): Promise<AnswerOutcome>
  /** Wait until the step of a node (by index), or the run, has ended. A step of a run that ended without it counts as skipped. Null: not within `timeoutMs`. */
  whenSettled(runId: string, target: number | 'run', timeoutMs: number): Promise<SettledView | null>
  /** Take jobs from these lanes, keep the lease alive and sweep. Also after a `drain`. */
  startWorker(options: WorkerOptions): Promise<void>
  /** Serve these lanes from now on, instead of those before; for a worker that runs. Steps at hand go on as they began. */
  serve(options: WorkerOptions): Promise<void>
  workerView(): WorkerView
  /**
   * Set a run going that stands still: its running steps are interrupted (uncounted) and tried again, its ready ones rung for anew, a decision
   * that got lost is made. False where there was nothing to do: it is over, it only waits, or isn't there.
   */
  release(runId: string): Promise<boolean>
  /** One sweep now. Runs by itself while the worker runs. */
  reconcile(): Promise<ReconcileReport>
  /** No new claims; wait for the steps at hand at most `graceMs`, then abort them and give the lease up so that others go on. */
  drain(graceMs: number): Promise<void>
}
