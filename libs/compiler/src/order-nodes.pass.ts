import { type Compiling } from './compiling.js'
import { isWithinOneBody, predecessorsOf, successorsOf, type FlowGraph, type GraphNode } from './flow-graph.js'

/** The nodes in running order, and whether all of them have a place in it. */
export interface NodeOrder {
  /**
   * Node indices: each after everything that leads to it, the body of a loop right behind the loop and before all that follows; otherwise as in
   * the document. Nodes on, behind or inside a circle are left out.
   */
  readonly order: readonly number[]
  readonly isComplete: boolean
}

/**
 * Topological order, stable by document order, level by level: the top of the flow, then the body of each loop by itself. Lines that lead
 * into a body or out of one don't count here (those that mustn't be are reported as such). Finds circles, one finding for each, with the
 * names along it.
 */
export function orderNodes(compiling: Compiling, graph: FlowGraph): NodeOrder {
  const levels = new Levels(graph)
  const order: number[] = []
  levels.walk(null, order)
  const isComplete = order.length === graph.nodes.length
  if (!isComplete) {
    // Bodies of loops that are on a circle themselves: theirs are to be found too.
    for (const index of graph.nodes.keys()) if (!levels.isOut(index)) levels.walk(index, [])
    reportCircles(compiling, graph, (index) => levels.isOut(index))
  }
  return { order, isComplete }
}

class Levels {
  private readonly out: Uint8Array
  /** Edges of the own level that nodes still wait for. */
  private readonly waiting: Uint32Array
  /** By loop (null: the top) its nodes in document order, and by node its place there. */
  private readonly members = new Map<number | null, number[]>()
  private readonly place: Uint32Array

  constructor(private readonly graph: FlowGraph) {
    const count = graph.nodes.length
    this.out = new Uint8Array(count)
    this.waiting = new Uint32Array(count)
    this.place = new Uint32Array(count)
    for (const [index, loop] of graph.loopOf.entries()) {
      const level = this.members.get(loop) ?? []
      this.members.set(loop, level)
      this.place[index] = level.push(index) - 1
    }
    for (const edge of graph.edges) if (isWithinOneBody(graph, edge)) this.waiting[edge.toNode] = (this.waiting[edge.toNode] ?? 0) + 1
  }

  isOut(index: number): boolean {
    return this.out[index] === 1
  }

  /** Puts the nodes of a level in order, each loop followed by its body. */
  walk(loop: number | null, order: number[]): void {
    const level = this.members.get(loop) ?? []
    let at = 0
    while (at < level.length) {
      const index = level[at] ?? 0
      if (this.isOut(index) || this.waiting[index] !== 0) {
        at += 1
        continue
      }
      this.out[index] = 1
      order.push(index)
      if (this.members.has(index)) this.walk(index, order)
      at = Math.min(at + 1, this.firstFreed(index))
    }
  }

  /** The place of the earliest node in the document that only waited for this one. */
  private firstFreed(index: number): number {
    let first = Infinity
    for (const next of successorsOf(this.graph, index)) {
      if (this.graph.loopOf[next] !== this.graph.loopOf[index]) continue
      this.waiting[next] = (this.waiting[next] ?? 0) - 1
      if (this.waiting[next] === 0) first = Math.min(first, this.place[next] ?? Infinity)
    }
    return first
  }
}

function reportCircles({ document, findings }: Compiling, graph: FlowGraph, isOut: (index: number) => boolean): void {
  const isReported = new Set<number>()
  for (const start of graph.nodes.keys()) {
    if (isOut(start) || isReported.has(start)) continue
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
function circleThrough(graph: FlowGraph, start: number, isOut: (index: number) => boolean): readonly number[] {
  const path: number[] = []
  const placeOf = new Map<number, number>()
  let at = start
  while (!placeOf.has(at)) {
    placeOf.set(at, path.length)
    path.push(at)
    at = predecessorsOf(graph, at).find((index) => !isOut(index) && graph.loopOf[index] === graph.loopOf[start]) ?? start
  }
  const circle = path.slice(placeOf.get(at)).reverse()
  const first = circle.indexOf(Math.min(...circle))
  return [...circle.slice(first), ...circle.slice(0, first)]
}

function shortList(names: readonly string[]): string {
  const shown = names.length > 12 ? [...names.slice(0, 6), '…', ...names.slice(-5)] : names
  return shown.join(' → ')
}
