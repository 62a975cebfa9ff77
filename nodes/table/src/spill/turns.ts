import { setImmediate as nextTurn } from 'node:timers/promises'

const turnMs = 15
const callsBetweenLooks = 256

/** Lets others have the thread every few milliseconds of a long loop: `await turns.pause()` in it. */
export class Turns {
  private startedAt = performance.now()
  private calls = 0

  constructor(private readonly signal: AbortSignal) {}

  /** Undefined: go on at once. @throws the signal's reason */
  pause(): void | Promise<void> {
    this.calls += 1
    if (this.calls % callsBetweenLooks !== 0 || performance.now() - this.startedAt < turnMs) return undefined
    return this.yieldThread()
  }

  private async yieldThread(): Promise<void> {
    await nextTurn()
    this.signal.throwIfAborted()
    this.startedAt = performance.now()
  }
}
