/**
 * Rows into a table, all in one transaction: all of them or none, but for the rows that the person wants kept apart.
 *
 * 1. Names of tables and columns are looked up in the database and quoted as it writes them; values are bound.
 * 2. Rows go in portions; where one is refused, its rows go one by one, each behind a savepoint, so that the bad one can be named and the
 *    others stay.
 * 3. What is lost while the commit is under way is said to be unknown.
 */
import { isMaillonError, MaillonError, type Item, type Json } from '@maillon/node-sdk'
import type { RefusedRows } from './refused-rows.js'
import { outcomeUnknown } from './sql-errors.js'
import { isRowTrouble, type ColumnKind, type SqlSession, type SqlValue, type TableShape } from './sql-session.js'
import { sqlValue } from './sql-values.js'
import { fieldMissing, fieldNotFirst, keyEmpty, keyNotGiven, noKeys, nothingToWrite, notUnique, unknown } from './write-errors.js'

export type WriteAction = 'insert' | 'upsert' | 'update' | 'delete'

export interface RowsWrite {
  readonly table: string
  readonly action: WriteAction
  /** Columns by which a row is known; not for `insert`. */
  readonly keys: readonly string[]
  /** Which field goes into which column. Empty: each field into the column of its name. */
  readonly columns: readonly { readonly column: string; readonly field: string }[]
  readonly extra: 'fail' | 'ignore'
}

export interface Written {
  /** Rows that came in. */
  readonly rows: number
  /** Rows of the table that were written, changed or deleted. */
  readonly changed: number
}

/** A way to write, decided over the first row. */
interface WritePlan {
  readonly write: RowsWrite
  readonly table: TableShape
  readonly fields: readonly { readonly column: string; readonly field: string; readonly kind: ColumnKind }[]
}

/** The most placeholders that every server takes, shared by the rows of a portion. */
const mostPlaceholders = 20_000
const mostRows = 500

/** @param rows `refused` decides about those that can't be written: what it throws undoes everything */
export async function writeRows(session: SqlSession, rows: { readonly items: AsyncIterable<Item>; readonly refused: RefusedRows }, write: RowsWrite): Promise<Written> {
  const table = await knownTable(session, write)
  await session.run('BEGIN', [])
  try {
    const written = await writeAll(session, rows, { write, table })
    await commit(session)
    return written
  } catch (error) {
    if (isMaillonError(error) && error.info.code === 'SQL_OUTCOME_UNKNOWN') throw error
    await session.run('ROLLBACK', []).catch(() => undefined)
    throw error
  }
}

async function commit(session: SqlSession): Promise<void> {
  try {
    await session.run('COMMIT', [])
  } catch (error) {
    if (isMaillonError(error) && error.info.code === 'SQL_CONNECTION_LOST') throw outcomeUnknown('', error.info.details ?? '')
    throw error
  }
}

/** A row that goes into the table. */
interface RowToWrite {
  readonly item: Item
  /** Position in the input. */
  readonly index: number
  readonly values: readonly SqlValue[]
}

interface Writing {
  readonly session: SqlSession
  readonly plan: WritePlan
  readonly refused: RefusedRows
}

async function writeAll(session: SqlSession, { items, refused }: { readonly items: AsyncIterable<Item>; readonly refused: RefusedRows }, { write, table }: Pick<WritePlan, 'write' | 'table'>): Promise<Written> {
  let plan: WritePlan | null = null
  let portion: RowToWrite[] = []
  let index = 0
  let changed = 0
  const flush = async () => {
    if (plan !== null && portion.length > 0) changed += await writePortion({ session, plan, refused }, portion)
    portion = []
  }
  for await (const item of items) {
    plan ??= { write, table, fields: fieldsOf(write, table, Object.keys(item.json)) }
    const values = valuesOrError(plan, item, { row: index, session })
    if (values instanceof Error) await refused.add(values, { item, index })
    else portion.push({ item, index, values })
    index += 1
    if (portion.length >= portionSize(plan)) await flush()
  }
  await flush()
  return { rows: index, changed }
}

function valuesOrError(plan: WritePlan, item: Item, place: { readonly row: number; readonly session: SqlSession }): readonly SqlValue[] | MaillonError {
  try {
    return valuesOf(plan, item, place)
  } catch (error) {
    if (isMaillonError(error)) return error
    throw error
  }
}

function portionSize({ write, fields }: WritePlan): number {
  return write.action === 'update' || write.action === 'delete' ? mostRows : Math.max(1, Math.min(mostRows, Math.floor(mostPlaceholders / fields.length)))
}

/** Rule 2. @returns how many rows of the table changed */
async function writePortion(writing: Writing, portion: readonly RowToWrite[]): Promise<number> {
  const { session, plan } = writing
  try {
    return await behindSavepoint(session, async () => {
      if (isInsert(plan)) await session.run(insertSql(plan, session, portion.length), portion.flatMap(({ values }) => values))
      return isInsert(plan) ? portion.length : await changeRows(writing, portion)
    })
  } catch (error) {
    if (!isRowTrouble(error)) throw error
    return oneByOne(writing, portion)
  }
}

async function changeRows({ session, plan }: Writing, portion: readonly RowToWrite[]): Promise<number> {
  let changed = 0
  for (const { values } of portion) changed += await changeRow(session, plan, values)
  return changed
}

async function oneByOne({ session, plan, refused }: Writing, portion: readonly RowToWrite[]): Promise<number> {
  let changed = 0
  for (const { item, index, values } of portion) {
    try {
      changed += await behindSavepoint(session, async () => {
        if (!isInsert(plan)) return changeRow(session, plan, values)
        await session.run(insertSql(plan, session, 1), values)
        return 1
      })
    } catch (error) {
      if (!isRowTrouble(error)) throw error
      await refused.add(new MaillonError({ ...error.info, row: index }, { cause: error }), { item, index })
    }
  }
  return changed
}

function isInsert({ write }: WritePlan): boolean {
  return write.action === 'insert' || write.action === 'upsert'
}

/** What the table refuses is undone alone. */
async function behindSavepoint<Value>(session: SqlSession, work: () => Promise<Value>): Promise<Value> {
  await session.run('SAVEPOINT before_rows', [])
  try {
    const value = await work()
    await session.run('RELEASE SAVEPOINT before_rows', [])
    return value
  } catch (error) {
    if (isRowTrouble(error)) {
      await session.run('ROLLBACK TO SAVEPOINT before_rows', [])
      await session.run('RELEASE SAVEPOINT before_rows', [])
    }
    throw error
  }
}

function changeRow(session: SqlSession, plan: WritePlan, row: readonly SqlValue[]): Promise<number> {
  const { write, table, fields } = plan
  const place = placer(session)
  const parts = fields.map(({ column }, index) => ({ column, value: row[index] ?? null, isKey: write.keys.includes(column) }))
  const keys = parts.filter(({ isKey }) => isKey)
  const others = parts.filter(({ isKey }) => !isKey)
  const equal = (part: { readonly column: string }) => `${quoted(session, part.column)} = ${place()}`
  if (write.action === 'delete') return session.run(`DELETE FROM ${table.name} WHERE ${keys.map(equal).join(' AND ')}`, keys.map(({ value }) => value))
  const set = others.map(equal).join(', ')
  return session.run(`UPDATE ${table.name} SET ${set} WHERE ${keys.map(equal).join(' AND ')}`, [...others, ...keys].map(({ value }) => value))
}

function insertSql({ write, table, fields }: WritePlan, session: SqlSession, rows: number): string {
  const place = placer(session)
  const columns = fields.map(({ column }) => quoted(session, column))
  const tuples = Array.from({ length: rows }, () => `(${columns.map(() => place()).join(', ')})`).join(', ')
  const insert = `INSERT INTO ${table.name} (${columns.join(', ')}) VALUES ${tuples}`
  if (write.action !== 'upsert') return insert
  const others = fields.filter(({ column }) => !write.keys.includes(column)).map(({ column }) => quoted(session, column))
  const keys = write.keys.map((key) => quoted(session, key))
  if (session.dialect === 'mysql') return `${insert} ON DUPLICATE KEY UPDATE ${(others.length === 0 ? keys : others).map((column) => `${column} = VALUES(${column})`).join(', ')}`
  if (others.length === 0) return `${insert} ON CONFLICT (${keys.join(', ')}) DO NOTHING`
  return `${insert} ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${others.map((column) => `${column} = excluded.${column}`).join(', ')}`
}

function placer({ dialect }: SqlSession): () => string {
  let count = 0
  return () => {
    count += 1
    return dialect === 'postgres' ? `$${count}` : '?'
  }
}

function quoted({ dialect }: SqlSession, column: string): string {
  return dialect === 'mysql' ? `\`${column.replaceAll('`', '``')}\`` : `"${column.replaceAll('"', '""')}"`
}

async function knownTable(session: SqlSession, write: RowsWrite): Promise<TableShape> {
  const table = await session.table(write.table.trim())
  if (table === null) throw unknown({ code: 'SQL_TABLE_UNKNOWN', what: { fr: 'table', en: 'table' }, name: write.table, known: await session.tableNames(), field: '/table' })
  const names = table.columns.map(({ name }) => name)
  for (const [index, key] of write.keys.entries()) if (!names.includes(key)) throw unknown({ code: 'SQL_COLUMN_UNKNOWN', what: { fr: 'colonne', en: 'column' }, name: key, known: names, field: `/keys/${index}` })
  if (write.action !== 'insert' && write.keys.length === 0) throw noKeys()
  if (write.action === 'upsert' && !table.uniqueKeys.some((key) => key.length === write.keys.length && key.every((column) => write.keys.includes(column)))) throw notUnique(write.keys, table)
  return table
}

function fieldsOf(write: RowsWrite, table: TableShape, given: readonly string[]): WritePlan['fields'] {
  const kinds = new Map(table.columns.map(({ name, kind }) => [name, kind]))
  const wanted = write.columns.length > 0 ? write.columns : given.map((name) => ({ column: name, field: name }))
  const known = wanted.filter(({ column }, index) => {
    if (kinds.has(column)) return true
    if (write.columns.length === 0 && write.extra === 'ignore') return false
    throw unknown({ code: 'SQL_COLUMN_UNKNOWN', what: { fr: 'colonne', en: 'column' }, name: column, known: [...kinds.keys()], field: write.columns.length > 0 ? `/columns/${index}/column` : '/columns' })
  })
  const needed = write.action === 'delete' ? known.filter(({ column }) => write.keys.includes(column)) : known
  for (const key of write.keys) if (!needed.some(({ column }) => column === key)) throw keyNotGiven(key)
  if (needed.length === 0 || (write.action === 'update' && needed.length === write.keys.length)) throw nothingToWrite(table.columns.map(({ name }) => name))
  return needed.map(({ column, field }) => ({ column, field, kind: kinds.get(column) ?? 'other' }))
}

function valuesOf({ write, fields }: WritePlan, item: Item, { row, session }: { readonly row: number; readonly session: SqlSession }): readonly SqlValue[] {
  if (write.columns.length === 0 && write.extra === 'fail') {
    const extra = Object.keys(item.json).find((name) => !fields.some(({ field }) => field === name))
    if (extra !== undefined && write.action !== 'delete') throw fieldNotFirst(extra, row)
  }
  return fields.map(({ column, field, kind }) => {
    const given = item.json[field]
    if ((given === undefined || given === null) && write.keys.includes(column)) throw keyEmpty(column, row)
    if (given === undefined && write.action !== 'insert') throw fieldMissing(field, row)
    return forColumn(given ?? null, kind, session)
  })
}

const isoInstant = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(\.\d{1,6})?\d*Z$/

/** MySQL takes no ISO 8601: instants go as its own text, in UTC like the session. */
function forColumn(value: Json, kind: ColumnKind, session: SqlSession): SqlValue {
  const instant = session.dialect === 'mysql' && typeof value === 'string' && (kind === 'instant' || kind === 'date') ? isoInstant.exec(value) : null
  if (instant !== null) return kind === 'date' ? (instant[1] ?? null) : `${instant[1]} ${instant[2]}${instant[3] ?? ''}`
  if (kind === 'json' && value !== null) return JSON.stringify(value)
  return sqlValue(value, session)
}
