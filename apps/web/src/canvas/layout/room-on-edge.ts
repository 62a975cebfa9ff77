import { parseEndpoint, type FlowDocument } from '@maillon/flow-document'
import type { NodeCatalogue } from '@maillon/node-contract'
import { nodesAfter } from '../may-connect.js'
import { insideOf } from './containers.js'
import { framesOf } from './frames.js'
import { gaps, nodeSize, onGrid, type Box, type Position } from './node-size.js'
import { placeAfter } from './place-after.js'

export interface RoomOnEdge {
  readonly position: Position
  /** Where what comes after stands then; empty: there is room already. */
  readonly moved: { readonly [id: string]: Position }
}

/** A place on a line. Where there isn't room, what comes after moves to the right, with what is inside it; nothing else moves. */
export function roomOnEdge(document: FlowDocument, edge: { readonly from: string; readonly to: string }, catalogue: NodeCatalogue): RoomOnEdge {
  const source = nodeAt(document, edge.from)
  const target = nodeAt(document, edge.to)
  if (source === undefined || target === undefined) return { position: placeAfter(document, source?.id ?? null), moved: {} }
  // Of a line into the body the container is the source: the body begins behind its port.
  const isIntoBody = target.parent === source.id
  const from = framesOf(document, catalogue).boxes.get(source.id) ?? { ...source.position, ...nodeSize }
  const begin = isIntoBody ? source.position.x : from.x + from.width
  const missing = Math.max(0, begin + nodeSize.width + 2 * gaps.between - target.position.x)
  const shift = Math.ceil(missing / 8) * 8
  const after = shift === 0 ? new Set<string>() : withBodies(document, [...nodesAfter(document, target.id)].filter((id) => document.nodes.find((node) => node.id === id)?.parent === target.parent))
  const x = onGrid((begin + target.position.x + shift - nodeSize.width) / 2)
  const y = onGrid(isIntoBody ? target.position.y : (source.position.y + target.position.y) / 2)
  const standing = document.nodes.filter(({ id }) => !after.has(id) && id !== target.parent)
  return {
    position: freeBelow({ x, y }, standing.map(({ position }): Box => ({ ...position, ...nodeSize }))),
    moved: Object.fromEntries(document.nodes.filter(({ id }) => after.has(id)).map(({ id, position }) => [id, { x: position.x + shift, y: position.y }])),
  }
}

function withBodies(document: FlowDocument, ids: readonly string[]): ReadonlySet<string> {
  return new Set(ids.flatMap((id) => [id, ...insideOf(document, id)]))
}

function nodeAt(document: FlowDocument, end: string): FlowDocument['nodes'][number] | undefined {
  const id = parseEndpoint(end)?.node
  return document.nodes.find((node) => node.id === id)
}

function freeBelow(wanted: Position, taken: readonly Box[]): Position {
  let place = wanted
  while (taken.some(({ x, y }) => Math.abs(x - place.x) < nodeSize.width && Math.abs(y - place.y) < nodeSize.height)) place = { x: place.x, y: place.y + 24 }
  return place
}
