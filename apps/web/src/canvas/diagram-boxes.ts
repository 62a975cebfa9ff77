import { Position, type Edge, type Node } from '@xyflow/react'
import { parseEndpoint, type FlowDocument, type FlowEdge, type FlowNode } from '@maillon/flow-document'
import type { NodeCatalogue } from '@maillon/node-contract'
import { boxId } from './box-ids.js'
import { isContainer } from './layout/containers.js'
import type { Frames } from './layout/frames.js'
import { sizeOfNode, type Box } from './layout/node-size.js'
import { portsOf } from './ports-of.js'

/** The ends of a line as the document has them; the picture may end at a folded group instead. */
export interface LineData extends Record<string, unknown> {
  readonly from: string
  readonly to: string
  /** The end whose ports bear names, since there are several: what stands on the line keeps clear of them. Null: neither. */
  readonly named: 'from' | 'to' | null
}
export type DrawnLine = Edge<LineData>

export interface Picture {
  readonly document: FlowDocument
  readonly frames: Frames
  readonly catalogue: NodeCatalogue
  readonly words: DiagramWords
}

/** What a screen reader says of boxes and lines. */
export interface DiagramWords {
  readonly step: string
  readonly group: string
  readonly note: string
  readonly line: (from: string, to: string) => string
}

/** Id of the part of a box that says what it is. */
export function labelIdOf(box: string): string {
  return `about-${box}`
}

/** Frames let clicks through to what is in them; only their header and border take them. */
const frameStyle = { pointerEvents: 'none' } as const

/** The boxes of the picture, from back to front; what React Flow measured and what is selected is kept, and so is every box that didn't change. */
export function boxesOf({ document, frames, catalogue, words }: Picture, known: readonly Node[]): Node[] {
  const before = new Map(known.map((box) => [box.id, box]))
  const isHidden = (id: string) => frames.foldedInto.has(id)
  const shown = document.nodes.filter(({ id }) => !isHidden(id))
  const containers = shown.filter((node) => isContainer(node, catalogue)).toSorted((one, two) => areaOf(frames, two.id) - areaOf(frames, one.id))
  const framed = new Set(containers.map(({ id }) => id))
  return [
    ...frames.groups.filter(({ group }) => group.folded !== true).map(({ group, box }) => sized('frame', boxId({ kind: 'group', id: group.id }), box)),
    ...document.notes.map((note) => sized('note', boxId({ kind: 'note', id: note.id }), { ...note.position, ...note.size })),
    ...containers.map(({ id }) => sized('container', id, frames.boxes.get(id))),
    ...frames.groups.filter(({ group }) => group.folded === true).map(({ group, box }) => sized('folded', boxId({ kind: 'group', id: group.id }), box)),
    ...shown.filter(({ id }) => !framed.has(id)).map((node) => before.get(node.id)?.measured === undefined ? kept({ ...plain(node), ...unmeasured(node, catalogue) }) : kept(plain(node))),
  ]

  function plain({ id, position }: FlowNode): Node {
    return { id, type: 'flow', position, data: {}, domAttributes: spoken(words.step, labelIdOf(id)) }
  }

  function sized(type: string, id: string, box: Box | undefined): Node {
    const { x = 0, y = 0, width = 0, height = 0 } = box ?? {}
    const domAttributes = type === 'container' ? spoken(words.step, labelIdOf(id)) : spoken(type === 'note' ? words.note : words.group)
    return kept({ id, type, position: { x, y }, width, height, data: {}, domAttributes, ...(type === 'container' || type === 'frame' ? { style: frameStyle } : {}) })
  }

  function kept(box: Node): Node {
    const old = before.get(box.id)
    if (old === undefined || old.type !== box.type) return box
    const isInPlace = old.position.x === box.position.x && old.position.y === box.position.y && old.width === box.width && old.height === box.height
    // The words change with the language of the page.
    if (isInPlace && old.domAttributes?.['aria-roledescription'] === box.domAttributes?.['aria-roledescription']) return old
    return { ...old, ...box }
  }
}

function spoken(what: string, labelId?: string): NonNullable<Node['domAttributes']> {
  return { 'aria-roledescription': what, ...(labelId === undefined ? {} : { 'aria-labelledby': labelId }) }
}

const handleSize = 12

/**
 * About where a box and its ports will be, until it has been drawn and measured: React Flow would otherwise draw every box of a flow once,
 * only to learn which are in view.
 */
function unmeasured(node: FlowNode, catalogue: NodeCatalogue): Pick<Node, 'initialWidth' | 'initialHeight' | 'handles'> {
  const descriptor = catalogue.get(node.type, node.version)
  const { width, height } = sizeOfNode(node, catalogue)
  if (descriptor === null) return {}
  const { inputs, outputs } = portsOf(node, descriptor)
  const place = (index: number, count: number, left: number) => ({ x: left - handleSize / 2, y: ((index + 1) / (count + 1)) * height - handleSize / 2, width: handleSize, height: handleSize })
  return {
    initialWidth: width,
    initialHeight: height,
    handles: [
      ...inputs.map(({ id }, index) => ({ id, type: 'target' as const, position: Position.Left, ...place(index, inputs.length, 0) })),
      ...outputs.map(({ id }, index) => ({ id, type: 'source' as const, position: Position.Right, ...place(index, outputs.length, width) })),
    ],
  }
}

/** A box that has been measured is believed, not guessed any more. */
export function withoutGuess(box: Node): Node {
  if (box.handles === undefined || box.measured === undefined) return box
  const { handles: _guessed, ...measured } = box
  return measured
}

function areaOf(frames: Frames, id: string): number {
  const box = frames.boxes.get(id)
  return box === undefined ? 0 : box.width * box.height
}

/** The lines of the picture: those inside a folded group aren't seen, those that leave it begin at its box. */
export function linesOf({ document, frames, catalogue, words }: Picture, selected: ReadonlySet<string>): DrawnLine[] {
  const names = new Map(document.nodes.map(({ id, name }) => [id, name]))
  const named = new Map(document.nodes.map((node) => [node.id, namedPorts(node, catalogue)]))
  return document.edges.flatMap((edge) => {
    const from = parseEndpoint(edge.from)
    const to = parseEndpoint(edge.to)
    if (from === null || to === null) return []
    const [begin, end] = [frames.foldedInto.get(from.node), frames.foldedInto.get(to.node)]
    if (begin !== undefined && begin === end) return []
    const id = lineId(edge)
    return [
      {
        id,
        type: 'flow',
        source: begin === undefined ? from.node : boxId({ kind: 'group', id: begin }),
        sourceHandle: begin === undefined ? from.port : 'out',
        target: end === undefined ? to.node : boxId({ kind: 'group', id: end }),
        targetHandle: end === undefined ? to.port : 'in',
        selected: selected.has(id),
        data: { from: edge.from, to: edge.to, named: named.get(from.node)?.outputs === true ? 'from' : named.get(to.node)?.inputs === true ? 'to' : null },
        ariaLabel: words.line(names.get(from.node) ?? from.node, names.get(to.node) ?? to.node),
      },
    ]
  })
}

function namedPorts(node: FlowNode, catalogue: NodeCatalogue): { readonly inputs: boolean; readonly outputs: boolean } {
  const descriptor = catalogue.get(node.type, node.version)
  if (descriptor === null || isContainer(node, catalogue)) return { inputs: false, outputs: false }
  const { inputs, outputs } = portsOf(node, descriptor)
  return { inputs: inputs.length > 1, outputs: outputs.length > 1 }
}

export function lineId({ from, to }: FlowEdge): string {
  return `${from}→${to}`
}
