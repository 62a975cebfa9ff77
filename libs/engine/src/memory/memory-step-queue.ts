import { doorbellId, type Doorbell, type LaneCounts, type LaneWorker, type StepQueue } from '../step-queue.port.js'

interface Lane {
  readonly waiting: Map<string, Doorbell>
  readonly workers: Set<MemoryLaneWorker>
}

/** Lanes in memory: for runs without a server, and as the reference for the suite. Priorities are kept by order within one take. */
export class MemoryStepQueue implements StepQueue {
  private readonly lanes = new Map<string, Lane>()

  ring(lane: string, bells: readonly Doorbell[]): Promise<void> {
    const { waiting } = this.lane(lane)
    for (const bell of bells) if (!waiting.has(doorbellId(bell))) waiting.set(doorbellId(bell), bell)
    this.wake(lane)
    return Promise.resolve()
  }

  work(lane: string, concurrency: number, answer: (bell: Doorbell) => Promise<void>): Promise<LaneWorker> {
    const { workers } = this.lane(lane)
    const worker = new MemoryLaneWorker({ take: () => this.take(lane), concurrency, answer, onStop: () => workers.delete(worker) })
    workers.add(worker)
    worker.wake()
    return Promise.resolve(worker)
  }

  depth(lane: string): Promise<number> {
    return Promise.resolve(this.lane(lane).waiting.size)
  }

  counts(lane: string): Promise<LaneCounts> {
    const { waiting, workers } = this.lane(lane)
    return Promise.resolve({ waiting: waiting.size, active: [...workers].reduce((sum, worker) => sum + worker.atHand, 0) })
  }

  /** Forget every bell, as a queue does that is wiped. */
  wipe(): void {
    for (const { waiting } of this.lanes.values()) waiting.clear()
  }

  close(): Promise<void> {
    this.lanes.clear()
    return Promise.resolve()
  }

  private lane(name: string): Lane {
    const known = this.lanes.get(name)
    if (known !== undefined) return known
    const lane: Lane = { waiting: new Map(), workers: new Set() }
    this.lanes.set(name, lane)
    return lane
  }

  private take(name: string): Doorbell | undefined {
    const { waiting } = this.lane(name)
    let best: Doorbell | undefined
    for (const bell of waiting.values()) if (best === undefined || bell.priority < best.priority) best = bell
    if (best !== undefined) waiting.delete(doorbellId(best))
    return best
  }

  private wake(name: string): void {
    for (const worker of this.lane(name).workers) worker.wake()
  }
}

interface MemoryLaneWorkerOptions {
  readonly take: () => Doorbell | undefined
  readonly concurrency: number
  readonly answer: (bell: Doorbell) => Promise<void>
  readonly onStop: () => void
}

class MemoryLaneWorker implements LaneWorker {
  private readonly busy = new Set<Promise<void>>()
  private stopped = false
  private paused = false
  private concurrency: number
  private idleSince = performance.now()

  constructor(private readonly options: MemoryLaneWorkerOptions) {
    this.concurrency = options.concurrency
  }

  get atHand(): number {
    return this.busy.size
  }

  wake(): void {
    while (!this.stopped && !this.paused && this.busy.size < this.concurrency) {
      const bell = this.options.take()
      if (bell === undefined) return
      const job = this.options.answer(bell).catch(() => undefined).finally(() => {
        this.busy.delete(job)
        this.idleSince = performance.now()
        this.wake()
      })
      this.busy.add(job)
    }
  }

  idleMs(): number {
    return this.busy.size > 0 ? 0 : performance.now() - this.idleSince
  }

  pause(): Promise<void> {
    this.paused = true
    return Promise.resolve()
  }

  resume(): Promise<void> {
    this.paused = false
    this.wake()
    return Promise.resolve()
  }

  resize(concurrency: number): void {
    this.concurrency = concurrency
    this.wake()
  }

  async stop(graceMs: number): Promise<void> {
    this.stopped = true
    this.options.onStop()
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<void>((resolve) => { timer = setTimeout(resolve, graceMs) })
    await Promise.race([Promise.all(this.busy), late])
    clearTimeout(timer)
  }
}
