/**
 * The tables as they stood at one instant, for a backup.
 *
 * 1. One transaction (`repeatable read`, read only) reads everything: no row of a later instant stands beside one of an earlier.
 * 2. Sessions, and what processes say of themselves, stay out: nobody is logged in by a backup, and no worker of then is alive.
 * 3. Rows are Postgres' own text format (`COPY`), by named columns: readable by any later version of Postgres.
 */
import { pipeline } from 'node:stream/promises'
import { PassThrough, type Readable } from 'node:stream'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { advisoryLocks } from '../advisory-locks.js'
import { connectPatiently } from '../connect-patiently.js'

/** Tables whose rows mean nothing elsewhere. */
const leftOut: ReadonlySet<string> = new Set(['schema_migration', 'session', 'worker', 'scheduler', 'server_process'])

export interface DumpedTable {
  readonly name: string
  /** In the order of the rows' values; without those that Postgres computes. */
  readonly columns: readonly string[]
}

export class TableDump {
  private constructor(
    private readonly client: pg.Client,
    /** Names of the migrations that made the tables, in order. */
    readonly migrations: readonly string[],
    readonly tables: readonly DumpedTable[],
  ) {}

  /** @throws Error where the database can't be had, or has no tables of ours */
  static async open(connectionString: string): Promise<TableDump> {
    const client = await connectPatiently(connectionString)
    try {
      // Whoever removes bytes that nothing refers to asks for this lock alone, and leaves it for the next time where it can't be had: what this instant names stays until it is copied.
      await client.query('SELECT pg_advisory_lock_shared($1)', [advisoryLocks.bytes])
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
      const { rows: migrations } = await client.query<{ name: string }>('SELECT name FROM schema_migration ORDER BY id')
      const { rows: tables } = await client.query<{ name: string; columns: string[] }>(`
        SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
          FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
         WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
         GROUP BY c.relname ORDER BY c.relname`)
      return new TableDump(client, migrations.map(({ name }) => name), tables.filter(({ name }) => !leftOut.has(name)))
    } catch (error) {
      await client.end().catch(() => undefined)
      throw error
    }
  }

  /** The rows of one table as text. One table at a time: read it to its end before the next. */
  rows(table: DumpedTable): Readable {
    const out = new PassThrough()
    // A failure ends the reader's side too.
    void pipeline(this.client.query(copyTo(`COPY ${quoted(table.name)} (${table.columns.map(quoted).join(', ')}) TO STDOUT`)), out).catch((error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))))
    return out
  }

  async close(): Promise<void> {
    await this.client.end()
  }
}

function quoted(name: string): string {
  return pg.escapeIdentifier(name)
}
