/** It never keeps a connection busy for more than a twentieth of the time. */
const restAfter = 20

/**
 * Something that many look at and that may take long to read (with a hundred thousand steps waiting, their counts do): it is read once for all,
 * and again when it is `freshMs` old, or twenty times as old as it took.
 */
export class SharedReading<T> {
  #last: { readonly value: Promise<T>; staleAt: number } | null = null

  /** @param now by a monotonic clock, milliseconds */
  constructor(private readonly read: () => Promise<T>, private readonly freshMs: number, private readonly now: () => number = () => performance.now()) {}

  get(): Promise<T> {
    if (this.#last !== null && this.now() < this.#last.staleAt) return this.#last.value
    const startedAt = this.now()
    const value = this.read()
    const last = { value, staleAt: Number.POSITIVE_INFINITY }
    this.#last = last
    value.then(
      () => (last.staleAt = startedAt + Math.max(this.freshMs, restAfter * (this.now() - startedAt))),
      () => (last.staleAt = 0),
    )
    return value
  }

  /** The next look reads anew. */
  forget(): void {
    this.#last = null
  }
}
