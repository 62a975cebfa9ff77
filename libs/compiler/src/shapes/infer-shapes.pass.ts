import type { ItemShape, NodeDescriptor, OutputShape } from '@maillon/node-contract'
import type { Compiling } from '../compiling.js'
import type { FlowGraph, GraphEdge, GraphNode } from '../flow-graph.js'
import { aggregateShape, joinShape, selectFieldsShape, setFieldsShape } from './computed-shapes.js'
import { shapeFrom, shapeOfAll, shapeOfItems, unknownPortShape, type PortShape } from './port-shape.js'

/** By node index, then by port index. */
export interface InferredShapes {
  readonly inputs: readonly (readonly PortShape[])[]
  readonly outputs: readonly (readonly PortShape[])[]
}

const errorShape: ItemShape = { fields: [{ name: 'error', type: 'object' }, { name: 'item', type: 'object' }], open: false }

/**
 * What the items look like at each port, from the first node to the last. Nodes outside of the order (on a circle) give
 * unknown shapes, so that one mistake isn't told again at every node behind it.
 */
export function inferShapes({ context }: Pick<Compiling, 'context'>, graph: FlowGraph, order: readonly number[]): InferredShapes {
  const inputs: (readonly PortShape[])[] = graph.nodes.map((node) => node.inputs.map(() => unknownPortShape))
  const outputs: (readonly PortShape[])[] = graph.nodes.map((node) => node.outputs.map(() => unknownPortShape))
  for (const index of order) {
    const node = graph.nodes[index] as GraphNode
    const incoming = node.incoming.map((edges) => shapeOfAll(edges.map((edge) => shapeAtSource(graph.edges[edge] as GraphEdge, outputs))))
    inputs[index] = incoming
    outputs[index] = node.outputs.map((_port, port) => outputShape({ context, node, incoming }, port))
  }
  return { inputs, outputs }
}

function shapeAtSource(edge: GraphEdge, outputs: readonly (readonly PortShape[])[]): PortShape {
  return outputs[edge.fromNode]?.[edge.fromPort] ?? unknownPortShape
}

interface Inferring extends Pick<Compiling, 'context'> {
  readonly node: GraphNode
  readonly incoming: readonly PortShape[]
}

function outputShape(inferring: Inferring, portIndex: number): PortShape {
  const { node, incoming } = inferring
  const port = node.outputs[portIndex]?.id ?? ''
  if (node.isDisabled) return portIndex === 0 ? (incoming[0] ?? unknownPortShape) : unknownPortShape
  if (node.descriptor === null) return unknownPortShape
  if (port === 'error' && node.node.onError?.choice === 'branch' && !isDeclared(node, port)) return shapeFrom(errorShape, node.node.id, true)
  return declaredShape(inferring, node.descriptor, port)
}

function declaredShape(inferring: Inferring, { outputShapes }: NodeDescriptor, port: string): PortShape {
  const { node, incoming } = inferring
  const rule = ownOf(outputShapes, port)
  switch (rule?.kind) {
    case 'fixed':
      return shapeFrom(rule.shape, node.node.id, true)
    case 'same':
      return incoming[Math.max(0, node.inputs.findIndex((input) => input.id === rule.input))] ?? unknownPortShape
    case 'computed':
      return computedShape(inferring, rule.rule)
    default:
      return seenShape(inferring, port)
  }
}

function isDeclared(node: GraphNode, port: string): boolean {
  const { descriptor } = node
  return descriptor !== null && Array.isArray(descriptor.outputs) && descriptor.outputs.some((declared: { readonly id: string }) => declared.id === port)
}

function computedShape({ node, incoming }: Inferring, rule: Extract<OutputShape, { readonly kind: 'computed' }>['rule']): PortShape {
  const { params, id } = node.node
  const first = incoming[0] ?? unknownPortShape
  if (rule === 'set-fields') return setFieldsShape(params, first, id)
  if (rule === 'select-fields') return selectFieldsShape(params, first, id)
  return rule === 'aggregate' ? aggregateShape(params, first, id) : joinShape(params, first, incoming[1] ?? unknownPortShape)
}

/** What earlier runs, pinned data or the definition's sample showed: a help for choosing, never a promise. */
function seenShape({ context, node }: Inferring, port: string): PortShape {
  const { id, pinned } = node.node
  const observed = ownOf(ownOf(context.observedShapes, id), port)
  if (observed !== undefined) return shapeFrom(observed, id, false)
  const items = ownOf(pinned, port) ?? ownOf(ownOf(context.samples, id), port)
  return items === undefined ? unknownPortShape : shapeFrom(shapeOfItems(items), id, false)
}

function ownOf<Value>(map: { readonly [key: string]: Value } | undefined, key: string): Value | undefined {
  return map !== undefined && Object.hasOwn(map, key) ? map[key] : undefined
}
