import type { Node } from '@xyflow/react'
import { expect, it } from 'vitest'
import { madeBoxes, madeLines, type Made } from './use-made.js'
import type { Shape } from './shapes-of.js'

const boxOf = (id: string, more: Partial<Node> = {}): Node => ({ id, type: 'flow', position: { x: 0, y: 0 }, data: {}, ...more })
const shape = (id: string) => [id, { id, kind: 'line', path: '', from: '', box: { x: 0, y: 0, width: 1, height: 1 } } satisfies Shape] as const
const made: Made = { ids: new Set(['a', 'a→b']), shapes: new Map(['a', 'b', 'c', 'a→b', 'b→c'].map(shape)) }

it('boxes that are not made are hidden, but for the selected ones and those that have no shape', () => {
  const boxes = [boxOf('a'), boxOf('b'), boxOf('c', { selected: true }), boxOf('loop', { type: 'container' })]
  expect(madeBoxes(boxes, made).map(({ hidden }) => hidden ?? false)).toEqual([false, true, false, false])
  expect(madeBoxes([boxOf('b', { hidden: true })], { ...made, ids: new Set(['b']) })[0]?.hidden).toBe(false)
})

it('a box stays the same object for as long as nothing changes', () => {
  const boxes = [boxOf('a'), boxOf('b')]
  const [first, second] = madeBoxes(boxes, made)
  const again = madeBoxes(boxes, made)
  expect([again[0] === first, again[1] === second, again[0] === boxes[0]]).toEqual([true, true, true])
})

it('lines that are not made are left out, but for the selected ones and those that have no shape', () => {
  const lines = ['a→b', 'b→c', 'loop→c'].map((id) => ({ id, source: '', target: '' }))
  expect(madeLines(lines, made).map(({ id }) => id)).toEqual(['a→b', 'loop→c'])
  expect(madeLines([{ id: 'b→c', source: '', target: '', selected: true }], made)).toHaveLength(1)
  expect(madeLines(lines, null)).toBe(lines)
})
