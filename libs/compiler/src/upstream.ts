import { predecessorsOf, type FlowGraph, type GraphEdge, type GraphNode } from './flow-graph.js'

/** Which nodes lead to which, as one row of bits for each node. */
export interface Upstream {
  has(node: number, ancestor: number): boolean
}

/** @param order topological; nodes outside of it have nothing upstream. */
export function upstreamOf(graph: FlowGraph, order: readonly number[]): Upstream {
  const words = Math.ceil(graph.nodes.length / 32)
  const bits = new Uint32Array(words * graph.nodes.length)
  for (const index of order) {
    for (const before of predecessorsOf(graph, index)) {
      for (let word = 0; word < words; word += 1) bits[index * words + word] = (bits[index * words + word] ?? 0) | (bits[before * words + word] ?? 0)
      const own = index * words + (before >>> 5)
      bits[own] = (bits[own] ?? 0) | (1 << (before & 31))
    }
  }
  return { has: (node, ancestor) => ((bits[node * words + (ancestor >>> 5)] ?? 0) & (1 << (ancestor & 31))) !== 0 }
}

/** Why rows can't be traced back to a node one by one. */
export type RowLoss = { readonly reason: 'drops' | 'merges' | 'apart'; readonly node: number }

/**
 * Follow the rows of a node back to another: null where the row with the same index of `ancestor` (at its output `port`)
 * is the one that this row was made from. For that every node between keeps its rows, none puts failed ones aside, and
 * nowhere several edges come together.
 */
export function rowLoss(graph: FlowGraph, start: number, ancestor: { readonly node: number; readonly port: number }): RowLoss | null {
  let at = start
  for (let steps = 0; steps <= graph.nodes.length; steps += 1) {
    const edges = (graph.nodes[at] as GraphNode).incoming[0] ?? []
    const edge = graph.edges[edges[0] ?? -1] as GraphEdge | undefined
    if (edges.length > 1 || ((graph.nodes[at] as GraphNode).inputs.length > 1 && at !== start)) return { reason: 'merges', node: at }
    if (edge === undefined) return { reason: 'apart', node: at }
    if (edge.fromNode === ancestor.node) return edge.fromPort === ancestor.port ? null : { reason: 'apart', node: ancestor.node }
    if (!keepsRows(graph.nodes[edge.fromNode] as GraphNode)) return { reason: 'drops', node: edge.fromNode }
    at = edge.fromNode
  }
  return { reason: 'apart', node: start }
}

/** A disabled node passes everything on; one that skips, sets aside or branches off failed rows shifts those behind them. */
function keepsRows({ descriptor, isDisabled, node }: GraphNode): boolean {
  if (isDisabled) return true
  const choice = node.onError?.choice ?? 'stop'
  return descriptor?.keepsRows === true && (choice === 'stop' || choice === 'replace')
}
