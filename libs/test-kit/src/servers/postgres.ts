import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { silentLogger } from '@maillon/kernel'
import { startLocalPostgres, type LocalPostgres } from '@maillon/local-postgres'
import pg from 'pg'

export interface TestPostgres {
  /** A fresh, empty database of this caller. */
  readonly connectionString: string
  /** The server process. Only to be stopped or killed where the server is `own`. */
  readonly pid: number
  /** Drop the database; the last user of the shared server stops it. */
  stop(): Promise<void>
}

export interface TestPostgresOptions {
  /** A server of its own, for tests that stop, freeze or kill it. Default false: one shared by all test processes of this account. */
  readonly own?: boolean
}

/** A real Postgres with a fresh database. Takes about 0.1 s where the shared server's files exist already, 1.5 s the first time. */
export async function startTestPostgres(options: TestPostgresOptions = {}): Promise<TestPostgres> {
  const shared = join(tmpdir(), `maillon-test-postgres-${process.getuid?.() ?? 'user'}`)
  const folder = options.own === true ? join(tmpdir(), `maillon-own-postgres-${randomUUID()}`) : shared
  const users = join(folder, 'users')
  await mkdir(users, { recursive: true, mode: 0o711 })
  const me = join(users, `${process.pid}-${randomUUID()}`)
  // Registered before the start: whoever stops meanwhile sees that the server is still wanted.
  await writeFile(me, '')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const server = await startWithDatabase(folder, name, async () => (await livingUsers(users)).length === 1)
  return {
    connectionString: server.connectionString.replace(/\/postgres$/, `/${name}`),
    pid: server.pid,
    stop: async () => {
      if (options.own !== true) await admin(server, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)).catch(() => undefined)
      await rm(me, { force: true })
      if ((await livingUsers(users)).length > 0) return
      await server.stop()
      if (options.own === true) await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Tried again where the last user of before is just now stopping the server that we found. */
async function startWithDatabase(folder: string, name: string, isAlone: () => Promise<boolean>): Promise<LocalPostgres> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const server = await startLocalPostgres({ dataDir: folder, logger: silentLogger })
      const alone = await isAlone()
      await admin(server, async (client) => {
        if (alone) await dropLeftovers(client)
        await client.query(`CREATE DATABASE ${name}`)
      })
      return server
    } catch (error) {
      if (attempt === 5) throw error
      await pause(300)
    }
  }
}

async function admin(server: LocalPostgres, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: server.connectionString })
  // A lost connection fails its statement; without a listener it would end the process.
  client.on('error', () => undefined)
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

/** Databases of test processes that were killed before they could drop theirs. */
async function dropLeftovers(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ datname: string }>(`SELECT datname FROM pg_database WHERE datname LIKE 'test\\_%'`)
  for (const { datname } of rows) await client.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`)
}

/** Users whose process still lives; the files of others are taken away. */
async function livingUsers(users: string): Promise<readonly string[]> {
  const living: string[] = []
  for (const file of await readdir(users)) {
    if (isAlive(Number.parseInt(file, 10))) living.push(file)
    else await rm(join(users, file), { force: true })
  }
  return living
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
