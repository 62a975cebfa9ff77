import { MemoryRunStore } from '@maillon/engine'
import { createDataSource, createPool, migrate, PostgresRunStore } from '@maillon/storage'
import { runStoreConformance, startTestPostgres, systemClock } from '@maillon/test-kit'

runStoreConformance('the store in memory', () => {
  let store = new MemoryRunStore(systemClock)
  return Promise.resolve({
    fresh: () => Promise.resolve((store = new MemoryRunStore(systemClock))),
    other: () => store,
    processClock: systemClock,
    forge: null,
    close: () => Promise.resolve(),
  })
})

runStoreConformance('the store on Postgres', async () => {
  const server = await startTestPostgres()
  const dataSource = createDataSource({ connectionString: server.connectionString, poolSize: 2 })
  await dataSource.initialize()
  await migrate(dataSource)
  await dataSource.destroy()
  const [mine, theirs] = [0, 1].map(() => createPool({ connectionString: server.connectionString, poolSize: 3, isHot: true })) as [ReturnType<typeof createPool>, ReturnType<typeof createPool>]
  // Three days off: whatever is measured by it instead of by the database shows.
  const processClock = { now: () => Date.now() + 3 * 86_400_000 }
  return {
    fresh: async () => {
      await mine.query('TRUNCATE run, step, attempt, worker, run_log')
      return new PostgresRunStore(mine, processClock)
    },
    other: () => new PostgresRunStore(theirs, processClock),
    processClock,
    forge: async (what, runId, status) => {
      await mine.query(`UPDATE ${what} SET status = $2 WHERE ${what === 'run' ? 'id' : 'run_id'} = $1`, [runId, status])
    },
    close: async () => {
      await Promise.all([mine.end(), theirs.end()])
      await server.stop()
    },
  }
})
