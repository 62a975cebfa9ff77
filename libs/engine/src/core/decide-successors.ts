import { isTerminalStep, type Plan } from '@maillon/plan'
import type { StepState } from '../run-state.js'

/**
 * Which nodes are decided now that some steps have ended.
 *
 * D1  An edge is settled when the step of its source node is terminal, or where its source can never run (D6).
 * D2  An edge is alive where its source succeeded or warned and gave items at that port; a port without items is dead.
 * D3  For a node with `runOnEmpty` an edge is alive also where its source succeeded or warned without items at that port.
 * D4  A node is decided when every edge into it is settled: ready where at least one is alive, else skipped.
 * D5  Skips cascade: the edges out of a skipped (failed, cancelled) node are dead.
 * D6  A node without incoming edges is decided as skipped, except the trigger that fired (it has a step from the start).
 * D7  A node that has a step is never decided again: so any order and any repetition of events leads to the same rows.
 * D8  Only nodes of the run's own scope are decided: those at the top of the flow, or those of the loop body that it goes through. In a
 *     body the loop itself stands for the trigger: its step is there from the start and gives this turn's items at its first port.
 *
 * Deliberately not here: whether the run as a whole still goes on (see `advance`).
 */
export interface Successors {
  /** Ascending. */
  readonly ready: readonly number[]
  /** Ascending. */
  readonly skipped: readonly number[]
}

export interface StepLookup {
  get(node: number): StepState | undefined
}

export interface SuccessorQuery {
  /** Nodes that have just ended: only what hangs on them is looked at. Absent: the whole plan. */
  readonly from?: readonly number[] | undefined
  /** See `scopeOf`. Default null. */
  readonly scope?: number | null
}

export function decideSuccessors(plan: Plan, steps: StepLookup, { from, scope = null }: SuccessorQuery = {}): Successors {
  const ready: number[] = []
  const skipped: number[] = []
  const skippedNow = new Set<number>()
  const candidates = new Candidates(from === undefined ? plan.nodes.keys() : targetsOf(plan, from))
  for (let node = candidates.takeLowest(); node !== undefined; node = candidates.takeLowest()) {
    if (steps.get(node) !== undefined || plan.nodes[node]?.loop !== scope) continue
    const decision = decideNode(plan, { node, steps, skippedNow })
    if (decision === 'ready') ready.push(node)
    if (decision !== 'skipped') continue
    skipped.push(node)
    skippedNow.add(node)
    if (from !== undefined) candidates.add(targetsOf(plan, [node]))
  }
  return { ready, skipped }
}

function decideNode(plan: Plan, at: { readonly node: number; readonly steps: StepLookup; readonly skippedNow: ReadonlySet<number> }): 'ready' | 'skipped' | 'open' {
  const receiver = plan.nodes[at.node]
  if (receiver === undefined) return 'open'
  let alive = false
  for (const port of receiver.incoming) {
    for (const index of port) {
      const edge = plan.edges[index]
      if (edge === undefined || at.skippedNow.has(edge.fromNode)) continue
      const source = at.steps.get(edge.fromNode)
      if (source === undefined || !isTerminalStep(source.status)) return 'open'
      if (isAlive(source, edge.fromPort, receiver.runOnEmpty)) alive = true
    }
  }
  return alive ? 'ready' : 'skipped'
}

/** D2, D3. */
export function isAlive(source: StepState, port: number, runOnEmpty: boolean): boolean {
  if (source.status !== 'succeeded' && source.status !== 'warned') return false
  if (runOnEmpty) return true
  return (source.outputs?.[port]?.count ?? 0) > 0
}

function targetsOf(plan: Plan, nodes: readonly number[]): number[] {
  const targets: number[] = []
  for (const node of nodes) {
    for (const port of plan.nodes[node]?.outgoing ?? []) {
      for (const index of port) {
        const edge = plan.edges[index]
        if (edge !== undefined) targets.push(edge.toNode)
      }
    }
  }
  return targets
}

/** Nodes to look at, lowest first: plans are in topological order, so a skip is known before what hangs on it is asked for. */
class Candidates {
  /** Descending, without repetitions, so that the lowest is taken from the end. */
  private readonly open: number[]

  constructor(nodes: Iterable<number>) {
    this.open = [...new Set(nodes)].toSorted((a, b) => b - a)
  }

  add(nodes: readonly number[]): void {
    for (const node of nodes) {
      let at = this.open.length
      while (at > 0 && (this.open[at - 1] ?? 0) < node) at -= 1
      if (this.open[at - 1] !== node) this.open.splice(at, 0, node)
    }
  }

  takeLowest(): number | undefined {
    return this.open.pop()
  }
}
