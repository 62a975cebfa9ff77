import type { FlowNode } from '@maillon/flow-document'
import { inputPorts, outputPorts, type NodeCatalogue } from '@maillon/node-contract'

/** What a node takes on the canvas, in flow coordinates. */
export const nodeSize = { width: 248, height: 88 } as const
export const gaps = { between: 104, beside: 36 } as const

export interface Position {
  readonly x: number
  readonly y: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

export interface Box extends Position, Size {}

/** The height of a box that has this many ports on its fuller side. */
export function nodeHeight(ports: number): number {
  return Math.max(nodeSize.height, 28 * ports + 32)
}

/** What a node takes by its ports; one of an unknown type takes the usual room. */
export function sizeOfNode(node: FlowNode, catalogue: NodeCatalogue): Size {
  const descriptor = catalogue.get(node.type, node.version)
  if (descriptor === null) return nodeSize
  const outputs = outputPorts(descriptor, node.params).length + (node.onError?.choice === 'branch' ? 1 : 0)
  return { width: nodeSize.width, height: nodeHeight(Math.max(inputPorts(descriptor, node.params).length, outputs)) }
}

export function onGrid(value: number): number {
  return Math.round(value / 8) * 8
}

/** The smallest box around all; null around none. */
export function around(boxes: readonly Box[]): Box | null {
  if (boxes.length === 0) return null
  const x = boxes.reduce((least, box) => Math.min(least, box.x), Infinity)
  const y = boxes.reduce((least, box) => Math.min(least, box.y), Infinity)
  const right = boxes.reduce((most, box) => Math.max(most, box.x + box.width), -Infinity)
  const bottom = boxes.reduce((most, box) => Math.max(most, box.y + box.height), -Infinity)
  return { x, y, width: right - x, height: bottom - y }
}

export function isInside(point: Position, box: Box): boolean {
  return point.x >= box.x && point.x <= box.x + box.width && point.y >= box.y && point.y <= box.y + box.height
}

export function centreOf({ x, y, width, height }: Box): Position {
  return { x: x + width / 2, y: y + height / 2 }
}
