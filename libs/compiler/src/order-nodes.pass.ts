import { type Compiling } from './compiling.js'
import { predecessorsOf, successorsOf, type FlowGraph, type GraphNode } from './flow-graph.js'

/** The nodes in running order, and whether all of them have a place in it. */
export interface NodeOrder {
  /** Node indices: each after everything that leads to it; otherwise as in the document. Nodes on or behind a circle are left out. */
  readonly order: readonly number[]
  readonly isComplete: boolean
}

/** Topological order, stable by document order. Finds circles, one finding for each, with the names along it. */
export function orderNodes(compiling: Compiling, graph: FlowGraph): NodeOrder {
  const waiting = graph.nodes.map((node) => node.incoming.reduce((count, edges) => count + edges.length, 0))
  const isOut = new Uint8Array(graph.nodes.length)
  const order: number[] = []
  let next = 0
  while (next < graph.nodes.length) {
    if (isOut[next] === 1 || waiting[next] !== 0) {
      next += 1
      continue
    }
    isOut[next] = 1
    order.push(next)
    let first = next + 1
    for (const successor of successorsOf(graph, next)) {
      waiting[successor] = (waiting[successor] ?? 0) - 1
      // The earliest in the document that may run now comes next.
      if (waiting[successor] === 0 && successor < first) first = successor
    }
    next = first
  }
  const isComplete = order.length === graph.nodes.length
  if (!isComplete) reportCircles(compiling, graph, isOut)
  return { order, isComplete }
}

function reportCircles({ document, findings }: Compiling, graph: FlowGraph, isOut: Uint8Array): void {
  const isReported = new Set<number>()
  for (const start of graph.nodes.keys()) {
    if (isOut[start] === 1 || isReported.has(start)) continue
    const circle = circleThrough(graph, start, isOut)
    if (circle.some((index) => isReported.has(index))) continue
    for (const index of circle) isReported.add(index)
    const nodes = circle.map((index) => (graph.nodes[index] as GraphNode).node)
    const [first] = nodes
    const last = nodes.at(-1)
    if (first === undefined || last === undefined) continue
    const closing = document.edges.filter((edge) => edge.from.startsWith(`${last.id}.`) && edge.to.startsWith(`${first.id}.`))
    findings.push({
      code: 'FLOW_CIRCLE', severity: 'error', node: first.id, params: { nodes: shortList([...nodes, first].map((node) => node.name)) },
      fix: {
        title: { fr: `Supprimer la liaison de « ${last.name} » à « ${first.name} »`, en: `Remove the connection from “${last.name}” to “${first.name}”` },
        operations: closing.map((edge) => ({ op: 'remove-edge' as const, edge })),
      },
    })
  }
}

/**
 * A circle that can be reached by walking back from `start`: every node that is left over has a predecessor that is
 * left over too, so the walk must meet itself. In edge order, from its first node in the document.
 */
function circleThrough(graph: FlowGraph, start: number, isOut: Uint8Array): readonly number[] {
  const path: number[] = []
  const placeOf = new Map<number, number>()
  let at = start
  while (!placeOf.has(at)) {
    placeOf.set(at, path.length)
    path.push(at)
    at = predecessorsOf(graph, at).find((index) => isOut[index] !== 1) ?? start
  }
  const circle = path.slice(placeOf.get(at)).reverse()
  const first = circle.indexOf(Math.min(...circle))
  return [...circle.slice(first), ...circle.slice(0, first)]
}

function shortList(names: readonly string[]): string {
  const shown = names.length > 12 ? [...names.slice(0, 6), '…', ...names.slice(-5)] : names
  return shown.join(' → ')
}
