import type { Plan, PlanNode } from '@maillon/plan'
import type { Expectation, FlowTest } from './flow-test.js'

/** What could be compared: an output, or what a step asks of the outside. */
export type Comparable = { readonly kind: 'output'; readonly node: string; readonly name: string; readonly port: string; readonly rows: number } | { readonly kind: 'requests'; readonly node: string; readonly name: string; readonly calls: number; readonly isWrite: boolean }

/** Something to compare, with whether it should be where nobody says otherwise. */
export type ProposedComparison = Comparable & { readonly isProposed: boolean }

/**
 * What makes sense to compare of a run: what its last steps gave, and all that was written or sent.
 * Steps that are answered from the recording give what was recorded: comparing that would tell nothing.
 */
export function proposeComparisons(plan: Plan, test: Pick<FlowTest, 'answers'>, outputs: ReadonlyMap<string, { readonly [port: string]: number }>): readonly ProposedComparison[] {
  const answered = new Map(test.answers.map((answer) => [answer.node, answer.reason]))
  return plan.nodes.flatMap((node, index): readonly ProposedComparison[] => {
    if (answered.get(node.id) === 'outside') {
      const calls = test.answers.filter((answer) => answer.node === node.id).reduce((sum, { requests }) => sum + (requests?.length ?? 0), 0)
      return calls === 0 ? [] : [{ kind: 'requests', node: node.id, name: node.name, calls, isWrite: node.effects === 'write', isProposed: true }]
    }
    const given = outputs.get(node.id)
    if (given === undefined || node.loop !== null || node.trigger !== null || answered.has(node.id)) return []
    const isLast = leadsOnlyOutside(plan, index, answered)
    return Object.entries(given).flatMap(([port, rows]) => (rows === 0 && !isLast ? [] : [{ kind: 'output' as const, node: node.id, name: node.name, port, rows, isProposed: isLast && rows > 0 }]))
  })
}

/** Its rows end here, or go only into steps that are answered from the recording. */
function leadsOnlyOutside(plan: Plan, index: number, answered: ReadonlyMap<string, unknown>): boolean {
  const followers = plan.edges.filter(({ fromNode }) => fromNode === index).map(({ toNode }) => plan.nodes[toNode])
  return followers.every((follower: PlanNode | undefined) => follower !== undefined && (answered.has(follower.id) || follower.loop !== null))
}

/** Names an expectation among those of a test. */
export function comparisonKey(what: Pick<Expectation, 'kind'> & { readonly node?: string; readonly port?: string }): string {
  return [what.kind, what.node ?? '', what.port ?? ''].join(' ')
}
