import { parseEndpoint, type FlowDocument } from '@maillon/flow-document'

/** Whether a line from one node to another keeps the flow free of circles; a node can't feed itself. */
export function mayConnect(document: FlowDocument, from: string, to: string): boolean {
  return from !== to && !nodesAfter(document, to).has(from)
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
