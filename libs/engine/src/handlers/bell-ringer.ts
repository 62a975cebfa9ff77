import type { Logger } from '@maillon/kernel'
import type { Doorbell, StepQueue } from '../step-queue.port.js'

/** Longer waits than this are left to the sweep, which looks every second anyway. */
const longestTimerMs = 60_000

/**
 * Rings for steps whose readiness is durable. Bells of one turn of the event loop leave together, by lane.
 * A ring that fails is only logged: the sweep finds what wasn't rung.
 */
export class BellRinger {
  private waiting = new Map<string, Doorbell[]>()
  private ringing: Promise<void> = Promise.resolve()
  private readonly timers = new Set<NodeJS.Timeout>()

  constructor(private readonly queue: StepQueue, private readonly logger: Logger) {}

  ring(lane: string, bell: Doorbell): void {
    if (this.waiting.size === 0) {
      this.ringing = new Promise((resolve) => {
        setImmediate(() => void this.ringAll().finally(resolve))
      })
    }
    const bells = this.waiting.get(lane)
    if (bells === undefined) this.waiting.set(lane, [bell])
    else bells.push(bell)
  }

  /**
   * Resolves when the bells that wait now have left (or couldn't). A job that ends only then finds its successor already in the lane and
   * takes it along with its own completion, instead of being woken up for it.
   */
  rung(): Promise<void> {
    return this.ringing
  }

  /** A wait that holds no worker; should this process go away, the sweep rings. */
  ringLater(lane: string, bell: Doorbell, waitMs: number): void {
    if (waitMs > longestTimerMs) return
    const timer = setTimeout(() => {
      this.timers.delete(timer)
      this.ring(lane, bell)
    }, waitMs)
    timer.unref()
    this.timers.add(timer)
  }

  stop(): void {
    for (const timer of this.timers) clearTimeout(timer)
    this.timers.clear()
  }

  private async ringAll(): Promise<void> {
    const lanes = this.waiting
    this.waiting = new Map()
    await Promise.all([...lanes].map(async ([lane, bells]) => {
      await this.queue.ring(lane, bells).catch((error: unknown) => {
        this.logger.warn('The lane could not be rung; the sweep will', { lane, bells: bells.length, reason: String(error).slice(0, 300) })
      })
    }))
  }
}
