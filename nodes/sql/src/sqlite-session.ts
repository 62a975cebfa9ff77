import { isMaillonError, type Json, type JsonObject } from '@maillon/node-sdk'
import type { Database, SQLiteValue } from 'node-sqlite3-wasm'
import { exactNumber } from './exact-number.js'
import { sqlError, type SqlTrouble } from './sql-errors.js'
import type { ColumnKind, SqlOpening, SqlSession, SqlValue, TableShape } from './sql-session.js'

/** What a statement may begin with: anything else could open other files of this machine (ATTACH, VACUUM INTO, PRAGMA). */
export const sqliteVerbs: { readonly [mode in SqlOpening['mode']]: ReadonlySet<string> } = {
  read: new Set(['SELECT', 'WITH', 'VALUES', 'EXPLAIN']),
  write: new Set(['SELECT', 'WITH', 'INSERT', 'UPDATE', 'DELETE', 'REPLACE', 'BEGIN', 'COMMIT', 'ROLLBACK', 'SAVEPOINT', 'RELEASE']),
}

/**
 * A database file, read in WebAssembly. The path is one of our own copies.
 * @param name for sentences.
 */
export async function openSqlite(path: string, name: string, opening: SqlOpening): Promise<SqlSession> {
  const { default: sqlite } = await import('node-sqlite3-wasm')
  opening.signal.throwIfAborted()
  try {
    const database = new sqlite.Database(path, { fileMustExist: true, readOnly: opening.mode === 'read' })
    const session = new SqliteSession(database, { name, opening })
    // A file is looked at only when something is asked of it.
    database.all('SELECT count(*) FROM sqlite_master')
    return session
  } catch (error) {
    throw sqliteError(error, name)
  }
}

class SqliteSession implements SqlSession {
  readonly dialect = 'sqlite'

  constructor(
    private readonly database: Database,
    private readonly parts: { readonly name: string; readonly opening: SqlOpening },
  ) {}

  async *rows(sql: string, values: readonly SqlValue[]): AsyncGenerator<JsonObject> {
    this.refuseVerb(sql)
    const statement = this.guarded(() => this.database.prepare(sql))
    const until = Date.now() + this.parts.opening.timeoutMs
    try {
      const rows = this.guarded(() => statement.iterate(values.map(plain)))
      let count = 0
      for (;;) {
        const next = this.guarded(() => rows.next())
        if (next.done === true) return
        yield Object.fromEntries(Object.entries(next.value as { readonly [name: string]: SQLiteValue }).map(([name, value]) => [name, valueOf(value)]))
        count += 1
        // The engine runs in this thread: let others have their turn, and look at the clock.
        if (count % 200 === 0) await new Promise((resolve) => setImmediate(resolve))
        if (Date.now() > until) throw sqlError('timeout', this.parts.name, `${this.parts.opening.timeoutMs} ms`)
      }
    } finally {
      try {
        statement.finalize()
      } catch {
        // Says once more why the last step failed.
      }
    }
  }

  run(sql: string, values: readonly SqlValue[]): Promise<number> {
    try {
      this.refuseVerb(sql)
      return Promise.resolve(this.database.run(sql, values.map(plain)).changes)
    } catch (error) {
      return Promise.reject(sqliteError(error, this.parts.name) as Error)
    }
  }

  async table(name: string): Promise<TableShape | null> {
    const columns = await this.all('SELECT name, type, pk FROM pragma_table_xinfo(?) WHERE hidden = 0', [name])
    if (columns.length === 0) return null
    const indexes = await this.all('SELECT name FROM pragma_index_list(?) WHERE "unique" = 1 AND partial = 0', [name])
    const keys = [columns.filter(({ pk }) => Number(pk) > 0).map(({ name: column }) => String(column))]
    for (const { name: index } of indexes) keys.push((await this.all('SELECT name FROM pragma_index_info(?)', [String(index)])).map(({ name: column }) => String(column)))
    return {
      name: `"${name.replaceAll('"', '""')}"`,
      columns: columns.map(({ name: column, type }) => ({ name: String(column), kind: kindOf(String(type).toUpperCase()) })),
      uniqueKeys: keys.filter((key) => key.length > 0),
    }
  }

  async tableNames(): Promise<readonly string[]> {
    return (await this.all("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' LIMIT 500", [])).map(({ name }) => String(name))
  }

  close(): Promise<void> {
    if (this.database.isOpen) this.database.close()
    return Promise.resolve()
  }

  private async all(sql: string, values: readonly SqlValue[]): Promise<readonly JsonObject[]> {
    const rows: JsonObject[] = []
    for await (const row of this.rows(sql, values)) rows.push(row)
    return rows
  }

  private refuseVerb(sql: string): void {
    const verb = /[A-Za-z]+/.exec(sql.replace(/^(?:\s+|--[^\n]*\n?|\/\*[^]*?\*\/)+/, ''))?.[0]?.toUpperCase() ?? ''
    const { mode } = this.parts.opening
    if (!sqliteVerbs[mode].has(verb)) throw sqlError(mode === 'read' ? 'read-only' : 'right', this.parts.name, verb)
  }

  private guarded<Value>(work: () => Value): Value {
    try {
      return work()
    } catch (error) {
      throw sqliteError(error, this.parts.name)
    }
  }
}

function plain(value: SqlValue): SQLiteValue {
  return typeof value === 'boolean' ? Number(value) : value
}

function valueOf(value: SQLiteValue): Json {
  if (typeof value === 'bigint') return exactNumber(String(value))
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  return typeof value === 'number' && !Number.isFinite(value) ? null : value
}

function kindOf(type: string): ColumnKind {
  if (/INT|REAL|FLOA|DOUB|NUM|DEC/.test(type)) return 'number'
  if (/BOOL/.test(type)) return 'boolean'
  return type === 'JSON' ? 'json' : 'text'
}

const troubles: readonly (readonly [RegExp, SqlTrouble])[] = [
  [/not a database|disk image|malformed database|unable to open|no such file/i, 'file'],
  [/constraint|datatype mismatch|too big/i, 'row'],
  [/no such table/i, 'table'],
  [/no such column|has no column/i, 'column'],
  [/readonly|read-only/i, 'read-only'],
  [/ON CONFLICT clause does not match/i, 'key'],
  [/locked|busy/i, 'lock'],
  [/full|disk I\/O/i, 'space'],
]

export function sqliteError(error: unknown, name: string): unknown {
  if (isMaillonError(error)) return error
  const { message } = error as Error
  return sqlError(troubles.find(([pattern]) => pattern.test(message))?.[1] ?? 'syntax', name, message.slice(0, 1000))
}
