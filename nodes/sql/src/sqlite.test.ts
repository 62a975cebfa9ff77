import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createMemoryFiles, testNode, type MemoryFiles } from '@maillon/node-sdk/testing'
import sqlite from 'node-sqlite3-wasm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sqliteQuery } from './sqlite-query.node.js'
import { sqliteWrite } from './sqlite-write.node.js'

let place: string
let bytes: Uint8Array

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'maillon-sqlite-test-'))
  const database = new sqlite.Database(join(place, 'made.db'))
  database.exec(`CREATE TABLE sales (id INTEGER PRIMARY KEY, product TEXT, amount NUMERIC CHECK (amount >= 0), sold BOOLEAN, raw BLOB);
    INSERT INTO sales VALUES (1, 'Café', 3.9, 1, x'00ff'), (2, 'it''s', 9007199254740993, NULL, NULL)`)
  database.close()
  bytes = await readFile(join(place, 'made.db'))
})
afterAll(() => rm(place, { recursive: true, force: true }))

function world() {
  const files = createMemoryFiles()
  const file = files.add('ventes.db', bytes, 'application/vnd.sqlite3')
  return { files, file: { id: file.id, name: file.name } }
}
const query = (sql: string, values: object = {}, given = world()) =>
  testNode(sqliteQuery, { params: { file: given.file, sql, values: Object.entries(values).map(([name, value]) => ({ name, value })) }, items: [{}], files: given.files, locale: 'fr' })
const write = (action: string, items: readonly object[], params: object = {}, given = world()) =>
  testNode(sqliteWrite, { params: { file: given.file, table: 'sales', action, keys: action === 'insert' ? [] : ['id'], ...params }, items: items as never, files: given.files, locale: 'fr' })
const after = async (files: MemoryFiles, sql = 'SELECT id, product FROM sales ORDER BY id') => {
  const file = files.published.at(-1)
  if (file === undefined) throw new Error('nothing was published')
  return (await query(sql, {}, { files, file: { id: file.id, name: file.name } })).json['main']
}

describe('an SQLite database', () => {
  it('gives rows with their types, by bound values', async () => {
    const { error, json } = await query('SELECT * FROM sales WHERE product = :wanted OR id = :id', { wanted: `it's`, id: 1 })
    expect(error).toBeNull()
    expect(json['main']).toEqual([
      { id: 1, product: 'Café', amount: 3.9, sold: 1, raw: 'AP8=' },
      { id: 2, product: `it's`, amount: '9007199254740993', sold: null, raw: null },
    ])
  })

  it('inserts, replaces, updates and deletes, in a copy that then takes its place', async () => {
    const given = world()
    expect((await write('insert', [{ id: 3, product: 'Thé', sold: true }], {}, given)).json['main']).toMatchObject([{ rows: 1, changed: 1 }])
    expect(await after(given.files)).toEqual([{ id: 1, product: 'Café' }, { id: 2, product: `it's` }, { id: 3, product: 'Thé' }])
    const upserted = world()
    await write('upsert', [{ id: 1, product: 'Moka' }, { id: 9, product: 'Neuf' }], {}, upserted)
    expect(await after(upserted.files)).toMatchObject([{ product: 'Moka' }, { id: 2 }, { id: 9 }])
    const deleted = world()
    expect((await write('delete', [{ id: 1 }, { id: 77 }], {}, deleted)).json['main']).toMatchObject([{ rows: 2, changed: 1 }])
    expect(await after(deleted.files)).toEqual([{ id: 2, product: `it's` }])
  })

  it('stays as it is where one row is refused, which is named', async () => {
    const given = world()
    expect((await write('insert', [{ id: 3, amount: 1 }, { id: 4, amount: -1 }], {}, given)).error).toMatchObject({ code: 'SQL_ROW_REFUSED', row: 1 })
    expect(given.files.published).toEqual([])
    expect((await write('upsert', [{ id: 3, product: 'x' }], { keys: ['product'] }, given)).error).toMatchObject({ code: 'SQL_KEY_NOT_UNIQUE' })
  })

  it('writes the others where rows that are refused are set aside', async () => {
    const given = world()
    const rows = [{ id: 3, amount: 1 }, { id: 4, amount: -1 }, { id: 5, amount: 2 }, { id: 6, amount: -2 }]
    const { file, files } = given
    const aside = await testNode(sqliteWrite, { params: { file, table: 'sales', action: 'insert' }, items: rows, files, locale: 'fr', onError: { choice: 'set-aside' } })
    expect(aside).toMatchObject({ status: 'warned', json: { main: [{ rows: 4, changed: 2, refused: 2 }] } })
    expect(aside.setAside.map(({ json }) => json['item'])).toEqual([rows[1], rows[3]])
    expect(await after(files, 'SELECT id FROM sales WHERE id > 2 ORDER BY id')).toEqual([{ id: 3 }, { id: 5 }])
  })

  it('reaches no other file of the machine', async () => {
    const secret = join(place, 'secret.db')
    const database = new sqlite.Database(secret)
    database.exec('CREATE TABLE t (x)')
    database.close()
    const copy = join(place, 'stolen.db')
    for (const sql of [`ATTACH DATABASE '${secret}' AS s`, `/* x */ -- y\n attach '${copy}' as s`, `VACUUM INTO '${copy}'`, `PRAGMA journal_mode = WAL`, `SELECT load_extension('/tmp/x')`, `CREATE TABLE x (a)`, `DELETE FROM sales`, `WITH t AS (SELECT 1) DELETE FROM sales`, `SELECT writefile('${copy}', 'x')`])
      expect([sql, (await query(sql)).error?.retryable]).toEqual([sql, false])
    expect(existsSync(copy)).toBe(false)
  })

  it('may be broken, hostile or no database at all', async () => {
    for (const content of [Buffer.from('PK not a database at all'), Buffer.alloc(0), Buffer.from(bytes).fill(0x41, 100, 3000), bytes.subarray(0, 3000)]) {
      const files = createMemoryFiles()
      const file = files.add('bad.db', content)
      const { error } = await query('SELECT * FROM sales', {}, { files, file: { id: file.id, name: file.name } })
      expect(error).toMatchObject({ kind: 'user', retryable: false })
    }
  })

  it('tells an error in the middle of the rows as what it is', async () => {
    expect((await query(`SELECT json_extract(product, '$.x') FROM sales`)).error).toMatchObject({ code: 'SQL_QUERY_INVALID', kind: 'user' })
  })

  it('gives a long query up in time', async () => {
    const given = world()
    const { error } = await testNode(sqliteQuery, { params: { file: given.file, sql: 'WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n', timeoutSeconds: 1, maxRows: 100_000_000 }, items: [{}], files: given.files, keepItems: false })
    expect(error).toMatchObject({ code: 'SQL_STATEMENT_TOO_LONG', field: '/timeoutSeconds' })
  }, 30_000)

  it('is asked for where none is chosen', async () => {
    expect((await testNode(sqliteQuery, { params: { sql: 'SELECT 1' }, items: [{}] })).error).toMatchObject({ code: 'SQL_FILE_MISSING', field: '/file' })
    expect((await testNode(sqliteQuery, { params: { source: 'folder', sql: 'SELECT 1' }, items: [{}] })).error).toMatchObject({ code: 'SQL_FILE_MISSING', field: '/path' })
  })
})
