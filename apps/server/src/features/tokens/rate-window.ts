import type { Clock } from '@maillon/kernel'

const mostKeys = 10_000

/** So many in a window that begins with the first; in this process. */
export class RateWindow {
  readonly #windows = new Map<string, { count: number; since: number }>()

  constructor(
    private readonly clock: Clock,
    private readonly limit: { readonly most: number; readonly windowMs: number },
  ) {}

  /** Counts one. @returns milliseconds to wait; 0: go on. */
  take(key: string): number {
    const now = this.clock.now()
    const { most, windowMs } = this.limit
    const known = this.#windows.get(key)
    if (known === undefined || now - known.since >= windowMs) {
      this.#windows.delete(key)
      // Endless keys can't fill the memory: the oldest go first.
      if (this.#windows.size >= mostKeys) this.#windows.delete(this.#windows.keys().next().value ?? '')
      this.#windows.set(key, { count: 1, since: now })
      return 0
    }
    known.count += 1
    return known.count > most ? known.since + windowMs - now : 0
  }
}
