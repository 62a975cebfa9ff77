import type { JsonObject, MaillonError } from '@maillon/node-sdk'
import type { Dialect } from './bind-names.js'

/** What a driver takes as a value. */
export type SqlValue = string | number | boolean | null

export type ColumnKind = 'number' | 'text' | 'boolean' | 'date' | 'instant' | 'json' | 'other'

export interface TableShape {
  /** Quoted, ready for SQL. */
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly kind: ColumnKind }[]
  /** Sets of columns that can't occur twice. */
  readonly uniqueKeys: readonly (readonly string[])[]
}

/** A connection to a database, for one step. All throw MaillonError `SQL_…`. */
export interface SqlSession {
  readonly dialect: Dialect
  /** Rows as they come, a portion at a time in memory. */
  rows(sql: string, values: readonly SqlValue[]): AsyncIterable<JsonObject>
  /** Rows that were changed. */
  run(sql: string, values: readonly SqlValue[]): Promise<number>
  /** Null where there is no such table. `name` may have its schema in front: `sales.orders`. */
  table(name: string): Promise<TableShape | null>
  /** For "did you mean"; at most 500. */
  tableNames(): Promise<readonly string[]>
  close(): Promise<void>
}

/** How a session is opened. */
export interface SqlOpening {
  readonly signal: AbortSignal
  /** `read`: the server itself refuses every change. */
  readonly mode: 'read' | 'write'
  /** Of one statement, milliseconds. */
  readonly timeoutMs: number
}

/** What stands in the way of a row: a constraint, a type. Another row may well go in. */
export function isRowTrouble(error: unknown): error is MaillonError {
  return (error as { readonly info?: { readonly code?: string } } | null)?.info?.code === 'SQL_ROW_REFUSED'
}
