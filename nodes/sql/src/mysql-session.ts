import { connect } from 'node:net'
import { isMaillonError, type Json, type JsonObject } from '@maillon/node-sdk'
import type { Connection, FieldPacket } from 'mysql2'
import { exactNumber } from './exact-number.js'
import { columnNames, rowOf } from './row-of.js'
import { tlsOf, type SqlAccount } from './sql-account.js'
import { sqlError, type SqlTrouble } from './sql-errors.js'
import type { ColumnKind, SqlOpening, SqlSession, SqlValue, TableShape } from './sql-session.js'

const connectMs = 20_000

/** @param address checked by the host: the connection goes there and nowhere else. */
export async function openMysql(account: SqlAccount, address: string, opening: SqlOpening): Promise<SqlSession> {
  const { default: mysql } = await import('mysql2')
  opening.signal.throwIfAborted()
  const tls = tlsOf(account)
  const connection = mysql.createConnection({
    // The name goes to TLS, which checks the certificate against it; the socket goes to the checked address.
    host: account.host,
    stream: () => connect({ host: address, port: account.port }),
    database: account.database,
    user: account.user,
    password: account.password,
    ...(tls === null ? {} : { ssl: { ...tls, verifyIdentity: true } as never }),
    connectTimeout: connectMs,
    charset: 'utf8mb4',
    timezone: 'Z',
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    rowsAsArray: true,
    multipleStatements: false,
    flags: ['-LOCAL_FILES'],
  })
  connection.on('error', () => undefined)
  const stop = () => connection.destroy()
  opening.signal.addEventListener('abort', stop, { once: true })
  const close = () => {
    opening.signal.removeEventListener('abort', stop)
    connection.destroy()
    return Promise.resolve()
  }
  const session = new MysqlSession(connection, { account, opening, close })
  try {
    await session.begin()
    return session
  } catch (error) {
    await close()
    throw error
  }
}

interface MysqlParts {
  readonly account: SqlAccount
  readonly opening: SqlOpening
  readonly close: () => Promise<void>
}

class MysqlSession implements SqlSession {
  readonly dialect = 'mysql'

  constructor(
    private readonly connection: Connection,
    private readonly parts: MysqlParts,
  ) {}

  readonly close = () => this.parts.close()

  async begin(): Promise<void> {
    const { mode, timeoutMs } = this.parts.opening
    const [[version = ''] = []] = (await this.ask('SELECT VERSION()', [])) as readonly (readonly string[])[]
    await this.run(`SET time_zone = '+00:00', sql_mode = CONCAT(@@sql_mode, ',STRICT_ALL_TABLES')`, [])
    // Each of the two knows its own word for it.
    await this.run(/mariadb/i.test(version) ? `SET max_statement_time = ${timeoutMs / 1000}` : `SET max_execution_time = ${Math.round(timeoutMs)}`, [])
    if (mode === 'read') await this.run('SET SESSION TRANSACTION READ ONLY', [])
  }

  async *rows(sql: string, values: readonly SqlValue[]): AsyncGenerator<JsonObject> {
    const command = this.connection.execute(sql, [...values])
    const fields: { list: readonly FieldPacket[] } = { list: [] }
    command.on('fields', (list: readonly FieldPacket[]) => void (fields.list = list))
    const stream = command.stream({ highWaterMark: 200 })
    // Between two rows too: a server that keeps silent is given up.
    const guard = this.guard((reason) => stream.destroy(reason))
    try {
      let names: readonly string[] | null = null
      for await (const row of stream as AsyncIterable<readonly Json[]>) {
        guard.pause()
        names ??= columnNames(fields.list.map(({ name }) => name))
        yield rowOf(names, row.map((value, index) => valueOf(value, fields.list[index])))
        guard.resume()
      }
    } catch (error) {
      throw this.translate(error)
    } finally {
      guard.end()
    }
  }

  /** Ends the connection on abort and where nothing comes; the library itself would leave whoever waits without an answer. */
  private guard(giveUp: (reason: Error) => void): { pause(): void; resume(): void; end(): void } {
    const { signal, timeoutMs } = this.parts.opening
    const stop = (reason: Error) => {
      this.connection.destroy()
      giveUp(reason)
    }
    const onAbort = () => stop(signal.reason as Error)
    const onSilence = () => stop(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' }))
    signal.addEventListener('abort', onAbort, { once: true })
    let timer = setTimeout(onSilence, timeoutMs + 5000)
    return {
      pause: () => clearTimeout(timer),
      resume: () => void (timer = setTimeout(onSilence, timeoutMs + 5000)),
      end: () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', onAbort)
      },
    }
  }

  async run(sql: string, values: readonly SqlValue[]): Promise<number> {
    const result = await this.send(sql, values)
    return Number((result as { readonly affectedRows?: number }).affectedRows ?? 0)
  }

  async table(name: string): Promise<TableShape | null> {
    const [table = '', schema = this.parts.account.database] = name.split('.').reverse().map((part) => part.trim())
    const columns = await this.ask(`SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = ? AND table_name = ? AND extra NOT LIKE '%GENERATED%' ORDER BY ordinal_position`, [schema, table])
    if (columns.length === 0) return null
    const keys = await this.ask(`SELECT index_name, column_name FROM information_schema.statistics WHERE table_schema = ? AND table_name = ? AND non_unique = 0 ORDER BY index_name, seq_in_index`, [schema, table])
    const byIndex = new Map<string, string[]>()
    for (const [index, column] of keys) byIndex.set(String(index), [...(byIndex.get(String(index)) ?? []), String(column)])
    return {
      name: [schema, table].map(quote).join('.'),
      columns: columns.map(([column, type]) => ({ name: String(column), kind: kindOf(String(type).toLowerCase()) })),
      uniqueKeys: [...byIndex.values()],
    }
  }

  async tableNames(): Promise<readonly string[]> {
    const rows = await this.ask('SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() LIMIT 500', [])
    return rows.map(([name]) => String(name))
  }

  private async ask(sql: string, values: readonly SqlValue[]): Promise<readonly (readonly Json[])[]> {
    return (await this.send(sql, values)) as readonly (readonly Json[])[]
  }

  private send(sql: string, values: readonly SqlValue[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const guard = this.guard((reason) => reject(this.translate(reason) as Error))
      const done = (error: Error | null, result: unknown) => {
        guard.end()
        if (error === null) resolve(result)
        else reject(this.translate(error) as Error)
      }
      // SET, BEGIN and COMMIT can't be prepared everywhere; they carry no values.
      if (values.length === 0) this.connection.query(sql, done)
      else this.connection.execute(sql, [...values], done)
    })
  }

  private translate(error: unknown): unknown {
    return this.parts.opening.signal.aborted ? this.parts.opening.signal.reason : mysqlError(error, this.parts.account.host)
  }
}

function quote(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``
}

function kindOf(type: string): ColumnKind {
  if (/int|decimal|numeric|float|double|real|year/.test(type)) return 'number'
  if (type === 'date') return 'date'
  if (type === 'datetime' || type === 'timestamp') return 'instant'
  if (type === 'json') return 'json'
  return /char|text|enum|set/.test(type) ? 'text' : 'other'
}

const columnTypes = { decimal: 246, decimalOld: 0, bigint: 8, timestamp: 7, datetime: 12, date: 10, float: 4, double: 5, bit: 16 } as const

function valueOf(value: unknown, field: FieldPacket | undefined): Json {
  if (value === null || value === undefined) return null
  const type = Number(field?.columnType ?? field?.type ?? -1)
  if (typeof value === 'string') return textOf(value, type)
  if (value instanceof Uint8Array) return type === columnTypes.bit ? bitsOf(value) : Buffer.from(value).toString('base64')
  return typeof value === 'number' && !Number.isFinite(value) ? null : (value as Json)
}

function textOf(text: string, type: number): Json {
  switch (type) {
    case columnTypes.decimal:
    case columnTypes.decimalOld:
    case columnTypes.bigint:
      return exactNumber(text)
    case columnTypes.timestamp:
      return text.startsWith('0000') ? null : `${text.replace(' ', 'T')}Z`
    case columnTypes.datetime:
      return text.startsWith('0000') ? null : text.replace(' ', 'T')
    case columnTypes.date:
      return text.startsWith('0000') ? null : text
    default:
      return text
  }
}

function bitsOf(bytes: Uint8Array): Json {
  return exactNumber(String(BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`)))
}

const byNumber: { readonly [errno: number]: SqlTrouble } = {
  1045: 'login', 1698: 'login', 1044: 'database', 1049: 'database', 1064: 'syntax', 1146: 'table', 1054: 'column', 1142: 'right', 1143: 'right', 1227: 'right', 1370: 'right', 1792: 'read-only', 1290: 'right',
  1969: 'timeout', 3024: 'timeout', 1317: 'timeout', 1205: 'lock', 1213: 'lock', 1040: 'busy', 1203: 'busy', 1053: 'lost', 1114: 'space', 1021: 'space',
  1062: 'row', 1048: 'row', 1364: 'row', 1366: 'row', 1264: 'row', 1265: 'row', 1292: 'row', 1406: 'row', 1451: 'row', 1452: 'row', 3819: 'row', 4025: 'row', 1367: 'row', 3140: 'row',
}

export function mysqlError(error: unknown, host: string): unknown {
  if (isMaillonError(error)) return error
  const { errno = 0, code = '', message = '' } = error as { readonly errno?: number; readonly code?: string; readonly message?: string }
  const details = [code, message].filter((part) => part !== '').join(' · ').slice(0, 1000)
  return sqlError(byNumber[errno] ?? ofConnection(code, message), host, details)
}

function ofConnection(code: string, message: string): SqlTrouble {
  if (/does not support secure|HANDSHAKE_NO_SSL/i.test(`${code} ${message}`)) return 'encryption'
  if (/certificate|self.signed|altnames|ALTNAME|UNABLE_TO|CERT_|HANDSHAKE_SSL/i.test(`${code} ${message}`)) return 'certificate'
  if (/ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|ENOTFOUND/.test(code)) return 'unreachable'
  return code.startsWith('ER_') ? 'syntax' : 'lost'
}
