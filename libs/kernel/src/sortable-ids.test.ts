import { expect, it } from 'vitest'
import { sortableIds } from './sortable-ids.js'

const noise = (count: number): Uint8Array => crypto.getRandomValues(new Uint8Array(count))

it('makes UUIDs of version 7 that begin with the time', () => {
  const id = sortableIds(() => 0x0190_d5a4_1234, noise)()
  expect(id).toMatch(/^0190d5a4-1234-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

it('keeps the order in which they were made, also within a millisecond and over a small step back of the clock', () => {
  let time = 1_800_000_000_000
  const next = sortableIds(() => time, noise)
  const made = Array.from({ length: 20_000 }, (_, at) => {
    if (at === 9_000) time -= 3_000
    if (at === 15_000) time += 5_000
    return next()
  })
  expect(made.toSorted()).toEqual(made)
  expect(new Set(made).size).toBe(made.length)
})

it('believes a clock that was set back for good', () => {
  let time = 1_800_000_000_000
  const next = sortableIds(() => time, noise)
  next()
  time -= 3_600_000
  expect(Number.parseInt(next().replaceAll('-', '').slice(0, 12), 16)).toBe(time)
})
