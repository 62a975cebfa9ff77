import type { FlowDocument, FlowGroup, FlowNode } from '@maillon/flow-document'
import type { NodeCatalogue } from '@maillon/node-contract'
import { isContainer } from './containers.js'
import { around, nodeSize, sizeOfNode, type Box } from './node-size.js'

/** What a container keeps free around its body: above stands its own header, at the left the port into the body. */
export const bodyPadding = { left: 104, top: 104, right: 56, bottom: 32 } as const
/** A container without a body has room for its first node. */
export const emptyBody = { width: bodyPadding.left + nodeSize.width + bodyPadding.right, height: bodyPadding.top + nodeSize.height + bodyPadding.bottom } as const
export const groupPadding = { left: 20, top: 44, right: 20, bottom: 20 } as const
export const foldedSize = { width: nodeSize.width, height: 72 } as const

/** Where everything of a flow stands, derived from the places of its nodes. */
export interface Frames {
  /** Of every node; of a container with its body. */
  readonly boxes: ReadonlyMap<string, Box>
  readonly groups: readonly { readonly group: FlowGroup; readonly box: Box }[]
  /** The folded group that stands in place of a node. */
  readonly foldedInto: ReadonlyMap<string, string>
}

/** A container reaches as far as its body; a group around its nodes, or, folded, as one box at its beginning. */
export function framesOf(document: FlowDocument, catalogue: NodeCatalogue): Frames {
  const children = new Map<string, FlowNode[]>()
  for (const node of document.nodes) if (node.parent !== undefined) children.set(node.parent, [...(children.get(node.parent) ?? []), node])
  const boxes = new Map<string, Box>()
  const boxOf = (node: FlowNode, depth: number): Box => {
    const known = boxes.get(node.id)
    if (known !== undefined) return known
    const own: Box = { ...node.position, ...sizeOfNode(node, catalogue) }
    const box = isContainer(node, catalogue) && depth < 64 ? containerBox(own, (children.get(node.id) ?? []).map((child) => boxOf(child, depth + 1))) : own
    boxes.set(node.id, box)
    return box
  }
  for (const node of document.nodes) boxOf(node, 0)
  const groups = (document.groups ?? []).flatMap((group) => {
    const box = groupBox(group, boxes)
    return box === null ? [] : [{ group, box }]
  })
  const foldedInto = new Map(groups.flatMap(({ group }) => (group.folded === true ? withBodies(document, group.nodes).map((id) => [id, group.id] as const) : [])))
  return { boxes, groups, foldedInto }
}

/** What is folded away with these nodes: their bodies too. */
function withBodies(document: FlowDocument, ids: readonly string[]): readonly string[] {
  const all = new Set(ids)
  for (const id of all) for (const node of document.nodes) if (node.parent === id) all.add(node.id)
  return [...all]
}

function containerBox(own: Box, body: readonly Box[]): Box {
  const inner = around(body)
  const least: Box = { x: own.x, y: own.y, ...emptyBody }
  if (inner === null) return least
  return around([least, padded(inner, bodyPadding)]) ?? least
}

function groupBox({ nodes, folded }: FlowGroup, boxes: ReadonlyMap<string, Box>): Box | null {
  const inner = around(nodes.flatMap((id) => boxes.get(id) ?? []))
  if (inner === null) return null
  const box = padded(inner, groupPadding)
  return folded === true ? { x: box.x, y: box.y, ...foldedSize } : box
}

function padded(box: Box, { left, top, right, bottom }: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }): Box {
  return { x: box.x - left, y: box.y - top, width: box.width + left + right, height: box.height + top + bottom }
}
