import type { DuckDBConnection } from '@duckdb/node-api'
import type { Item, Json, JsonObject } from '@maillon/node-sdk'
import type { RecordFile } from '../spill/spill-folder.js'
import { paced } from '../spill/turns.js'
import { ColumnType } from './column-type.js'

/** What became of the rows of an input. */
export interface LoadedTable {
  readonly rows: number
  /** Fields whose values had several types and are texts now. */
  readonly mixed: readonly string[]
  /** Fields that differ from another by letter case only, with the name that they got. */
  readonly renamed: readonly { readonly field: string; readonly column: string }[]
}

export interface TableSource {
  readonly items: AsyncIterable<Item>
  /** Where the rows lie on their way. */
  readonly file: RecordFile<JsonObject>
  readonly signal: AbortSignal
}

/** Rows as a table: first to a file while the types are learnt, then in one go. @param table a name of small letters and digits */
export async function loadTable(connection: DuckDBConnection, table: string, { items, file, signal }: TableSource): Promise<LoadedTable> {
  const columns = new Columns()
  let rows = 0
  for await (const { json } of paced(items, signal)) {
    const pending = file.add(columns.take(json))
    if (pending !== undefined) await pending
    rows++
  }
  const path = await file.path()
  // Without rows nobody knows the columns; the table is there all the same.
  if (path === null || columns.list().length === 0) await connection.run(`CREATE TABLE ${quoted(table)} ("no rows" BOOLEAN)`)
  else {
    const types = columns.list().map(({ id, type }) => `${quoted(id)}: ${text(type.sql())}`)
    const names = columns.list().map(({ id, column }) => `${quoted(id)} AS ${quoted(column)}`)
    await connection.run(`CREATE TABLE ${quoted(table)} AS SELECT ${names.join(', ')} FROM read_json(${text(path)}, format = 'newline_delimited', maximum_object_size = 33554432, columns = {${types.join(', ')}})`)
  }
  return { rows, mixed: columns.list().flatMap(({ field, type }) => (type.mixes ? [field] : [])), renamed: columns.list().filter(({ field, column }) => field !== column) }
}

interface Column {
  readonly field: string
  /** Its name in the file. */
  readonly id: string
  /** Its name in SQL, where letter case makes no difference. */
  readonly column: string
  readonly type: ColumnType
}

class Columns {
  private readonly byField = new Map<string, Column>()
  private readonly taken = new Set<string>()

  list(): readonly Column[] {
    return [...this.byField.values()]
  }

  take(row: JsonObject): JsonObject {
    const record: { [id: string]: Json } = {}
    for (const [field, value] of Object.entries(row)) {
      const column = this.byField.get(field) ?? this.add(field)
      column.type.look(value)
      // As text, a fraction keeps every digit on its way into a DECIMAL.
      record[column.id] = typeof value === 'number' && !Number.isSafeInteger(value) ? String(value) : value
    }
    return record
  }

  private add(field: string): Column {
    let column = field
    for (let copy = 2; this.taken.has(column.toLowerCase()); copy += 1) column = `${field}_${copy}`
    this.taken.add(column.toLowerCase())
    const made = { field, column, id: `c${this.byField.size}`, type: new ColumnType() }
    this.byField.set(field, made)
    return made
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}
