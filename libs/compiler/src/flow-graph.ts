import type { FlowNode } from '@maillon/flow-document'
import type { NodeDescriptor, NodeMode, PortSpec } from '@maillon/node-contract'

/** A node as the passes see it; edges by their index in `FlowGraph.edges`. */
export interface GraphNode {
  readonly node: FlowNode
  /** Null: type or version unknown; its ports are then those that the edges name. */
  readonly descriptor: NodeDescriptor | null
  readonly mode: NodeMode
  /** By itself, or because the loop that it stands in is. */
  readonly isDisabled: boolean
  readonly isTrigger: boolean
  readonly inputs: readonly PortSpec[]
  /** With `error` at the end where `onError` is `branch`. */
  readonly outputs: readonly PortSpec[]
  /** By input port, in edge order. */
  readonly incoming: readonly number[][]
  /** By output port, in edge order. */
  readonly outgoing: readonly number[][]
}

/** An edge between ports that exist. `fromNode` and `toNode` are indices into `FlowGraph.nodes`. */
export interface GraphEdge {
  readonly fromNode: number
  readonly fromPort: number
  readonly toNode: number
  readonly toPort: number
}

/** The document as indices: nodes in document order, edges that lead nowhere left out (they have been reported). */
export interface FlowGraph {
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
  readonly indexOf: ReadonlyMap<string, number>
  /** By node index: the innermost loop that it stands in. Null: at the top of the flow. */
  readonly loopOf: readonly (number | null)[]
}

/** The output of a node that leads into the body of a loop, and the one that gives what the body collected. */
export const loopPorts = { each: 0, done: 1 } as const

export function isLoop(graph: Pick<FlowGraph, 'nodes'>, index: number): boolean {
  return graph.nodes[index]?.descriptor?.construct === 'loop'
}

/** Whether `loop` is `index`'s loop or one around it. Null: the top of the flow, around everything. */
export function standsIn(graph: FlowGraph, index: number, loop: number | null): boolean {
  if (loop === null) return true
  for (let at = graph.loopOf[index] ?? null; at !== null; at = graph.loopOf[at] ?? null) if (at === loop) return true
  return false
}

/** Whether both ends stand in the same loop (or at the top): edges into a body don't. */
export function isWithinOneBody({ loopOf }: FlowGraph, { fromNode, toNode }: GraphEdge): boolean {
  return loopOf[fromNode] === loopOf[toNode]
}

/** The output by which what comes into a disabled node leaves: of a loop, the one behind its body. */
export function passingPort({ descriptor }: GraphNode): number {
  return descriptor?.construct === 'loop' ? loopPorts.done : 0
}

/** The nodes that edges lead to from a node. */
export function successorsOf(graph: FlowGraph, index: number): readonly number[] {
  return edgesOf(graph.nodes[index]?.outgoing).map((edge) => (graph.edges[edge] as GraphEdge).toNode)
}

/** The nodes from which edges lead to a node. */
export function predecessorsOf(graph: FlowGraph, index: number): readonly number[] {
  return edgesOf(graph.nodes[index]?.incoming).map((edge) => (graph.edges[edge] as GraphEdge).fromNode)
}

function edgesOf(byPort: readonly number[][] | undefined): readonly number[] {
  return byPort === undefined ? [] : byPort.length === 1 ? (byPort[0] as number[]) : byPort.flat()
}
