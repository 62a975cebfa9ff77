import { getBezierPath, Position } from '@xyflow/react'
import { parseEndpoint, type FlowDocument } from '@maillon/flow-document'
import type { NodeCatalogue } from '@maillon/node-contract'
import { lineId, type Picture } from '../diagram-boxes.js'
import { isContainer } from '../layout/containers.js'
import { around, type Box } from '../layout/node-size.js'
import { groupColors } from '../node-icon.js'
import { portsOf } from '../ports-of.js'
import type { Thing } from './box-queue.js'

/** A box or a line of a large flow, as it is seen until it is made. */
export type Shape = BoxShape | LineShape

export interface BoxShape extends Thing {
  readonly kind: 'box'
  /** Paths of its outline, of the square for its icon, and of a bar as long as its name. */
  readonly outline: string
  readonly icon: string
  readonly name: string
  /** Of its group, as Mantine names it. */
  readonly color: string
  readonly isDisabled: boolean
}

export interface LineShape extends Thing {
  readonly kind: 'line'
  readonly path: string
  /** Where it begins, as the document has it. */
  readonly from: string
}

/** Boxes that are nothing but a box, and the lines between them; frames, loops and notes are few and always made. */
export function shapesOf({ document, frames, catalogue }: Pick<Picture, 'document' | 'frames' | 'catalogue'>): readonly Shape[] {
  const plain = new Map(document.nodes.flatMap((node) => {
    const box = frames.boxes.get(node.id)
    return box === undefined || frames.foldedInto.has(node.id) || isContainer(node, catalogue) ? [] : [[node.id, { node, box, ports: portIds(node, catalogue) }] as const]
  }))
  const boxes = [...plain].map(([id, { node, box }]): BoxShape => {
    const group = catalogue.get(node.type, node.version)?.group
    return { id, box, kind: 'box', ...boxPaths(box, node.name), color: group === undefined ? 'red' : groupColors[group], isDisabled: node.disabled === true }
  })
  const lines = document.edges.flatMap((edge): readonly LineShape[] => {
    const [from, to] = [parseEndpoint(edge.from), parseEndpoint(edge.to)]
    const [source, target] = [plain.get(from?.node ?? ''), plain.get(to?.node ?? '')]
    const box = source === undefined || target === undefined ? null : around([source.box, target.box])
    if (from === null || to === null || source === undefined || target === undefined || box === null) return []
    const [path] = getBezierPath({
      sourceX: source.box.x + source.box.width + reach, sourceY: heightOf(source.box, source.ports.outputs, from.port), sourcePosition: Position.Right,
      targetX: target.box.x - reach, targetY: heightOf(target.box, target.ports.inputs, to.port), targetPosition: Position.Left,
    })
    return [{ id: lineId(edge), box, kind: 'line', path, from: edge.from }]
  })
  return [...boxes, ...lines]
}

/** How far a line keeps from the border of a box: half a port. */
const reach = 6

function portIds(node: FlowDocument['nodes'][number], catalogue: NodeCatalogue): { readonly inputs: readonly string[]; readonly outputs: readonly string[] } {
  const descriptor = catalogue.get(node.type, node.version)
  if (descriptor === null) return { inputs: ['main'], outputs: ['main'] }
  const { inputs, outputs } = portsOf(node, descriptor)
  return { inputs: inputs.map(({ id }) => id), outputs: outputs.map(({ id }) => id) }
}

function heightOf(box: Box, ports: readonly string[], port: string): number {
  return box.y + ((Math.max(ports.indexOf(port), 0) + 1) / (ports.length + 1)) * box.height
}

/** As the style of a box has them. */
function boxPaths({ x, y, width, height }: Box, name: string): Pick<BoxShape, 'outline' | 'icon' | 'name'> {
  return {
    outline: rounded({ x: x + 0.5, y: y + 0.5, width: width - 1, height: height - 1 }, 9.5),
    icon: rounded({ x: x + 13, y: y + 13, width: 36, height: 36 }, 8),
    name: rounded({ x: x + 61, y: y + 18, width: Math.min(width - 74, 24 + name.length * 7), height: 12 }, 6),
  }
}

function rounded({ x, y, width, height }: Box, r: number): string {
  const [across, down] = [width - 2 * r, height - 2 * r]
  return `M${x + r} ${y}h${across}a${r} ${r} 0 0 1 ${r} ${r}v${down}a${r} ${r} 0 0 1 ${-r} ${r}h${-across}a${r} ${r} 0 0 1 ${-r} ${-r}v${-down}a${r} ${r} 0 0 1 ${r} ${-r}z`
}
