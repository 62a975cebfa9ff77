import type { DatasetRef } from '@maillon/datasets'
import type { ErrorInfo, JsonObject } from '@maillon/kernel'
import type { AttemptOutcome, RunOrigin, RunStatus, StepStatus } from '@maillon/plan'
import type { ParentStep, RetryKind, RunError, StepPause } from './run-state.js'

/** Times are ISO 8601, UTC. */
export interface RunRow {
  readonly id: string
  readonly workspaceId: string
  readonly flowId: string
  readonly flowVersionId: string
  readonly origin: RunOrigin
  readonly status: RunStatus
  readonly isTest: boolean
  readonly isDryRun: boolean
  readonly acceptedAt: string
  readonly startedAt: string | null
  readonly endedAt: string | null
  readonly instant: string | null
  readonly startedBy: string | null
  readonly retryOf: string | null
  readonly retryKind: RetryKind | null
  /** The step that called it; null: none did. */
  readonly parent: ParentStep | null
  /** It was under way in a backup that was restored then, and went on; null: no backup had it under way. */
  readonly restoredAt: string | null
  readonly error: RunError | null
}

export interface AttemptRow {
  readonly number: number
  readonly outcome: AttemptOutcome
  readonly startedAt: string
  readonly endedAt: string | null
  readonly worker: string | null
  readonly error: ErrorInfo | null
}

export interface StepRow {
  /** Index into the plan's nodes. */
  readonly node: number
  readonly iteration: string
  readonly status: StepStatus
  readonly startedAt: string | null
  readonly endedAt: string | null
  /** For `retrying` and `suspended`: when it goes on by itself; null: not by itself. */
  readonly nextAttemptAt: string | null
  readonly error: ErrorInfo | null
  readonly message: string | null
  readonly failedItems: number
  /** Items kept to be mended; null: none. */
  readonly setAside: DatasetRef | null
  /** What it waits for, or came back from; null: it never waited. */
  readonly pause: StepPause | null
  /** By output port; null until it has any. */
  readonly outputs: readonly DatasetRef[] | null
  /** Oldest first. */
  readonly attempts: readonly AttemptRow[]
}

export interface LogRow {
  readonly at: string
  readonly node: number
  readonly attempt: number
  readonly level: 'info' | 'warn' | 'error'
  readonly message: string
  readonly data: JsonObject | null
}

/** What a run said came of it: the last line of its log that says so. */
export interface RunResult {
  readonly message: string
  /** Figures for programs and tables; null: none. */
  readonly statistics: JsonObject | null
}

/** The part of a log line's data that makes it the run's result: its statistics, `{}` for none. */
export const runResultKey = 'runResult'

export interface RunListQuery {
  readonly workspaceId: string
  /** Any of these flows. Absent: all; empty: none. */
  readonly flowIds?: readonly string[]
  /** Any of these. Absent or empty: all. */
  readonly statuses?: readonly RunStatus[]
  /** Accepted at or after. */
  readonly from?: string
  /** Accepted before. */
  readonly to?: string
  /** Each is the beginning of a word (without regard to case and accents) in the run's error, a step's message or error, or a log line. */
  readonly words?: string
  readonly origin?: RunOrigin
  /** The id of a person. */
  readonly startedBy?: string
  /** Default: test runs too. */
  readonly withTests?: boolean
  /** From the answer before. */
  readonly cursor?: string
  /** 1 to 200. */
  readonly limit: number
}

/** One turn of a loop. It is a run of its own: its steps, data and logs are read under its id. */
export interface TurnRow {
  readonly runId: string
  /** From 0. */
  readonly index: number
  /** `3`, or `3/0` in a loop within a loop. */
  readonly iteration: string
  readonly status: RunStatus
  readonly acceptedAt: string
  readonly endedAt: string | null
  readonly error: RunError | null
}

/** What people see of runs. Newest first. */
export interface RunReader {
  /** Turns of loops are no runs for people: they aren't listed nor counted. */
  list(query: RunListQuery): Promise<{ readonly runs: readonly RunRow[]; readonly nextCursor: string | null }>
  /** Null where there is none in that workspace. */
  find(workspaceId: string, runId: string): Promise<RunRow | null>
  /** Those of them that are there, in no order. */
  findMany(workspaceId: string, runIds: readonly string[]): Promise<readonly RunRow[]>
  steps(runId: string): Promise<readonly StepRow[]>
  /** The steps of many runs, by run; in no order of runs. */
  stepsOf(runIds: readonly string[]): Promise<ReadonlyMap<string, readonly StepRow[]>>
  /** Null where the step isn't there or gave nothing at that port. */
  output(runId: string, node: number, port: number): Promise<DatasetRef | null>
  /** The turns of a loop, by index, from `after` (-1 at first) on. `runId`: the run that the loop's step belongs to. */
  turns(runId: string, node: number, page: { readonly after: number; readonly limit: number }): Promise<readonly TurnRow[]>
  /** Oldest first; `after` is the position of the last line that was seen (0 at first). */
  logs(runId: string, after: number, limit: number): Promise<{ readonly lines: readonly LogRow[]; readonly last: number }>
  /** By run; those that said nothing are absent. */
  results(runIds: readonly string[]): Promise<ReadonlyMap<string, RunResult>>
  /** People who started runs by hand, in no order. */
  starters(workspaceId: string): Promise<readonly string[]>
}
