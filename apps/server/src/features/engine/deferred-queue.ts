import { LocalLiveEvents, type Doorbell, type LaneCounts, type LaneWorker, type LiveEvents, type RunEvent, type StepQueue } from '@maillon/engine'
import type { Logger } from '@maillon/kernel'
import type { LaneBackend } from '@maillon/queue'

/** BullMQ and its drivers take a quarter of the start's time: they are loaded at the first use, when the server answers already. */
const load = () => import('@maillon/queue')

export interface LanesOptions {
  readonly backend: LaneBackend
  /** An id of this process. */
  readonly origin: string
  readonly logger: Logger
}

/** `BullMqStepQueue`, loaded and opened at its first use. */
export class DeferredStepQueue implements StepQueue {
  #queue: Promise<StepQueue> | null = null

  constructor(private readonly options: LanesOptions) {}

  async ring(lane: string, bells: readonly Doorbell[]): Promise<void> {
    return (await this.#open()).ring(lane, bells)
  }

  async work(lane: string, concurrency: number, answer: (bell: Doorbell) => Promise<void>): Promise<LaneWorker> {
    return (await this.#open()).work(lane, concurrency, answer)
  }

  async depth(lane: string): Promise<number> {
    return (await this.#open()).depth(lane)
  }

  async counts(lane: string): Promise<LaneCounts> {
    return (await this.#open()).counts(lane)
  }

  async close(): Promise<void> {
    if (this.#queue !== null) await (await this.#queue).close()
  }

  #open(): Promise<StepQueue> {
    return (this.#queue ??= load().then(({ BullMqStepQueue }) => new BullMqStepQueue({ backend: this.options.backend, logger: this.options.logger })))
  }
}

/** Live events of this process from the first moment, and of the others once `connect` has been called. */
export class DeferredLiveEvents implements LiveEvents {
  readonly #subscriptions = new Set<{ readonly runId: string | null; readonly listener: (event: RunEvent) => void; stop: () => void }>()
  #events: LiveEvents = new LocalLiveEvents()

  constructor(private readonly options: LanesOptions) {}

  /** @throws MaillonError QUEUE_REDIS_EVICTS: a Redis that throws keys away is refused before anything is put there. */
  async connect(): Promise<void> {
    const { checkRedisPolicy, createLiveEvents } = await load()
    const { backend } = this.options
    if (backend.kind === 'redis') await checkRedisPolicy(backend.url)
    const events = await createLiveEvents(this.options)
    for (const subscription of this.#subscriptions) {
      subscription.stop()
      subscription.stop = events.subscribe(subscription.runId, subscription.listener)
    }
    this.#events = events
  }

  publish(event: RunEvent): void {
    this.#events.publish(event)
  }

  subscribe(runId: string | null, listener: (event: RunEvent) => void): () => void {
    const subscription = { runId, listener, stop: this.#events.subscribe(runId, listener) }
    this.#subscriptions.add(subscription)
    return () => {
      subscription.stop()
      this.#subscriptions.delete(subscription)
    }
  }

  close(): Promise<void> {
    return this.#events.close()
  }
}
