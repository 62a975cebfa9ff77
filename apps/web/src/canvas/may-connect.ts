import { parseEndpoint, type Endpoint, type FlowDocument } from '@maillon/flow-document'
import type { NodeCatalogue } from '@maillon/node-contract'
import { containerAfter } from './layout/containers.js'

/** Whether a line keeps the flow free of circles and doesn't cross the border of a container; a node can't feed itself. */
export function mayConnect(document: FlowDocument, { from, to, catalogue }: { readonly from: Endpoint; readonly to: string; readonly catalogue: NodeCatalogue }): boolean {
  const source = document.nodes.find(({ id }) => id === from.node)
  const target = document.nodes.find(({ id }) => id === to)
  if (source === undefined || target === undefined || source === target) return false
  return containerAfter(source, from.port, catalogue) === (target.parent ?? null) && !nodesAfter(document, to).has(from.node)
}

/** A node and everything that its data reaches. */
export function nodesAfter(document: FlowDocument, node: string): ReadonlySet<string> {
  const next = new Map<string, string[]>()
  for (const edge of document.edges) {
    const from = parseEndpoint(edge.from)?.node
    const to = parseEndpoint(edge.to)?.node
    if (from === undefined || to === undefined) continue
    const known = next.get(from)
    if (known === undefined) next.set(from, [to])
    else known.push(to)
  }
  const reached = new Set([node])
  for (const id of reached) for (const follower of next.get(id) ?? []) reached.add(follower)
  return reached
}
