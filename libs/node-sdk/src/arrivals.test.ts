import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideArrivals, type ListedFile } from './arrivals.js'

const file = (path: string, size: number | null = 1, modifiedAt: string | null = null): ListedFile => ({ path, size, modifiedAt })
const at = (now: number) => ({ now, settleMs: 1000 })

describe('files that arrive', () => {
  it('have arrived at once where nobody asks them to settle', () => {
    expect(decideArrivals([file('a')], null, { now: 0, settleMs: 0 }).arrived).toEqual([file('a')])
  })

  it('wait until they have stayed the same for long enough, in two looks at least', () => {
    const first = decideArrivals([file('a')], null, at(5000))
    expect(first).toMatchObject({ arrived: [], nextInMs: 1000 })
    const early = decideArrivals([file('a')], first.waiting, at(5900))
    expect(early).toMatchObject({ arrived: [], nextInMs: 100 })
    expect(decideArrivals([file('a')], early.waiting, at(6000)).arrived).toEqual([file('a')])
  })

  it('wait anew when they grow, and are forgotten when they are gone', () => {
    const first = decideArrivals([file('a', 1), file('b')], null, at(0))
    const grown = decideArrivals([file('a', 2)], first.waiting, at(1500))
    expect(grown.arrived).toEqual([])
    expect(decideArrivals([file('a', 2), file('b')], grown.waiting, at(2600)).arrived).toEqual([file('a', 2)])
  })

  it('do not wait for ever after a clock that was set back', () => {
    const first = decideArrivals([file('a')], null, at(1_000_000))
    const back = decideArrivals([file('a')], first.waiting, at(0))
    expect(decideArrivals([file('a')], back.waiting, at(1000)).arrived).toEqual([file('a')])
  })

  it('are read from whatever was stored, without trusting it', () => {
    for (const stored of ['x', 7, [1, null, { path: 3 }], { __proto__: null }]) expect(decideArrivals([file('a')], stored, at(0)).arrived).toEqual([])
  })

  it('never arrive while they change, and always do once they rest', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ size: fc.integer({ min: 0, max: 3 }), passes: fc.integer({ min: 0, max: 1500 }) }), { maxLength: 30 }), (looks) => {
        let now = 0
        let since = 0
        let last: number | null = null
        let waiting: Parameters<typeof decideArrivals>[1] = null
        for (const { size, passes } of looks) {
          now += passes
          if (size !== last) since = now
          last = size
          const decided = decideArrivals([file('a', size)], waiting, at(now))
          if (decided.arrived.length > 0) expect(now - since).toBeGreaterThanOrEqual(1000)
          waiting = decided.arrived.length > 0 ? null : decided.waiting
          if (decided.arrived.length > 0) since = now
        }
        const rest = decideArrivals([file('a', last ?? 0)], waiting, at(now + 1))
        expect(decideArrivals([file('a', last ?? 0)], rest.waiting, at(now + 2000)).arrived).toHaveLength(1)
      }),
    )
  })
})
