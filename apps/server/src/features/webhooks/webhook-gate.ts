/**
 * How many calls are let in at once: what comes above that is told to come back in a second, so that a flood at one address
 * leaves room for the others, and sockets that wait for a run's end stay a known number.
 */
export class WebhookGate {
  readonly #byFlow = new Map<string, number>()
  #total = 0

  constructor(private readonly limits: { readonly total: number; readonly perFlow: number }) {}

  /** Null: full. Otherwise the way out, to be called once. */
  enter(flowId: string): (() => void) | null {
    const mine = this.#byFlow.get(flowId) ?? 0
    if (this.#total >= this.limits.total || mine >= this.limits.perFlow) return null
    this.#total += 1
    this.#byFlow.set(flowId, mine + 1)
    let isIn = true
    return () => {
      if (!isIn) return
      isIn = false
      this.#total -= 1
      const left = (this.#byFlow.get(flowId) ?? 1) - 1
      if (left === 0) this.#byFlow.delete(flowId)
      else this.#byFlow.set(flowId, left)
    }
  }
}
