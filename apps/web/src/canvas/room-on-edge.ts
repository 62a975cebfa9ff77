import { parseEndpoint, type FlowDocument } from '@maillon/flow-document'
import { gaps, nodeSize, onGrid, placeAfter, type Position } from './arrange-nodes.js'
import { nodesAfter } from './may-connect.js'

export interface RoomOnEdge {
  readonly position: Position
  /** Where what comes after stands then; empty: there is room already. */
  readonly moved: { readonly [id: string]: Position }
}

/** A place on a line. Where there isn't room, what comes after moves to the right; nothing else moves. */
export function roomOnEdge(document: FlowDocument, edge: { readonly from: string; readonly to: string }): RoomOnEdge {
  const source = nodeAt(document, edge.from)
  const target = nodeAt(document, edge.to)
  if (source === undefined || target === undefined) return { position: placeAfter(document, source?.id ?? null), moved: {} }
  const begin = source.position.x + nodeSize.width
  const missing = Math.max(0, begin + nodeSize.width + 2 * gaps.between - target.position.x)
  const shift = Math.ceil(missing / 8) * 8
  const after = shift === 0 ? new Set<string>() : nodesAfter(document, target.id)
  const x = onGrid((begin + target.position.x + shift - nodeSize.width) / 2)
  const y = onGrid((source.position.y + target.position.y) / 2)
  const standing = document.nodes.filter(({ id }) => !after.has(id))
  return {
    position: freeBelow({ x, y }, standing.map(({ position }) => position)),
    moved: Object.fromEntries(document.nodes.filter(({ id }) => after.has(id)).map(({ id, position }) => [id, { x: position.x + shift, y: position.y }])),
  }
}

function nodeAt(document: FlowDocument, end: string): FlowDocument['nodes'][number] | undefined {
  const id = parseEndpoint(end)?.node
  return document.nodes.find((node) => node.id === id)
}

function freeBelow(wanted: Position, taken: readonly Position[]): Position {
  let place = wanted
  while (taken.some(({ x, y }) => Math.abs(x - place.x) < nodeSize.width && Math.abs(y - place.y) < nodeSize.height)) place = { x: place.x, y: place.y + 24 }
  return place
}
