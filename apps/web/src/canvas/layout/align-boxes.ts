import { around, onGrid, type Box, type Position } from './node-size.js'

export const alignments = ['left', 'centre', 'right', 'top', 'middle', 'bottom'] as const
export type Alignment = (typeof alignments)[number]
export const distributions = ['across', 'down'] as const
export type Distribution = (typeof distributions)[number]

export type NamedBox = Box & { readonly id: string }

/** Where boxes stand with a common edge or middle. */
export function alignBoxes(boxes: readonly NamedBox[], how: Alignment): { readonly [id: string]: Position } {
  const all = around(boxes)
  if (all === null) return {}
  return Object.fromEntries(boxes.map((box) => [box.id, gridded(alignedTo(box, all, how))]))
}

function alignedTo(box: Box, all: Box, how: Alignment): Position {
  const { x, y } = box
  switch (how) {
    case 'left':
      return { x: all.x, y }
    case 'centre':
      return { x: all.x + (all.width - box.width) / 2, y }
    case 'right':
      return { x: all.x + all.width - box.width, y }
    case 'top':
      return { x, y: all.y }
    case 'middle':
      return { x, y: all.y + (all.height - box.height) / 2 }
    case 'bottom':
      return { x, y: all.y + all.height - box.height }
  }
}

/** The same gap between boxes, from the first to the last, which stay; overlapping ones stand side by side with none. */
export function distributeBoxes(boxes: readonly NamedBox[], how: Distribution): { readonly [id: string]: Position } {
  const start = how === 'across' ? 'x' : 'y'
  const length = how === 'across' ? 'width' : 'height'
  const sorted = boxes.toSorted((one, two) => one[start] - two[start])
  const [first, last] = [sorted[0], sorted.at(-1)]
  if (first === undefined || last === undefined) return {}
  const taken = sorted.reduce((sum, box) => sum + box[length], 0)
  const gap = Math.max(0, (last[start] + last[length] - first[start] - taken) / Math.max(1, sorted.length - 1))
  let next = first[start]
  const placed: Record<string, Position> = {}
  for (const box of sorted) {
    placed[box.id] = gridded({ x: box.x, y: box.y, [start]: next } as Position)
    next += box[length] + gap
  }
  return placed
}

function gridded({ x, y }: Position): Position {
  return { x: onGrid(x), y: onGrid(y) }
}
