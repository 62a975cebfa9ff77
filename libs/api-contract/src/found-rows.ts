import type { Item } from '@maillon/datasets'
import { Type, type Static } from 'typebox'
import { oneOf } from './one-of.js'

/** What a value of a column has to be. `above` and `below` compare numbers as numbers, everything else as text. */
export const rowFilterKinds = ['contains', 'is', 'is-not', 'above', 'below', 'empty', 'filled'] as const
export type RowFilterKind = (typeof rowFilterKinds)[number]

/** One column of the rows that are looked for. Case and accents don't count, and numbers may be written as people do (`1 234,5`). */
export const RowFilter = Type.Object(
  {
    field: Type.String({ minLength: 1, maxLength: 200 }),
    is: oneOf(rowFilterKinds),
    /** What is compared; `empty` and `filled` need none. */
    value: Type.Optional(Type.String({ maxLength: 500 })),
  },
  { additionalProperties: false },
)
export type RowFilter = Static<typeof RowFilter>

/** All of them have to fit. */
export const RowFilters = Type.Array(RowFilter, { maxItems: 10 })

export const FindRowsQuery = Type.Object({
  side: oneOf(['input', 'output'] as const),
  /** `RowFilter`s as JSON text. Absent: every row fits. */
  where: Type.Optional(Type.String({ maxLength: 8_000 })),
  /** Outputs only: rows that didn't come in like this. Default false. */
  changed: Type.Optional(Type.Boolean()),
  /** The row to begin looking at; default 0. */
  from: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000 })),
  /** Among those that fit; default 0. */
  offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000 })),
  /** 1 to 200, default 50. */
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
})
export type FindRowsQuery = Static<typeof FindRowsQuery>

/**
 * How rows that a step gave are told to be rows that came in.
 * place: the first is the first; content: they are the same, wherever they stand; none: the step makes rows of its own, or too many came in to compare.
 */
export const rowMatches = ['place', 'content', 'none'] as const
export type RowMatch = (typeof rowMatches)[number]

export interface FoundRow {
  /** Its place among all rows of the port, from 0. */
  readonly index: number
  readonly item: Item
  /** The row as it came in; only where rows correspond by their place. */
  readonly before?: Item
}

/** A page of the rows of a port that fit, looked for among all of them. */
export interface FoundRows {
  readonly rows: readonly FoundRow[]
  readonly offset: number
  /** How many of the rows that were looked at fit. */
  readonly total: number
  /** Rows of the port. */
  readonly of: number
  /** The row to go on from; null: all that stand behind `from` were looked at. */
  readonly next: number | null
  /** Null: nothing was compared. */
  readonly match: RowMatch | null
}
