import type { Diagnostic } from './diagnostic.js'
import { parseEndpoint, type FlowDocument, type FlowEdge, type FlowGroup } from './flow-document.js'

/** What a JSON Schema can't say: ids that are unique, edges, parents and groups that lead to a node, no edge twice. */
export function structureProblems(document: FlowDocument): readonly Diagnostic[] {
  const nodeIds = new Set(document.nodes.map((node) => node.id))
  return [
    ...duplicates(document.nodes, 'nodes', 'FLOW_NODE_ID_DUPLICATE'),
    ...duplicates(document.notes, 'notes', 'FLOW_NOTE_ID_DUPLICATE'),
    ...edgeProblems(document.edges, nodeIds),
    ...parentProblems(document),
    ...duplicates(document.groups ?? [], 'groups', 'FLOW_GROUP_ID_DUPLICATE'),
    ...memberProblems(document.groups ?? [], nodeIds),
  ]
}

function duplicates(things: readonly { readonly id: string }[], list: string, code: string): readonly Diagnostic[] {
  const seen = new Set<string>()
  const problems: Diagnostic[] = []
  for (const [index, { id }] of things.entries()) {
    if (seen.has(id)) problems.push({ code, severity: 'error', path: `/${list}/${index}/id`, params: { id } })
    seen.add(id)
  }
  return problems
}

function edgeProblems(edges: readonly FlowEdge[], nodeIds: ReadonlySet<string>): readonly Diagnostic[] {
  const seen = new Set<string>()
  const problems: Diagnostic[] = []
  for (const [index, edge] of edges.entries()) {
    for (const side of ['from', 'to'] as const) {
      const node = parseEndpoint(edge[side])?.node ?? edge[side]
      if (!nodeIds.has(node)) problems.push({ code: 'FLOW_EDGE_NODE_MISSING', severity: 'error', path: `/edges/${index}/${side}`, params: { id: node } })
    }
    const key = `${edge.from}\n${edge.to}`
    if (seen.has(key)) problems.push({ code: 'FLOW_EDGE_DUPLICATE', severity: 'error', path: `/edges/${index}`, params: { from: edge.from, to: edge.to } })
    seen.add(key)
  }
  return problems
}

function memberProblems(groups: readonly FlowGroup[], nodeIds: ReadonlySet<string>): readonly Diagnostic[] {
  const taken = new Set<string>()
  return groups.flatMap(({ nodes }, index) =>
    nodes.flatMap((id, at): readonly Diagnostic[] => {
      const path = `/groups/${index}/nodes/${at}`
      if (!nodeIds.has(id)) return [{ code: 'FLOW_GROUP_NODE_MISSING', severity: 'error', path, params: { id } }]
      if (taken.has(id)) return [{ code: 'FLOW_GROUP_NODE_TAKEN', severity: 'error', path, params: { id } }]
      taken.add(id)
      return []
    }),
  )
}

function parentProblems(document: FlowDocument): readonly Diagnostic[] {
  const parents = new Map(document.nodes.map((node) => [node.id, node.parent]))
  const problems: Diagnostic[] = []
  for (const [index, node] of document.nodes.entries()) {
    if (node.parent === undefined) continue
    const path = `/nodes/${index}/parent`
    if (!parents.has(node.parent)) problems.push({ code: 'FLOW_PARENT_MISSING', severity: 'error', path, params: { id: node.parent } })
    else if (isOwnAncestor(node.id, parents)) problems.push({ code: 'FLOW_PARENT_CIRCULAR', severity: 'error', path, params: { id: node.id } })
  }
  return problems
}

function isOwnAncestor(id: string, parents: ReadonlyMap<string, string | undefined>): boolean {
  // A circle that `id` only hangs on is reported at its own members; the count bounds the walk through it.
  let above = parents.get(id)
  for (let steps = 0; above !== undefined && steps <= 64; steps += 1) {
    if (above === id) return true
    above = parents.get(above)
  }
  return above !== undefined
}
