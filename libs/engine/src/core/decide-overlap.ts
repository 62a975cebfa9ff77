import { assertNever } from '@maillon/kernel'
import type { Plan } from '@maillon/plan'
import type { GateDecision } from '../run-store.port.js'

/** Beyond so many runs at once the lane's concurrency is the limit that counts, and counting runs costs more than it protects. */
export const ungatedConcurrency = 100

/** Whether runs of this plan have to pass the gate one by one. */
export function isGated(plan: Plan): boolean {
  return plan.overlap.policy !== 'parallel' || plan.overlap.concurrency <= ungatedConcurrency
}

/** So many runs of this plan go at once while the others wait for them; null: nobody waits (those that come are let in, skipped, or take the place of others). */
export function waitedForAtOnce(plan: Plan): number | null {
  const { policy, concurrency } = plan.overlap
  if (policy === 'queue') return 1
  return policy === 'parallel' && isGated(plan) ? Math.max(1, concurrency) : null
}

/**
 * Which held runs of a flow may start, given those that are active (both oldest first).
 *
 * O1  queue: one at a time, in the order of acceptance. parallel: the same with `concurrency` at a time.
 * O2  skip: where none is active the oldest starts; the others are skipped.
 * O3  cancel-older: the newest starts; whatever is active or was accepted before it is cancelled.
 */
export function decideOverlap(overlap: Plan['overlap'], active: readonly string[], held: readonly string[]): GateDecision {
  switch (overlap.policy) {
    case 'queue':
      return { start: held.slice(0, Math.max(0, 1 - active.length)), cancelOlder: [], skip: [] }
    case 'parallel':
      return { start: held.slice(0, Math.max(0, Math.max(1, overlap.concurrency) - active.length)), cancelOlder: [], skip: [] }
    case 'skip': {
      const start = active.length === 0 ? held.slice(0, 1) : []
      return { start, cancelOlder: [], skip: held.slice(start.length) }
    }
    case 'cancel-older': {
      const newest = held.slice(-1)
      return newest.length === 0 ? { start: [], cancelOlder: [], skip: [] } : { start: newest, cancelOlder: [...active, ...held.slice(0, -1)], skip: [] }
    }
    default:
      return assertNever(overlap.policy)
  }
}
