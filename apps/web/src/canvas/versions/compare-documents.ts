import { diffFlows, parseEndpoint, type FlowChange, type FlowDocument, type FlowEdge } from '@maillon/flow-document'
import type { NodeCatalogue } from '@maillon/node-contract'

export const changeMarks = ['added', 'removed', 'changed'] as const
export type ChangeMark = (typeof changeMarks)[number]

/** Two versions of a flow laid over each other. */
export interface Comparison {
  /** The newer one, with what it has no longer still in its place. */
  readonly document: FlowDocument
  /** What differs in meaning; moves of boxes are left out. */
  readonly changes: readonly FlowChange[]
  /** By node id; what stayed as it was has none. */
  readonly nodes: ReadonlyMap<string, ChangeMark>
  /** By `lineKey`. */
  readonly lines: ReadonlyMap<string, ChangeMark>
}

export function lineKey(from: string, to: string): string {
  return `${from}→${to}`
}

export function compareDocuments(older: FlowDocument, newer: FlowDocument, catalogue: NodeCatalogue): Comparison {
  const changes = diffFlows(older, newer, { catalogue }).filter(({ isCosmetic, kind }) => !isCosmetic || kind === 'node-renamed' || kind === 'flow-renamed')
  const now = new Set(newer.nodes.map(({ id }) => id))
  const gone = older.nodes.filter(({ id }) => !now.has(id))
  const drawn = new Set([...now, ...gone.map(({ id }) => id)])
  const goneLines = linesMissing(older, newer).filter(({ from, to }) => [from, to].every((end) => drawn.has(parseEndpoint(end)?.node ?? '')))
  return {
    document: { ...newer, nodes: [...newer.nodes, ...gone], edges: [...newer.edges, ...goneLines] },
    changes,
    nodes: new Map([
      ...changes.flatMap(({ node }) => (node !== undefined && now.has(node) ? [[node, 'changed'] as const] : [])),
      ...changes.flatMap(({ kind, node }) => (kind === 'node-added' && node !== undefined ? [[node, 'added'] as const] : [])),
      ...gone.map(({ id }) => [id, 'removed'] as const),
    ]),
    lines: new Map([
      ...linesMissing(newer, older).map(({ from, to }) => [lineKey(from, to), 'added'] as const),
      ...goneLines.map(({ from, to }) => [lineKey(from, to), 'removed'] as const),
    ]),
  }
}

/** The lines of one version that another one lacks. */
function linesMissing(of: FlowDocument, from: FlowDocument): readonly FlowEdge[] {
  const known = new Set(from.edges.map((edge) => lineKey(edge.from, edge.to)))
  return of.edges.filter((edge) => !known.has(lineKey(edge.from, edge.to)))
}
