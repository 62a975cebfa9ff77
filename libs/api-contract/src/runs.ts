import { Type, type Static } from 'typebox'
import { oneOf } from './one-of.js'
import { exportFields } from './export-fields.js'
import type { ErrorInfo, JsonObject } from '@maillon/kernel'
import type { FlowDocument } from '@maillon/flow-document'
import type { Item } from '@maillon/datasets'
import { runOrigins, runStatuses, type AttemptOutcome, type RunStatus, type StepStatus } from '@maillon/plan'

const Nullable = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) => Type.Union([schema, Type.Null()])

export const RunSummary = Type.Object({
  id: Type.String(),
  flowId: Type.String(),
  flowName: Type.String(),
  /** Null: a run of the draft. */
  versionNumber: Nullable(Type.Integer()),
  status: oneOf(runStatuses),
  origin: oneOf(runOrigins),
  isTest: Type.Boolean(),
  isDryRun: Type.Boolean(),
  acceptedAt: Type.String(),
  startedAt: Nullable(Type.String()),
  endedAt: Nullable(Type.String()),
  /** From acceptance to the end (or until now), milliseconds. */
  durationMs: Nullable(Type.Number()),
  instant: Nullable(Type.String()),
  startedBy: Nullable(Type.String()),
  /** The run that it goes on from (from its failure, from a step, or for mended rows alone); null: none. */
  goesOnFrom: Nullable(Type.Object({ runId: Type.String(), how: oneOf(['failure', 'from', 'rows'] as const) })),
  /** The run whose step called this flow; null: none did. */
  calledBy: Nullable(Type.String()),
  /** When a backup was restored that had this run under way: what it did after that backup was made may have been done twice. Null: none. */
  restoredAt: Nullable(Type.String()),
  /** One sentence: why it failed or warned, in the caller's language; or else what the flow says came of it (a step “Write to the log” with that choice); ''. */
  message: Type.String(),
  /** Figures that the flow gave with that; null: none. */
  statistics: Nullable(Type.Unsafe<JsonObject>(Type.Object({}, { additionalProperties: true }))),
})
export type RunSummary = Static<typeof RunSummary>

const filters = {
  flowId: Type.Optional(Type.String()),
  /** A tag of the flow. */
  tag: Type.Optional(Type.String({ maxLength: 40 })),
  /** Comma-separated run statuses. */
  status: Type.Optional(Type.String({ maxLength: 100 })),
  /** ISO instants; from inclusive, to exclusive. */
  from: Type.Optional(Type.String({ maxLength: 40 })),
  to: Type.Optional(Type.String({ maxLength: 40 })),
  /** Words in messages and logs, or their beginnings. */
  words: Type.Optional(Type.String({ maxLength: 200 })),
  /** What started it. */
  origin: Type.Optional(oneOf(runOrigins)),
  /** The id of the person who did. */
  startedBy: Type.Optional(Type.String({ maxLength: 40 })),
}

export const RunsQuery = Type.Object({
  ...filters,
  cursor: Type.Optional(Type.String({ maxLength: 400 })),
  /** 1 to 200, default 50. */
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
})
export type RunsQuery = Static<typeof RunsQuery>
export const RunsExportQuery = Type.Object({ ...filters, ...exportFields })
export type RunsExportQuery = Static<typeof RunsExportQuery>

export interface RunsPage {
  readonly runs: readonly RunSummary[]
  readonly nextCursor: string | null
}

export interface AttemptView {
  readonly number: number
  readonly outcome: AttemptOutcome
  readonly startedAt: string
  readonly endedAt: string | null
  readonly workerId: string | null
  readonly error: ErrorView | null
}

/** An error in the caller's language; `info` for developers. */
export interface ErrorView {
  readonly sentence: string
  readonly hint: string | null
  readonly info: ErrorInfo
}

export interface StepView {
  /** Node id in the document that ran. */
  readonly node: string
  readonly iteration: string
  readonly status: StepStatus
  readonly startedAt: string | null
  readonly endedAt: string | null
  /** When it goes on by itself, for `retrying` and `suspended`; null: not by itself. */
  readonly nextAttemptAt: string | null
  readonly attempts: readonly AttemptView[]
  readonly message: string
  readonly progress: { readonly done: number; readonly total: number | null } | null
  /** Items by output port. */
  readonly outputs: { readonly [port: string]: number }
  /** What it waits for, or came back from; null: it never waited. */
  readonly wait: StepWaitView | null
  /** Items that failed and were passed over. */
  readonly failedItems: number
  /** Items kept to be mended (see `setAside`). */
  readonly setAside: number
  /** A dry run left it undone: its rows are what it would have done. */
  readonly isPreview: boolean
}

export interface StepWaitView {
  readonly for: 'time' | 'answer' | 'children' | 'find'
  /** Tries that found nothing. */
  readonly emptyTries: number
  /** How it ended; null while it lasts. */
  readonly ended: 'time' | 'deadline' | 'answer' | 'children' | null
  /** What somebody answered; null: nobody did. */
  readonly answer: JsonObject | null
}

/** One turn of a loop. Its steps, data and logs are asked for under its own `runId`. */
export interface TurnView {
  readonly runId: string
  /** From 0. */
  readonly index: number
  readonly status: RunStatus
  readonly acceptedAt: string
  readonly endedAt: string | null
  /** Why it failed or warned; '' otherwise. */
  readonly message: string
}

/** The turns of a loop, page by page. */
export interface TurnsPage {
  readonly turns: readonly TurnView[]
  /** `after` of the next page; null: there is none. */
  readonly next: number | null
}

const nodeId = Type.String({ maxLength: 64 })
const rowList = Type.Array(Type.Record(Type.String(), Type.Unknown()), { maxItems: 10_000 })

export const RunAgainRequest = Type.Object({
  /** The step to begin with. */
  node: nodeId,
  /** Rows that a step before it gave, as they shall be this time. */
  changed: Type.Optional(Type.Array(Type.Object({ node: nodeId, port: Type.String({ maxLength: 64 }), rows: rowList }), { maxItems: 20 })),
})
export type RunAgainRequest = Static<typeof RunAgainRequest>

/** What the page of an answer link shows. */
export interface AnswerView {
  /** open: an answer is taken; early: the step doesn't wait yet; late: answered already, past its deadline, or the run is over. */
  readonly state: 'open' | 'early' | 'late'
  readonly flowName: string
  /** ISO 8601; null: it waits for ever. */
  readonly deadline: string | null
  /** What the person is asked; null where only programs answer. */
  readonly form: JsonObject | null
}

export interface AnswerOutcomeView {
  readonly outcome: 'taken' | 'early' | 'late'
}

/** A run with the version that ran, as the canvas opens it. */
export interface RunDetail {
  readonly run: RunSummary
  readonly document: FlowDocument
  readonly steps: readonly StepView[]
  readonly error: ErrorView | null
}

export interface LogLine {
  readonly at: string
  readonly node: string | null
  readonly attempt: number | null
  readonly level: 'info' | 'warn' | 'error'
  readonly message: string
  readonly data: JsonObject | null
}

/** A page of items of one output (or input) port. */
export interface ItemsPage {
  readonly items: readonly Item[]
  readonly offset: number
  readonly total: number
}

/** Server-sent events of `GET /api/events`: runs and flows of the workspace, or one run with its steps (`?runId=`). Each is a hint; the rows are the truth. */
export type LiveEvent =
  | { readonly type: 'run'; readonly run: RunSummary }
  | { readonly type: 'step'; readonly runId: string; readonly flowId: string; readonly step: StepView }
  | { readonly type: 'flow'; readonly flowId: string; readonly revision: number; readonly by: string }
