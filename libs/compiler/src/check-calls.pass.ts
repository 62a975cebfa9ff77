import type { Diagnostic } from '@maillon/flow-document'
import { isJsonObject } from '@maillon/kernel'
import type { CompileContext, KnownFlow } from './compile-context.js'
import type { Compiling } from './compiling.js'
import type { FlowGraph, GraphNode } from './flow-graph.js'
import { calledFlow } from './shapes/called-flow-shape.js'
import type { InferredShapes } from './shapes/infer-shapes.pass.js'
import { unknownPortShape, type PortShape } from './shapes/port-shape.js'

/** Nodes that call another flow: it is chosen and there, can be called, doesn't lead back here, and gets the fields that it asks for. */
export function checkCalls({ document, context, findings }: Compiling, graph: FlowGraph, shapes: InferredShapes): void {
  const isCallable = graph.nodes.some(({ descriptor, isDisabled }) => descriptor?.trigger === 'flow' && !isDisabled)
  for (const [index, graphNode] of graph.nodes.entries()) {
    const { descriptor, isDisabled, node } = graphNode
    if (isDisabled) continue
    if (descriptor?.construct === 'call') findings.push(...callFindings({ context, ownId: document.id, graphNode, incoming: shapes.inputs[index]?.[0] ?? unknownPortShape }))
    if (descriptor?.construct === 'return' && !isCallable) findings.push({ code: 'FLOW_RETURN_UNCALLED', severity: 'hint', node: node.id, params: { name: node.name } })
  }
}

interface Call {
  readonly context: CompileContext
  readonly ownId: string
  readonly graphNode: GraphNode
  readonly incoming: PortShape
}

function callFindings(call: Call): readonly Diagnostic[] {
  const { context, ownId, graphNode: { node } } = call
  const chosen = node.params['flow']
  const id = isJsonObject(chosen) ? chosen['id'] : undefined
  // A missing one is the schema's to tell.
  if (!isJsonObject(chosen) || typeof id !== 'string') return []
  const about = { severity: 'error', node: node.id, path: '/flow' } as const
  const name = typeof chosen['name'] === 'string' ? chosen['name'] : id
  if (id === '') return [{ ...about, code: 'CALL_FLOW_UNCHOSEN', params: { name: node.name } }]
  if (id === ownId) return [{ ...about, code: 'CALL_FLOW_ITSELF', params: { name: node.name } }]
  if (context.flows === undefined) return []
  const called = calledFlow(context, node.params)
  if (called === null) return [{ ...about, code: 'CALL_FLOW_UNKNOWN', params: { name: node.name, flow: name } }]
  if (!called.hasFlowTrigger) return [{ ...about, code: 'CALL_FLOW_NOT_CALLABLE', params: { name: node.name, flow: called.name } }]
  const circle = wayBack(context.flows, called, ownId)
  if (circle !== null) return [{ ...about, code: 'CALL_FLOW_CIRCLE', params: { name: node.name, flows: circle.map((flow) => flow.name).join(' → ') } }]
  return fieldFindings(call, called)
}

/** The flows along a way of calls from one flow to another, the first included; null: there is none. */
function wayBack(flows: readonly KnownFlow[], start: KnownFlow, goal: string): readonly KnownFlow[] | null {
  const byId = new Map(flows.map((flow) => [flow.id, flow]))
  const cameFrom = new Map<string, KnownFlow | null>([[start.id, null]])
  const open = [start]
  for (let at = open.shift(); at !== undefined; at = open.shift()) {
    if (at.calls.includes(goal)) return wayTo(at, cameFrom)
    for (const id of at.calls) {
      const next = byId.get(id)
      if (next === undefined || cameFrom.has(id)) continue
      cameFrom.set(id, at)
      open.push(next)
    }
  }
  return null
}

function wayTo(end: KnownFlow, cameFrom: ReadonlyMap<string, KnownFlow | null>): readonly KnownFlow[] {
  const way: KnownFlow[] = []
  for (let at: KnownFlow | null = end; at !== null; at = cameFrom.get(at.id) ?? null) way.unshift(at)
  return way
}

/** An error where the rows are known for sure not to have the field, else a warning once something is known of them. */
function fieldFindings({ graphNode: { node }, incoming }: Call, called: KnownFlow): readonly Diagnostic[] {
  if (incoming.isOpen && incoming.fields.size === 0) return []
  return (called.takes ?? []).flatMap(({ name: field, type, isRequired }): readonly Diagnostic[] => {
    const about = { node: node.id, path: '/flow', params: { name: node.name, flow: called.name, field } } as const
    const given = incoming.fields.get(field)
    if (given === undefined) return isRequired ? [{ ...about, code: 'CALL_FIELD_MISSING', severity: incoming.isOpen ? 'warning' : 'error' }] : []
    return given.type === type || given.type === 'unknown' || type === 'unknown' ? [] : [{ ...about, code: 'CALL_FIELD_TYPE', severity: 'warning', params: { ...about.params, ...typeWords(given.type, type) } }]
  })
}

const typeNames = {
  text: { fr: 'texte', en: 'text' }, number: { fr: 'nombre', en: 'number' }, boolean: { fr: 'oui ou non', en: 'yes or no' }, date: { fr: 'date', en: 'date' },
  object: { fr: 'objet', en: 'object' }, list: { fr: 'liste', en: 'list' }, unknown: { fr: 'inconnu', en: 'unknown' },
} as const

function typeWords(given: keyof typeof typeNames, expected: keyof typeof typeNames): Diagnostic['params'] {
  const [was, asked] = [typeNames[given], typeNames[expected]]
  return { given_fr: was.fr, given_en: was.en, expected_fr: asked.fr, expected_en: asked.en }
}
