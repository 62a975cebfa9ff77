import { doorbellId, type Doorbell, type LaneCounts, type LaneWorker, type StepQueue } from '@maillon/engine'
import type { Logger } from '@maillon/kernel'
import type { JobsOptions } from 'bullmq'
import { openQueue, openWorker, type LaneBackend, type LaneQueue } from './backend.js'

/** As it stands in a job: short names, ids only. */
interface BellData {
  readonly r: string
  readonly n: number
  readonly i: string
  readonly a: number
  readonly p: number
  readonly v: number
  readonly g?: string
  readonly s?: 1
}

const ringTimeoutMs = 3_000
/** The middle of 1 to 10, and what a flow has that says nothing. */
const normalPriority = 5

/** One plain BullMQ job for each bell; no flows, no schedulers, no queue events: none of these is used as truth. */
export class BullMqStepQueue implements StepQueue {
  private readonly queues = new Map<string, Promise<{ readonly queue: LaneQueue; close(): Promise<void> }>>()
  private readonly workers = new Set<{ close(): Promise<void> }>()
  private lastError = 0

  constructor(private readonly options: { readonly backend: LaneBackend; readonly logger: Logger }) {}

  async ring(lane: string, bells: readonly Doorbell[]): Promise<void> {
    await inTime(this.open(lane).then(({ queue }) => addBells(queue, bells)), ringTimeoutMs)
  }

  async work(lane: string, concurrency: number, answer: (bell: Doorbell) => Promise<void>): Promise<LaneWorker> {
    // The worker's schema is made by the queue; both ask for it, and BullMQ lets one do it.
    await this.open(lane)
    const busy = new Set<Promise<void>>()
    let idleSince = performance.now()
    const opened = await openWorker(this.options.backend, queueName(lane), {
      concurrency,
      answer: (job) => {
        const work = answer(bellOf(job.data as BellData, job.stalledCounter > 0)).catch((error: unknown) => {
          this.options.logger.warn('A bell could not be answered; the sweep rings again', { lane, reason: String(error).slice(0, 300) })
        })
        busy.add(work)
        return work.finally(() => {
          busy.delete(work)
          idleSince = performance.now()
        })
      },
      onError: (error) => this.warn(error),
      onBackInLine: (jobId) => void this.bringForward(lane, jobId).catch((error: unknown) => this.warn(error)),
    })
    this.workers.add(opened)
    return {
      idleMs: () => (busy.size > 0 ? 0 : performance.now() - idleSince),
      // This worker's own pause, not BullMQ's of the whole queue: that one is lost when Redis is wiped. What is paused stands in our rows.
      pause: () => opened.worker.pause(true),
      resume: () => opened.worker.resume(),
      resize: (most) => {
        if (opened.worker.concurrency === most) return
        opened.worker.concurrency = most
        // Where all its hands are full it looks again only when one is free, or when it is resumed.
        if (!opened.worker.isPaused()) void opened.worker.pause(true).then(() => opened.worker.resume())
      },
      stop: async (graceMs) => {
        // No new jobs at once; BullMQ's own close has no limit, so the wait is ours and the rest is closed by force.
        await opened.worker.pause(true)
        await inTime(Promise.all(busy), graceMs).catch(() => undefined)
        this.workers.delete(opened)
        await inTime(opened.close(), ringTimeoutMs).catch((error: unknown) => this.warn(error))
      },
    }
  }

  async depth(lane: string): Promise<number> {
    const { queue } = await this.open(lane)
    const counts = await inTime(queue.getJobCounts('wait', 'prioritized'), ringTimeoutMs)
    return Object.values(counts).reduce((sum, count) => sum + count, 0)
  }

  async counts(lane: string): Promise<LaneCounts> {
    const { queue } = await this.open(lane)
    const { wait = 0, prioritized = 0, active = 0 } = await inTime(queue.getJobCounts('wait', 'prioritized', 'active'), ringTimeoutMs)
    return { waiting: wait + prioritized, active }
  }

  async close(): Promise<void> {
    const open = await Promise.allSettled(this.queues.values())
    this.queues.clear()
    await Promise.allSettled([...this.workers].map((worker) => inTime(worker.close(), ringTimeoutMs)))
    await Promise.allSettled(open.flatMap((one) => (one.status === 'fulfilled' ? [inTime(one.value.close(), ringTimeoutMs)] : [])))
  }

  /** It has stood in the line once, however long that is. */
  private async bringForward(lane: string, jobId: string): Promise<void> {
    const { queue } = await this.open(lane)
    const job = await queue.getJob(jobId)
    if (job !== undefined) await addBells(queue, [{ ...bellOf(job.data as BellData, true), goesFirst: true, again: `d${job.stalledCounter}` }])
  }

  private open(lane: string): Promise<{ readonly queue: LaneQueue; close(): Promise<void> }> {
    const known = this.queues.get(lane)
    if (known !== undefined) return known
    const opening = openQueue(this.options.backend, queueName(lane), (error) => this.warn(error))
    this.queues.set(lane, opening)
    opening.catch(() => this.queues.delete(lane))
    return opening
  }

  /** While a backend is away every client says so many times a second: once in five seconds is enough. */
  private warn(error: unknown): void {
    const now = performance.now()
    if (now - this.lastError < 5_000) return
    this.lastError = now
    this.options.logger.warn('The lanes report a problem', { reason: String(error).slice(0, 300) })
  }
}

/** A bulk is dear before its first job (on Postgres it makes two tables, on Redis it is a transaction): it pays from about so many on. */
const leastForBulk = 30

function addBells(queue: LaneQueue, bells: readonly Doorbell[]): Promise<unknown> {
  if (bells.length < leastForBulk) return Promise.all(bells.map((bell) => queue.add('step', dataOf(bell), jobOptions(bell))))
  return queue.addBulk(bells.map((bell) => ({ name: 'step', data: dataOf(bell), opts: jobOptions(bell) })))
}

function queueName(lane: string): string {
  return `maillon-${lane.replaceAll(/[^a-zA-Z0-9_-]/g, '_')}`
}

function dataOf(bell: Doorbell): BellData {
  const { runId, node, iteration, attempt, priority, version, again, isRepeated } = bell
  return { r: runId, n: node, i: iteration, a: attempt, p: priority, v: version, ...(again === undefined ? {} : { g: again }), ...(isRepeated === true ? { s: 1 as const } : {}) }
}

/** A job of a worker that died with it is handed out again. */
function bellOf(data: BellData, isStalled: boolean): Doorbell {
  const isRepeated = isStalled || data.s === 1
  return { runId: data.r, node: data.n, iteration: data.i, attempt: data.a, priority: data.p, version: data.v, ...(data.g === undefined ? {} : { again: data.g }), ...(isRepeated ? { isRepeated } : {}) }
}

/**
 * BullMQ serves jobs without a priority first, and keeps those with one in a slower, sorted set. So ordinary bells have none, urgent ones
 * go to the head of the line (with those whose step is claimed and waits for nothing else), and only the ones that can wait pay for the sorting.
 */
function jobOptions(bell: Doorbell): JobsOptions {
  const options = { jobId: doorbellId(bell), removeOnComplete: true, removeOnFail: true }
  if (bell.priority < normalPriority || bell.goesFirst === true) return { ...options, lifo: true }
  return bell.priority > normalPriority ? { ...options, priority: bell.priority } : options
}

async function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => { timer = setTimeout(() => reject(new Error(`Not within ${ms} ms`)), ms) })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
