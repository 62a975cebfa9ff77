import type { Plan } from '@maillon/plan'

/**
 * A plan as it is replayed: nothing is tried again or waited for, no other flow is called, no account is opened, no pinned rows count.
 * @param isKept whether answers were kept for a node: a loop's turns are then not made again
 */
export function replayPlan(plan: Plan, isKept: (node: string) => boolean): Plan {
  return {
    ...plan,
    errorFlowId: null,
    lane: 'default',
    overlap: { policy: 'parallel', concurrency: 1000 },
    nodes: plan.nodes.map((drawn) => {
      const { pinned: _, ...node } = drawn
      // A called flow is outside: what it gave was kept.
      const spawn = node.spawn?.kind === 'flow' || isKept(node.id) ? null : node.spawn
      return { ...node, spawn, credentials: {}, retry: { attempts: 1, wait: { kind: 'fixed', ms: 0 } }, untilFound: null }
    }),
  }
}
