import { setImmediate as nextTurn } from 'node:timers/promises'

const turnMs = 15
const workBetweenLooks = 256

/** The same elements, with the thread let go every few milliseconds: a stream that comes out of memory never lets go by itself. */
export async function* paced<Element>(elements: AsyncIterable<Element>, signal: AbortSignal): AsyncGenerator<Element> {
  const turns = new Turns(signal)
  for await (const element of elements) {
    const pending = turns.pause()
    if (pending !== undefined) await pending
    yield element
  }
}

/** Lets others have the thread every few milliseconds of a long loop: `await turns.pause()` in it. */
export class Turns {
  private startedAt = performance.now()
  private done = 0

  constructor(private readonly signal: AbortSignal) {}

  /** Undefined: go on at once. @param work how much was done, in rows or so. @throws the signal's reason */
  pause(work = 1): void | Promise<void> {
    this.done += work
    if (this.done < workBetweenLooks) return undefined
    this.done = 0
    return performance.now() - this.startedAt < turnMs ? undefined : this.yieldThread()
  }

  private async yieldThread(): Promise<void> {
    await nextTurn()
    this.signal.throwIfAborted()
    this.startedAt = performance.now()
  }
}
