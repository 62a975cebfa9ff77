import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createMemoryFiles, createMemoryFolders, testNode } from '@maillon/node-sdk/testing'
import { startDebianPostgres, startTestPostgres, type DebianPostgres } from '@maillon/test-kit'
import sqlite from 'node-sqlite3-wasm'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pgDump } from './pg-dump.js'
import { sqlAccount } from './sql-account.js'
import { sqlBackup } from './sql-backup.node.js'
import { sqliteBackup } from './sqlite-backup.node.js'

let place: string
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'maillon-backup-test-'))
})
afterAll(() => rm(place, { recursive: true, force: true }))

describe('a PostgreSQL backup', () => {
  let server: DebianPostgres
  beforeAll(async () => {
    server = await startDebianPostgres()
    const client = new pg.Client({ host: '127.0.0.1', port: server.port, user: 'maillon', password: server.credential.password, database: 'postgres', ssl: { ca: server.certificate, servername: 'localhost' } })
    await client.connect()
    await client.query(`CREATE TABLE orders AS SELECT n AS id, 'Café ' || n AS label FROM generate_series(1, 5000) n`)
    await client.end()
  }, 60_000)
  afterAll(() => server.stop())

  const old = Object.fromEntries(['05', '06', '07', '08'].map((day) => [`nuit/postgres-2026-01-${day}-030000.dump`, 'old']))
  const back = (values: object = {}, more: object = {}) =>
    testNode(sqlBackup, { params: { root: 'sauvegardes', path: 'nuit', keep: 3 }, items: [{}], locale: 'fr', credentials: { database: { type: 'postgres', values: { ...server.credential, ...values } } }, ...more })

  it('can be restored, and the last ones are kept', async () => {
    const files = createMemoryFiles()
    const folders = createMemoryFolders({ sauvegardes: { ...old, 'nuit/notes.txt': 'mine' } })
    const { error, json, outputs } = await back({}, { files, folders })
    expect(error).toBeNull()
    expect(json['main']).toMatchObject([{ fileName: 'postgres-2026-01-15-090000.dump', folder: 'sauvegardes', path: 'nuit/postgres-2026-01-15-090000.dump', deleted: ['postgres-2026-01-05-030000.dump', 'postgres-2026-01-06-030000.dump'] }])
    expect(Object.keys(folders.texts('sauvegardes')).sort()).toEqual(['nuit/notes.txt', 'nuit/postgres-2026-01-07-030000.dump', 'nuit/postgres-2026-01-08-030000.dump', 'nuit/postgres-2026-01-15-090000.dump'])
    const file = outputs['main']?.[0]?.files?.['file']
    if (file === undefined) throw new Error('no file')
    await writeFile(join(place, 'x.dump'), files.bytes(file))
    const { stdout } = await promisify(execFile)(join(server.programs, 'pg_restore'), ['--data-only', '--file=-', join(place, 'x.dump')], { maxBuffer: 10_000_000 })
    expect(stdout).toContain('5000\tCafé 5000')
  }, 60_000)

  it('that fails deletes nothing and keeps nothing, and shows no password', async () => {
    for (const [values, code] of [[{ password: 'wrong-password' }, 'SQL_LOGIN_REFUSED'], [{ database: 'nowhere' }, 'SQL_DATABASE_UNKNOWN'], [{ authority: '' }, 'SQL_CERTIFICATE_REFUSED'], [{ host: 'db.exemple.fr' }, 'SQL_CERTIFICATE_REFUSED'], [{ encryption: 'none', port: 1 }, 'SQL_SERVER_UNREACHABLE']] as const) {
      const files = createMemoryFiles()
      const folders = createMemoryFolders({ sauvegardes: old })
      const { error } = await back(values, { files, folders })
      expect(error).toMatchObject({ code })
      expect(JSON.stringify(error)).not.toMatch(/wrong-password|secret-postgres/)
      expect(files.created).toEqual([])
      expect(Object.keys(folders.texts('sauvegardes'))).toHaveLength(4)
    }
  }, 60_000)

  it('says where the program is missing or too old', async () => {
    const account = sqlAccount({ id: 'c', name: 'c', type: 'postgres', values: server.credential })
    const read = async (program: string) => {
      for await (const part of pgDump(account, '127.0.0.1', { signal: new AbortController().signal, program })) expect(part).toBeDefined()
    }
    await expect(read('pg_dump_that_is_not_there')).rejects.toThrow(expect.objectContaining({ info: expect.objectContaining({ code: 'SQL_BACKUP_PROGRAM_MISSING' }) }))
    const newer = await startTestPostgres()
    const url = new URL(newer.connectionString)
    const values = { host: 'localhost', port: Number(url.port), database: url.pathname.slice(1), user: decodeURIComponent(url.username), password: decodeURIComponent(url.password), encryption: 'none' }
    expect((await back(values, { folders: createMemoryFolders({ sauvegardes: {} }) })).error).toMatchObject({ code: 'SQL_BACKUP_VERSION', kind: 'user' })
    await newer.stop()
  }, 60_000)
})

describe('an SQLite backup', () => {
  it('is a checked copy, and of a broken database there is none', async () => {
    const path = join(place, 'ventes.db')
    const database = new sqlite.Database(path)
    database.exec('CREATE TABLE t (x TEXT)')
    for (let index = 0; index < 500; index += 1) database.run('INSERT INTO t VALUES (?)', `row ${index} ${'x'.repeat(50)}`)
    database.close()
    const bytes = await readFile(path)
    const back = (content: Uint8Array) => {
      const files = createMemoryFiles()
      const file = files.add('ventes.db', content)
      const folders = createMemoryFolders({ sauvegardes: { 'ventes-2026-01-01-000000.db': 'old' } })
      return testNode(sqliteBackup, { params: { file: { id: file.id, name: file.name }, toRoot: 'sauvegardes', keep: 1 }, items: [{}], files, folders, locale: 'fr' }).then((result) => ({ ...result, kept: Object.keys(folders.texts('sauvegardes')), content: files }))
    }
    const { error, json, kept, outputs, content } = await back(bytes)
    expect(error).toBeNull()
    expect(json['main']).toMatchObject([{ fileName: 'ventes-2026-01-15-090000.db', deleted: ['ventes-2026-01-01-000000.db'] }])
    expect(kept).toEqual(['ventes-2026-01-15-090000.db'])
    const file = outputs['main']?.[0]?.files?.['file']
    expect(file && Buffer.from(content.bytes(file)).equals(bytes)).toBe(true)
    const broken = await back(Buffer.from(bytes).fill(0x41, 9000, 30_000))
    expect(broken.error).toMatchObject({ kind: 'user', retryable: false })
    expect(broken.kept).toEqual(['ventes-2026-01-01-000000.db'])
  })
})
