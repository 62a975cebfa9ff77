import type { Applied } from './apply-operation.js'
import { parseEndpoint, type FlowDocument, type FlowNode } from './flow-document.js'
import { groupsWithout } from './group-operations.js'
import { inserted, replacedAt, withoutIndex } from './list-edits.js'
import type { FlowOperation, NodeChange } from './operation.js'
import { refusedOperation } from './refused-operation.js'

type Property = Exclude<keyof FlowNode, 'id'>

/** Properties that a node can't be without. */
const requiredProperties = ['type', 'version', 'name', 'position', 'params'] as const satisfies readonly Property[]
/** Properties that `null` removes. */
const optionalProperties = ['credentials', 'mode', 'retry', 'untilFound', 'runOnEmpty', 'timeoutMs', 'onError', 'disabled', 'pinned', 'parent'] as const satisfies readonly Property[]

export function addNode(document: FlowDocument, { node, at }: { readonly node: FlowNode; readonly at?: number }): Applied {
  if (document.nodes.some((other) => other.id === node.id)) throw refusedOperation('FLOW_NODE_ID_TAKEN', { id: node.id })
  return { document: { ...document, nodes: inserted(document.nodes, node, at) }, inverse: { op: 'remove-node', id: node.id } }
}

/** Takes the node's edges along, and its place in a group; what it contained (`parent`) moves up to where it stood itself. The inverse puts each back in its place. */
export function removeNode(document: FlowDocument, id: string): Applied {
  const { node, index } = findNode(document, id)
  const restore: FlowOperation[] = [{ op: 'add-node', node, at: index }]
  const nodes = withoutIndex(document.nodes, index).map((other) => {
    if (other.parent !== id) return other
    restore.push({ op: 'change-node', id: other.id, change: { parent: id } })
    const { parent: _gone, ...free } = other
    return node.parent === undefined ? free : { ...free, parent: node.parent }
  })
  const edges = document.edges.filter((edge, at) => {
    const touches = parseEndpoint(edge.from)?.node === id || parseEndpoint(edge.to)?.node === id
    // In rising order, so that each index is right at the moment when its edge comes back.
    if (touches) restore.push({ op: 'add-edge', edge, at })
    return !touches
  })
  const { groups, restore: restoreGroup } = groupsWithout(document, id)
  restore.push(...restoreGroup)
  const { groups: _old, ...rest } = document
  return { document: { ...rest, nodes, edges, ...(groups === undefined ? {} : { groups }) }, inverse: restore.length === 1 ? (restore[0] as FlowOperation) : { op: 'batch', operations: restore } }
}

export function changeNode(document: FlowDocument, { id, change }: { readonly id: string; readonly change: NodeChange }): Applied {
  const { node, index } = findNode(document, id)
  const next: Record<string, unknown> = { ...node }
  const back: Record<string, unknown> = {}
  for (const property of requiredProperties) {
    const value = change[property]
    if (value === undefined) continue
    if (value === null) throw refusedOperation('FLOW_NODE_FIELD_REQUIRED', { id, field: property })
    back[property] = node[property]
    next[property] = value
  }
  for (const property of optionalProperties) {
    const value = change[property]
    if (value === undefined) continue
    back[property] = node[property] ?? null
    if (value === null) delete next[property]
    else next[property] = value
  }
  return {
    document: { ...document, nodes: replacedAt(document.nodes, index, next as unknown as FlowNode) },
    inverse: { op: 'change-node', id, change: back as NodeChange },
  }
}

type Positions = Extract<FlowOperation, { op: 'move-nodes' }>['positions']

export function moveNodes(document: FlowDocument, positions: Positions): Applied {
  const back: Record<string, FlowNode['position']> = {}
  const nodes = document.nodes.map((node) => {
    const position = Object.hasOwn(positions, node.id) ? positions[node.id] : undefined
    if (position === undefined) return node
    back[node.id] = node.position
    return { ...node, position }
  })
  const unknown = Object.keys(positions).find((id) => !Object.hasOwn(back, id))
  if (unknown !== undefined) throw refusedOperation('FLOW_NODE_UNKNOWN', { id: unknown })
  return { document: { ...document, nodes }, inverse: { op: 'move-nodes', positions: back } }
}

function findNode(document: FlowDocument, id: string): { readonly node: FlowNode; readonly index: number } {
  const index = document.nodes.findIndex((node) => node.id === id)
  const node = document.nodes[index]
  if (node === undefined) throw refusedOperation('FLOW_NODE_UNKNOWN', { id })
  return { node, index }
}
