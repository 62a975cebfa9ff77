import type { Logger } from '@maillon/kernel'
import type { LaneService } from '../engine.js'
import type { Doorbell, LaneWorker, StepQueue } from '../step-queue.port.js'

/** A lane where bells wait this long while nobody here is at work has a connection that is dead without knowing it. */
const stuckAfterMs = 15_000

/**
 * The lanes that this worker serves.
 *
 * B1  What a lane says of its steps (time limit, memory) counts for every step of it, whichever worker runs it.
 * B2  A lane worker that takes nothing although bells wait is opened anew: after a restart of Redis some never come back by themselves.
 */
export class LaneKeeper {
  private readonly services = new Map<string, LaneService>()
  private readonly open = new Map<string, LaneWorker>()

  constructor(private readonly ports: { readonly queue: StepQueue; readonly logger: Logger; readonly answer: (lane: string, bell: Doorbell) => Promise<void> }) {}

  /** Steps at once in all lanes together. */
  get concurrency(): number {
    return [...this.services.values()].reduce((sum, { concurrency }) => sum + concurrency, 0)
  }

  service(lane: string): LaneService | undefined {
    return this.services.get(lane)
  }

  async start(services: readonly LaneService[]): Promise<void> {
    for (const service of services) {
      this.services.set(service.name, service)
      this.open.set(service.name, await this.work(service))
    }
  }

  /** B2. */
  async watch(): Promise<void> {
    for (const [name, worker] of this.open) {
      const service = this.services.get(name)
      if (service === undefined || worker.idleMs() < stuckAfterMs || (await this.ports.queue.depth(name)) === 0 || worker.idleMs() < stuckAfterMs) continue
      this.ports.logger.warn('A lane took nothing although bells wait; it is opened anew', { lane: name, idleMs: Math.round(worker.idleMs()) })
      await worker.stop(0)
      if (this.open.get(name) === worker) this.open.set(name, await this.work(service))
    }
  }

  /** Takes no new bells. */
  async stop(graceMs: number): Promise<void> {
    const workers = [...this.open.values()]
    this.open.clear()
    await Promise.all(workers.map((worker) => worker.stop(graceMs)))
  }

  private work({ name, concurrency }: LaneService): Promise<LaneWorker> {
    return this.ports.queue.work(name, concurrency, (bell) => this.ports.answer(name, bell))
  }
}
