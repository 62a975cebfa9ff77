import { connectPatiently } from '../connect-patiently.js'
import { migrations } from '../migrations.js'
import { sealedCountsSql, type SealedCount } from '../sealed/sealed.store.js'
import { readUnsafeSettings } from './read-unsafe-settings.js'

/** What a doctor asks of a database. */
export interface DatabaseFacts {
  /** `18.4`. */
  readonly version: string
  /** Milliseconds from asking to the answer. */
  readonly answerMs: number
  /** The database's clock less ours, in milliseconds. */
  readonly clockMs: number
  /** See `readUnsafeSettings`. */
  readonly unsafeSettings: readonly string[]
  readonly connections: { readonly used: number; readonly most: number }
  readonly bytes: number
  /** Null where there are no tables of ours yet. */
  readonly tables: TableFacts | null
}

export interface TableFacts {
  /** Known here and not run there. */
  readonly pendingMigrations: readonly string[]
  /** Run there and not known here: a newer program has been at work. */
  readonly unknownMigrations: readonly string[]
  /** Whose lease holds just now. */
  readonly workersAlive: number
  /** Of the step that has been waiting for a worker for the longest; null where none waits. */
  readonly oldestReadySeconds: number | null
  /** Sealed secrets by the id of the key that opens them. */
  readonly sealedByKey: { readonly [keyId: string]: number }
}

/** @throws Error where the database can't be had */
export async function readDatabaseFacts(connectionString: string, now: () => number): Promise<DatabaseFacts> {
  const client = await connectPatiently(connectionString)
  const query = async <Row extends object>(sql: string): Promise<readonly Row[]> => (await client.query<Row>(sql)).rows
  try {
    const askedAt = now()
    const [main] = await query<{ version: string; now: string; used: number; most: number; bytes: string; there: boolean }>(mainSql)
    const answeredAt = now()
    if (main === undefined) throw new Error('The database answers nothing')
    return {
      version: main.version,
      answerMs: answeredAt - askedAt,
      clockMs: Math.round(Number(main.now) - (askedAt + answeredAt) / 2),
      unsafeSettings: await readUnsafeSettings(query),
      connections: { used: main.used, most: main.most },
      bytes: Number(main.bytes),
      tables: main.there ? await readTableFacts(query) : null,
    }
  } finally {
    await client.end()
  }
}

async function readTableFacts(query: <Row extends object>(sql: string) => Promise<readonly Row[]>): Promise<TableFacts> {
  const done = (await query<{ name: string }>('SELECT name FROM schema_migration')).map(({ name }) => name)
  const known = migrations.map(({ name }) => name)
  const [work] = await query<{ alive: number; oldest: number | null }>(workSql)
  const keys = await query<SealedCount>(sealedCountsSql)
  return {
    pendingMigrations: known.filter((name) => !done.includes(name)),
    unknownMigrations: done.filter((name) => !known.includes(name)),
    workersAlive: work?.alive ?? 0,
    oldestReadySeconds: work?.oldest ?? null,
    sealedByKey: Object.fromEntries(keys.map(({ keyId }) => [keyId, keys.filter((one) => one.keyId === keyId).reduce((sum, { count }) => sum + count, 0)])),
  }
}

const mainSql = `
  SELECT current_setting('server_version') AS version, (extract(epoch FROM clock_timestamp()) * 1000)::text AS now,
         (SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend') AS used, current_setting('max_connections')::int AS most,
         pg_database_size(current_database())::text AS bytes,
         to_regclass('schema_migration') IS NOT NULL AS there`

const workSql = `
  SELECT (SELECT count(*)::int FROM worker WHERE alive_until > now()) AS alive,
         (SELECT floor(extract(epoch FROM now() - min(ready_at)))::int FROM step WHERE status = 'ready') AS oldest`
