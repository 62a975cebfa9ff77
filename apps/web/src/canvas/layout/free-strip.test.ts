import { expect, it } from 'vitest'
import { wayToFreeStrip } from './free-strip.js'

const box = (x: number, y: number) => ({ x, y, width: 248, height: 88 })
const overlap = (one: ReturnType<typeof box>, two: ReturnType<typeof box>) => one.x < two.x + two.width && two.x < one.x + one.width && one.y < two.y + two.height && two.y < one.y + one.height

it('leaves a box that covers nothing where it is', () => {
  expect(wayToFreeStrip(box(0, 0), [box(400, 0), box(0, 200)])).toBe(0)
})

it('goes below everything that is in the way, also what it meets on the way down', () => {
  const others = [box(100, 120), box(-40, -20), box(900, 0)]
  const down = wayToFreeStrip(box(0, 0), others)
  expect(others.some((other) => overlap(box(0, down), other))).toBe(false)
  expect(down).toBeLessThan(320)
})
