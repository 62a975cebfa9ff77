import { createPostgresBackend, Queue, Worker, type Job, type WorkerOptions } from 'bullmq'
import { Redis } from 'ioredis'
import { PreparingClient } from './preparing-client.js'
import { restAfterFailure } from './rest-after-failure.js'
import { writeTogether } from './write-together.js'

/** Where BullMQ keeps its jobs. The only thing that differs between the two ways of running. */
export type LaneBackend =
  | {
      readonly kind: 'postgres'
      readonly connectionString: string
      /** Connections for ringing and for taking jobs, each. Default 4. */
      readonly poolSize?: number
    }
  | { readonly kind: 'redis'; readonly url: string }

export type LaneQueue = Queue<object, void, string>
export type LaneJobWorker = Worker<object, void, string>

const bullSchema = 'bullmq'
const retryMs = 1_000

export async function openQueue(backend: LaneBackend, name: string, onError: (error: Error) => void): Promise<{ readonly queue: LaneQueue; close(): Promise<void> }> {
  if (backend.kind === 'postgres') {
    const queue: LaneQueue = new Queue(name, { connection: postgresConnection(backend) as never }, createPostgresBackend as never)
    queue.on('error', onError)
    await queue.waitUntilReady()
    return { queue, close: () => queue.close() }
  }
  // An add must fail at once while Redis is away, not wait for it: the sweep rings later (Q2).
  const redis = new Redis(backend.url, { enableOfflineQueue: false, maxRetriesPerRequest: 1, lazyConnect: true, retryStrategy })
  redis.on('error', onError)
  writeTogether(redis)
  await redis.connect()
  const queue: LaneQueue = new Queue(name, { connection: redis })
  queue.on('error', onError)
  await queue.waitUntilReady()
  return {
    queue,
    close: async () => {
      await queue.close()
      redis.disconnect()
    },
  }
}

export async function openWorker(backend: LaneBackend, name: string, options: {
  readonly concurrency: number
  readonly answer: (job: Job<object, void, string>) => Promise<void>
  readonly onError: (error: Error) => void
  /** A job of a worker that is gone waits again, at the end of the line (on Postgres; on Redis it stands at the head, and nothing is told). */
  readonly onBackInLine: (jobId: string) => void
}): Promise<{ readonly worker: LaneJobWorker; close(): Promise<void> }> {
  const settings: Omit<WorkerOptions, 'connection'> = {
    concurrency: options.concurrency,
    // Ownership is ours (leases in the run store); these only say when BullMQ gives a dead worker's bells to others: at the latest after the
    // lock and the next look, which is the longest that a bell which was handed out and not claimed may be gone. A bell that comes twice is harmless.
    lockDuration: 8_000,
    stalledInterval: 2_500,
    maxStalledCount: 1_000,
    // How long a worker rests after a lost connection. By default 15 s: a database that restarts every 10 s would leave the lane standing for ever.
    runRetryDelay: retryMs,
  }
  if (backend.kind === 'postgres') {
    const worker: LaneJobWorker = new Worker(name, options.answer, { ...settings, connection: postgresConnection(backend) as never }, restAfterFailure(createPostgresBackend, retryMs) as never)
    worker.on('error', options.onError)
    worker.on('stalled', options.onBackInLine)
    await worker.waitUntilReady()
    return { worker, close: () => worker.close(true) }
  }
  const redis = new Redis(backend.url, { maxRetriesPerRequest: null, retryStrategy })
  redis.on('error', options.onError)
  writeTogether(redis)
  const worker: LaneJobWorker = new Worker(name, options.answer, { ...settings, connection: redis })
  worker.on('error', options.onError)
  await worker.waitUntilReady()
  return {
    worker,
    close: async () => {
      await worker.close(true)
      redis.disconnect()
    },
  }
}

function postgresConnection(backend: Extract<LaneBackend, { kind: 'postgres' }>): object {
  const { connectionString, poolSize = 4 } = backend
  // A line may be dead without saying so (its other end is gone): a statement that isn't answered is given up, and its connection with it.
  return {
    connectionString, schema: bullSchema, migrate: true, max: poolSize, keepAlive: true, connectionTimeoutMillis: 5_000, query_timeout: 15_000,
    options: `${hintsOnly} ${byIndex}`, Client: PreparingClient,
  }
}

/**
 * A lane holds hints, which may get lost: its writes needn't wait for the disk. (Should the database crash, the bells of the last half second
 * are rung again by the sweep.) Where it did wait, all of them did so one after the other: Postgres commits those that notify in single file.
 */
const hintsOnly = '-c synchronous_commit=off'

/** A plan that was made while the lane was empty would read it whole, and be kept when a hundred thousand bells wait. */
const byIndex = '-c enable_seqscan=off -c jit=off'

/** Milliseconds until the next try to connect; it never gives up. */
function retryStrategy(times: number): number {
  return Math.min(1_000, 50 * times)
}
