import { silentLogger } from '@maillon/kernel'
import { startLocalPostgres } from '@maillon/local-postgres'
import type { LaneBackend } from '@maillon/queue'
import { createDataSource, migrate } from '@maillon/storage'
import { startTestRedis } from '@maillon/test-kit'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type BackendName = 'postgres' | 'redis'
export const backendNames: readonly BackendName[] = ['postgres', 'redis']

/** Real servers for one backend: the embedded Postgres as `npm start` starts it, and Redis where the lanes are there. */
export interface BenchServers {
  readonly databaseUrl: string
  readonly redisUrl: string | null
  readonly lanes: LaneBackend
  stop(): Promise<void>
}

export async function startBenchServers(name: BackendName): Promise<BenchServers> {
  const folder = await mkdtemp(join(tmpdir(), 'maillon-bench-'))
  await chmod(folder, 0o711)
  const postgres = await startLocalPostgres({ dataDir: join(folder, 'postgres'), logger: silentLogger })
  const redis = name === 'redis' ? await startTestRedis() : null
  await migrated(postgres.connectionString)
  return {
    databaseUrl: postgres.connectionString,
    redisUrl: redis?.url ?? null,
    lanes: redis === null ? { kind: 'postgres', connectionString: postgres.connectionString } : { kind: 'redis', url: redis.url },
    stop: async () => {
      await redis?.stop()
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Makes our tables in a database. */
export async function migrated(connectionString: string): Promise<void> {
  const dataSource = createDataSource({ connectionString, poolSize: 3 })
  await dataSource.initialize()
  await migrate(dataSource)
  await dataSource.destroy()
}
