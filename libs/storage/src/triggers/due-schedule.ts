import type { PreparedRun } from '@maillon/engine'
import type { JsonObject } from '@maillon/kernel'
import type { InstantReason, InstantStatus } from '@maillon/plan'
import type { CatchUpPolicy } from './catch-up-policy.js'

/** A schedule whose instant has come, locked for whoever holds it. */
export interface DueSchedule {
  readonly flowId: string
  readonly workspaceId: string
  readonly nodeId: string
  /** Of the published version: what is to run. */
  readonly versionId: string
  /** A `ScheduleParam`. */
  readonly schedule: JsonObject
  readonly timeZone: string
  readonly exceptDates: readonly string[]
  /** What a delay counts from. */
  readonly anchoredAt: Date
  readonly catchUp: CatchUpPolicy
  readonly catchUpLimit: number
  readonly catchUpDays: number
  /** The instant that has come. */
  readonly dueAt: Date
  /** Instants from `dueAt` on that the ledger has an outcome for already, in milliseconds. */
  readonly settled: ReadonlySet<number>
  /** By the database's clock. */
  readonly now: Date
}

/** A run that a person asked for at a time, which has come. */
export interface DueAskedRun {
  readonly flowId: string
  readonly workspaceId: string
  readonly instant: Date
  /** Null: the flow has no published version any more, or is deleted. */
  readonly versionId: string | null
  readonly asked: AskedFor
  readonly now: Date
}

/** Who asked for a run at a time, and from which trigger (null: the first one that a person can start). */
export interface AskedFor {
  readonly by: string
  readonly name: string
  readonly trigger: string | null
}

/** What became of one instant (or of `instants` of them, up to `through`). */
export interface Outcome {
  readonly instant: Date
  readonly status: Exclude<InstantStatus, 'expected'>
  readonly reason: InstantReason | null
  readonly instants: number
  readonly through: Date | null
  /** To be written with it. Null exactly where it isn't `fired`. */
  readonly run: PreparedRun | null
}

/** What is to be written for a schedule that was due. */
export interface ScheduleFiring {
  readonly outcomes: readonly Outcome[]
  /** Null: never again. */
  readonly nextAt: Date | null
}

/** What a round of firing did, once it is durable. */
export interface FiredRound {
  /** Rows that were looked at; less than the limit: nothing more was due. */
  readonly taken: number
  readonly runs: readonly { readonly run: PreparedRun; readonly answer: { readonly earlier: string | null; readonly acceptedAt: string } }[]
  /** Instants that were missed for good. */
  readonly missed: readonly { readonly flowId: string; readonly nodeId: string; readonly instants: number }[]
  readonly failed: readonly { readonly flowId: string; readonly nodeId: string; readonly error: unknown }[]
}

/** Where tests stop a scheduler: rows locked, everything written, committed. */
export interface FiringFaults {
  /** Undefined where nothing is to happen here (always, outside of tests). */
  at(point: 'locked' | 'written' | 'committed'): Promise<void> | undefined
}
