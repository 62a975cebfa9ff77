import { emptyFlow, type FlowDocument, type FlowNode } from '@maillon/flow-document'
import type { JsonObject } from '@maillon/kernel'

/** Node types by the first letters of an id: `start`, `set2` and `sort` are `t.start`, `t.set` and `t.sort`. */
function typeOf(id: string): string {
  return `t.${id.replace(/\d+$/, '')}`
}

const usualParams: { readonly [type: string]: JsonObject } = {
  't.start': { schedule: { every: 'day', at: '08:00' } },
  't.hook': { path: 'orders' },
  't.call': { url: 'https://api.example.com' },
  't.set': { fields: [{ name: 'total', type: 'number', value: 1 }] },
}

/**
 * A document from a drawing: each line a chain, `a -> b -> c`; a port stands after a dot on either side (`split.true -> set`, `set -> join.left`).
 * Nodes are in the order in which they are met. `change` gives nodes other properties.
 */
export function drawFlow(drawing: string, change: { readonly [id: string]: Partial<FlowNode> } = {}): FlowDocument {
  const ids: string[] = []
  const edges: { from: string; to: string }[] = []
  for (const line of drawing.split('\n').map((text) => text.trim()).filter((text) => text !== '')) {
    const ends = line.split('->').map((text) => text.trim())
    for (const end of ends) {
      const id = end.split('.')[0] ?? end
      if (!ids.includes(id)) ids.push(id)
    }
    for (const [at, end] of ends.entries()) {
      const next = ends[at + 1]
      if (next !== undefined) edges.push({ from: end.includes('.') ? end : `${end}.main`, to: next.includes('.') && at + 1 === ends.length - 1 ? next : `${next.split('.')[0]}.main` })
    }
  }
  const nodes = ids.map((id): FlowNode => {
    const type = typeOf(id)
    const credentials = type === 't.call' ? { credentials: { auth: { id: 'c1', name: 'API' } } } : {}
    return { id, type, version: 1, name: id.toUpperCase(), position: { x: 0, y: 0 }, params: usualParams[type] ?? {}, ...credentials, ...change[id] }
  })
  return { ...emptyFlow('f', 'Flux'), nodes, edges }
}
