import type { FlowDocument } from '@maillon/flow-document'
import type { Json, JsonObject } from '@maillon/kernel'
import type { NodeCatalogue } from '@maillon/node-contract'
import { buildGraph } from './build-graph.pass.js'
import type { CompileContext, FlowShapes, KnownField, NodeShapes, PortFields, UpstreamNode } from './compile-context.js'
import type { Compiling } from './compiling.js'
import { meantPort } from './containers.js'
import { isLoop, predecessorsOf, type FlowGraph, type GraphEdge, type GraphNode } from './flow-graph.js'
import { orderNodes } from './order-nodes.pass.js'
import { inferShapes, type InferredShapes } from './shapes/infer-shapes.pass.js'
import { unknownPortShape, type PortShape } from './shapes/port-shape.js'
import { rowLoss } from './upstream.js'

/**
 * What flows along the edges: for the field picker and for completion. Works on documents with errors too, as far as
 * it can be known. Answers are worked out when they are asked for.
 */
export function shapesOf(document: FlowDocument, catalogue: NodeCatalogue, context: CompileContext): FlowShapes {
  const compiling: Compiling = { document, catalogue, context, findings: [] }
  const graph = buildGraph(compiling)
  const { order } = orderNodes(compiling, graph)
  const looking: Looking = { context, graph, shapes: inferShapes(compiling, graph, order) }
  return {
    node(id) {
      const index = graph.indexOf.get(id)
      return index === undefined ? null : nodeShapes(looking, index)
    },
    upstream(id) {
      const index = graph.indexOf.get(id)
      return index === undefined ? [] : upstreamNodes(looking, index)
    },
  }
}

interface Looking {
  readonly context: CompileContext
  readonly graph: FlowGraph
  readonly shapes: InferredShapes
}

function nodeShapes(looking: Looking, index: number): NodeShapes {
  const { inputs, incoming } = looking.graph.nodes[index] as GraphNode
  return {
    inputs: Object.fromEntries(
      inputs.map((port, at) => {
        const samples = (incoming[at] ?? []).flatMap((edge) => {
          const { fromNode, fromPort } = looking.graph.edges[edge] as GraphEdge
          return samplesAt(looking, fromNode, fromPort)
        })
        return [port.id, portFields(looking.shapes.inputs[index]?.[at] ?? unknownPortShape, samples)]
      }),
    ),
    outputs: outputFields(looking, index),
  }
}

function outputFields(looking: Looking, index: number): NodeShapes['outputs'] {
  const { outputs } = looking.graph.nodes[index] as GraphNode
  return Object.fromEntries(outputs.map((port, at) => [port.id, portFields(looking.shapes.outputs[index]?.[at] ?? unknownPortShape, samplesAt(looking, index, at))]))
}

function portFields(shape: PortShape, samples: readonly JsonObject[]): PortFields {
  // Where the shape tells nothing, what the samples show is better than an empty list.
  const names = shape.fields.size > 0 ? [] : [...new Set(samples.flatMap((item) => Object.keys(item)))]
  const fields: KnownField[] = [...shape.fields.values(), ...names.map((name) => ({ name, type: 'unknown' as const, from: '' }))].map((field) => {
    const sample = sampleOf(field.name, samples)
    return sample === undefined ? field : { ...field, sample }
  })
  return { fields, open: shape.isOpen, files: shape.files }
}

function sampleOf(name: string, samples: readonly JsonObject[]): Json | undefined {
  const values = samples.flatMap((item) => (Object.hasOwn(item, name) ? [item[name] as Json] : []))
  return values.find((value) => value !== null) ?? values[0]
}

const sampleCount = 20

/** What earlier runs gave, else pinned data, else the definition's example; what a node only passes on is looked up before it. */
function samplesAt(looking: Looking, index: number, port: number): readonly JsonObject[] {
  const { node, descriptor, outputs } = looking.graph.nodes[index] as GraphNode
  const id = outputs[port]?.id ?? ''
  for (const source of [own(looking.context.samples, node.id), node.pinned, descriptor?.sample]) {
    const items = own(source, id)
    if (items !== undefined && items.length > 0) return items.slice(0, sampleCount)
  }
  return []
}

function own<Value>(map: { readonly [key: string]: Value } | undefined, key: string): Value | undefined {
  return map !== undefined && Object.hasOwn(map, key) ? map[key] : undefined
}

/** Of a loop only one output can be read from a given place: the rows of the turn inside, what it gave outside. */
function readableFields(looking: Looking, index: number, meant: number): NodeShapes['outputs'] {
  const fields = outputFields(looking, index)
  const port = looking.graph.nodes[index]?.outputs[meant]?.id ?? ''
  return isLoop(looking.graph, index) && fields[port] !== undefined ? { [port]: fields[port] } : fields
}

function upstreamNodes(looking: Looking, index: number): readonly UpstreamNode[] {
  const { graph } = looking
  const seen = new Set([index])
  const found: UpstreamNode[] = []
  const open = [index]
  for (let at = open.shift(); at !== undefined; at = open.shift()) {
    for (const before of predecessorsOf(graph, at)) {
      if (seen.has(before)) continue
      seen.add(before)
      open.push(before)
      const { node } = graph.nodes[before] as GraphNode
      const port = meantPort(graph, index, before)
      const sameRow = graph.nodes[index]?.mode === 'each' && rowLoss(graph, index, { node: before, port }) === null
      found.push({ id: node.id, name: node.name, sameRow, outputs: readableFields(looking, before, port) })
    }
  }
  return found
}
