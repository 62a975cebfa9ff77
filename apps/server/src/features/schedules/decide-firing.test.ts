import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideFiring, type FiringAsked } from './decide-firing.js'

const hour = 3_600_000
/** Every full hour. */
const hourly = (instant: number, count: number) => Array.from({ length: count }, (_, index) => (Math.floor(instant / hour) + 1 + index) * hour)
const ask = (more: Partial<FiringAsked>): FiringAsked => ({ dueAt: 10 * hour, now: 10 * hour, catchUp: 'one', limit: 100, after: hourly, ...more })

describe('a schedule that is due', () => {
  it('runs its instant once and goes on to the next', () => {
    expect(decideFiring(ask({ now: 10 * hour + 200 }))).toEqual({ instants: [10 * hour], last: 10 * hour, next: 11 * hour })
  })

  it('on time runs whatever the choice for missed ones', () => {
    for (const catchUp of ['skip', 'one', 'all'] as const) expect(decideFiring(ask({ catchUp, now: 10 * hour + 59_000 })).instants).toEqual([10 * hour])
  })

  it('that never fires again says so', () => {
    expect(decideFiring(ask({ after: () => [] }))).toEqual({ instants: [10 * hour], last: 10 * hour, next: null })
  })
})

describe('after five hours of downtime', () => {
  const now = 15 * hour + 600_000
  it('skip passes all of them over', () => expect(decideFiring(ask({ now, catchUp: 'skip' }))).toEqual({ instants: [], last: 15 * hour, next: 16 * hour }))
  it('one runs the latest only', () => expect(decideFiring(ask({ now, catchUp: 'one' })).instants).toEqual([15 * hour]))
  it('all runs each of them, oldest first', () => expect(decideFiring(ask({ now, catchUp: 'all' })).instants).toEqual([10, 11, 12, 13, 14, 15].map((at) => at * hour)))
  it('all runs the latest ones where there are more than its limit', () => expect(decideFiring(ask({ now, catchUp: 'all', limit: 2 })).instants).toEqual([14 * hour, 15 * hour]))
  it('one that comes at the same time as an instant on time runs just that', () => expect(decideFiring(ask({ now: 15 * hour + 1, catchUp: 'one' })).instants).toEqual([15 * hour]))
})

it('accounts for every instant, runs none twice and none of the future, however long it was off', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 30_000 * hour }), fc.constantFrom('skip', 'one', 'all'), fc.integer({ min: 1, max: 200 }), (downtime, catchUp, limit) => {
      const now = 10 * hour + downtime
      const { instants, last, next } = decideFiring(ask({ now, catchUp, limit }))
      expect(last).toBe(Math.floor(now / hour) * hour)
      expect(next).toBe(last + hour)
      expect(new Set(instants).size).toBe(instants.length)
      expect(instants.every((instant) => instant >= 10 * hour && instant <= now)).toBe(true)
      expect(instants.length).toBeLessThanOrEqual(catchUp === 'all' ? limit + 1 : 1)
      expect(instants).toEqual([...instants].sort((a, b) => a - b))
    }),
    { numRuns: 50 },
  )
})
