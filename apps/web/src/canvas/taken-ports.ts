import type { FlowDocument, FlowEdge } from '@maillon/flow-document'

const known = new WeakMap<readonly FlowEdge[], ReadonlyMap<string, string>>()

/** The output ports of a node that have a line, as one text (equal texts draw nothing anew). Counted once for all nodes. */
export function takenPorts({ edges }: FlowDocument, node: string): string {
  const counted = known.get(edges) ?? count(edges)
  return counted.get(node) ?? ''
}

function count(edges: readonly FlowEdge[]): ReadonlyMap<string, string> {
  const byNode = new Map<string, string>()
  for (const { from } of edges) {
    const dot = from.indexOf('.')
    const node = from.slice(0, dot)
    const before = byNode.get(node)
    byNode.set(node, before === undefined ? from.slice(dot + 1) : `${before} ${from.slice(dot + 1)}`)
  }
  known.set(edges, byNode)
  return byNode
}
