import type { FlowDocument } from '@maillon/flow-document'
import { gaps, nodeSize, onGrid, type Position } from './node-size.js'

/** A free place right of a node, or below what already stands there; without a node, left of everything's middle. */
export function placeAfter(document: FlowDocument, after: string | null): Position {
  const origin = document.nodes.find(({ id }) => id === after)
  return freePlace(document, origin === undefined ? { x: 80, y: 160 } : { x: origin.position.x + nodeSize.width + gaps.between, y: origin.position.y })
}

/** The wanted place, or the first free one below it. */
export function freePlace(document: FlowDocument, wanted: Position): Position {
  let place = wanted
  const isTaken = (at: Position) => document.nodes.some(({ position }) => Math.abs(position.x - at.x) < nodeSize.width && Math.abs(position.y - at.y) < nodeSize.height + 12)
  while (isTaken(place)) place = { x: place.x, y: place.y + nodeSize.height + gaps.beside }
  return { x: onGrid(place.x), y: onGrid(place.y) }
}
