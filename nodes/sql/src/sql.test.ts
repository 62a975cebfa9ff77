/** One suite over the servers that there are, each a real one. */
import { testNode } from '@maillon/node-sdk/testing'
import type { NodeDefinition } from '@maillon/node-sdk'
import { startScriptedServer, startTestMariadb, startTestPostgres, startDebianPostgres } from '@maillon/test-kit'
import mysql from 'mysql2/promise'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sqlQuery } from './sql-query.node.js'
import { sqlRun } from './sql-run.node.js'
import { sqlWrite } from './sql-write.node.js'
import { testSql } from './test-connection.js'

interface World {
  readonly type: 'postgres' | 'mysql'
  readonly values: { readonly [field: string]: string | number }
  admin(sql: string): Promise<readonly object[]>
  stop(): Promise<void>
}

const worlds: { readonly [name: string]: () => Promise<World> } = {
  'PostgreSQL': async () => {
    const server = await startTestPostgres()
    const url = new URL(server.connectionString)
    const client = new pg.Client({ connectionString: server.connectionString })
    await client.connect()
    return {
      type: 'postgres',
      values: { host: 'localhost', port: Number(url.port), database: url.pathname.slice(1), user: decodeURIComponent(url.username), password: decodeURIComponent(url.password), encryption: 'none' },
      admin: async (sql) => (await client.query(sql)).rows as object[],
      stop: async () => {
        await client.end()
        await server.stop()
      },
    }
  },
  'MariaDB': async () => {
    const server = await startTestMariadb()
    const { user, password, database, port } = server.credential
    const connection = await mysql.createConnection({ host: '127.0.0.1', port, user, password, database, multipleStatements: true })
    return {
      type: 'mysql',
      values: server.credential,
      admin: async (sql) => (await connection.query(sql))[0] as object[],
      stop: async () => {
        await connection.end()
        await server.stop()
      },
    }
  },
}

const press = async (type: string, values: object) => {
  const context = { signal: new AbortController().signal, resolveHost: () => Promise.resolve({ address: '127.0.0.1', family: 4 as const }) }
  return testSql({ id: 'c', name: 'Base', type, values: values as never }, context).then(
    ({ text }) => ({ code: 'ok', fr: text.fr, retryable: false, all: '' }),
    (error: { info: { code: string; text: { fr: string }; retryable: boolean } }) => ({ code: error.info.code, fr: error.info.text.fr, retryable: error.info.retryable, all: JSON.stringify(error.info) }),
  )
}

describe.each(Object.keys(worlds))('%s', (name) => {
  let world: World
  beforeAll(async () => {
    world = await (worlds[name] ?? (() => Promise.reject(new Error(name))))()
    await world.admin('CREATE TABLE units (id int PRIMARY KEY, name varchar(100), price decimal(20,4), active boolean, day date, at timestamp, note text, data json, CONSTRAINT good_price CHECK (price >= 0))')
  }, 90_000)
  afterAll(() => world.stop())

  const run = (node: NodeDefinition, params: object, more: object = {}) =>
    testNode(node, { params: { ...params }, items: [{}], locale: 'fr', credentials: { database: { type: world.type, values: world.values } }, ...more })
  const query = (sql: string, values: object = {}, more: object = {}) => run(sqlQuery, { sql, values: Object.entries(values).map(([key, value]) => ({ name: key, value })) }, more)
  const write = (action: string, items: readonly object[], params: object = {}, more: object = {}) => run(sqlWrite, { table: 'units', action, keys: action === 'insert' ? [] : ['id'], ...params }, { items, ...more })
  const clear = () => world.admin('DELETE FROM units')

  it('gives values with their types, and loses no digit', async () => {
    await clear()
    await world.admin(`INSERT INTO units (id, name, price, day, at, note) VALUES (1, 'Café', 12.5, '2026-01-15', '2026-01-15 08:00:00', NULL), (2, 'x', 1234567890123456.7891, NULL, NULL, '')`)
    const { error, json } = await query('SELECT id, name, price, day, at, note, 9007199254740993 AS big, 42 AS small, 42 AS small FROM units ORDER BY id')
    expect(error).toBeNull()
    expect(json['main']).toEqual([
      { id: 1, name: 'Café', price: 12.5, day: '2026-01-15', at: expect.stringMatching(/^2026-01-15T08:00:00Z?$/), note: null, big: '9007199254740993', small: 42, small_2: 42 },
      { id: 2, name: 'x', price: '1234567890123456.7891', day: null, at: null, note: '', big: '9007199254740993', small: 42, small_2: 42 },
    ])
  })

  it('binds values, whatever they hold, once for all rows or for each', async () => {
    await clear()
    await write('insert', [{ id: 1, name: `x' OR '1'='1` }, { id: 2, name: 'b"; DROP TABLE units; --' }, { id: 3, name: '\\' }])
    for (const wanted of [`x' OR '1'='1`, 'b"; DROP TABLE units; --', '\\']) expect((await query('SELECT name FROM units WHERE name = :wanted', { wanted })).json['main']).toEqual([{ name: wanted }])
    const each = await query('SELECT id FROM units WHERE name = :wanted AND :wanted IS NOT NULL', { wanted: '{{item.name}}' }, { mode: 'each', items: [{ name: '\\' }, { name: 'none' }, { name: `x' OR '1'='1` }] })
    expect(each.json['main']).toEqual([{ id: 3 }, { id: 1 }])
    expect((await query('SELECT :none AS a', { none: null })).json['main']).toEqual([{ a: null }])
  })

  it('can’t change anything by a query', async () => {
    await clear()
    await write('insert', [{ id: 1, name: 'kept' }])
    for (const sql of ['DELETE FROM units', `UPDATE units SET name = 'gone'`, 'DROP TABLE units', `INSERT INTO units (id) VALUES (9)`, 'TRUNCATE TABLE units', 'CREATE TABLE extra (id int)', 'COMMIT', 'SELECT 1; DELETE FROM units', 'SELECT * FROM units FOR UPDATE']) {
      const { error } = await query(sql)
      if (!/^COMMIT|FOR UPDATE$/.test(sql)) expect([sql, error?.kind]).toEqual([sql, 'user'])
    }
    expect(await world.admin('SELECT name FROM units')).toMatchObject([{ name: 'kept' }])
    expect((await query('SELECT * FROM units WHERE name = {{item.x}}')).error).toMatchObject({ code: 'SQL_TEMPLATE_REFUSED', field: '/sql' })
  })

  it('says what is wrong with a query', async () => {
    expect((await query('SELEC 1')).error).toMatchObject({ code: 'SQL_QUERY_INVALID', field: '/sql', retryable: false })
    expect((await query('SELECT * FROM unitz')).error).toMatchObject({ code: 'SQL_TABLE_UNKNOWN', kind: 'user' })
    expect((await query('SELECT nam FROM units')).error).toMatchObject({ code: 'SQL_COLUMN_UNKNOWN', kind: 'user' })
    expect((await query('SELECT :depui', { depuis: 1 })).error).toMatchObject({ code: 'SQL_VALUE_MISSING', hint: { fr: 'Vouliez-vous dire « :depuis » ?' } })
    expect((await run(sqlQuery, { sql: world.type === 'mysql' ? 'SELECT SLEEP(20)' : 'SELECT pg_sleep(20)', timeoutSeconds: 1 })).error).toMatchObject({ code: 'SQL_STATEMENT_TOO_LONG', retryable: false })
    expect((await run(sqlQuery, { sql: 'SELECT id FROM units UNION ALL SELECT 1 UNION ALL SELECT 2', maxRows: 1 })).error).toMatchObject({ code: 'SQL_ROWS_TOO_MANY', field: '/maxRows' })
  }, 30_000)

  it('streams a great many rows within its memory', async () => {
    const many = world.type === 'mysql' ? 'SELECT seq AS n, REPEAT(\'x\', 500) AS t FROM seq_1_to_200000' : `SELECT n, repeat('x', 500) AS t FROM generate_series(1, 200000) n`
    const before = process.memoryUsage().rss
    const { error, counts } = await run(sqlQuery, { sql: many }, { keepItems: false })
    expect(error).toBeNull()
    expect(counts['main']).toBe(200_000)
    expect((process.memoryUsage().rss - before) / 1024 / 1024).toBeLessThan(300)
  }, 60_000)

  it('inserts, replaces, updates and deletes rows by their key', async () => {
    await clear()
    const rows = Array.from({ length: 1203 }, (_, index) => ({ id: index, name: `n${index}`, price: '12.3400', active: index % 2 === 0, day: '2026-01-15', at: '2026-01-15T08:00:00.000Z', data: { a: [1] } }))
    const inserted = await write('insert', rows)
    expect(inserted.error).toBeNull()
    expect(inserted.json['main']).toEqual([{ table: 'units', action: 'insert', rows: 1203, changed: 1203, refused: 0, alreadyWrittenAt: null }])
    expect((await query('SELECT id, price, at, data FROM units WHERE id = 7')).json['main']).toMatchObject([{ id: 7, price: 12.34, at: expect.stringContaining('2026-01-15T08:00:00') }])
    expect((await write('upsert', [{ id: 7, name: 'seven' }, { id: 5000, name: 'new' }])).error).toBeNull()
    expect(await world.admin('SELECT id, name FROM units WHERE id IN (7, 5000) ORDER BY id')).toMatchObject([{ name: 'seven' }, { name: 'new' }])
    expect((await write('update', [{ id: 8, name: 'eight' }, { id: 99_999, name: 'nobody' }])).json['main']).toMatchObject([{ rows: 2, changed: 1 }])
    expect((await write('delete', rows.slice(0, 1000))).json['main']).toMatchObject([{ rows: 1000, changed: 1000 }])
    expect((await query('SELECT count(*) AS n FROM units')).json['main']).toEqual([{ n: 204 }])
    expect((await write('insert', [{ code: 9001, title: 'mapped', other: 1 }], { columns: [{ column: 'id', field: 'code' }, { column: 'name', field: 'title' }] })).error).toBeNull()
    expect((await write('insert', [{ id: 9002, rubbish: 1 }], { extra: 'ignore' })).error).toBeNull()
  }, 60_000)

  it('writes all rows or none, and names the one that is refused', async () => {
    await clear()
    const rows = Array.from({ length: 700 }, (_, index) => ({ id: index, price: index === 650 ? -1 : 1 }))
    const { error } = await write('insert', rows)
    expect(error).toMatchObject({ code: 'SQL_ROW_REFUSED', kind: 'user', row: 650, retryable: false })
    expect(await world.admin('SELECT id FROM units')).toEqual([])
    expect((await write('insert', [{ id: 1 }, { id: 1 }])).error).toMatchObject({ code: 'SQL_ROW_REFUSED', row: 1 })
    expect((await write('insert', [{ id: 1 }, { id: 'abc' }])).error).toMatchObject({ code: 'SQL_ROW_REFUSED', row: 1 })
    expect(await world.admin('SELECT id FROM units')).toEqual([])
  }, 30_000)

  it.each(['insert', 'update'])('keeps apart the rows that the table refuses where that is wanted, and %ss the others', async (action) => {
    await clear()
    if (action === 'update') await write('insert', Array.from({ length: 700 }, (_, id) => ({ id, price: 0 })))
    const rows = Array.from({ length: 700 }, (_, id) => (id === 3 ? { id: null, price: 1 } : { id, price: id % 300 === 250 ? -1 : 1 }))
    const aside = await write(action, rows, {}, { onError: { choice: 'set-aside' } })
    // An insert leaves it to the table that a key is empty; by it nothing can be found.
    expect(aside).toMatchObject({ status: 'warned', failedItems: { count: 3 }, json: { main: [{ rows: 700, changed: 697, refused: 3 }] } })
    expect(aside.setAside.map(({ json }) => (json['item'] as { id: number | null }).id)).toEqual(expect.arrayContaining([null, 250, 550]))
    expect(await world.admin('SELECT id FROM units WHERE price = 1')).toHaveLength(697)
    const again = await write(action, rows, {}, { onError: { choice: 'set-aside' }, state: Object.fromEntries(aside.state) })
    expect(again).toMatchObject({ failedItems: { count: 3 }, json: { main: [{ changed: 697, refused: 3, alreadyWrittenAt: expect.any(String) }] } })
    expect(await world.admin('SELECT id FROM units WHERE price = 1')).toHaveLength(697)
  }, 30_000)

  it('writes once over retries, and asks where an insert was cut off', async () => {
    await clear()
    const first = await write('insert', [{ id: 1 }])
    const again = await write('insert', [{ id: 1 }], {}, { state: Object.fromEntries(first.state) })
    expect(again.json['main']).toMatchObject([{ alreadyWrittenAt: expect.any(String) }])
    const cut = Object.fromEntries([...first.state.keys()].map((key) => [key, { status: 'sending', at: '2026-01-15T08:00:00.000Z' }]))
    expect((await write('insert', [{ id: 2 }], {}, { state: cut })).error).toMatchObject({ code: 'SEND_OUTCOME_UNKNOWN', retryable: false })
    expect((await write('upsert', [{ id: 2, name: 'x' }], {}, { state: cut })).error).toBeNull()
    expect((await write('insert', [{ id: 3 }], { ifUnknown: 'again' }, { state: cut })).error).toBeNull()
    expect(await world.admin('SELECT id FROM units ORDER BY id')).toMatchObject([{ id: 1 }, { id: 2 }, { id: 3 }])
  })

  it('runs a statement that changes data once, with its values bound, and says how many rows it changed', async () => {
    await clear()
    await write('insert', [{ id: 1, name: 'old' }, { id: 2, name: 'old' }, { id: 3, name: 'new' }])
    const statement = (sql: string, values: object = {}, more: object = {}, params: object = {}) => run(sqlRun, { sql, values: Object.entries(values).map(([name, value]) => ({ name, value })), ...params }, more)
    const dry = await statement('DELETE FROM units WHERE name = :name', { name: 'old' }, { isDryRun: true })
    expect(dry.json['main']).toMatchObject([{ sql: 'DELETE FROM units WHERE name = :name', values: [{ name: 'name', value: 'old' }] }])
    const done = await statement('DELETE FROM units WHERE name = :name', { name: 'old' })
    expect(done.json['main']).toEqual([{ statement: 'DELETE', changed: 2, alreadyRunAt: null }])
    await write('insert', [{ id: 1, name: 'old' }])
    const again = await statement('DELETE FROM units WHERE name = :name', { name: 'old' }, { state: Object.fromEntries(done.state) })
    expect(again.json['main']).toMatchObject([{ changed: 2, alreadyRunAt: expect.any(String) }])
    expect(await world.admin('SELECT id FROM units ORDER BY id')).toMatchObject([{ id: 1 }, { id: 3 }])
    expect((await statement(`UPDATE units SET name = :name WHERE id = :id`, { name: `x'; DELETE FROM units; --`, id: 3 })).json['main']).toMatchObject([{ statement: 'UPDATE', changed: 1 }])
    for (const sql of ['SELECT * FROM units', 'BEGIN', 'COMMIT']) expect((await statement(sql)).error).toMatchObject({ code: 'SQL_STATEMENT_UNFIT', field: '/sql', retryable: false })
    expect((await statement('DELETE FROM units; DELETE FROM units')).error).toMatchObject({ code: 'SQL_STATEMENTS_SEVERAL' })
    expect((await statement('DELETE FROM unitz')).error).toMatchObject({ code: 'SQL_TABLE_UNKNOWN' })
    expect((await statement('UPDATE units SET price = -1')).error).toMatchObject({ code: 'SQL_ROW_REFUSED' })
  })

  it('takes names of tables and columns for names, and says which ones there are', async () => {
    expect((await write('insert', [{ id: 1 }], { table: 'units"; DROP TABLE units; --' })).error).toMatchObject({ code: 'SQL_TABLE_UNKNOWN', field: '/table' })
    expect((await write('insert', [{ id: 1 }], { table: 'unit' })).error).toMatchObject({ code: 'SQL_TABLE_UNKNOWN', hint: { fr: 'Vouliez-vous dire « units » ?' } })
    expect((await write('insert', [{ id: 1, 'name"; DROP TABLE units; --': 1 }])).error).toMatchObject({ code: 'SQL_COLUMN_UNKNOWN', field: '/columns' })
    expect((await write('insert', [{ id: 1, naem: 1 }])).error).toMatchObject({ code: 'SQL_COLUMN_UNKNOWN', hint: { fr: 'Vouliez-vous dire « name » ?' } })
    expect((await write('upsert', [{ id: 1, name: 'x' }], { keys: ['name'] })).error).toMatchObject({ code: 'SQL_KEY_NOT_UNIQUE', field: '/keys', hint: { fr: 'Ses clés uniques : id.' } })
    expect((await write('update', [{ id: null, name: 'x' }])).error).toMatchObject({ code: 'SQL_KEY_EMPTY', row: 0 })
    expect((await write('update', [{ id: 1, name: 'x' }, { id: 2 }])).error).toMatchObject({ code: 'SQL_FIELD_MISSING', row: 1 })
    expect((await write('delete', [{ id: 1 }], { keys: [] })).error).toMatchObject({ code: 'SQL_KEYS_MISSING' })
    const dry = await write('delete', [{ id: 1 }, { id: 2 }], {}, { isDryRun: true })
    expect(dry.json['main']).toMatchObject([{ table: 'units', action: 'delete', count: 2, rows: [{ id: 1 }, { id: 2 }] }])
  })

  it('names the cause of a refusal, and shows no password', async () => {
    expect(await press(world.type, world.values)).toMatchObject({ code: 'ok', fr: expect.stringContaining('1 table(s)') })
    const wrong = await press(world.type, { ...world.values, password: 'wrong-password' })
    expect(wrong).toMatchObject({ code: 'SQL_LOGIN_REFUSED', retryable: false })
    expect(wrong.all).not.toContain('wrong-password')
    expect(await press(world.type, { ...world.values, database: 'nowhere' })).toMatchObject({ code: 'SQL_DATABASE_UNKNOWN', retryable: false })
    expect(await press(world.type, { ...world.values, encryption: 'verified' })).toMatchObject({ code: world.type === 'mysql' ? 'SQL_CERTIFICATE_REFUSED' : 'SQL_ENCRYPTION_MISSING', retryable: false })
    const away = await startScriptedServer({ answer: () => undefined })
    await away.stop()
    expect(await press(world.type, { ...world.values, port: away.port })).toMatchObject({ code: 'SQL_SERVER_UNREACHABLE', retryable: true })
    const nonsense = await startScriptedServer({ greeting: 'HTTP/1.1 400 Bad Request', answer: (_, { socket }) => void socket.destroy() })
    expect((await press(world.type, { ...world.values, port: nonsense.port })).code).toMatch(/^SQL_/)
    await nonsense.stop()
  }, 60_000)

  it('ends with the attempt while the server is silent', async () => {
    const silent = await startScriptedServer({ answer: () => undefined })
    const startedAt = performance.now()
    const { status } = await run(sqlQuery, { sql: 'SELECT 1' }, { signal: AbortSignal.timeout(500), credentials: { database: { type: world.type, values: { ...world.values, port: silent.port } } } })
    expect(status).toBe('failed')
    expect(performance.now() - startedAt).toBeLessThan(5000)
    await silent.stop()
  })
})

describe('TLS', () => {
  it('is checked against the authority of the credential, and against the name', async () => {
    const [postgres, mariadb] = await Promise.all([startDebianPostgres(), startTestMariadb()])
    try {
      expect(await press('postgres', postgres.credential)).toMatchObject({ code: 'ok' })
      expect(await press('postgres', { ...postgres.credential, authority: postgres.certificate.replaceAll('\n', ' ') })).toMatchObject({ code: 'ok' })
      expect(await press('postgres', { ...postgres.credential, authority: '' })).toMatchObject({ code: 'SQL_CERTIFICATE_REFUSED' })
      expect(await press('postgres', { ...postgres.credential, host: 'db.exemple.fr' })).toMatchObject({ code: 'SQL_CERTIFICATE_REFUSED' })
      const encrypted = { ...mariadb.credential, encryption: 'verified', authority: mariadb.certificate }
      expect(await press('mysql', encrypted)).toMatchObject({ code: 'ok' })
      expect(await press('mysql', { ...encrypted, host: 'db.exemple.fr' })).toMatchObject({ code: 'SQL_CERTIFICATE_REFUSED' })
    } finally {
      await Promise.all([postgres.stop(), mariadb.stop()])
    }
  }, 120_000)
})
