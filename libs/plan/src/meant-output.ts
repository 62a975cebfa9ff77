import type { Plan } from './plan.js'

/**
 * The output that an expression of the node `reader` means by naming `target` without a port, by its index in the plan: the first one.
 * Of a loop, that is the rows of the turn for what stands in it, and what all turns gave for everything else.
 */
export function meantOutput(plan: Plan, reader: number, target: number): number {
  if (plan.nodes[target]?.spawn?.kind !== 'iteration') return 0
  for (let at = plan.nodes[reader]?.loop ?? null; at !== null; at = plan.nodes[at]?.loop ?? null) if (at === target) return 0
  return 1
}
