import { expect, it } from 'vitest'
import { emptyFlow, type FlowDocument, type FlowNode } from '@maillon/flow-document'
import { firstViewport } from './first-viewport.js'

const at = (...places: readonly (readonly [number, number])[]): FlowDocument => ({
  ...emptyFlow('f', 'f'),
  nodes: places.map(([x, y], index): FlowNode => ({ id: `n${index}`, type: 'core.set', version: 1, name: 'n', position: { x, y }, params: {} })),
})
const pane = { width: 1000, height: 700 }

it('centres a small flow at its natural size', () => {
  expect(firstViewport(at([0, 0]), pane)).toEqual({ zoom: 1, x: 376, y: 306 })
})

it('begins a long flow at its first box, at a readable size', () => {
  const { zoom, x } = firstViewport(at([200, 0], [9000, 0]), pane)
  expect(zoom).toBe(0.6)
  expect(200 * zoom + x).toBeCloseTo(48)
})

it('opens an empty canvas where it is', () => {
  expect(firstViewport(at(), pane)).toEqual({ x: 0, y: 0, zoom: 1 })
})
