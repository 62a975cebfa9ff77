import type { DatasetRef } from '@maillon/datasets'
import type { Plan, PlanNode } from '@maillon/plan'
import type { StepLookup } from './decide-successors.js'

/**
 * Whether a step of this node may run before anybody has recorded that it does: over in a moment, and done again without harm.
 *
 * A light node without effects, all of whose rows stand in the rows of its run. Over rows that were spilled to files it takes seconds or
 * minutes: left unrecorded for so long, its step would be rung again and begun beside itself, again and again.
 */
export function runsInPlace(plan: Plan, node: PlanNode, steps: StepLookup): boolean {
  if (!node.light || node.effects !== 'none') return false
  for (const edges of node.incoming) {
    for (const index of edges) {
      const edge = plan.edges[index]
      if (edge !== undefined && isSpilled(steps.get(edge.fromNode)?.outputs?.[edge.fromPort])) return false
    }
  }
  return !node.references.some((reference) => isSpilled(steps.get(reference.node)?.outputs?.[reference.port]))
}

function isSpilled(dataset: DatasetRef | undefined): boolean {
  return dataset?.kind === 'spilled'
}
