import { expect, it } from 'vitest'
import { decideNextTry } from './decide-next-try.js'

const hour = 3_600_000

it('waits ever longer, an hour at most, longer from the start where a person has to mend something, and gives up after three days', () => {
  const waits = (retryable: boolean) => [1, 2, 3, 20].map((failures) => decideNextTry({ retryable }, { failures, ageMs: 0 }))
  expect(waits(true)).toEqual([20_000, 40_000, 80_000, hour])
  expect(waits(false)).toEqual([300_000, 600_000, 1_200_000, hour])
  expect(decideNextTry({ retryable: true, retryAfterMs: 90_000 }, { failures: 1, ageMs: 0 })).toBe(90_000)
  expect(decideNextTry({ retryable: true }, { failures: 3, ageMs: 72 * hour })).toBeNull()
})
