import type { JsonObject } from '@maillon/kernel'
import { instantStatuses, scheduleStates, type InstantReason, type InstantStatus, type RunStatus, type ScheduleState } from '@maillon/plan'
import { Type, type Static } from 'typebox'
import { oneOf } from './one-of.js'
import { exportFields } from './export-fields.js'

const filters = {
  state: Type.Optional(oneOf(scheduleStates)),
  flowId: Type.Optional(Type.String({ maxLength: 40 })),
  /** In the flow's name. */
  words: Type.Optional(Type.String({ maxLength: 200 })),
}

export const SchedulesQuery = Type.Object({
  ...filters,
  offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
  /** 1 to 200, default 50. */
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
})
export type SchedulesQuery = Static<typeof SchedulesQuery>
export const SchedulesExportQuery = Type.Object({ ...filters, ...exportFields })
export type SchedulesExportQuery = Static<typeof SchedulesExportQuery>

/** One schedule trigger of a published flow. Instants are ISO 8601. */
export interface ScheduleView {
  readonly flowId: string
  readonly flowName: string
  /** The workspace has the flow by itself. */
  readonly isSystem: boolean
  readonly nodeId: string
  readonly state: ScheduleState
  /** In the caller's language: « Tous les jours à 09:00 ». */
  readonly sentence: string
  readonly schedule: JsonObject
  readonly timeZone: string
  readonly catchUp: 'skip' | 'one' | 'all'
  /** What is expected next; of a late one the first that nobody took. Null: switched off, or never again. */
  readonly nextAt: string | null
  /** What became of the latest instant that is over. */
  readonly last: { readonly instant: string; readonly status: InstantStatus; readonly reason: InstantReason | null; readonly runId: string | null; readonly runStatus: RunStatus | null } | null
}

export interface SchedulesPage {
  readonly schedules: readonly ScheduleView[]
  readonly total: number
  /** Over all schedules of the workspace, whatever the filter. */
  readonly states: { readonly [S in ScheduleState]: number }
  /** Of the instants of the last 24 hours. */
  readonly day: { readonly fired: number; readonly succeeded: number; readonly failed: number; readonly skipped: number; readonly missed: number }
  /** Runs that people asked for at a time that has not come, soonest first. */
  readonly asked: readonly { readonly flowId: string; readonly flowName: string; readonly at: string; readonly by: string }[]
  /** Does any server look at schedules? `seenAt` is when one last did; null: none within a day. */
  readonly scheduler: { readonly isAlive: boolean; readonly seenAt: string | null }
}

export const InstantsQuery = Type.Object({
  flowId: Type.Optional(Type.String({ maxLength: 40 })),
  /** Only with `flowId`. */
  nodeId: Type.Optional(Type.String({ maxLength: 64 })),
  status: Type.Optional(oneOf([...instantStatuses, 'late'])),
  /** ISO instants; from inclusive, to exclusive. */
  from: Type.Optional(Type.String({ maxLength: 40 })),
  to: Type.Optional(Type.String({ maxLength: 40 })),
  /** Only instants that have come, by the server's database. Default false. */
  isPast: Type.Optional(Type.Boolean()),
  cursor: Type.Optional(Type.String({ maxLength: 400 })),
  /** 1 to 200, default 50. */
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
})
export type InstantsQuery = Static<typeof InstantsQuery>

/** One line of the ledger: what was expected when, and what became of it. */
export interface InstantView {
  readonly flowId: string
  readonly flowName: string
  /** '': a person asked for it. */
  readonly nodeId: string
  readonly instant: string
  /** `late`: expected, due for a minute, and nobody took it yet. */
  readonly status: InstantStatus | 'late'
  readonly reason: InstantReason | null
  readonly runId: string | null
  readonly runStatus: RunStatus | null
  readonly decidedAt: string | null
  /** More than 1: the line stands for so many, up to `through`. */
  readonly instants: number
  readonly through: string | null
  readonly askedBy: string | null
}

export interface InstantsPage {
  readonly instants: readonly InstantView[]
  readonly nextCursor: string | null
}

export const CalendarQuery = Type.Object({
  /** From now on; 1 to 31, default 7. */
  days: Type.Optional(Type.Integer({ minimum: 1, maximum: 31 })),
})
export type CalendarQuery = Static<typeof CalendarQuery>

/** What will run over the next days, who meets whom, and when they could run instead. */
export interface CalendarView {
  readonly from: string
  readonly to: string
  readonly schedules: readonly CalendarSchedule[]
  readonly asked: SchedulesPage['asked']
  readonly collisions: readonly CollisionView[]
}

export interface CalendarSchedule {
  readonly flowId: string
  readonly flowName: string
  readonly nodeId: string
  readonly sentence: string
  readonly timeZone: string
  /** Its coming instants; empty where it runs more than once an hour, which would fill any calendar. */
  readonly instants: readonly string[]
  /** It runs more than once an hour. */
  readonly isFrequent: boolean
}

export interface CollisionView {
  /** Positions in `schedules`. */
  readonly schedules: readonly number[]
  readonly firstAt: string
  /** Meetings within the days. */
  readonly count: number
  readonly proposals: readonly { readonly schedule: number; readonly from: string; readonly to: string; readonly sentence: string; readonly param: JsonObject }[]
}

export const PlanRunRequest = Type.Object({
  /** An ISO instant of the future, at most a year away. Either this or `inMinutes`. */
  at: Type.Optional(Type.String({ maxLength: 40 })),
  inMinutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 527_040 })),
  /** Node id. Absent: the trigger for running by hand, else the first. */
  trigger: Type.Optional(Type.String({ maxLength: 64 })),
})
export type PlanRunRequest = Static<typeof PlanRunRequest>
