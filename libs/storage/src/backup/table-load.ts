/**
 * Puts dumped tables into an empty database.
 *
 * 1. Only where nobody has used the database: no tables of ours, or tables without a person. What is there is never mixed or overwritten.
 * 2. All or nothing: tables are filled in one transaction, and `finish` commits it.
 * 3. The tables are made by the migrations that made the dumped ones, then brought up to date by the later ones. A dump of a later program is refused.
 * 4. Runs that were under way are marked: what they did after the dump was made isn't in it, and they go on from before.
 */
import { pipeline } from 'node:stream/promises'
import type { Readable } from 'node:stream'
import { MaillonError } from '@maillon/kernel'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { createDataSource, migrate } from '../data-source.js'
import { migrations } from '../migrations.js'
import { commandLineName, connectPatiently } from '../connect-patiently.js'
import type { DumpedTable } from './table-dump.js'

interface ForeignKey {
  readonly table: string
  readonly name: string
  readonly definition: string
}

export class TableLoad {
  private constructor(
    private readonly connectionString: string,
    private readonly client: pg.Client,
    private readonly foreignKeys: readonly ForeignKey[],
  ) {}

  /**
   * @param made the migrations of the dump
   * @throws MaillonError STORAGE_RESTORE_NEWER, STORAGE_RESTORE_OCCUPIED, STORAGE_RESTORE_RUNNING
   */
  static async open(connectionString: string, made: readonly string[]): Promise<TableLoad> {
    const known = new Set(migrations.map(({ name }) => name))
    const unknown = made.find((name) => !known.has(name))
    if (unknown !== undefined) throw refused('STORAGE_RESTORE_NEWER', { migration: unknown })
    await clearUnused(connectionString)
    await migrateBy(connectionString, made)
    const client = await connectPatiently(connectionString)
    try {
      await client.query('BEGIN')
      // Two restores at once: the second finds the first one's people once it may look.
      await client.query('LOCK TABLE app_user IN ACCESS EXCLUSIVE MODE')
      const { rowCount } = await client.query('SELECT 1 FROM app_user LIMIT 1')
      if (rowCount !== 0) throw refused('STORAGE_RESTORE_OCCUPIED')
      return new TableLoad(connectionString, client, await dropForeignKeys(client))
    } catch (error) {
      await client.end().catch(() => undefined)
      throw error
    }
  }

  /** @returns how many rows */
  async fill(table: DumpedTable, rows: Readable): Promise<number> {
    const name = pg.escapeIdentifier(table.name)
    await this.client.query(`DELETE FROM ${name}`)
    const into = this.client.query(copyFrom(`COPY ${name} (${table.columns.map((column) => pg.escapeIdentifier(column)).join(', ')}) FROM STDIN`))
    await pipeline(rows, into)
    return into.rowCount
  }

  /** Checks what refers to what, commits, and brings the tables up to date. */
  async finish(): Promise<void> {
    for (const { table, name, definition } of this.foreignKeys) await this.client.query(`ALTER TABLE ${pg.escapeIdentifier(table)} ADD CONSTRAINT ${pg.escapeIdentifier(name)} ${definition}`)
    await advanceSequences(this.client)
    await this.client.query('COMMIT')
    await this.client.query('ANALYZE')
    await this.client.end()
    await migrateBy(this.connectionString, migrations.map(({ name }) => name))
    await markRuns(this.connectionString)
  }

  /** Leaves the database as it was. */
  async giveUp(): Promise<void> {
    await this.client.query('ROLLBACK').catch(() => undefined)
    await this.client.end().catch(() => undefined)
  }
}

type RefusalCode = 'STORAGE_RESTORE_NEWER' | 'STORAGE_RESTORE_OCCUPIED' | 'STORAGE_RESTORE_RUNNING'

function refused(code: RefusalCode, params: { readonly [name: string]: string } = {}): MaillonError {
  return new MaillonError({ code, kind: 'user', retryable: false, params })
}

/** A server that was started once and never set up has left tables, of its own version, with nobody in them. */
async function clearUnused(connectionString: string): Promise<void> {
  const client = await connectPatiently(connectionString)
  try {
    const { rows: [found] } = await client.query<{ there: boolean }>("SELECT to_regclass('app_user') IS NOT NULL AS there")
    if (found?.there !== true) return
    if ((await client.query('SELECT 1 FROM app_user LIMIT 1')).rowCount !== 0) throw refused('STORAGE_RESTORE_OCCUPIED')
    const { rowCount: servers } = await client.query("SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'maillon%' AND application_name <> $1 LIMIT 1", [commandLineName])
    if (servers !== 0) throw refused('STORAGE_RESTORE_RUNNING')
    await client.query('DROP SCHEMA maillon CASCADE')
  } finally {
    await client.end()
  }
}

async function migrateBy(connectionString: string, names: readonly string[]): Promise<void> {
  const database = createDataSource({ connectionString, poolSize: 3, migrations: migrations.filter(({ name }) => names.includes(name)) })
  await database.initialize()
  try {
    await migrate(database)
  } finally {
    await database.destroy()
  }
}

/** Rule 4. */
async function markRuns(connectionString: string): Promise<void> {
  const client = await connectPatiently(connectionString)
  try {
    await client.query('UPDATE run SET restored_at = now() WHERE ended_at IS NULL')
  } finally {
    await client.end()
  }
}

/** Tables come in any order, and some refer to each other in a ring: the references are checked once all are there. */
async function dropForeignKeys(client: pg.Client): Promise<readonly ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(`
    SELECT conrelid::regclass::text AS table, conname::text AS name, pg_get_constraintdef(oid) AS definition
      FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY 1, 2`)
  for (const { table, name } of rows) await client.query(`ALTER TABLE ${pg.escapeIdentifier(table)} DROP CONSTRAINT ${pg.escapeIdentifier(name)}`)
  return rows
}

/** Copied rows bring their numbers along; the next number comes after them. */
async function advanceSequences(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string }>(`
    SELECT c.relname::text AS table, a.attname::text AS column FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attidentity <> ''
     WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'`)
  for (const { table, column } of rows) {
    await client.query(`SELECT setval(pg_get_serial_sequence($1, $2), (SELECT coalesce(max(${pg.escapeIdentifier(column)}), 0) + 1 FROM ${pg.escapeIdentifier(table)}), false)`, [table, column])
  }
}
