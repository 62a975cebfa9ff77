import type { Compiling } from './compiling.js'
import type { FlowGraph } from './flow-graph.js'

/** Steps of another program that nobody has replaced yet: a flow doesn't run with them. */
export function checkPlaceholders({ findings }: Compiling, graph: FlowGraph): void {
  for (const { node, descriptor, isDisabled } of graph.nodes) {
    if (descriptor?.construct !== 'placeholder' || isDisabled) continue
    const text = (name: string) => (typeof node.params[name] === 'string' ? node.params[name].slice(0, 200) : '?')
    findings.push({ code: 'NODE_PLACEHOLDER', severity: 'error', node: node.id, params: { name: node.name, was: text('was'), source: text('source') } })
  }
}
