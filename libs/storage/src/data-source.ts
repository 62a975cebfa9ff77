import 'reflect-metadata'
import pg from 'pg'
import { DataSource, type MigrationInterface } from 'typeorm'
import { advisoryLocks } from './advisory-locks.js'
import { entities } from './entities.js'
import { migrations } from './migrations.js'
import { refuseNewerSchema } from './refuse-newer-schema.js'

export interface DatabaseOptions {
  /** A libpq URL. */
  readonly connectionString: string
  /** Where our tables stand. Default `maillon` (BullMQ keeps its own in `bullmq`). Lower-case letters, digits and `_`. */
  readonly schema?: string
  /** Connections at most. Default 10. */
  readonly poolSize?: number
  /** Shown in `pg_stat_activity`. Default `maillon`. */
  readonly applicationName?: string
  /**
   * For the pool of the run store: its few prepared statements all go by index, whatever the statistics of a table that was empty a moment
   * ago suggest (a generic plan made over an empty table reads it whole, and stays until the next ANALYZE). Default false.
   */
  readonly isHot?: boolean
  /** Migrations that `migrate` may run. Default: all. A restore makes the tables as they were first. */
  readonly migrations?: readonly (new () => MigrationInterface)[]
}

const defaultSchema = 'maillon'

/**
 * TypeORM over our tables: entities, migrations and everything that isn't hot. Call `initialize()` on it, and `migrate` once per start.
 * The search path is set on each connection, so that raw SQL needs no schema prefix.
 */
export function createDataSource(options: DatabaseOptions): DataSource {
  const schema = checkedSchema(options.schema)
  return new DataSource({
    type: 'postgres',
    url: options.connectionString,
    schema,
    poolSize: options.poolSize ?? 10,
    entities: [...entities],
    migrations: [...(options.migrations ?? migrations)],
    migrationsTableName: 'schema_migration',
    // The library's own logger prints whole statements with their values; ours never shows data.
    logging: false,
    extra: { ...connectionSettings(schema, options), Client: EnduringClient },
  })
}

/**
 * A connection whose loss is never an unhandled event. Where the server's goodbye comes in the same packet as the end of the greeting, the pool
 * has let go of the connection and TypeORM hasn't taken hold of it yet: the error would end the process.
 */
class EnduringClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config)
    this.on('error', () => undefined)
  }
}

/** A plain pool for hot paths (the journal, leases): prepared statements and pipelining that TypeORM's query runner doesn't offer. */
export function createPool(options: DatabaseOptions): pg.Pool {
  const schema = checkedSchema(options.schema)
  // A line may be dead without saying so (its other end is gone): a statement that isn't answered is given up, and its connection with it. Without
  // that a heartbeat, or the journal, would wait for ever.
  const pool = new pg.Pool({ connectionString: options.connectionString, max: options.poolSize ?? 10, query_timeout: 15_000, ...connectionSettings(schema, options) })
  // A lost connection fails its statement and is replaced at the next use. Without a listener it would end the process: the pool's own
  // hears only the idle ones, so that each client has one for the time that it is checked out.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/**
 * Bring the database up to date; several servers may call it at once. The DataSource must be initialized.
 * @returns the names of the migrations that ran now.
 * @throws MaillonError STORAGE_SCHEMA_NEWER where a later program has migrated it.
 */
export async function migrate(dataSource: DataSource): Promise<readonly string[]> {
  const schema = checkedSchema((dataSource.options as { schema?: string }).schema)
  const runner = dataSource.createQueryRunner()
  try {
    // A session lock on a connection of its own: the migrations themselves run on other connections of the pool.
    await runner.query('SELECT pg_advisory_lock($1)', [advisoryLocks.migrations])
    await runner.query(`CREATE SCHEMA IF NOT EXISTS "${schema}"`)
    await refuseNewerSchema(runner, dataSource)
    const done = await dataSource.runMigrations({ transaction: 'each' })
    return done.map((migration) => migration.name)
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [advisoryLocks.migrations]).catch(() => undefined)
    await runner.release()
  }
}

function connectionSettings(schema: string, options: DatabaseOptions): { readonly options: string; readonly application_name: string; readonly keepAlive: boolean; readonly connectionTimeoutMillis: number } {
  return {
    options: `-c search_path=${schema} -c timezone=UTC -c idle_in_transaction_session_timeout=60000 ${flushed}${options.isHot === true ? hotSettings : ''}`,
    application_name: options.applicationName ?? 'maillon',
    keepAlive: true,
    // A trigger must be refused within 2 s where the database can't be had (promise 1); the rest is the statement's share.
    connectionTimeoutMillis: 5000,
  }
}

/** What is accepted is on disk, whatever the server, the database or the account has as its default. */
const flushed = '-c synchronous_commit=on'

const hotSettings = ' -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c enable_material=off -c enable_bitmapscan=off -c plan_cache_mode=force_generic_plan -c jit=off'

function checkedSchema(schema: string | undefined): string {
  const name = schema ?? defaultSchema
  if (!/^[a-z][a-z0-9_]{0,50}$/.test(name)) throw new Error(`Not a schema name: ${name}`)
  return name
}
