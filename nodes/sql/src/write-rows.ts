/**
 * Rows into a table, all in one transaction: all of them or none.
 *
 * 1. Names of tables and columns are looked up in the database and quoted as it writes them; values are bound.
 * 2. Inserts go in portions; where one is refused, its rows go one by one, so that the bad one can be named.
 * 3. What is lost while the commit is under way is said to be unknown.
 */
import { isMaillonError, MaillonError, nearestName, userError, type Item, type Json } from '@maillon/node-sdk'
import { outcomeUnknown } from './sql-errors.js'
import { isRowTrouble, type ColumnKind, type SqlSession, type SqlValue, type TableShape } from './sql-session.js'
import { sqlValue } from './sql-values.js'

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

export async function writeRows(session: SqlSession, items: AsyncIterable<Item>, write: RowsWrite): Promise<Written> {
  const table = await knownTable(session, write)
  await session.run('BEGIN', [])
  try {
    const written = await writeAll(session, items, { write, table })
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

async function writeAll(session: SqlSession, items: AsyncIterable<Item>, { write, table }: Pick<WritePlan, 'write' | 'table'>): Promise<Written> {
  let plan: WritePlan | null = null
  let portion: (readonly SqlValue[])[] = []
  let rows = 0
  let changed = 0
  const flush = async () => {
    if (plan !== null && portion.length > 0) changed += await writePortion(session, plan, { values: portion, first: rows - portion.length })
    portion = []
  }
  for await (const item of items) {
    plan ??= { write, table, fields: fieldsOf(write, table, Object.keys(item.json)) }
    portion.push(valuesOf(plan, item, { row: rows, session }))
    rows += 1
    if (portion.length >= portionSize(plan)) await flush()
  }
  await flush()
  return { rows, changed }
}

function portionSize({ write, fields }: WritePlan): number {
  return write.action === 'update' || write.action === 'delete' ? mostRows : Math.max(1, Math.min(mostRows, Math.floor(mostPlaceholders / fields.length)))
}

interface Portion {
  readonly values: readonly (readonly SqlValue[])[]
  /** Position of its first row in the input. */
  readonly first: number
}

async function writePortion(session: SqlSession, plan: WritePlan, portion: Portion): Promise<number> {
  const { action } = plan.write
  if (action === 'update' || action === 'delete' || portion.values.length === 1) return oneByOne(session, plan, portion)
  await session.run('SAVEPOINT rows_at_once', [])
  try {
    await session.run(insertSql(plan, session, portion.values.length), portion.values.flat())
    await session.run('RELEASE SAVEPOINT rows_at_once', [])
    return portion.values.length
  } catch (error) {
    if (!isRowTrouble(error)) throw error
    await session.run('ROLLBACK TO SAVEPOINT rows_at_once', [])
    return oneByOne(session, plan, portion)
  }
}

async function oneByOne(session: SqlSession, plan: WritePlan, { values, first }: Portion): Promise<number> {
  const { action } = plan.write
  let changed = 0
  for (const [index, row] of values.entries()) {
    try {
      if (action === 'insert' || action === 'upsert') {
        await session.run(insertSql(plan, session, 1), row)
        changed += 1
      } else changed += await changeRow(session, plan, row)
    } catch (error) {
      throw isRowTrouble(error) ? new MaillonError({ ...error.info, row: first + index }, { cause: error }) : error
    }
  }
  return changed
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

function unknown(about: { readonly code: string; readonly what: { readonly fr: string; readonly en: string }; readonly name: string; readonly known: readonly string[]; readonly field: string }) {
  const near = nearestName(about.name, about.known)
  const shown = about.known.slice(0, 20).join(', ')
  return userError({
    code: about.code,
    text: { fr: `Il n’y a pas de ${about.what.fr} « ${about.name.slice(0, 100)} ».`, en: `There is no ${about.what.en} “${about.name.slice(0, 100)}”.` },
    hint: near === null ? { fr: `Il y a : ${shown}.`, en: `There are: ${shown}.` } : { fr: `Vouliez-vous dire « ${near} » ?`, en: `Did you mean “${near}”?` },
    field: about.field,
  })
}

function noKeys() {
  return userError({ code: 'SQL_KEYS_MISSING', text: { fr: 'Il manque les colonnes clés, qui disent de quelle ligne il s’agit.', en: 'The key columns are missing, which say which row it is.' }, field: '/keys' })
}

function notUnique(keys: readonly string[], table: TableShape) {
  const shown = table.uniqueKeys.map((key) => key.join(' + ')).join(', ')
  return userError({
    code: 'SQL_KEY_NOT_UNIQUE',
    text: { fr: `Les colonnes ${keys.join(' + ')} ne forment pas une clé unique de la table.`, en: `The columns ${keys.join(' + ')} are not a unique key of the table.` },
    hint: shown === '' ? { fr: 'La table n’a aucune clé unique.', en: 'The table has no unique key.' } : { fr: `Ses clés uniques : ${shown}.`, en: `Its unique keys: ${shown}.` },
    field: '/keys',
  })
}

function keyNotGiven(key: string) {
  return userError({ code: 'SQL_KEY_NOT_GIVEN', text: { fr: `Les lignes n’apportent pas la colonne clé « ${key} ».`, en: `The rows do not bring the key column “${key}”.` }, field: '/keys' })
}

function keyEmpty(key: string, row: number) {
  return userError({ code: 'SQL_KEY_EMPTY', text: { fr: `La clé « ${key} » de cette ligne est vide.`, en: `The key “${key}” of this row is empty.` }, field: '/keys', row })
}

function fieldMissing(field: string, row: number) {
  return userError({
    code: 'SQL_FIELD_MISSING',
    text: { fr: `Cette ligne n’a pas le champ « ${field} », que les autres ont.`, en: `This row does not have the field “${field}”, which the others have.` },
    hint: { fr: 'Donnez-lui une valeur, vide s’il le faut : sinon la colonne serait effacée.', en: 'Give it a value, empty where need be: else the column would be wiped.' },
    row,
  })
}

function fieldNotFirst(field: string, row: number) {
  return userError({
    code: 'SQL_FIELD_EXTRA',
    text: { fr: `Cette ligne a un champ « ${field} » que la première n’a pas.`, en: `This row has a field “${field}” that the first one does not have.` },
    hint: { fr: 'Choisissez les colonnes à écrire, ou d’ignorer les champs de trop.', en: 'Choose the columns to write, or to ignore extra fields.' },
    field: '/columns',
    row,
  })
}

function nothingToWrite(columns: readonly string[]) {
  return userError({
    code: 'SQL_COLUMNS_NONE',
    text: { fr: 'Aucun champ des lignes n’est à écrire dans la table.', en: 'No field of the rows goes into the table.' },
    hint: { fr: `Ses colonnes : ${columns.slice(0, 20).join(', ')}.`, en: `Its columns: ${columns.slice(0, 20).join(', ')}.` },
    field: '/columns',
  })
}
