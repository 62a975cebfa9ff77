import { describe, expect, it } from 'vitest'
import { alignBoxes, distributeBoxes, type NamedBox } from './align-boxes.js'

const box = (id: string, x: number, y: number, height = 88): NamedBox => ({ id, x, y, width: 248, height })
const boxes = [box('a', 0, 16), box('b', 400, 96, 168), box('c', 1000, 0)]

describe('aligning', () => {
  it.each([
    ['left', { a: [0, 16], b: [0, 96], c: [0, 0] }],
    ['right', { a: [1000, 16], b: [1000, 96], c: [1000, 0] }],
    ['top', { a: [0, 0], b: [400, 0], c: [1000, 0] }],
    ['bottom', { a: [0, 176], b: [400, 96], c: [1000, 176] }],
    ['middle', { a: [0, 88], b: [400, 48], c: [1000, 88] }],
  ] as const)('%s gives a common edge, whatever the sizes', (how, places) => {
    expect(Object.fromEntries(Object.entries(alignBoxes(boxes, how)).map(([id, { x, y }]) => [id, [x, y]]))).toEqual(places)
  })
})

describe('distributing', () => {
  it('leaves the ends where they are and makes the gaps equal', () => {
    const placed = distributeBoxes(boxes, 'across')
    expect([placed['a']?.x, placed['b']?.x, placed['c']?.x]).toEqual([0, 504, 1000])
    expect(placed['b']?.y).toBe(96)
  })

  it('puts boxes that overlap side by side', () => {
    const placed = distributeBoxes([box('a', 0, 0), box('b', 8, 0), box('c', 16, 0)], 'across')
    expect([placed['a']?.x, placed['b']?.x, placed['c']?.x]).toEqual([0, 248, 496])
  })
})
