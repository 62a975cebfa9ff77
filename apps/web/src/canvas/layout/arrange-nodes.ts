import dagre from '@dagrejs/dagre'
import { parseEndpoint, type FlowDocument, type FlowNode } from '@maillon/flow-document'
import type { NodeCatalogue } from '@maillon/node-contract'
import { isContainer } from './containers.js'
import { bodyPadding, emptyBody, foldedSize, groupPadding } from './frames.js'
import { gaps, onGrid, sizeOfNode, type Position, type Size } from './node-size.js'

export type Places = { readonly [id: string]: Position }

/**
 * A layered layout from left to right, on a grid of 8. Bodies are laid out inside their containers and groups keep together:
 * each is arranged by itself first and then stands as one box among the others. Nodes without a line stand below the others.
 */
export function arrangeNodes(document: FlowDocument, catalogue: NodeCatalogue): Places {
  const { places } = arrangeLevel({ document, catalogue, parentOf: new Map(document.nodes.map((node) => [node.id, node.parent])) }, null)
  return Object.fromEntries(document.nodes.map(({ id, position }) => [id, gridded(places.get(id) ?? position)]))
}

interface Whole {
  readonly document: FlowDocument
  readonly catalogue: NodeCatalogue
  readonly parentOf: ReadonlyMap<string, string | undefined>
}

interface Arranged {
  /** From the top left corner of what was arranged. */
  readonly places: ReadonlyMap<string, Position>
  readonly size: Size
}

/** What stands as one box on a level: a node, a container with its body, or a group. */
interface Unit {
  readonly id: string
  readonly size: Size
  readonly places: ReadonlyMap<string, Position>
}

function arrangeLevel(whole: Whole, container: string | null): Arranged {
  const members = whole.document.nodes.filter((node) => (node.parent ?? null) === container)
  const ids = new Set(members.map(({ id }) => id))
  const groups = (whole.document.groups ?? []).map((group) => ({ ...group, nodes: group.nodes.filter((id) => ids.has(id)) })).filter(({ nodes }) => nodes.length > 0)
  const grouped = new Set(groups.flatMap(({ nodes }) => nodes))
  const single = members.filter(({ id }) => !grouped.has(id)).map((node) => unitOfNode(whole, node))
  const together = groups.map((group): Unit => {
    const inner = arrangeUnits(whole, members.filter(({ id }) => group.nodes.includes(id)).map((node) => unitOfNode(whole, node)))
    const size = group.folded === true ? foldedSize : { width: inner.size.width + groupPadding.left + groupPadding.right, height: inner.size.height + groupPadding.top + groupPadding.bottom }
    return { id: `group ${group.id}`, size, places: shifted(inner.places, { x: groupPadding.left, y: groupPadding.top }) }
  })
  return arrangeUnits(whole, [...single, ...together])
}

function unitOfNode(whole: Whole, node: FlowNode): Unit {
  const here = new Map([[node.id, { x: 0, y: 0 }]])
  if (!isContainer(node, whole.catalogue)) return { id: node.id, size: sizeOfNode(node, whole.catalogue), places: here }
  const body = arrangeLevel(whole, node.id)
  if (body.places.size === 0) return { id: node.id, size: emptyBody, places: here }
  const size = { width: Math.max(emptyBody.width, body.size.width + bodyPadding.left + bodyPadding.right), height: Math.max(emptyBody.height, body.size.height + bodyPadding.top + bodyPadding.bottom) }
  return { id: node.id, size, places: new Map([...here, ...shifted(body.places, { x: bodyPadding.left, y: bodyPadding.top })]) }
}

function arrangeUnits(whole: Whole, units: readonly Unit[]): Arranged {
  const graph = new dagre.graphlib.Graph()
  graph.setGraph({ rankdir: 'LR', ranksep: gaps.between, nodesep: gaps.beside })
  graph.setDefaultEdgeLabel(() => ({}))
  const unitOf = new Map(units.flatMap((unit) => [...unit.places.keys()].map((id) => [id, unit.id] as const)))
  for (const { id, size } of units) graph.setNode(id, { ...size })
  for (const edge of whole.document.edges) {
    const from = unitOf.get(parseEndpoint(edge.from)?.node ?? '')
    const to = unitOf.get(parseEndpoint(edge.to)?.node ?? '')
    if (from !== undefined && to !== undefined && from !== to) graph.setEdge(from, to)
  }
  dagre.layout(graph)
  const corners = units.map((unit) => {
    const { x, y } = graph.node(unit.id) as Position
    return { unit, x: x - unit.size.width / 2, y: y - unit.size.height / 2 }
  })
  const places = new Map(corners.flatMap(({ unit, x, y }) => [...shifted(unit.places, { x, y })]))
  const width = corners.reduce((most, { unit, x }) => Math.max(most, x + unit.size.width), 0)
  const height = corners.reduce((most, { unit, y }) => Math.max(most, y + unit.size.height), 0)
  return { places, size: { width, height } }
}

function shifted(places: ReadonlyMap<string, Position>, by: Position): ReadonlyMap<string, Position> {
  return new Map([...places].map(([id, { x, y }]) => [id, { x: x + by.x, y: y + by.y }]))
}

const margin = 40

function gridded({ x, y }: Position): Position {
  return { x: onGrid(x + margin), y: onGrid(y + margin) }
}
