import { isJsonArray, type Json } from '@maillon/kernel'
import type { Compiling } from './compiling.js'
import { fieldFinding } from './field-finding.js'
import type { FlowGraph, GraphNode } from './flow-graph.js'
import { pointerTo } from './pointer.js'
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

function portOf({ inputs }: GraphNode, { port }: ParamWidget): number {
  return port === null ? 0 : inputs.findIndex((input) => input.id === port)
}

function fieldsNamed({ widget, value, pointer }: ParamWidget): readonly { readonly pointer: string; readonly field: string }[] {
  if (widget === 'field') return isName(value) ? [{ pointer, field: value }] : []
  if (widget !== 'fields' || !isJsonArray(value)) return []
  return value.flatMap((field, index) => (isName(field) ? [{ pointer: pointerTo(pointer, index), field }] : []))
}

function isName(value: Json): value is string {
  return typeof value === 'string' && value !== '' && !value.includes('{{')
}
