import type { FlowDocument } from '@maillon/flow-document'
import { isJsonArray, isJsonObject } from '@maillon/kernel'
import type { ItemShape, NodeCatalogue } from '@maillon/node-contract'
import { buildGraph } from './build-graph.pass.js'
import type { CompileContext, KnownFlow, TakenField } from './compile-context.js'
import type { Compiling } from './compiling.js'
import type { GraphNode } from './flow-graph.js'
import { orderNodes } from './order-nodes.pass.js'
import { declaredFieldsShape } from './shapes/computed-shapes.js'
import { inferShapes } from './shapes/infer-shapes.pass.js'
import { shapeOfAll, unknownPortShape } from './shapes/port-shape.js'

/** What other flows need to know of this one, for `CompileContext.flows`. Works on documents with errors too. */
export function flowInterface(document: FlowDocument, catalogue: NodeCatalogue, context: CompileContext): KnownFlow {
  const compiling: Compiling = { document, catalogue, context, findings: [] }
  const graph = buildGraph(compiling)
  const active = graph.nodes.filter(({ isDisabled, descriptor }) => !isDisabled && descriptor !== null)
  const called = active.filter(({ descriptor }) => descriptor?.trigger === 'flow')
  const takes = takenBy(called)
  const gives = givenBy(compiling, graph)
  return {
    id: document.id,
    name: document.name,
    hasFlowTrigger: called.length > 0,
    hasErrorTrigger: active.some(({ descriptor }) => descriptor?.trigger === 'error'),
    calls: [...new Set(active.flatMap(calledId))],
    ...(takes === null ? {} : { takes }),
    ...(gives === null ? {} : { gives }),
  }
}

function calledId({ node, descriptor }: GraphNode): readonly string[] {
  const flow = node.params['flow']
  return descriptor?.construct === 'call' && isJsonObject(flow) && typeof flow['id'] === 'string' && flow['id'] !== '' ? [flow['id']] : []
}

/** Null: it can't be called, or by several triggers that ask for different things. */
function takenBy(called: readonly GraphNode[]): readonly TakenField[] | null {
  const [only, ...others] = called
  if (only === undefined || others.length > 0) return null
  const declared = only.node.params['fields']
  const required = new Set((isJsonArray(declared) ? declared : []).flatMap((field) => (isJsonObject(field) && field['required'] === true ? [field['name']] : [])))
  return [...declaredFieldsShape(only.node.params, only.node.id).fields.values()].map(({ name, type }) => ({ name, type, isRequired: required.has(name) }))
}

/** Null: it gives nothing back, or nothing is known of it. */
function givenBy(compiling: Compiling, graph: ReturnType<typeof buildGraph>): ItemShape | null {
  const shapes = inferShapes(compiling, graph, orderNodes(compiling, graph).order)
  const given = graph.nodes.flatMap(({ descriptor, isDisabled }, index) => (descriptor?.construct === 'return' && !isDisabled ? [shapes.inputs[index]?.[0] ?? unknownPortShape] : []))
  const { fields, isOpen, files } = shapeOfAll(given)
  if (given.length === 0 || (isOpen && fields.size === 0)) return null
  return { fields: [...fields.values()].map(({ name, type }) => ({ name, type })), open: isOpen, files }
}
