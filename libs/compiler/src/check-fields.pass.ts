import { isJsonArray, type Json } from '@maillon/kernel'
import type { Compiling } from './compiling.js'
import { fieldFinding } from './field-finding.js'
import type { FlowGraph, GraphNode } from './flow-graph.js'
import { pointerTo, valueAt } from './pointer.js'
import { readParams, type ParamWidget } from './read-params.js'
import type { InferredShapes } from './shapes/infer-shapes.pass.js'
import { unknownPortShape } from './shapes/port-shape.js'

/** Parameters that are the name of an incoming field: it must be there. */
export function checkFields({ findings }: Compiling, graph: FlowGraph, shapes: InferredShapes): void {
  for (const [index, graphNode] of graph.nodes.entries()) {
    const { descriptor, node, isDisabled } = graphNode
    if (descriptor === null || isDisabled) continue
    for (const widget of readParams(descriptor, node.params).widgets) {
      const shape = shapes.inputs[index]?.[portOf(graphNode, widget)] ?? unknownPortShape
      for (const { pointer, field } of fieldsNamed(widget)) {
        const finding = fieldFinding({ node, pointer, field, shape, fixedText: (meant) => meant })
        if (finding !== null) findings.push(finding)
      }
    }
  }
}

/**
 * The input port whose fields are meant: the one that the hint names; inside an element that makes a port of its own
 * (a sheet of a workbook), that port; else the first.
 */
export function portOf({ inputs, descriptor, node }: GraphNode, { port, pointer }: ParamWidget): number {
  if (port !== null) return inputs.findIndex((input) => input.id === port)
  const spec = descriptor?.inputs
  if (spec === undefined || !('each' in spec)) return 0
  const [, list, place] = pointer.split('/')
  if (list !== spec.each || place === undefined) return 0
  const id = valueAt(node.params, `/${list}/${place}/${spec.key}`)
  return inputs.findIndex((input) => input.id === id)
}

/** The names in it; what holds an expression names none. */
export function fieldsNamed({ widget, value, pointer }: ParamWidget): readonly { readonly pointer: string; readonly field: string }[] {
  if (widget === 'field') return isName(value) ? [{ pointer, field: value }] : []
  if (widget !== 'fields' || !isJsonArray(value)) return []
  return value.flatMap((field, index) => (isName(field) ? [{ pointer: pointerTo(pointer, index), field }] : []))
}

function isName(value: Json): value is string {
  return typeof value === 'string' && value !== '' && !value.includes('{{')
}
