import type { FlowDocument, FlowNode } from '@maillon/flow-document'
import type { JsonObject } from '@maillon/kernel'

const at = { x: 0, y: 0 }
const base = { format: 'maillon.flow/1', id: 'x', settings: {}, notes: [], requires: {} } as const

export function nodeOf(id: string, type: string, params: JsonObject = {}): FlowNode {
  return { id, type, version: 1, name: id, position: at, params }
}

/** Nodes one after the other, each from its `main` to the next one's. */
export function chain(name: string, nodes: readonly FlowNode[]): FlowDocument {
  const edges = nodes.slice(1).map((node, index) => ({ from: `${nodes[index]?.id}.main`, to: `${node.id}.main` }))
  return { ...base, name, nodes, edges }
}

/** Doubles a number by hand: start -> double -> log. */
export const doubling = chain('Doubling', [
  nodeOf('start', 'core.manual'),
  nodeOf('double', 'core.set', { fields: [{ name: 'twice', value: '{{multiply item.n 2}}' }] }),
  nodeOf('log', 'core.log', { message: 'twice is {{item.twice}}' }),
])

export function webhookFlow(path: string, params: JsonObject = {}, rest: readonly FlowNode[] = [nodeOf('log', 'core.log', { message: 'called' })]): FlowDocument {
  return chain(`Hook ${path}`, [nodeOf('hook', 'core.webhook', { method: 'POST', path, ...params }), ...rest])
}
