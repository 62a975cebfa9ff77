// Loops of n8n lead back to their beginning, so their bodies stand anywhere; ours are drawn around their bodies.
//
// 1. A body is laid out as the canvas does it when it is asked to tidy up: in layers from left to right, inner loops first.
// 2. A loop stays where it stands. What stands right of it moves as far right as the loop is wide, what stands below it moves down.
// 3. A body too large to be laid out in little time keeps its places.
import dagre from '@dagrejs/dagre'
import type { FlowDocument, FlowNode } from '@maillon/flow-document'
import { listAt } from './read-json.js'
import { nodeOf } from './loops.js'

interface Position {
  readonly x: number
  readonly y: number
}

interface Size {
  readonly width: number
  readonly height: number
}

// As the canvas draws boxes and tidies up.
const nodeSize = { width: 248, height: 88 } as const
const gaps = { between: 104, beside: 36 } as const
const padding = { left: 104, top: 104, right: 56, bottom: 32 } as const
const mostNodes = 300

/** The document with the bodies of its loops laid out, and room for them. */
export function withPlacedLoops(document: FlowDocument): FlowDocument {
  const children = new Map<string, FlowNode[]>()
  for (const node of document.nodes) {
    if (node.parent === undefined) continue
    const members = children.get(node.parent)
    if (members === undefined) children.set(node.parent, [node])
    else members.push(node)
  }
  const loops = document.nodes.filter((node) => node.parent === undefined && children.has(node.id)).toSorted((one, other) => one.position.x - other.position.x)
  if (loops.length === 0) return document
  const laidOut = new Bodies(document, children)
  let { nodes, notes } = document
  for (const { id } of loops) {
    const loop = nodes.find((node) => node.id === id)
    const body = laidOut.of(id)
    if (loop === undefined || body === null) continue
    const move = moveFor(nodes.filter((node) => node.parent === undefined && node.id !== id), loop.position, body.size)
    const moved = <T extends { readonly position: Position }>(thing: T): T => ({ ...thing, position: move(thing.position) })
    nodes = nodes.map((node) => {
      const inside = body.places.get(node.id)
      if (inside !== undefined) return { ...node, position: { x: loop.position.x + inside.x, y: loop.position.y + inside.y } }
      return node.id === id || node.parent !== undefined ? node : moved(node)
    })
    notes = notes.map(moved)
  }
  return { ...document, nodes, notes }
}

interface Body {
  /** Of everything inside, at any depth, from the corner of the loop. */
  readonly places: ReadonlyMap<string, Position>
  /** Of the loop around it. */
  readonly size: Size
}

class Bodies {
  constructor(
    private readonly document: FlowDocument,
    private readonly children: ReadonlyMap<string, readonly FlowNode[]>,
  ) {}

  /** Null: it is too large. */
  of(loop: string, depth = 0): Body | null {
    const members = this.children.get(loop) ?? []
    if (members.length > mostNodes || depth > 20) return null
    const inner = new Map(members.map((node) => [node.id, this.children.has(node.id) ? this.of(node.id, depth + 1) : null]))
    const graph = this.graphOf(members, (id) => inner.get(id)?.size)
    const places = new Map<string, Position>()
    const corner = { right: 0, bottom: 0 }
    for (const { id } of members) {
      const { x, y, width, height } = graph.node(id) as Position & Size
      const place = { x: onGrid(padding.left + x - width / 2), y: onGrid(padding.top + y - height / 2) }
      places.set(id, place)
      for (const [deeper, at] of inner.get(id)?.places ?? []) places.set(deeper, { x: place.x + at.x, y: place.y + at.y })
      corner.right = Math.max(corner.right, place.x + width)
      corner.bottom = Math.max(corner.bottom, place.y + height)
    }
    return { places, size: { width: corner.right + padding.right, height: corner.bottom + padding.bottom } }
  }

  private graphOf(members: readonly FlowNode[], sizeOf: (id: string) => Size | undefined) {
    const graph = new dagre.graphlib.Graph()
    graph.setGraph({ rankdir: 'LR', ranksep: gaps.between, nodesep: gaps.beside })
    graph.setDefaultEdgeLabel(() => ({}))
    const ids = new Set(members.map(({ id }) => id))
    const lines = this.document.edges.filter(({ from, to }) => ids.has(nodeOf(from)) && ids.has(nodeOf(to)))
    for (const node of members) graph.setNode(node.id, { ...(sizeOf(node.id) ?? { width: nodeSize.width, height: heightOf(node, lines) }) })
    for (const { from, to } of lines) if (nodeOf(from) !== nodeOf(to)) graph.setEdge(nodeOf(from), nodeOf(to))
    dagre.layout(graph)
    return graph
  }
}

/** A box is as high as its fuller side asks for. */
function heightOf({ id, params }: FlowNode, lines: FlowDocument['edges']): number {
  const used = (end: 'from' | 'to') => new Set(lines.map((line) => line[end]).filter((one) => nodeOf(one) === id)).size
  const ports = Math.max(used('from'), used('to'), listAt(params, 'cases').length + 1)
  return Math.max(nodeSize.height, 28 * ports + 32)
}

/** Where things beside a loop go: what stood right of its box stays right of it as a whole, what stood below stays below. */
function moveFor(others: readonly FlowNode[], at: Position, size: Size): (position: Position) => Position {
  const isRight = ({ x }: Position) => x >= at.x + nodeSize.width / 2
  const isBelow = ({ x, y }: Position) => !isRight({ x, y }) && x > at.x - nodeSize.width && y > at.y
  const places = others.map(({ position }) => position)
  const right = Math.max(0, at.x + size.width + gaps.between - least(places.filter(isRight).map(({ x }) => x)))
  const down = Math.max(0, at.y + size.height + gaps.beside - least(places.filter(isBelow).map(({ y }) => y)))
  return (position) => (isRight(position) ? { ...position, x: onGrid(position.x + right) } : isBelow(position) ? { ...position, y: onGrid(position.y + down) } : position)
}

/** Infinity: there are none, and nothing moves. */
function least(values: readonly number[]): number {
  return values.reduce((found, value) => Math.min(found, value), Infinity)
}

function onGrid(value: number): number {
  return Math.round(value / 8) * 8
}
