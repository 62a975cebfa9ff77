import type { PlanErrorChoice, PlanSpawn } from '@maillon/plan'
import type { ChildrenSummary } from '../run-store.port.js'

export type ChildrenDecision =
  /** Make the next so many children; 0: wait. */
  | { readonly kind: 'open'; readonly count: number }
  | { readonly kind: 'stop' }
  | { readonly kind: 'collect' }

/**
 * How a step with children goes on.
 *
 * N1  Children are made in order, at most `concurrency` of them active at a time. A call that doesn't wait makes them all.
 * N2  A failed child stops the step where its error choice is `stop` (no further child is made, those that go on are cancelled). With any
 *     other choice the step goes on to the last child.
 * N3  When all have been made and none is active (or none is waited for), what they gave is collected.
 */
export function decideChildren(spawn: PlanSpawn, at: { readonly total: number; readonly summary: ChildrenSummary; readonly onError: PlanErrorChoice['choice'] }): ChildrenDecision {
  const { opened, active, failed } = at.summary
  if (spawn.waits && failed !== null && at.onError === 'stop') return { kind: 'stop' }
  const left = at.total - opened
  if (left <= 0) return active === 0 || !spawn.waits ? { kind: 'collect' } : { kind: 'open', count: 0 }
  const room = spawn.waits ? Math.max(0, spawn.concurrency - active) : left
  return { kind: 'open', count: Math.min(left, room) }
}

/** How many children a step makes of so many items. */
export function childrenOf(spawn: PlanSpawn, items: number): number {
  if (spawn.batchSize === null) return items > 0 ? 1 : 0
  return Math.ceil(items / Math.max(1, spawn.batchSize))
}
