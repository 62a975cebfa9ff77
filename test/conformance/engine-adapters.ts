import { LocalLiveEvents, MemoryRunReader, MemoryRunStore, MemoryStepQueue } from '@maillon/engine'
import { silentLogger } from '@maillon/kernel'
import { BullMqStepQueue, createLiveEvents, type LaneBackend } from '@maillon/queue'
import { createDataSource, createPool, migrate, PostgresRunReader, PostgresRunStore } from '@maillon/storage'
import { startTestPostgres, startTestRedis, systemClock, systemRandom, type EngineAdapters } from '@maillon/test-kit'
import pg from 'pg'

/** The pairs that the whole engine suite runs over. */
export const adapterPairs = {
  'memory': openMemory,
  'Postgres, lanes on Postgres': () => openPostgres('postgres'),
  'Postgres, lanes on Redis': () => openPostgres('redis'),
} as const

function openMemory(): Promise<EngineAdapters> {
  const store = new MemoryRunStore(systemClock)
  const queue = new MemoryStepQueue()
  const events = new LocalLiveEvents()
  // Several engines share them, so that they see each other like processes do; closing is left to the end.
  const shared = { ring: queue.ring.bind(queue), work: queue.work.bind(queue), depth: queue.depth.bind(queue), counts: queue.counts.bind(queue), close: () => Promise.resolve() }
  return Promise.resolve({
    store, reader: new MemoryRunReader(store),
    openQueue: () => Promise.resolve(shared),
    openEvents: () => Promise.resolve({ publish: events.publish.bind(events), subscribe: events.subscribe.bind(events), close: () => Promise.resolve() }),
    wipeQueue: () => Promise.resolve(queue.wipe()),
    close: () => Promise.resolve(),
  })
}

async function openPostgres(kind: 'postgres' | 'redis'): Promise<EngineAdapters> {
  const server = await startTestPostgres()
  const redis = kind === 'redis' ? await startTestRedis() : null
  const dataSource = createDataSource({ connectionString: server.connectionString, poolSize: 3 })
  await dataSource.initialize()
  await migrate(dataSource)
  await dataSource.destroy()
  const pool = createPool({ connectionString: server.connectionString, poolSize: 6, isHot: true })
  const readPool = createPool({ connectionString: server.connectionString, poolSize: 2 })
  for (const one of [pool, readPool]) one.on('error', () => undefined)
  const backend: LaneBackend = redis === null ? { kind: 'postgres', connectionString: server.connectionString } : { kind: 'redis', url: redis.url }
  return {
    store: new PostgresRunStore(pool, systemClock),
    reader: new PostgresRunReader(readPool),
    openQueue: () => Promise.resolve(new BullMqStepQueue({ backend, logger: silentLogger })),
    openEvents: () => createLiveEvents({ backend, origin: systemRandom.id(), logger: silentLogger }),
    wipeQueue: async () => {
      if (redis !== null) return redis.wipe()
      await wipeBullTables(server.connectionString)
    },
    close: async () => {
      await pool.end()
      await readPool.end()
      await redis?.stop()
      await server.stop()
    },
  }
}

async function wipeBullTables(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  const { rows } = await client.query<{ name: string }>(`SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'bullmq' AND tablename LIKE '%job%'`)
  if (rows.length > 0) await client.query(`TRUNCATE ${rows.map((row) => `bullmq.${row.name}`).join(', ')} CASCADE`)
  await client.end()
}
