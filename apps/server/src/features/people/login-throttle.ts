import type { Clock } from '@maillon/kernel'

const windowMs = 15 * 60_000
const perAccount = 10
const perAddress = 50
const mostKeys = 50_000

/**
 * Counts failed logins per account and per network address, over 15 minutes, in this process.
 * Counting starts before the password is checked, so that a burst of parallel guesses is counted in full.
 */
export class LoginThrottle {
  readonly #failures = new Map<string, { count: number; since: number }>()

  constructor(private readonly clock: Clock) {}

  /** Milliseconds to wait; 0: go on (and the try is counted). */
  begin(emailKey: string, address: string): number {
    const waits = [this.#wait(`account ${emailKey}`, perAccount), this.#wait(`address ${address}`, perAddress)]
    const wait = Math.max(...waits)
    if (wait === 0) for (const key of keysOf(emailKey, address)) this.#count(key)
    return wait
  }

  /** A good password: this account starts from zero, and the address gets its try back. */
  succeeded(emailKey: string, address: string): void {
    this.#failures.delete(`account ${emailKey}`)
    const entry = this.#failures.get(`address ${address}`)
    if (entry !== undefined) entry.count -= 1
  }

  #wait(key: string, most: number): number {
    const entry = this.#failures.get(key)
    if (entry === undefined) return 0
    const left = entry.since + windowMs - this.clock.now()
    if (left <= 0) this.#failures.delete(key)
    return left > 0 && entry.count >= most ? left : 0
  }

  #count(key: string): void {
    const entry = this.#failures.get(key)
    if (entry !== undefined) {
      entry.count += 1
      return
    }
    // Guesses over endless addresses can't fill the memory: the oldest go first.
    if (this.#failures.size >= mostKeys) this.#failures.delete(this.#failures.keys().next().value ?? '')
    this.#failures.set(key, { count: 1, since: this.clock.now() })
  }
}

function keysOf(emailKey: string, address: string): readonly string[] {
  return [`account ${emailKey}`, `address ${address}`]
}
