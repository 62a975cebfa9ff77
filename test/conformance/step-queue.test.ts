import { MemoryStepQueue } from '@maillon/engine'
import { silentLogger } from '@maillon/kernel'
import { BullMqStepQueue, type LaneBackend } from '@maillon/queue'
import { startTestPostgres, startTestRedis, stepQueueConformance, type StepQueueUnderTest } from '@maillon/test-kit'
import { freePort } from '../world/start-maillon.js'

stepQueueConformance('the queue in memory', () => {
  const queue = new MemoryStepQueue()
  return Promise.resolve({ queue, unreachable: () => Promise.resolve(null), close: () => queue.close() })
})

stepQueueConformance('BullMQ on Postgres', async () => {
  const server = await startTestPostgres()
  return bullMq({ kind: 'postgres', connectionString: server.connectionString }, {
    away: (port) => ({ kind: 'postgres', connectionString: `postgres://maillon:wrong@127.0.0.1:${port}/nowhere` }),
    stop: () => server.stop(),
  })
})

stepQueueConformance('BullMQ on Redis', async () => {
  const server = await startTestRedis()
  return bullMq({ kind: 'redis', url: server.url }, { away: (port) => ({ kind: 'redis', url: `redis://127.0.0.1:${port}` }), stop: () => server.stop() })
})

function bullMq(backend: LaneBackend, server: { readonly away: (port: number) => LaneBackend; readonly stop: () => Promise<void> }): StepQueueUnderTest {
  const queue = new BullMqStepQueue({ backend, logger: silentLogger })
  return {
    queue,
    unreachable: async () => new BullMqStepQueue({ backend: server.away(await freePort()), logger: silentLogger }),
    close: async () => {
      await queue.close()
      await server.stop()
    },
  }
}
