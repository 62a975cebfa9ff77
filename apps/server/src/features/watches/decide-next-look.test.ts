import { describe, expect, it } from 'vitest'
import { decideNextLook } from './decide-next-look.js'

describe('the look after one that failed', () => {
  it('comes soon where the trouble may pass, and ever later up to a quarter of an hour', () => {
    expect([1, 2, 3, 20, 5000].map((failures) => decideNextLook({ retryable: true }, failures))).toEqual([15_000, 30_000, 60_000, 900_000, 900_000])
  })

  it('comes rarely where a person has to mend it: servers lock accounts that knock too often', () => {
    expect([1, 2, 20].map((failures) => decideNextLook({ retryable: false }, failures))).toEqual([300_000, 600_000, 3_600_000])
  })

  it('keeps to what the server asks for, within reason', () => {
    expect(decideNextLook({ retryable: true, retryAfterMs: 120_000 }, 1)).toBe(120_000)
    expect(decideNextLook({ retryable: true, retryAfterMs: 1e12 }, 1)).toBe(900_000)
  })
})
