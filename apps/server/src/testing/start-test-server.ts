import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startTestPostgres } from '@maillon/test-kit'
import { readServerConfig, type ServerConfig } from '../config/server-config.js'
import { startServer } from '../start-server.js'
import { TestClient } from './test-client.js'

export interface TestServer {
  readonly url: string
  readonly databaseUrl: string
  /** A browser without a session. */
  client(): TestClient
  /** The owner, logged in; makes the first account where there is none. */
  owner(): Promise<TestClient>
  stop(): Promise<void>
}

export const ownerAccount = { name: 'Ana', email: 'ana@example.com', password: 'correct horse battery', locale: 'en', timeZone: 'Europe/Paris' } as const

/** The whole server on a real Postgres and a free port. With `databaseUrl` it joins a database that another one made. */
export async function startTestServer(more: Partial<ServerConfig> = {}): Promise<TestServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'maillon-server-'))
  const postgres = more.databaseUrl === undefined ? await startTestPostgres() : null
  const databaseUrl = more.databaseUrl ?? postgres?.connectionString ?? null
  const server = await startServer({ ...readServerConfig({}, dataDir), port: 0, host: '127.0.0.1', dataDir, log: 'off', furnishes: false, ...more, databaseUrl })
  const url = `http://127.0.0.1:${server.port}`
  return {
    url,
    databaseUrl: server.databaseUrl,
    client: () => new TestClient(url),
    owner: async () => {
      const client = new TestClient(url)
      const { email, password } = ownerAccount
      const { needed } = (await client.get('/api/setup')).body as { needed: boolean }
      await (needed ? client.post('/api/setup', ownerAccount) : client.post('/api/session', { email, password }))
      return client
    },
    stop: async () => {
      await server.stop()
      await postgres?.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
