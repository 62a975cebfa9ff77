import { nearMiss, type Reference } from '@maillon/expressions'
import type { Diagnostic } from '@maillon/flow-document'
import type { CompileContext } from './compile-context.js'
import type { Compiling } from './compiling.js'
import { meantPort } from './containers.js'
import { fieldFinding, type FieldUse } from './field-finding.js'
import { isLoop, standsIn, type FlowGraph, type GraphNode } from './flow-graph.js'
import { readParams, type ParamExpression } from './read-params.js'
import { replacedInText } from './replaced-in-text.js'
import type { InferredShapes } from './shapes/infer-shapes.pass.js'
import { shapeFrom, shapeOfAll, unknownPortShape, type PortShape } from './shapes/port-shape.js'
import { rowLoss, type Upstream } from './upstream.js'
import { withValueAt } from './pointer.js'

/** What is known of the whole flow when expressions are looked at. */
export interface Surroundings {
  readonly graph: FlowGraph
  readonly shapes: InferredShapes
  readonly upstream: Upstream
  /** False: there are findings about loops, and what stands before what isn't sure. */
  readonly isOrderSure: boolean
}

/** One expression of one node. */
interface Place extends Surroundings {
  readonly context: CompileContext
  readonly index: number
  readonly graphNode: GraphNode
  readonly expression: ParamExpression
}

/** One reference of it. */
interface Asking {
  readonly place: Place
  readonly reference: Reference
}

const noNode = ''
const runShape = shapeFrom({ fields: [{ name: 'id', type: 'text' }, { name: 'startedAt', type: 'date' }, { name: 'instant', type: 'date' }], open: false }, noNode, true)
const flowShape = shapeFrom({ fields: [{ name: 'id', type: 'text' }, { name: 'name', type: 'text' }], open: false }, noNode, true)

/** Expressions that don't parse, and everything they name that isn't there. */
export function checkExpressions({ context, findings }: Compiling, { graph, shapes, upstream, isOrderSure }: Surroundings): void {
  for (const [index, graphNode] of graph.nodes.entries()) {
    const { descriptor, node, isDisabled } = graphNode
    if (descriptor === null || isDisabled) continue
    for (const expression of readParams(descriptor, node.params).expressions) {
      if (!expression.parsed.ok) {
        findings.push(...unreadable(node.id, expression))
        continue
      }
      const { references } = expression.parsed.value
      if (references.length === 0) continue
      const place: Place = { graph, shapes, upstream, isOrderSure, context, index, graphNode, expression }
      for (const reference of references) {
        const found = referenceFinding({ place, reference })
        if (found !== null) findings.push(found)
      }
    }
  }
}

function unreadable(node: string, { pointer, parsed }: ParamExpression): readonly Diagnostic[] {
  if (parsed.ok) return []
  // The same thing twice in one field is said once, where it stands first.
  const first = new Map(parsed.problem.toReversed().map((problem) => [JSON.stringify([problem.code, problem.params]), problem]))
  return parsed.problem.filter((problem) => first.get(JSON.stringify([problem.code, problem.params])) === problem).map(({ code, params, position }) => ({ code, severity: 'error', node, path: pointer, params: { ...params, line: position.line, column: position.column } }))
}

function referenceFinding(asking: Asking): Diagnostic | null {
  const { root } = asking.reference
  const isInTrigger = asking.place.graphNode.isTrigger && root !== 'flow' && root !== 'variables'
  return isInTrigger ? finding(asking, 'EXPRESSION_IN_TRIGGER', { root }) : byRoot[root](asking)
}

const byRoot: { readonly [Root in Reference['root']]: (asking: Asking) => Diagnostic | null } = {
  item: (asking) => (asking.place.graphNode.mode === 'all' ? itemInAllMode(asking) : checkField(asking, asking.place.shapes.inputs[asking.place.index]?.[0] ?? unknownPortShape, 0)),
  index: (asking) => (asking.place.graphNode.mode === 'all' ? itemInAllMode(asking) : null),
  nodes: nodeFinding,
  trigger: (asking) => checkField(asking, triggerShape(asking.place), 0),
  run: (asking) => checkField(asking, runShape, 0),
  flow: (asking) => checkField(asking, flowShape, 0),
  variables: variableFinding,
  now: () => null,
  today: () => null,
}

function finding({ place: { graphNode, expression }, reference }: Asking, code: string, params: Diagnostic['params']): Diagnostic {
  return {
    code, severity: 'error', node: graphNode.node.id, path: expression.pointer,
    params: { text: reference.text, line: reference.position.line, column: reference.position.column, ...params },
  }
}

function itemInAllMode(asking: Asking): Diagnostic {
  const { graphNode } = asking.place
  const found = finding(asking, 'EXPRESSION_ITEM_IN_ALL_MODE', { name: graphNode.node.name })
  if (graphNode.descriptor?.modes.includes('each') !== true) return found
  const { id } = graphNode.node
  return { ...found, fix: { title: { fr: 'Traiter les lignes une par une', en: 'Work row by row' }, operations: [{ op: 'change-node', id, change: { mode: 'each' } }] } }
}

function nodeFinding(asking: Asking): Diagnostic | null {
  const { graph, index, upstream, isOrderSure } = asking.place
  const id = asking.reference.nodeId ?? ''
  const target = graph.indexOf.get(id)
  const named = target === undefined ? undefined : graph.nodes[target]
  if (target === undefined || named === undefined) return unknownNode(asking, id)
  if (target === index) return finding(asking, 'EXPRESSION_NODE_ITSELF', { name: named.node.name })
  const within = graph.loopOf[target] ?? null
  if (within !== null && !standsIn(graph, index, within)) return insideLoop(asking, { target, within })
  if (!upstream.has(index, target)) return isOrderSure ? finding(asking, 'EXPRESSION_NODE_NOT_UPSTREAM', { name: named.node.name }) : null
  return outputFinding(asking, { target, named })
}

function outputFinding(asking: Asking, { target, named }: { readonly target: number; readonly named: GraphNode }): Diagnostic | null {
  const { reference, place } = asking
  const meant = meantPort(place.graph, place.index, target)
  const port = reference.port === null ? meant : named.outputs.findIndex((output) => output.id === reference.port)
  const shape = place.shapes.outputs[target]?.[port]
  if (shape === undefined) {
    const known = named.outputs.map((output) => output.id).join(', ')
    return named.descriptor === null ? null : finding(asking, 'EXPRESSION_PORT_UNKNOWN', { name: named.node.name, port: reference.port ?? '', known })
  }
  if (isLoop(place.graph, target) && port !== meant) return loopPortFinding(asking, { target, named })
  const lost = reference.use === 'same' ? sameRowFinding(asking, { node: target, port }) : null
  // In `nodes.x.all.3.price` the first step is the place in the list.
  return lost ?? checkField(asking, shape, reference.use === 'all' ? 1 : 0)
}

/** What stands in a loop has rows in each of its turns: outside, only what the loop gave can be read. */
function insideLoop(asking: Asking, { target, within }: { readonly target: number; readonly within: number }): Diagnostic {
  const { graph, index, upstream, expression } = asking.place
  const loop = graph.nodes[within] as GraphNode
  const found = finding(asking, 'EXPRESSION_NODE_IN_LOOP', { name: graph.nodes[target]?.node.name ?? '', loop: loop.node.name, id: loop.node.id })
  if (asking.reference.port !== null || asking.reference.use === 'same' || !upstream.has(index, within) || !standsIn(graph, index, graph.loopOf[within] ?? null)) return found
  const text = replacedInText(expression.text, asking.reference, { from: asking.reference.nodeId ?? '', to: loop.node.id })
  return { ...found, ...fixWith(asking, text, `nodes.${loop.node.id}`) }
}

/** The turn's rows are there inside of the loop alone, and what it gave (or the rows that failed) outside alone. */
function loopPortFinding(asking: Asking, { target, named }: { readonly target: number; readonly named: GraphNode }): Diagnostic | null {
  const { graph, index } = asking.place
  if (standsIn(graph, index, target)) return finding(asking, 'EXPRESSION_LOOP_NOT_OVER', { name: named.node.name, port: asking.reference.port ?? '' })
  return asking.reference.port === named.outputs[0]?.id ? finding(asking, 'EXPRESSION_LOOP_TURN_OUTSIDE', { name: named.node.name, port: asking.reference.port }) : null
}

function unknownNode(asking: Asking, id: string): Diagnostic {
  const { place, reference } = asking
  const meant = nearMiss(id, place.graph.indexOf.keys())
  if (meant === null) return finding(asking, 'EXPRESSION_NODE_UNKNOWN', { id })
  const text = replacedInText(place.expression.text, reference, { from: id, to: meant })
  return { ...finding(asking, 'EXPRESSION_NODE_MISSPELLED', { id, suggestion: meant }), ...fixWith(asking, text, meant) }
}

function sameRowFinding(asking: Asking, ancestor: { readonly node: number; readonly port: number }): Diagnostic | null {
  const { graph, graphNode, index } = asking.place
  if (graphNode.mode === 'all') return itemInAllMode(asking)
  const loss = rowLoss(graph, index, ancestor)
  if (loss === null) return null
  const name = graph.nodes[ancestor.node]?.node.name ?? ''
  const between = graph.nodes[loss.node]?.node.name ?? ''
  const code = { drops: 'EXPRESSION_SAME_ROW_DROPPED', merges: 'EXPRESSION_SAME_ROW_MERGED', apart: 'EXPRESSION_SAME_ROW_APART' }[loss.reason]
  return finding(asking, code, loss.reason === 'apart' ? { name } : { name, between })
}

/** Several triggers: the fields of all those that lead here, since each may have started the run. */
function triggerShape({ graph, shapes, upstream, index }: Place): PortShape {
  const found: PortShape[] = []
  for (const [at, { isTrigger, isDisabled }] of graph.nodes.entries()) if (isTrigger && !isDisabled && upstream.has(index, at)) found.push(shapes.outputs[at]?.[0] ?? unknownPortShape)
  return shapeOfAll(found)
}

function variableFinding(asking: Asking): Diagnostic | null {
  const { reference, place } = asking
  const known = place.context.variables
  const [name] = reference.path
  if (known === undefined || name === undefined || reference.optional || known.includes(name)) return null
  const meant = nearMiss(name, known)
  if (meant === null) return finding(asking, 'EXPRESSION_VARIABLE_UNKNOWN', { variable: name })
  const text = replacedInText(place.expression.text, reference, { from: name, to: meant })
  return { ...finding(asking, 'EXPRESSION_VARIABLE_MISSPELLED', { variable: name, suggestion: meant }), ...fixWith(asking, text, meant) }
}

/** @param skip how many steps of the path come before the field (2 ways: none, or the place in a list). */
function checkField(asking: Asking, shape: PortShape, skip: 0 | 1): Diagnostic | null {
  const { reference, place: { expression, graphNode } } = asking
  if (reference.optional) return null
  const isRows = skip === 1 && reference.path.length === 0
  const field = isRows ? reference.eachPath?.[0] : reference.path[skip]
  if (field === undefined || shape.fields.has(field)) return null
  const use: FieldUse = { node: graphNode.node, pointer: expression.pointer, field, shape, fixedText: (meant) => replacedInText(expression.text, reference, { from: field, to: meant }) }
  const found = fieldFinding(use)
  return found === null ? null : { ...found, params: { ...found.params, text: reference.text, line: reference.position.line, column: reference.position.column } }
}

function fixWith({ place: { graphNode, expression } }: Asking, text: string | null, meant: string): Pick<Diagnostic, 'fix'> {
  if (text === null) return {}
  const { node } = graphNode
  return {
    fix: {
      title: { fr: `Remplacer par « ${meant} »`, en: `Replace by “${meant}”` },
      operations: [{ op: 'change-node', id: node.id, change: { params: withValueAt(node.params, expression.pointer, text) } }],
    },
  }
}
