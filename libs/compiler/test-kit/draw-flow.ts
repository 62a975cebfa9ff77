import { emptyFlow, type FlowDocument, type FlowEdge, type FlowNode } from '@maillon/flow-document'
import type { JsonObject } from '@maillon/kernel'

/** Node types by the first letters of an id: `start`, `set2` and `sort` are `t.start`, `t.set` and `t.sort`. */
function typeOf(id: string): string {
  return `t.${id.replace(/\d+$/, '')}`
}

const usualParams: { readonly [type: string]: JsonObject } = {
  't.start': { schedule: { every: 'day', at: '08:00' } },
  't.hook': { path: 'orders' },
  't.call': { url: 'https://api.example.com' },
  't.sub': { flow: { id: 'f2', name: 'Autre' } },
  't.set': { fields: [{ name: 'total', type: 'number', value: 1 }] },
}

/**
 * A document from a drawing: each line a chain, `a -> b -> c`; a port stands after a dot on either side (`split.true -> set`, `set -> join.left`).
 * Nodes are in the order in which they are met. Those first met on a line that begins with `loop:` stand in that loop. `change` gives nodes other properties.
 */
export function drawFlow(drawing: string, change: { readonly [id: string]: Partial<FlowNode> } = {}): FlowDocument {
  const parents = new Map<string, string | undefined>()
  const edges: FlowEdge[] = []
  for (const line of drawing.split('\n').map((text) => text.trim()).filter((text) => text !== '')) {
    const [, parent, chain = line] = /^(\w+):(.*)$/.exec(line) ?? []
    const ends = chain.split('->').map((text) => text.trim())
    for (const end of ends) {
      const id = end.split('.')[0] ?? end
      if (!parents.has(id)) parents.set(id, parent)
    }
    edges.push(...edgesAlong(ends))
  }
  const nodes = [...parents].map(([id, parent]): FlowNode => {
    const type = typeOf(id)
    const credentials = type === 't.call' ? { credentials: { auth: { id: 'c1', name: 'API' } } } : {}
    return { id, type, version: 1, name: id.toUpperCase(), position: { x: 0, y: 0 }, params: usualParams[type] ?? {}, ...credentials, ...(parent === undefined ? {} : { parent }), ...change[id] }
  })
  return { ...emptyFlow('f', 'Flux'), nodes, edges }
}

function edgesAlong(ends: readonly string[]): readonly FlowEdge[] {
  return ends.slice(1).map((to, at) => {
    const from = ends[at] ?? ''
    return { from: from.includes('.') ? from : `${from}.main`, to: to.includes('.') && at === ends.length - 2 ? to : `${to.split('.')[0]}.main` }
  })
}
