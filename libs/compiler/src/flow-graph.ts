import type { FlowNode } from '@maillon/flow-document'
import type { NodeDescriptor, NodeMode, PortSpec } from '@maillon/node-contract'

/** A node as the passes see it; edges by their index in `FlowGraph.edges`. */
export interface GraphNode {
  readonly node: FlowNode
  /** Null: type or version unknown; its ports are then those that the edges name. */
  readonly descriptor: NodeDescriptor | null
  readonly mode: NodeMode
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
