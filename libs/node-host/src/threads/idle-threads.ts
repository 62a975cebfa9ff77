import { aborted, type StepThread } from './step-thread.js'

const idleMs = 60_000

/**
 * Threads that have nothing to do, kept warm for a minute: the next step finds its package loaded. A thread belongs to no host, so hosts that
 * follow each other may share one of these; whoever made it closes it.
 */
export class IdleThreads {
  private readonly timers = new Map<StepThread, NodeJS.Timeout>()

  /** One with exactly this heap limit (MiB). Null: none is idle. */
  take(heapMiB: number): StepThread | null {
    for (const [thread, timer] of this.timers) {
      if (thread.isUsable && thread.heapMiB !== heapMiB) continue
      clearTimeout(timer)
      this.timers.delete(thread)
      if (thread.isUsable) return thread
    }
    return null
  }

  /** One that can't be used any more is forgotten. */
  give(thread: StepThread): void {
    if (!thread.isUsable) return
    const timer = setTimeout(() => {
      this.timers.delete(thread)
      thread.kill(aborted)
    }, idleMs)
    timer.unref()
    this.timers.set(thread, timer)
  }

  /** Ends them all. */
  close(): void {
    for (const [thread, timer] of this.timers) {
      clearTimeout(timer)
      thread.kill(aborted)
    }
    this.timers.clear()
  }
}
