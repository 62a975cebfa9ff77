import { applyOperation, type FlowDocument, type FlowOperation } from '@maillon/flow-document'
import type { NodeCatalogue } from '@maillon/node-contract'
import { insideOf, isContainer } from './containers.js'
import { framesOf } from './frames.js'
import { nodeSize, type Box, type Position } from './node-size.js'

/**
 * An edit with the moves that make room for the containers that grow by it: what stood right of one moves right as far as it grew,
 * what stood below moves down. Nothing else moves; an edit by which no container grows stays as it is.
 */
export function withRoomForContainers(document: FlowDocument, operation: FlowOperation, catalogue: NodeCatalogue): FlowOperation {
  let current = applyOperation(document, operation).document
  if (!current.nodes.some((node) => isContainer(node, catalogue))) return operation
  const before = framesOf(document, catalogue).boxes
  const moves: FlowOperation[] = []
  // Innermost first: what grows inside makes what is around it grow.
  const containers = current.nodes.filter((node) => isContainer(node, catalogue)).toSorted((one, two) => depthOf(current, two.id) - depthOf(current, one.id))
  for (const { id } of containers) {
    const grown = framesOf(current, catalogue).boxes.get(id)
    if (grown === undefined) continue
    // Room for one that is new was made as for any node.
    const old = before.get(id) ?? { ...grown, ...nodeSize }
    const positions = movedBy({ document: current, id, old, grown })
    if (Object.keys(positions).length === 0) continue
    moves.push({ op: 'move-nodes', positions })
    current = applyOperation(current, { op: 'move-nodes', positions }).document
  }
  return moves.length === 0 ? operation : { op: 'batch', operations: [operation, ...moves] }
}

interface Growth {
  readonly document: FlowDocument
  readonly id: string
  readonly old: Box
  readonly grown: Box
}

function movedBy({ document, id, old, grown }: Growth): { readonly [id: string]: Position } {
  const wider = grown.x + grown.width - old.x - old.width
  const taller = grown.y + grown.height - old.y - old.height
  const own = insideOf(document, id)
  const parent = document.nodes.find((node) => node.id === id)?.parent
  const moved: Record<string, Position> = {}
  const move = (node: FlowDocument['nodes'][number], by: Position) => {
    for (const one of [node, ...document.nodes.filter((other) => insideOf(document, node.id).has(other.id))]) moved[one.id] = { x: one.position.x + by.x, y: one.position.y + by.y }
  }
  for (const node of document.nodes) {
    if (node.id === id || own.has(node.id) || node.parent !== parent) continue
    const { x, y } = node.position
    if (wider > 0 && x >= old.x + old.width && y < grown.y + grown.height) move(node, { x: wider, y: 0 })
    else if (taller > 0 && y >= old.y + old.height && x < grown.x + grown.width) move(node, { x: 0, y: taller })
  }
  return moved
}

function depthOf(document: FlowDocument, id: string): number {
  const parents = new Map(document.nodes.map((node) => [node.id, node.parent]))
  let depth = 0
  for (let above = parents.get(id); above !== undefined && depth < 64; above = parents.get(above)) depth += 1
  return depth
}
