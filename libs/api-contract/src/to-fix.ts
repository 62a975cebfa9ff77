import type { JsonObject } from '@maillon/kernel'
import { Type, type Static } from 'typebox'

const nodeRows = Type.Array(Type.Record(Type.String(), Type.Unknown()), { maxItems: 10_000 })

/** A step that kept rows to be mended: of the run, or of a turn of one of its loops. */
export interface StepToFix {
  /** The run to ask for the rows: a turn's own inside a loop. */
  readonly runId: string
  readonly node: string
  /** '' outside loops; else the turn: `3`, or `3/0`. */
  readonly iteration: string
  readonly rows: number
  /** How many of them have been run again. */
  readonly mended: number
}

/** A row that failed and is kept to be mended. */
export interface RowToFix {
  /** From 0, among the rows that the step kept. */
  readonly index: number
  /** hint: what to do; '' where the message says it all. */
  readonly error: { readonly code: string; readonly message: string; readonly hint: string }
  /** Null: the step failed as a whole, so that there is no row to mend. */
  readonly item: JsonObject | null
  /** Names of the files that belong to it. */
  readonly files: readonly string[]
  /** The newest run that took it up; null: none did. */
  readonly again: { readonly runId: string; readonly at: string; readonly by: string | null } | null
}

export interface RowsToFixPage {
  readonly rows: readonly RowToFix[]
  readonly offset: number
  readonly total: number
}

export const RunRowsRequest = Type.Object({
  rows: nodeRows,
  /** Which of the rows that were kept these are, one for each of `rows`: their files go along, and they are marked. */
  of: Type.Optional(Type.Array(Type.Integer({ minimum: 0 }), { maxItems: 10_000 })),
  /** Also where one of them has been run again already. Default false. */
  again: Type.Optional(Type.Boolean()),
})
export type RunRowsRequest = Static<typeof RunRowsRequest>
