/**
 * SQL over rows, by a DuckDB in memory that knows nothing but them.
 *
 * 1. The tables are loaded first; then files, network and extensions are switched off and the settings locked, and only
 *    then does it see the person's text.
 * 2. One statement, which must be a SELECT. Values come by parameters, never by text.
 * 3. Memory is limited; what needs more goes to the step's own folder, up to a bound.
 */
import type * as duckdb from '@duckdb/node-api'
import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api'
import type { AllContext, Json } from '@maillon/node-sdk'
import { mustBeFieldName } from '../field-name.js'
import type { SpillFolder } from '../spill/spill-folder.js'
import { isDay } from './column-type.js'
import { jsonConverter } from './json-of-value.js'
import { loadTable } from './load-table.js'
import { notOneSelect, sqlError } from './sql-error.js'

export interface SqlParams {
  readonly tables: readonly { readonly id: string }[]
  readonly sql: string
  readonly values: readonly { readonly name: string; readonly value?: unknown }[]
}

type SqlContext = Pick<AllContext<SqlParams>, 'params' | 'input' | 'emit' | 'log' | 'locale' | 'timeZone' | 'signal'>

const memoryLimit = '400MB'
const diskLimit = '10GB'
const interruptMs = 50

export async function runSql(context: SqlContext, folder: SpillFolder): Promise<void> {
  // Its library takes a moment to load, so only where it is used.
  const duck = await import('@duckdb/node-api')
  const instance = await duck.DuckDBInstance.create(':memory:', {
    threads: '2',
    memory_limit: memoryLimit,
    temp_directory: await folder.path(),
    max_temp_directory_size: diskLimit,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
  })
  const connection = await instance.connect()
  // Between two statements there is nothing to interrupt, so once is not enough.
  let interrupting: NodeJS.Timeout | undefined
  const interrupt = () => (interrupting = setInterval(() => connection.interrupt(), interruptMs))
  context.signal.addEventListener('abort', interrupt, { once: true })
  const empty: string[] = []
  try {
    await loadTables(connection, context, { folder, empty })
    await connection.run(`SET TimeZone = '${context.timeZone.replaceAll("'", '')}'`)
    await connection.run('SET enable_external_access = false')
    await connection.run('SET lock_configuration = true')
    context.signal.throwIfAborted()
    await query(connection, context, duck)
  } catch (error) {
    context.signal.throwIfAborted()
    throw sqlError(error, empty)
  } finally {
    context.signal.removeEventListener('abort', interrupt)
    clearInterval(interrupting)
    connection.closeSync()
    instance.closeSync()
  }
}

async function loadTables(connection: DuckDBConnection, { params, input, log, locale, signal }: SqlContext, { folder, empty }: { readonly folder: SpillFolder; readonly empty: string[] }): Promise<void> {
  for (const { id } of params.tables) {
    const loaded = await loadTable(connection, id, { items: input(id), file: folder.file(), signal })
    if (loaded.rows === 0) empty.push(id)
    const say = (fr: string, en: string) => log.warn(locale === 'fr' ? fr : en)
    if (loaded.mixed.length > 0) say(`Table ${id} : des types se mêlent dans ${loaded.mixed.join(', ')} ; lus comme des textes.`, `Table ${id}: types mix in ${loaded.mixed.join(', ')}; read as texts.`)
    for (const { field, column } of loaded.renamed) say(`Table ${id} : « ${field} » s’appelle ${column} dans la requête.`, `Table ${id}: “${field}” is called ${column} in the query.`)
  }
}

async function query(connection: DuckDBConnection, { params, emit }: SqlContext, duck: typeof duckdb): Promise<void> {
  const statements = await connection.extractStatements(params.sql)
  if (statements.count !== 1) throw notOneSelect()
  const prepared = await statements.prepare(0)
  if (prepared.statementType !== duck.StatementType.SELECT) throw notOneSelect()
  const values = Object.fromEntries(params.values.map(({ name, value }) => [name, boundValue((value ?? null) as Json, duck)]))
  const result = await connection.stream(params.sql, values)
  const names = result.deduplicatedColumnNames()
  for (const name of names) mustBeFieldName(name, '/sql')
  const isJson = result.columnTypes().map((type) => type.alias === 'JSON')
  const plain = (value: Json, index: number) => (isJson[index] === true && typeof value === 'string' ? (JSON.parse(value) as Json) : value)
  for await (const rows of result.yieldConvertedRows(jsonConverter(duck))) {
    for (const row of rows) await emit({ json: Object.fromEntries(names.map((name, index) => [name, plain(row[index] ?? null, index)])) })
  }
}

/** A day is bound as a DATE, since columns of days are of that type. */
function boundValue(value: Json, { DuckDBDateValue }: typeof duckdb): DuckDBValue {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value
  if (typeof value === 'string' && isDay(value)) return new DuckDBDateValue(Math.round(Date.parse(`${value}T00:00:00Z`) / 86_400_000))
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value
}
