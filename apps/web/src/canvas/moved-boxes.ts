import { parseEndpoint, type FlowDocument, type FlowOperation } from '@maillon/flow-document'
import type { NodeCatalogue } from '@maillon/node-contract'
import { containerAt } from './add-node.js'
import { boxId, idsOf, thingOf } from './box-ids.js'
import { bodyPort, insideOf } from './layout/containers.js'
import type { Frames } from './layout/frames.js'
import { centreOf, isInside, onGrid, type Position } from './layout/node-size.js'

export interface Drawn {
  readonly document: FlowDocument
  readonly frames: Frames
  readonly catalogue: NodeCatalogue
}

export interface MovedBox extends Position {
  /** Of the box. */
  readonly id: string
}

/** What goes along with a box: the nodes of a group, the body of a container. Ids of nodes. */
export function followersOf(document: FlowDocument, box: string): ReadonlySet<string> {
  const { kind, id } = thingOf(box)
  if (kind === 'note') return new Set()
  const members = kind === 'group' ? (document.groups?.find((group) => group.id === id)?.nodes ?? []) : []
  return new Set([...members, ...(kind === 'group' ? members : [id]).flatMap((member) => [...insideOf(document, member)])])
}

/**
 * The edit of boxes that were let go: everything that goes along moves as far, and what was let go inside another container or group
 * (or outside of its own) belongs there. Null: nothing changed. `keptIn` are nodes that stay in their container, because their lines end there.
 */
export function operationOfMoves(drawn: Drawn, moved: readonly MovedBox[]): { readonly operation: FlowOperation; readonly keptIn: readonly string[] } | null {
  const { document } = drawn
  const positions = positionsAfter(drawn, moved)
  const notes = document.notes.flatMap((note): readonly FlowOperation[] => {
    const to = moved.find(({ id }) => id === boxId({ kind: 'note', id: note.id }))
    const position = to === undefined ? note.position : gridded(to)
    return same(position, note.position) ? [] : [{ op: 'change-note', id: note.id, change: { position } }]
  })
  // What only went along with its frame stays in it.
  const carried = new Set(moved.flatMap(({ id }) => [...followersOf(document, id)]))
  const free = idsOf('node', moved.map(({ id }) => id)).filter((id) => !carried.has(id) && positions[id] !== undefined)
  const containers = containerChanges(drawn, free, positions)
  const operations: FlowOperation[] = [
    ...(Object.keys(positions).length === 0 ? [] : [{ op: 'move-nodes', positions } as const]),
    ...notes,
    ...containers.operations,
    ...groupChanges(drawn, free, positions),
  ]
  if (operations.length === 0) return null
  return { operation: operations.length === 1 && operations[0] !== undefined ? operations[0] : { op: 'batch', operations }, keptIn: containers.keptIn }
}

type Positions = { readonly [id: string]: Position }

function positionsAfter({ document, frames }: Drawn, moved: readonly MovedBox[]): Positions {
  const byId = new Map<string, Position>()
  const nodeById = new Map(document.nodes.map((node) => [node.id, node]))
  const put = (id: string, by: Position) => {
    const node = nodeById.get(id)
    if (node !== undefined && !byId.has(id)) byId.set(id, gridded({ x: node.position.x + by.x, y: node.position.y + by.y }))
  }
  // Frames last: what was dragged itself stands where it was let go.
  for (const box of [...moved].sort((one, two) => followersOf(document, one.id).size - followersOf(document, two.id).size)) {
    const { kind, id } = thingOf(box.id)
    const from = kind === 'node' ? frames.boxes.get(id) : kind === 'group' ? frames.groups.find(({ group }) => group.id === id)?.box : undefined
    if (from === undefined) continue
    const by = { x: box.x - from.x, y: box.y - from.y }
    if (kind === 'node') put(id, by)
    for (const follower of followersOf(document, box.id)) put(follower, by)
  }
  return Object.fromEntries([...byId].filter(([id, position]) => !same(position, nodeById.get(id)?.position)))
}

function containerChanges(drawn: Drawn, free: readonly string[], positions: Positions): { readonly operations: readonly FlowOperation[]; readonly keptIn: readonly string[] } {
  const { document, catalogue } = drawn
  const wanted = free.flatMap((id) => {
    const node = document.nodes.find((one) => one.id === id)
    const centre = centreAfter(drawn, id, positions)
    if (node === undefined || centre === null) return []
    // Not into itself, and not by its own growth.
    const others: FlowDocument = { ...document, nodes: document.nodes.filter((one) => one.id !== id && !insideOf(document, id).has(one.id)) }
    const container = containerAt({ ...others, nodes: others.nodes.map((one) => ({ ...one, position: positions[one.id] ?? one.position })) }, centre, catalogue)
    return (node.parent ?? null) === container ? [] : [{ id, container }]
  })
  const going = new Map(wanted.map(({ id, container }) => [id, container]))
  const keptIn = wanted.filter(({ id, container }) => document.edges.some((edge) => hasLineAcross(drawn, edge, { id, container, going }))).map(({ id }) => id)
  return { keptIn, operations: wanted.filter(({ id }) => !keptIn.includes(id)).map(({ id, container }) => ({ op: 'change-node', id, change: { parent: container } })) }
}

/** Whether a line of the node would end on the other side of a container's border. */
function hasLineAcross({ document, catalogue }: Drawn, edge: FlowDocument['edges'][number], { id, container, going }: { readonly id: string; readonly container: string | null; readonly going: ReadonlyMap<string, string | null> }): boolean {
  const [from, to] = [parseEndpoint(edge.from), parseEndpoint(edge.to)]
  const [source, target] = [from, to].map((end) => document.nodes.find((node) => node.id === end?.node))
  if (from === null || source === undefined || target === undefined || (source.id !== id && target.id !== id)) return false
  if (source.id === id) return (going.get(target.id) ?? target.parent ?? null) !== container
  const within = bodyPort(source, catalogue) === from.port ? source.id : (going.get(source.id) ?? source.parent ?? null)
  return within !== container
}

function groupChanges(drawn: Drawn, free: readonly string[], positions: Positions): readonly FlowOperation[] {
  const groups = drawn.frames.groups.filter(({ group }) => group.folded !== true)
  const ownOf = (id: string) => groups.find(({ group }) => group.nodes.includes(id))
  const goingTo = new Map(
    free.map((id) => {
      const centre = centreAfter(drawn, id, positions)
      const own = ownOf(id)
      if (centre === null || (own !== undefined && isInside(centre, own.box))) return [id, own?.group.id ?? null] as const
      return [id, groups.find(({ box }) => isInside(centre, box))?.group.id ?? null] as const
    }),
  )
  // A group that follows the last of its nodes would never be left: it stays with one that moves alone.
  const changes = groups.flatMap(({ group }) => {
    const nodes = [...group.nodes.filter((id) => !goingTo.has(id) || goingTo.get(id) === group.id), ...free.filter((id) => goingTo.get(id) === group.id && !group.nodes.includes(id))]
    return nodes.length === group.nodes.length && nodes.every((id) => group.nodes.includes(id)) ? [] : [{ group, nodes }]
  })
  // Those that lose first: a node is in one group at most.
  return changes.toSorted((one, two) => one.nodes.length - one.group.nodes.length - (two.nodes.length - two.group.nodes.length)).map(({ group, nodes }) => (nodes.length === 0 ? { op: 'remove-group', id: group.id } : { op: 'change-group', id: group.id, change: { nodes } }))
}

function centreAfter({ document, frames }: Drawn, id: string, positions: Positions): Position | null {
  const box = frames.boxes.get(id)
  const node = document.nodes.find((one) => one.id === id)
  const position = positions[id]
  if (box === undefined || node === undefined || position === undefined) return null
  return centreOf({ ...box, x: box.x + position.x - node.position.x, y: box.y + position.y - node.position.y })
}

function gridded({ x, y }: Position): Position {
  return { x: onGrid(x), y: onGrid(y) }
}

function same(one: Position, other: Position | undefined): boolean {
  return one.x === other?.x && one.y === other.y
}
