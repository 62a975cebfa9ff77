import type { JsonObject } from '@maillon/kernel'
import { planFormat, type Plan, type PlanNode } from './plan.js'

/**
 * A stored plan in the form that this program runs. Plans of earlier formats are brought up to date: indices stay as they are, since the
 * steps of runs in flight name nodes by them. Null: a format that this program doesn't know (it was made by a newer one).
 */
export function readPlan(stored: { readonly format: string }): Plan | null {
  if (stored.format === planFormat) return stored as Plan
  if (stored.format === 'maillon.plan/1') return fromFirst(stored as unknown as FirstPlan)
  return null
}

/** Before loops, calls and error flows. */
type FirstPlan = Omit<Plan, 'format' | 'errorFlowId' | 'returns' | 'nodes'> & { readonly nodes: readonly (Omit<PlanNode, 'untilFound' | 'loop' | 'spawn'> & JsonObject)[] }

function fromFirst(plan: FirstPlan): Plan {
  return { ...plan, format: planFormat, errorFlowId: null, returns: [], nodes: plan.nodes.map((node) => ({ ...node, untilFound: null, loop: null, spawn: null })) }
}
