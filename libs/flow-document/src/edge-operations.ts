import type { Applied } from './apply-operation.js'
import { parseEndpoint, type FlowDocument, type FlowEdge } from './flow-document.js'
import { inserted, withoutIndex } from './list-edits.js'
import { refusedOperation } from './refused-operation.js'

export function addEdge(document: FlowDocument, { edge, at }: { readonly edge: FlowEdge; readonly at?: number }): Applied {
  for (const end of [edge.from, edge.to]) {
    const id = parseEndpoint(end)?.node ?? end
    if (!document.nodes.some((node) => node.id === id)) throw refusedOperation('FLOW_NODE_UNKNOWN', { id })
  }
  if (indexOfEdge(document, edge) !== -1) throw refusedOperation('FLOW_EDGE_TAKEN', { from: edge.from, to: edge.to })
  return { document: { ...document, edges: inserted(document.edges, edge, at) }, inverse: { op: 'remove-edge', edge } }
}

export function removeEdge(document: FlowDocument, edge: FlowEdge): Applied {
  const index = indexOfEdge(document, edge)
  const found = document.edges[index]
  if (found === undefined) throw refusedOperation('FLOW_EDGE_UNKNOWN', { from: edge.from, to: edge.to })
  return { document: { ...document, edges: withoutIndex(document.edges, index) }, inverse: { op: 'add-edge', edge: found, at: index } }
}

function indexOfEdge(document: FlowDocument, edge: FlowEdge): number {
  return document.edges.findIndex((other) => other.from === edge.from && other.to === edge.to)
}
