import type { FlowDocument } from '@maillon/flow-document'
import { nodeSize } from './node-size.js'

const margin = 48
/** Below this the names of boxes can't be read. */
const readableZoom = 0.6

export interface ViewportOf {
  readonly x: number
  readonly y: number
  readonly zoom: number
}

/** Where a canvas opens: the whole flow where it stays readable, else its beginning at a readable size. */
export function firstViewport(document: FlowDocument, pane: { readonly width: number; readonly height: number }): ViewportOf {
  if (document.nodes.length === 0) return { x: 0, y: 0, zoom: 1 }
  const xs = document.nodes.map(({ position }) => position.x)
  const ys = document.nodes.map(({ position }) => position.y)
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  const width = Math.max(...xs) + nodeSize.width - left
  const height = Math.max(...ys) + nodeSize.height - top
  const zoom = Math.max(Math.min((pane.width - 2 * margin) / width, (pane.height - 2 * margin) / height, 1), readableZoom)
  return { zoom, x: begin({ start: left, length: width }, pane.width, zoom), y: begin({ start: top, length: height }, pane.height, zoom) }
}

/** Centred where it fits, else from the margin on. */
function begin({ start, length }: { readonly start: number; readonly length: number }, room: number, zoom: number): number {
  return Math.max((room - length * zoom) / 2, margin) - start * zoom
}
