import { endpoint, parseEndpoint, type Diagnostic, type FlowDocument, type FlowEdge } from '@maillon/flow-document'
import type { Compiling } from './compiling.js'
import { bodyOf, isOwnContainer, mostNestedLoops } from './containers.js'
import { isLoop, loopPorts, standsIn, type FlowGraph, type GraphEdge, type GraphNode } from './flow-graph.js'

/**
 * Loops and what stands in them.
 *
 * 1. Into a body leads only the loop's own output `each`, which leads nowhere else. Out of a body leads nothing: what its last nodes give
 *    is collected, and leaves by the loop's output `done`.
 * 2. A body isn't empty and holds neither a trigger nor a return.
 * 3. The parent of a node is a loop that is there, and not inside the node itself.
 *
 * @returns whether all of that holds: if not, what stands before what can't be known for sure
 */
export function checkContainers({ document, findings }: Compiling, graph: FlowGraph): boolean {
  const found = [
    ...graph.nodes.flatMap((graphNode, index) => [...parentFindings(graph, graphNode), ...loopFindings(graph, index), ...memberFindings(graph, index)]),
    ...graph.edges.flatMap((edge) => crossingFindings(document, graph, edge)),
  ]
  findings.push(...found)
  return found.length === 0
}

function parentFindings(graph: FlowGraph, { node }: GraphNode): readonly Diagnostic[] {
  if (node.parent === undefined) return []
  const about = { severity: 'error', node: node.id, fix: takenOut(node.id) } as const
  const parent = graph.nodes[graph.indexOf.get(node.parent) ?? -1]
  if (parent === undefined) return [{ ...about, code: 'FLOW_PARENT_MISSING', params: { id: node.parent } }]
  if (isOwnContainer(node, (id) => graph.nodes[graph.indexOf.get(id) ?? -1]?.node)) return [{ ...about, code: 'FLOW_PARENT_CIRCULAR', params: { id: node.id } }]
  if (parent.descriptor === null || parent.descriptor.construct === 'loop') return []
  return [{ ...about, code: 'NODE_PARENT_NOT_A_LOOP', params: { name: node.name, parent: parent.node.name } }]
}

function takenOut(id: string): NonNullable<Diagnostic['fix']> {
  return { title: { fr: 'L’en sortir', en: 'Take it out' }, operations: [{ op: 'change-node', id, change: { parent: null } }] }
}

function loopFindings(graph: FlowGraph, index: number): readonly Diagnostic[] {
  const { node, isDisabled } = graph.nodes[index] as GraphNode
  if (!isLoop(graph, index)) return []
  const about = { severity: 'error', node: node.id } as const
  return [
    ...(!isDisabled && bodyOf(graph, index).length === 0 ? [{ ...about, code: 'LOOP_BODY_EMPTY', params: { name: node.name } }] : []),
    ...(depthOf(graph, index) > mostNestedLoops ? [{ ...about, code: 'LOOP_TOO_DEEP', params: { name: node.name, most: mostNestedLoops } }] : []),
  ]
}

function memberFindings(graph: FlowGraph, index: number): readonly Diagnostic[] {
  const { node, descriptor, isTrigger } = graph.nodes[index] as GraphNode
  const loop = graph.nodes[graph.loopOf[index] ?? -1]
  if (loop === undefined) return []
  const about = { severity: 'error', node: node.id, params: { name: node.name, loop: loop.node.name } } as const
  if (isTrigger) return [{ ...about, code: 'LOOP_TRIGGER_INSIDE', fix: takenOut(node.id) }]
  return descriptor?.construct === 'return' ? [{ ...about, code: 'LOOP_RETURN_INSIDE' }] : []
}

/** 1: a loop by itself. */
function depthOf(graph: FlowGraph, index: number): number {
  let depth = 1
  for (let at = graph.loopOf[index] ?? null; at !== null; at = graph.loopOf[at] ?? null) depth += 1
  return depth
}

interface Crossing {
  readonly document: FlowDocument
  readonly graph: FlowGraph
  readonly edge: GraphEdge
  readonly from: GraphNode
  readonly to: GraphNode
}

function crossingFindings(document: FlowDocument, graph: FlowGraph, edge: GraphEdge): readonly Diagnostic[] {
  const into = graph.loopOf[edge.toNode] ?? null
  const outOf = graph.loopOf[edge.fromNode] ?? null
  const isEach = isLoop(graph, edge.fromNode) && edge.fromPort === loopPorts.each
  if (isEach ? into === edge.fromNode : into === outOf) return []
  // What a node of an unknown type leads into can't be known.
  if ([into, outOf, edge.fromNode].some((index) => index !== null && graph.nodes[index]?.descriptor === null)) return []
  const crossing: Crossing = { document, graph, edge, from: graph.nodes[edge.fromNode] as GraphNode, to: graph.nodes[edge.toNode] as GraphNode }
  if (isEach) return [standsIn(graph, edge.toNode, edge.fromNode) ? bodyEntered(crossing, into as number) : eachOutside(crossing)]
  return [standsIn(graph, edge.toNode, outOf) ? bodyEntered(crossing, into as number) : bodyLeft(crossing, outOf as number)]
}

/** The line from `each` goes to a node that doesn't stand in the loop. */
function eachOutside({ graph, edge, from, to }: Crossing): Diagnostic {
  const finding: Diagnostic = { code: 'LOOP_EACH_OUTSIDE', severity: 'error', node: from.node.id, params: { loop: from.node.name, name: to.node.name } }
  if (graph.loopOf[edge.toNode] !== graph.loopOf[edge.fromNode] || edge.toNode === edge.fromNode) return finding
  return {
    ...finding,
    fix: {
      title: { fr: `Mettre « ${to.node.name} » dans la boucle`, en: `Put “${to.node.name}” into the loop` },
      operations: [{ op: 'change-node', id: to.node.id, change: { parent: from.node.id } }],
    },
  }
}

/** A line comes into a body in another way than by the loop's output `each`. */
function bodyEntered(crossing: Crossing, loop: number): Diagnostic {
  const { graph, from, to } = crossing
  const { node, outputs } = graph.nodes[loop] as GraphNode
  return {
    code: 'LOOP_BODY_ENTERED', severity: 'error', node: to.node.id, params: { name: to.node.name, from: from.node.name, loop: node.name },
    fix: reconnected(crossing, endpoint(node.id, outputs[loopPorts.each]?.id ?? ''), { fr: `La faire partir de « ${node.name} »`, en: `Let it start from “${node.name}”` }),
  }
}

/** A line goes out of a body: to what follows the loop, or back to the loop itself. */
function bodyLeft(crossing: Crossing, innermost: number): Diagnostic {
  const { graph, edge, from, to } = crossing
  const loop = outermostLeft(graph, innermost, edge.toNode)
  const { node, outputs } = graph.nodes[loop] as GraphNode
  const params = { name: from.node.name, to: to.node.name, loop: node.name }
  if (edge.toNode === loop) return { code: 'LOOP_BODY_LED_BACK', severity: 'error', node: from.node.id, params, fix: removed(edgeOf(crossing)) }
  return {
    code: 'LOOP_BODY_LEFT', severity: 'error', node: from.node.id, params,
    fix: reconnected(crossing, endpoint(node.id, outputs[loopPorts.done]?.id ?? ''), { fr: `La faire partir de « ${node.name} », une fois la boucle finie`, en: `Let it start from “${node.name}”, once the loop is over` }),
  }
}

/** Of the loops around a node, the outermost that `other` doesn't stand in (a loop doesn't stand in itself). */
function outermostLeft(graph: FlowGraph, innermost: number, other: number): number {
  let loop = innermost
  for (let around = graph.loopOf[loop] ?? null; around !== null && !standsIn(graph, other, around); around = graph.loopOf[loop] ?? null) loop = around
  return loop
}

function edgeOf({ edge, from, to }: Crossing): FlowEdge {
  return { from: endpoint(from.node.id, from.outputs[edge.fromPort]?.id ?? ''), to: endpoint(to.node.id, to.inputs[edge.toPort]?.id ?? '') }
}

function reconnected(crossing: Crossing, from: string, title: NonNullable<Diagnostic['fix']>['title']): NonNullable<Diagnostic['fix']> {
  const edge = edgeOf(crossing)
  const next = { from, to: edge.to }
  if (crossing.document.edges.some((other) => other.from === next.from && other.to === next.to) || parseEndpoint(from) === null) return removed(edge)
  return { title, operations: [{ op: 'remove-edge', edge }, { op: 'add-edge', edge: next }] }
}

function removed(edge: FlowEdge): NonNullable<Diagnostic['fix']> {
  return { title: { fr: 'Supprimer la liaison', en: 'Remove the connection' }, operations: [{ op: 'remove-edge', edge }] }
}
