import type { FlowDocument } from './flow-document.js'
import { flowLimits } from './flow-limits.js'

const smallestNote = 20
const largestNote = 10_000

/** Coordinates and sizes brought back into what a canvas can show; -0 becomes 0. Everything else is left as it is. */
export function clampPositions(document: FlowDocument): FlowDocument {
  return {
    ...document,
    nodes: document.nodes.map((node) => (isInside(node.position) ? node : { ...node, position: clampPoint(node.position) })),
    notes: document.notes.map((note) => ({
      ...note,
      position: clampPoint(note.position),
      size: { width: clamp(note.size.width, smallestNote, largestNote), height: clamp(note.size.height, smallestNote, largestNote) },
    })),
  }
}

function isInside({ x, y }: { readonly x: number; readonly y: number }): boolean {
  return x === clamp(x, -flowLimits.coordinate, flowLimits.coordinate) && y === clamp(y, -flowLimits.coordinate, flowLimits.coordinate) && !Object.is(x, -0) && !Object.is(y, -0)
}

function clampPoint({ x, y }: { readonly x: number; readonly y: number }): { readonly x: number; readonly y: number } {
  return { x: clamp(x, -flowLimits.coordinate, flowLimits.coordinate), y: clamp(y, -flowLimits.coordinate, flowLimits.coordinate) }
}

function clamp(value: number, least: number, most: number): number {
  const bounded = Math.min(Math.max(value, least), most)
  return Object.is(bounded, -0) ? 0 : bounded
}
