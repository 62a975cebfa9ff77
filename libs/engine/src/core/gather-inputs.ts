import type { DatasetRef } from '@maillon/datasets'
import type { Plan } from '@maillon/plan'
import { isAlive, type StepLookup } from './decide-successors.js'

export interface GatheredInputs {
  readonly inputs: readonly (readonly DatasetRef[])[]
  readonly references: readonly (DatasetRef | null)[]
}

/**
 * What a node receives.
 *
 * G1  By input port: the datasets of its live edges, in edge order.
 * G2  A reference is the dataset of that port; null where its node gave none (dead port, skipped node).
 * G3  The same settled steps give the same inputs, whatever the order in which they ended.
 */
export function gatherInputs(plan: Plan, node: number, steps: StepLookup): GatheredInputs {
  const receiver = plan.nodes[node]
  if (receiver === undefined) return { inputs: [], references: [] }
  const inputs = receiver.incoming.map((edges) => {
    const datasets: DatasetRef[] = []
    for (const index of edges) {
      const edge = plan.edges[index]
      const source = edge === undefined ? undefined : steps.get(edge.fromNode)
      if (edge === undefined || source === undefined || !isAlive(source, edge.fromPort, receiver.runOnEmpty)) continue
      const dataset = source.outputs?.[edge.fromPort]
      if (dataset !== undefined) datasets.push(dataset)
    }
    return datasets
  })
  const references = receiver.references.map((reference) => {
    const dataset = steps.get(reference.node)?.outputs?.[reference.port]
    return dataset === undefined || dataset.count === 0 ? null : dataset
  })
  return { inputs, references }
}
