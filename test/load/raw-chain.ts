import { createPostgresBackend, Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import type { BenchServers } from './bench-backend.js'

/** The yardstick: chains of no-op jobs, each adding the next, on bare BullMQ over the same backend. */
export interface RawChain {
  /** Run one chain of `length` jobs to its end. */
  run(length: number): Promise<void>
  close(): Promise<void>
}

interface Link {
  readonly chain: number
  readonly left: number
}

const options = { removeOnComplete: true, removeOnFail: true }

export async function openRawChain(servers: BenchServers, concurrency: number): Promise<RawChain> {
  const { queue, worker, close } = await open(servers, concurrency, async (link) => {
    if (link.left > 1) await queue.add('link', { chain: link.chain, left: link.left - 1 }, options)
    else ends.get(link.chain)?.()
  })
  const ends = new Map<number, () => void>()
  let chains = 0
  await worker.waitUntilReady()
  return {
    run: async (length) => {
      chains += 1
      const chain = chains
      const end = new Promise<void>((resolve) => ends.set(chain, resolve))
      await queue.add('link', { chain, left: length }, options)
      await end
      ends.delete(chain)
    },
    close,
  }
}

async function open(servers: BenchServers, concurrency: number, work: (link: Link) => Promise<void>): Promise<{ readonly queue: Queue<Link>; readonly worker: Worker<Link>; close(): Promise<void> }> {
  if (servers.redisUrl === null) {
    const connection = { connectionString: servers.databaseUrl, schema: 'bullmq', migrate: true, max: 4 } as never
    const queue = new Queue<Link>('raw', { connection }, createPostgresBackend as never)
    queue.on('error', () => undefined)
    await queue.waitUntilReady()
    const worker = new Worker<Link>('raw', (job) => work(job.data), { connection, concurrency }, createPostgresBackend as never)
    worker.on('error', () => undefined)
    return { queue, worker, close: async () => void (await Promise.allSettled([worker.close(), queue.close()])) }
  }
  const [one, other] = [new Redis(servers.redisUrl, { maxRetriesPerRequest: null }), new Redis(servers.redisUrl, { maxRetriesPerRequest: null })]
  const queue = new Queue<Link>('raw', { connection: one })
  const worker = new Worker<Link>('raw', (job) => work(job.data), { connection: other, concurrency })
  return {
    queue, worker,
    close: async () => {
      await Promise.allSettled([worker.close(), queue.close()])
      one.disconnect()
      other.disconnect()
    },
  }
}
