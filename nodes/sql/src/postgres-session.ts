import type { Socket } from 'node:net'
import { isMaillonError, type Json, type JsonObject } from '@maillon/node-sdk'
import type { Client } from 'pg'
import { exactNumber } from './exact-number.js'
import { columnNames, rowOf } from './row-of.js'
import { tlsOf, type SqlAccount } from './sql-account.js'
import { sqlError, type SqlTrouble } from './sql-errors.js'
import type { ColumnKind, SqlOpening, SqlSession, SqlValue, TableShape } from './sql-session.js'

const rowsAtOnce = 500
const connectMs = 20_000

/** @param address checked by the host: the connection goes there and nowhere else. */
export async function openPostgres(account: SqlAccount, address: string, opening: SqlOpening): Promise<SqlSession> {
  const [{ default: pg }, { default: Cursor }] = await Promise.all([import('pg'), import('pg-cursor')])
  opening.signal.throwIfAborted()
  const tls = tlsOf(account)
  const client = new pg.Client({
    host: address,
    port: account.port,
    database: account.database,
    user: account.user,
    password: account.password,
    ssl: tls === null ? false : { ...tls },
    connectionTimeoutMillis: connectMs,
    statement_timeout: opening.timeoutMs,
    application_name: 'Maillon',
    options: '-c datestyle=ISO -c timezone=UTC -c intervalstyle=iso_8601 -c extra_float_digits=1',
    keepAlive: true,
  })
  // What breaks between two commands shows in the next one.
  client.on('error', () => undefined)
  const stop = () => destroy(client)
  opening.signal.addEventListener('abort', stop, { once: true })
  const close = async () => {
    opening.signal.removeEventListener('abort', stop)
    await Promise.race([client.end().catch(() => undefined), new Promise((resolve) => setTimeout(resolve, 1000))])
    destroy(client)
  }
  const isForeign = watchForOthers(client)
  try {
    await client.connect()
    if (opening.mode === 'read') await client.query('SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY')
    return new PostgresSession(client, { account, opening, close, makeCursor: (sql, values) => new Cursor(sql, [...values], { rowMode: 'array', types } as never) })
  } catch (error) {
    await close()
    opening.signal.throwIfAborted()
    throw isForeign() ? sqlError('foreign', account.host, messageOf(error)) : postgresError(error, account.host)
  }
}

function streamOf(client: Client): Socket | undefined {
  return (client as unknown as { readonly connection?: { readonly stream?: Socket } }).connection?.stream
}

function destroy(client: Client): void {
  streamOf(client)?.destroy()
}

/** What a PostgreSQL server may begin with: authentication, an error, a notice, another version of the protocol, yes or no to encryption. */
const firstMarks = 'RENSv'

/**
 * The driver takes the first bytes of any server for a message whose length it waits for, until its time is over: who isn't PostgreSQL (a web
 * server, another database) is told by them and left at once.
 */
function watchForOthers(client: Client): () => boolean {
  let isForeign = false
  const stream = streamOf(client)
  stream?.once('data', (part: Buffer) => {
    isForeign = part.length > 0 && !firstMarks.includes(String.fromCharCode(part[0] ?? 0))
    if (isForeign) stream.destroy()
  })
  return () => isForeign
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

interface RowCursor {
  read(count: number, done: (error: Error | undefined, rows: readonly (readonly Json[])[], result: { readonly fields: readonly { readonly name: string }[] }) => void): void
  close(done: () => void): void
}

interface PostgresParts {
  readonly account: SqlAccount
  readonly opening: SqlOpening
  readonly close: () => Promise<void>
  readonly makeCursor: (sql: string, values: readonly SqlValue[]) => unknown
}

class PostgresSession implements SqlSession {
  readonly dialect = 'postgres'

  constructor(
    private readonly client: Client,
    private readonly parts: PostgresParts,
  ) {}

  readonly close = () => this.parts.close()

  async *rows(sql: string, values: readonly SqlValue[]): AsyncGenerator<JsonObject> {
    const cursor = this.client.query(this.parts.makeCursor(sql, values) as never) as unknown as RowCursor
    let names: readonly string[] | null = null
    try {
      for (;;) {
        const { rows, fields } = await this.portion(cursor)
        names ??= columnNames(fields.map(({ name }) => name))
        for (const row of rows) yield rowOf(names, row)
        if (rows.length < rowsAtOnce) return
      }
    } finally {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 1000)
        cursor.close(() => {
          clearTimeout(timer)
          resolve()
        })
      })
    }
  }

  private portion(cursor: RowCursor): Promise<{ readonly rows: readonly (readonly Json[])[]; readonly fields: readonly { readonly name: string }[] }> {
    return new Promise((resolve, reject) =>
      cursor.read(rowsAtOnce, (error, rows, result) => (error === undefined || error === null ? resolve({ rows, fields: result.fields }) : reject(this.translate(error) as Error))))
  }

  async run(sql: string, values: readonly SqlValue[]): Promise<number> {
    try {
      const { rowCount } = await this.client.query({ text: sql, values: [...values] })
      return rowCount ?? 0
    } catch (error) {
      throw this.translate(error)
    }
  }

  async table(name: string): Promise<TableShape | null> {
    const quoted = name.split('.').map(quote).join('.')
    const columns = await this.ask(
      `SELECT a.attname, t.typcategory, t.typname FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
       WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum`, [quoted])
    if (columns.length === 0) return null
    const keys = await this.ask(
      `SELECT array_to_json(array_agg(a.attname::text)) FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey) k JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k
       WHERE i.indrelid = to_regclass($1) AND i.indisunique AND i.indpred IS NULL AND i.indexprs IS NULL GROUP BY i.indexrelid`, [quoted])
    return {
      name: quoted,
      columns: columns.map(([column, category, type]) => ({ name: String(column), kind: kindOf(String(category), String(type)) })),
      uniqueKeys: keys.map(([list]) => list as readonly string[]),
    }
  }

  async tableNames(): Promise<readonly string[]> {
    const rows = await this.ask(`SELECT CASE WHEN schemaname = ANY (current_schemas(false)) THEN tablename ELSE schemaname || '.' || tablename END FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') LIMIT 500`, [])
    return rows.map(([name]) => String(name))
  }

  private async ask(text: string, values: readonly SqlValue[]): Promise<readonly (readonly Json[])[]> {
    try {
      return (await this.client.query({ text, values: [...values], rowMode: 'array' })).rows as readonly (readonly Json[])[]
    } catch (error) {
      throw this.translate(error)
    }
  }

  private translate(error: unknown): unknown {
    return this.parts.opening.signal.aborted ? this.parts.opening.signal.reason : postgresError(error, this.parts.account.host)
  }
}

function quote(name: string): string {
  return `"${name.trim().replaceAll('"', '""')}"`
}

function kindOf(category: string, type: string): ColumnKind {
  if (type === 'json' || type === 'jsonb') return 'json'
  if (type === 'date') return 'date'
  const kinds: { readonly [category: string]: ColumnKind } = { N: 'number', B: 'boolean', S: 'text', D: 'instant' }
  return kinds[category] ?? 'other'
}

const byState: { readonly [state: string]: SqlTrouble } = {
  '28P01': 'login', '28000': 'login', '3D000': 'database', '42601': 'syntax', '42P01': 'table', '42703': 'column', '42501': 'right', '25006': 'read-only', '42P10': 'key', '57014': 'timeout',
  '40P01': 'lock', '40001': 'lock', '55P03': 'lock', '53100': 'space', '53300': 'busy', '57P01': 'lost', '57P02': 'lost', '57P03': 'busy',
  // Two rows of one key in one statement: one after the other they go, and the last one stays, as in other databases.
  '21000': 'row',
}

/** By the state's class where the state itself isn't listed. */
const byClass: { readonly [first: string]: SqlTrouble } = { '22': 'row', '23': 'row', '42': 'syntax', '08': 'lost', '53': 'busy' }

export function postgresError(error: unknown, host: string): unknown {
  if (isMaillonError(error)) return error
  const { code = '', message = '', detail } = error as { readonly code?: string; readonly message?: string; readonly detail?: string }
  const details = [code, message, detail].filter((part) => part !== undefined && part !== '').join(' · ').slice(0, 1000)
  const known = byState[code] ?? (code.length === 5 ? (byClass[code.slice(0, 2)] ?? 'other') : undefined)
  return sqlError(known ?? ofConnection(code, message), host, details)
}

function ofConnection(code: string, message: string): SqlTrouble {
  if (/does not support SSL/i.test(message)) return 'encryption'
  if (/certificate|self.signed|altnames|ALTNAME|UNABLE_TO|CERT_/i.test(`${code} ${message}`)) return 'certificate'
  if (/ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|timeout expired|ENOTFOUND/i.test(`${code} ${message}`)) return 'unreachable'
  return 'lost'
}

/** By OID. Numbers only where they lose nothing; dates as they are, instants in UTC; everything else as text. */
const parsers: ReadonlyMap<number, (text: string) => Json> = new Map<number, (text: string) => Json>([
  [16, (text) => text === 't'],
  [20, exactNumber], [21, Number], [23, Number], [26, Number], [1700, exactNumber],
  [700, floating], [701, floating],
  [114, jsonOf], [3802, jsonOf],
  [1114, (text) => text.replace(' ', 'T')],
  [1184, instant],
])

const types = { getTypeParser: (oid: number) => parsers.get(oid) ?? ((text: string) => text) }

function floating(text: string): Json {
  const number = Number(text)
  return Number.isFinite(number) ? number : text
}

function jsonOf(text: string): Json {
  return JSON.parse(text) as Json
}

/** `2026-01-15 08:00:00.123456+00` as ISO 8601; the digits after milliseconds stay. */
function instant(text: string): Json {
  return /^\d{4}-/.test(text) ? text.replace(' ', 'T').replace(/\+00$/, 'Z') : text
}
