import { isItemField } from '@maillon/expressions'
import type { NodeDescriptor } from '@maillon/node-contract'
import type { PlanNode } from '@maillon/plan'
import { fieldsNamed, portOf } from './check-fields.pass.js'
import type { GraphNode } from './flow-graph.js'
import { readParams } from './read-params.js'
import type { PortShape } from './shapes/port-shape.js'

/**
 * By input port: of the fields that a node's parameters name, those that rows there are known to have (declared by a step before, or seen
 * in data). A row may lack them all the same: they are optional then, where a name that nobody knows is a mistake.
 *
 * @returns empty: there are none
 */
export function knownFields(graphNode: GraphNode, inputs: readonly PortShape[]): Pick<PlanNode, 'knownFields'> {
  const named = inputs.map(() => new Set<string>())
  const note = (port: number, field: string) => {
    if (inputs[port]?.fields.has(field) === true) named[port]?.add(field)
  }
  const { widgets, expressions } = readParams(graphNode.descriptor as NodeDescriptor, graphNode.node.params)
  for (const widget of widgets) for (const { field } of fieldsNamed(widget)) note(portOf(graphNode, widget), field)
  for (const { parsed } of expressions) if (parsed.ok && isItemField(parsed.value)) note(0, parsed.value.whole.fields[0] ?? '')
  return named.some((names) => names.size > 0) ? { knownFields: named.map((names) => [...names]) } : {}
}
