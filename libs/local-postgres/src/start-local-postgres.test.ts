import { execFileSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLogger } from '@maillon/kernel'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parsePostmasterPid } from './postmaster-pid.js'
import { startLocalPostgres } from './start-local-postgres.js'
import { firstClosedFolder } from './unprivileged-place.js'

const isRoot = process.getuid?.() === 0

async function ask(connectionString: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return Object.values((await client.query<Record<string, unknown>>(sql)).rows[0] ?? {})[0]
  } finally {
    await client.end()
  }
}

describe('the embedded database', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'maillon-pg-'))
    await chmod(folder, 0o711)
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('starts on an empty folder, keeps its data over a stop, and stays durable', async () => {
    const dataDir = join(folder, 'db')
    const first = await startLocalPostgres({ dataDir, logger: silentLogger, settings: { fsync: 'off' } })
    expect(await ask(first.connectionString, 'SHOW fsync')).toBe('on')
    expect(await ask(first.connectionString, 'SHOW synchronous_commit')).toBe('on')
    await ask(first.connectionString, 'CREATE TABLE kept AS SELECT 42 AS n')
    expect((await stat(join(dataDir, 'password'))).mode & 0o777).toBe(0o600)
    await first.stop()
    expect(() => process.kill(first.pid, 0)).toThrow()
    const second = await startLocalPostgres({ dataDir, logger: silentLogger })
    expect(await ask(second.connectionString, 'SELECT n FROM kept')).toBe(42)
    await second.stop()
  }, 60_000)

  it('takes over one that still runs, and two starters at once end with one server', async () => {
    const dataDir = join(folder, 'db')
    const [one, other] = await Promise.all([startLocalPostgres({ dataDir, logger: silentLogger }), startLocalPostgres({ dataDir, logger: silentLogger })])
    expect(one.pid).toBe(other.pid)
    expect([one.adopted, other.adopted].toSorted()).toEqual([false, true])
    await one.stop()
  }, 60_000)

  it('starts again after kill -9 of the server process', async () => {
    const dataDir = join(folder, 'db')
    const first = await startLocalPostgres({ dataDir, logger: silentLogger })
    process.kill(first.pid, 'SIGKILL')
    await new Promise((resolve) => setTimeout(resolve, 300))
    const second = await startLocalPostgres({ dataDir, logger: silentLogger })
    expect(await ask(second.connectionString, 'SELECT n FROM kept')).toBe(42)
    await second.stop()
  }, 60_000)

  it('refuses a wrong password', async () => {
    const running = await startLocalPostgres({ dataDir: join(folder, 'db'), logger: silentLogger })
    await expect(ask(running.connectionString.replace(/:[^:@]+@/, ':wrong@'), 'SELECT 1')).rejects.toThrow(/password/)
    await running.stop()
  }, 60_000)

  it.runIf(isRoot)('moves data and programs where root keeps the folder closed, and says so', async () => {
    const closed = join(folder, 'home')
    await mkdir(closed, { mode: 0o700 })
    expect(await firstClosedFolder(join(closed, 'clone'))).toBe(closed)
    const said: string[] = []
    const logger = { ...silentLogger, warn: (message: string) => { said.push(message) } }
    const running = await startLocalPostgres({ dataDir: join(closed, 'clone', 'db'), logger, fallbackRoot: join(folder, 'fallback') })
    expect(await ask(running.connectionString, 'SELECT 1')).toBe(1)
    expect(said).toHaveLength(1)
    expect(execFileSync('ps', ['-o', 'uid=', '-p', String(running.pid)]).toString().trim()).toBe('65534')
    await running.stop()
  }, 60_000)
})

it('reads what a postmaster writes about itself', () => {
  expect(parsePostmasterPid('12\n/data\n1700000000\n5433\n\n127.0.0.1\n  1 2\nready   \n')).toEqual({ pid: 12, dataDir: '/data', port: 5433, ready: true })
  expect(parsePostmasterPid('12\n/data\n')).toBeNull()
})
