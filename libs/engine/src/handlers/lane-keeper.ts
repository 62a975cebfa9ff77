import type { Logger } from '@maillon/kernel'
import type { LaneService } from '../engine.js'
import type { Doorbell, LaneWorker, StepQueue } from '../step-queue.port.js'

/** A lane where bells wait this long while nobody here is at work has a connection that is dead without knowing it. */
const stuckAfterMs = 15_000
/** What the steps of a lane that is given up get before its job ends without them; they go on all the same. */
const leaveGraceMs = 5_000

/**
 * The lanes that this worker serves.
 *
 * B1  What a lane says of its steps (time limit, memory) counts for every step of it, whichever worker runs it.
 * B2  A lane worker that takes nothing although bells wait is opened anew: after a restart of Redis some never come back by themselves.
 * B3  Which lanes are served, how, and which are paused may change while the worker runs. A step at hand goes on as it began.
 * B4  In a paused lane nothing begins. A bell that was on its way is dropped: the sweep rings again, into the lane.
 */
export class LaneKeeper {
  private readonly services = new Map<string, LaneService>()
  private readonly open = new Map<string, LaneWorker>()
  private paused: ReadonlySet<string> = new Set()
  private changing: Promise<void> = Promise.resolve()

  constructor(private readonly ports: { readonly queue: StepQueue; readonly logger: Logger; readonly answer: (lane: string, bell: Doorbell) => Promise<void> }) {}

  /** Of the lane that may do most. */
  get slots(): number {
    return Math.max(1, ...[...this.services.values()].map(({ concurrency }) => concurrency))
  }

  service(lane: string): LaneService | undefined {
    return this.services.get(lane)
  }

  isPaused(lane: string): boolean {
    return this.paused.has(lane)
  }

  /** B3. One change after the other. */
  serve(services: readonly LaneService[], paused: readonly string[]): Promise<void> {
    this.changing = this.changing.catch(() => undefined).then(() => this.change(services, new Set(paused)))
    return this.changing
  }

  /** B2. */
  async watch(): Promise<void> {
    for (const [name, worker] of this.open) {
      const service = this.services.get(name)
      if (service === undefined || this.isPaused(name) || worker.idleMs() < stuckAfterMs || (await this.ports.queue.depth(name)) === 0 || worker.idleMs() < stuckAfterMs) continue
      this.ports.logger.warn('A lane took nothing although bells wait; it is opened anew', { lane: name, idleMs: Math.round(worker.idleMs()) })
      await worker.stop(0)
      if (this.open.get(name) === worker) this.open.set(name, await this.work(service))
    }
  }

  /** Takes no new bells. */
  async stop(graceMs: number): Promise<void> {
    await this.changing.catch(() => undefined)
    const workers = [...this.open.values()]
    this.open.clear()
    await Promise.all(workers.map((worker) => worker.stop(graceMs)))
  }

  private async change(services: readonly LaneService[], paused: ReadonlySet<string>): Promise<void> {
    // At once, for what is on its way (B4).
    this.paused = paused
    const wanted = new Map(services.map((service) => [service.name, service]))
    for (const [name, worker] of this.open) {
      if (wanted.has(name)) continue
      this.open.delete(name)
      this.services.delete(name)
      void worker.stop(leaveGraceMs).catch(() => undefined)
    }
    for (const service of services) {
      this.services.set(service.name, service)
      const worker = this.open.get(service.name)
      if (worker === undefined) {
        this.open.set(service.name, await this.work(service))
        continue
      }
      worker.resize(service.concurrency)
      await (paused.has(service.name) ? worker.pause() : worker.resume())
    }
  }

  private async work({ name, concurrency }: LaneService): Promise<LaneWorker> {
    const worker = await this.ports.queue.work(name, concurrency, (bell) => this.ports.answer(name, bell))
    if (this.isPaused(name)) await worker.pause()
    return worker
  }
}
