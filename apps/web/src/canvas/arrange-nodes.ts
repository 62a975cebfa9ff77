import dagre from '@dagrejs/dagre'
import { parseEndpoint, type FlowDocument } from '@maillon/flow-document'

/** What a node takes on the canvas, in flow coordinates. */
export const nodeSize = { width: 248, height: 88 } as const
export const gaps = { between: 104, beside: 36 } as const

export interface Position {
  readonly x: number
  readonly y: number
}

/** A layered layout from left to right, on a grid of 8. Nodes without a line stand below the others. */
export function arrangeNodes(document: FlowDocument): { readonly [id: string]: Position } {
  const graph = new dagre.graphlib.Graph()
  graph.setGraph({ rankdir: 'LR', ranksep: gaps.between, nodesep: gaps.beside, marginx: 40, marginy: 40 })
  graph.setDefaultEdgeLabel(() => ({}))
  const heights = heightsByLines(document)
  for (const node of document.nodes) graph.setNode(node.id, { width: nodeSize.width, height: heights.get(node.id) ?? nodeSize.height })
  for (const edge of document.edges) {
    const from = parseEndpoint(edge.from)
    const to = parseEndpoint(edge.to)
    if (from !== null && to !== null && graph.hasNode(from.node) && graph.hasNode(to.node)) graph.setEdge(from.node, to.node)
  }
  dagre.layout(graph)
  return Object.fromEntries(
    document.nodes.map(({ id }) => {
      const { x, y } = graph.node(id) as Position
      return [id, { x: onGrid(x - nodeSize.width / 2), y: onGrid(y - (heights.get(id) ?? nodeSize.height) / 2) }]
    }),
  )
}

/** The height of a box that has this many ports on its fuller side. */
export function nodeHeight(ports: number): number {
  return Math.max(nodeSize.height, 28 * ports + 32)
}

/** Boxes with many ports are taller; the ports that have lines are the ones that the document tells of. */
function heightsByLines(document: FlowDocument): ReadonlyMap<string, number> {
  const ports = new Map<string, { readonly from: Set<string>; readonly to: Set<string> }>()
  const count = (end: ReturnType<typeof parseEndpoint>, side: 'from' | 'to') => {
    if (end === null) return
    const known = ports.get(end.node) ?? { from: new Set<string>(), to: new Set<string>() }
    known[side].add(end.port)
    ports.set(end.node, known)
  }
  for (const edge of document.edges) {
    count(parseEndpoint(edge.from), 'from')
    count(parseEndpoint(edge.to), 'to')
  }
  return new Map([...ports].map(([id, { from, to }]) => [id, nodeHeight(Math.max(from.size, to.size))]))
}

export function onGrid(value: number): number {
  return Math.round(value / 8) * 8
}

/** A free place right of a node, or below what already stands there; without a node, left of everything's middle. */
export function placeAfter(document: FlowDocument, after: string | null): Position {
  const origin = document.nodes.find(({ id }) => id === after)
  let place = origin === undefined ? { x: 80, y: 160 } : { x: origin.position.x + nodeSize.width + gaps.between, y: origin.position.y }
  const isTaken = (at: Position) => document.nodes.some(({ position }) => Math.abs(position.x - at.x) < nodeSize.width && Math.abs(position.y - at.y) < nodeSize.height + 12)
  while (isTaken(place)) place = { x: place.x, y: place.y + nodeSize.height + gaps.beside }
  return { x: onGrid(place.x), y: onGrid(place.y) }
}
