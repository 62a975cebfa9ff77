import { assertNever } from '@maillon/kernel'
import type { ComputedShapeRule, ItemShape, NodeDescriptor } from '@maillon/node-contract'
import type { Compiling } from '../compiling.js'
import { collectedBy } from '../containers.js'
import { isLoop, passingPort, type FlowGraph, type GraphEdge, type GraphNode } from '../flow-graph.js'
import { calledFlowShape } from './called-flow-shape.js'
import { aggregateShape, declaredColumnsShape, declaredFieldsShape, joinShape, selectFieldsShape, setFieldsShape, withResultShape } from './computed-shapes.js'
import { shapeFrom, shapeOfAll, shapeOfItems, unknownPortShape, type PortShape } from './port-shape.js'

/** By node index, then by port index. */
export interface InferredShapes {
  readonly inputs: readonly (readonly PortShape[])[]
  readonly outputs: readonly (readonly PortShape[])[]
}

const errorShape: ItemShape = { fields: [{ name: 'error', type: 'object' }, { name: 'item', type: 'object' }], open: false }
/** Of a loop or a call: which of its turns failed. */
const turnErrorShape: ItemShape = { ...errorShape, fields: [...errorShape.fields, { name: 'turn', type: 'number' }] }

/**
 * What the items look like at each port, from the first node to the last. Nodes outside of the order (on a circle) give
 * unknown shapes, so that one mistake isn't told again at every node behind it.
 */
export function inferShapes({ context }: Pick<Compiling, 'context'>, graph: FlowGraph, order: readonly number[]): InferredShapes {
  const inputs: (readonly PortShape[])[] = graph.nodes.map((node) => node.inputs.map(() => unknownPortShape))
  const outputs: (readonly PortShape[])[] = graph.nodes.map((node) => node.outputs.map(() => unknownPortShape))
  const open: number[] = []
  for (const index of order) {
    closeBodies(graph, { open, outputs, next: graph.loopOf[index] ?? null })
    const node = graph.nodes[index] as GraphNode
    const incoming = node.incoming.map((edges) => shapeOfAll(edges.map((edge) => shapeAtSource(graph.edges[edge] as GraphEdge, outputs))))
    inputs[index] = incoming
    outputs[index] = node.outputs.map((_port, port) => outputShape({ context, node, incoming }, port))
    if (isLoop(graph, index)) open.push(index)
  }
  closeBodies(graph, { open, outputs, next: null })
  return { inputs, outputs }
}

interface Closing {
  /** Loops whose bodies have been begun, the innermost last. */
  readonly open: number[]
  readonly outputs: (readonly PortShape[])[]
  /** The loop of the node that comes next. */
  readonly next: number | null
}

/** A body stands right behind its loop: where the next node isn't in it any more, what the loop gives is known. */
function closeBodies(graph: FlowGraph, { open, outputs, next }: Closing): void {
  for (let loop = open.at(-1); loop !== undefined && loop !== next; loop = open.at(-1)) {
    open.pop()
    if (graph.nodes[loop]?.isDisabled === true) continue
    const given = shapeOfAll(collectedBy(graph, loop).map(({ node, port }) => outputs[node]?.[port] ?? unknownPortShape))
    const { descriptor, outputs: ports } = graph.nodes[loop] as GraphNode
    outputs[loop] = (outputs[loop] ?? []).map((shape, port) => (ruleOf(descriptor, ports[port]?.id ?? '') === 'collected' ? given : shape))
  }
}

function ruleOf(descriptor: NodeDescriptor | null, port: string): ComputedShapeRule | null {
  const shape = ownOf(descriptor?.outputShapes, port)
  return shape?.kind === 'computed' ? shape.rule : null
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
  if (node.isDisabled) return portIndex === passingPort(node) ? (incoming[0] ?? unknownPortShape) : unknownPortShape
  if (node.descriptor === null) return unknownPortShape
  if (port === 'error' && node.node.onError?.choice === 'branch' && !isDeclared(node, port)) return shapeFrom(node.descriptor.construct === undefined ? errorShape : turnErrorShape, node.node.id, true)
  return declaredShape(inferring, node.descriptor, port)
}

function declaredShape(inferring: Inferring, { outputShapes }: NodeDescriptor, port: string): PortShape {
  const { node, incoming } = inferring
  const rule = ownOf(outputShapes, port) ?? ownOf(outputShapes, '*')
  switch (rule?.kind) {
    case 'fixed':
      return declaredAndSeen(inferring, { shape: rule.shape, port })
    case 'same':
      return incoming[Math.max(0, node.inputs.findIndex((input) => input.id === rule.input))] ?? unknownPortShape
    case 'computed':
      if (rule.rule === 'declared-columns') return declaredColumnsShape(node.node.params, seenShape(inferring, port), node.node.id)
      return computedShape(inferring, rule.rule) ?? seenShape(inferring, port)
    default:
      return seenShape(inferring, port)
  }
}

function isDeclared(node: GraphNode, port: string): boolean {
  const { descriptor } = node
  return descriptor !== null && Array.isArray(descriptor.outputs) && descriptor.outputs.some((declared: { readonly id: string }) => declared.id === port)
}

/** Null: nothing is known beforehand. What a body collects is known only after it (`closeBodies`). */
function computedShape({ context, node, incoming }: Inferring, rule: Exclude<ComputedShapeRule, 'declared-columns'>): PortShape | null {
  const { params, id } = node.node
  const first = incoming[0] ?? unknownPortShape
  switch (rule) {
    case 'set-fields':
      return setFieldsShape(params, first, id)
    case 'select-fields':
      return selectFieldsShape(params, first, id)
    case 'aggregate':
      return aggregateShape(params, first, id)
    case 'join':
      return joinShape(params, first, incoming[1] ?? unknownPortShape)
    case 'append':
      return shapeOfAll(incoming)
    case 'declared-fields':
      return declaredFieldsShape(params, id)
    case 'with-result':
      return withResultShape(params, first, id)
    case 'called-flow':
      return calledFlowShape(context, { params, incoming: first, from: id })
    case 'collected':
      return unknownPortShape
    default:
      return assertNever(rule)
  }
}

/** A shape that is declared to be open has what was seen besides: a row given by hand has more than the moment it was given at. */
function declaredAndSeen(inferring: Inferring, { shape, port }: { readonly shape: ItemShape; readonly port: string }): PortShape {
  const declared = shapeFrom(shape, inferring.node.node.id, true)
  const seen = shape.open ? seenShape(inferring, port) : unknownPortShape
  if (seen === unknownPortShape) return declared
  return { ...declared, fields: new Map([...declared.fields, ...[...seen.fields].filter(([name]) => !declared.fields.has(name))]), files: [...new Set([...declared.files, ...seen.files])] }
}

/**
 * What earlier runs (of the draft too), pinned data or samples showed, all of it together: a help for choosing, never a promise. A run that
 * came without a field doesn't make those unseen that pinned rows, or another run, have.
 */
function seenShape({ context, node }: Inferring, port: string): PortShape {
  const { id, pinned } = node.node
  const observed = ownOf(ownOf(context.observedShapes, id), port)
  const rows = [ownOf(pinned, port), ownOf(ownOf(context.samples, id), port)].filter((items) => items !== undefined)
  const shapes = [...(observed === undefined ? [] : [observed]), ...rows.map(shapeOfItems)].map((shape) => shapeFrom(shape, id, false))
  return shapes.length === 0 ? unknownPortShape : shapeOfAll(shapes)
}

function ownOf<Value>(map: { readonly [key: string]: Value } | undefined, key: string): Value | undefined {
  return map !== undefined && Object.hasOwn(map, key) ? map[key] : undefined
}
