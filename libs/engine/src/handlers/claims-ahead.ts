import type { RunningStep } from '../run-store.port.js'

/** A step that this worker claimed together with the settle of its predecessor, and that waits for its bell. */
export interface ClaimAhead {
  readonly runId: string
  readonly node: number
  readonly attempt: number
  /** By this process's monotonic clock, milliseconds. */
  readonly since: number
  /** Whether the claim has been written, once that is known. */
  readonly durable: Promise<boolean>
}

/**
 * Claims ahead: while this is the only worker there is, the bell of a step that it makes ready can only come back to itself. So the claim
 * (attempt recorded, lease held) is written in the same transaction as the settle before it: one commit for each step instead of two.
 * And its bell is rung while that transaction is on its way: the lane's time and the commit's run side by side.
 *
 * A1  Only while the heartbeat has seen no other worker, and no more than there are slots.
 * A2  The step begins only with its bell, once, and only when its claim is durable: the entry is taken by the first bell, which waits for
 *     the commit; a repeated one finds nothing, and after a refused write the bell asks for nothing.
 * A3  A bell that doesn't come (a new worker took it, the queue was wiped) is not waited for: the claim is given back, uncounted.
 */
export class ClaimsAhead {
  private readonly waiting = new Map<string, ClaimAhead>()
  isAlone = false
  slots = 0

  room(): number {
    return this.isAlone ? Math.max(0, this.slots - this.waiting.size) : 0
  }

  add(claim: Omit<ClaimAhead, 'since'>): void {
    this.waiting.set(`${claim.runId}-${claim.node}`, { ...claim, since: performance.now() })
  }

  take(runId: string, node: number): ClaimAhead | undefined {
    const claim = this.waiting.get(`${runId}-${node}`)
    if (claim !== undefined) this.waiting.delete(`${runId}-${node}`)
    return claim
  }

  /** As the heartbeat counts them. */
  claimed(worker: string): readonly RunningStep[] {
    return [...this.waiting.values()].map(({ runId, node, attempt }) => ({ runId, node, attempt, worker }))
  }

  /** A3. Those that wait for so long or longer; they are taken. */
  takeOlderThan(ms: number): readonly ClaimAhead[] {
    const now = performance.now()
    const old = [...this.waiting.values()].filter((claim) => now - claim.since >= ms)
    for (const claim of old) this.waiting.delete(`${claim.runId}-${claim.node}`)
    return old
  }
}
