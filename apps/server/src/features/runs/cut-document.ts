import { parseEndpoint, type FlowDocument } from '@maillon/flow-document'

/** The part of a flow that is needed to run one node: the node and everything upstream of it. Null: there is no such node. */
export function cutDocument(document: FlowDocument, upTo: string): FlowDocument | null {
  if (!document.nodes.some(({ id }) => id === upTo)) return null
  const kept = new Set([upTo])
  const open = [upTo]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const { from, to } of document.edges) {
      const source = parseEndpoint(from)?.node
      if (parseEndpoint(to)?.node !== next || source === undefined || kept.has(source)) continue
      kept.add(source)
      open.push(source)
    }
  }
  const isKept = (end: string): boolean => kept.has(parseEndpoint(end)?.node ?? '')
  return { ...document, nodes: document.nodes.filter(({ id }) => kept.has(id)), edges: document.edges.filter(({ from, to }) => isKept(from) && isKept(to)) }
}
