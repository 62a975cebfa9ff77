import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideFiring, type FiringAsked, type InstantOutcome } from './decide-firing.js'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
/** Every full step. */
const every = (step: number) => (instant: number, count: number) => Array.from({ length: count }, (_, index) => (Math.floor(instant / step) + 1 + index) * step)
const ask = (more: Partial<FiringAsked>): FiringAsked => ({ dueAt: 10 * hour, now: 10 * hour, catchUp: 'one', limit: 100, windowMs: 7 * day, settled: new Set(), after: every(hour), ...more })
const told = (outcomes: readonly InstantOutcome[]) => outcomes.map(({ instant, status, reason }) => [instant / hour, reason === null ? status : `${status} ${reason}`])

describe('a schedule that is due', () => {
  it('runs its instant once and goes on to the next', () => {
    expect(decideFiring(ask({ now: 10 * hour + 200 }))).toEqual({ outcomes: [{ instant: 10 * hour, status: 'fired', reason: null, instants: 1, through: null }], next: 11 * hour })
  })

  it('on time runs whatever the choice for late ones; from a minute on it is late', () => {
    for (const catchUp of ['skip', 'one', 'all'] as const) expect(told(decideFiring(ask({ catchUp, now: 10 * hour + 59_999 })).outcomes)).toEqual([[10, 'fired']])
    expect(told(decideFiring(ask({ catchUp: 'skip', now: 10 * hour + 60_000 })).outcomes)).toEqual([[10, 'skipped not-caught-up']])
  })

  it('that never fires again says so', () => {
    expect(decideFiring(ask({ after: () => [] }))).toMatchObject({ outcomes: [{ status: 'fired' }], next: null })
  })

  it('leaves alone what has its outcome already', () => {
    expect(decideFiring(ask({ settled: new Set([10 * hour]) }))).toEqual({ outcomes: [], next: 11 * hour })
  })
})

describe('three instants that passed while nobody looked', () => {
  const now = 12 * hour + 10 * minute
  it('skip: none runs', () => expect(decideFiring(ask({ now, catchUp: 'skip' })).outcomes.filter(({ status }) => status === 'fired')).toEqual([]))
  it('one: the latest runs and stands for the others', () => expect(told(decideFiring(ask({ now, catchUp: 'one' })).outcomes)).toEqual([[10, 'skipped stood-for'], [11, 'skipped stood-for'], [12, 'fired caught-up']]))
  it('all: each runs, oldest first', () => expect(told(decideFiring(ask({ now, catchUp: 'all' })).outcomes)).toEqual([[10, 'fired caught-up'], [11, 'fired caught-up'], [12, 'fired caught-up']]))
  it('all, beyond its limit: the latest run, the others were missed', () => expect(told(decideFiring(ask({ now, catchUp: 'all', limit: 2 })).outcomes)).toEqual([[10, 'missed over-limit'], [11, 'fired caught-up'], [12, 'fired caught-up']]))
  it('one, with another on time: that one stands for all', () => expect(told(decideFiring(ask({ now: 12 * hour + 1 })).outcomes)).toEqual([[10, 'skipped stood-for'], [11, 'skipped stood-for'], [12, 'fired']]))
  it('beyond the days that are caught up: missed, except where late ones are skipped', () => {
    const windowMs = 90 * minute
    expect(told(decideFiring(ask({ now, windowMs })).outcomes)).toEqual([[10, 'missed too-old'], [11, 'skipped stood-for'], [12, 'fired caught-up']])
    expect(told(decideFiring(ask({ now, windowMs: minute, catchUp: 'all' })).outcomes)).toEqual([[10, 'missed too-old'], [11, 'missed too-old'], [12, 'missed too-old']])
    expect(told(decideFiring(ask({ now, windowMs, catchUp: 'skip' })).outcomes)).toEqual([10, 11, 12].map((at) => [at, 'skipped not-caught-up']))
  })
})

it('of thousands the latest thousand are told one by one, the others in a row', () => {
  const { outcomes } = decideFiring(ask({ dueAt: 0, now: 3 * day + 30_000, after: every(minute), windowMs: 2 * day }))
  expect(outcomes).toHaveLength(1002)
  expect(outcomes[0]).toEqual({ instant: 0, status: 'missed', reason: 'too-old', instants: 1441, through: 1440 * minute })
  expect(outcomes[1]).toEqual({ instant: 1441 * minute, status: 'skipped', reason: 'stood-for', instants: 1880, through: 3320 * minute })
  expect(outcomes.at(-1)).toMatchObject({ instant: 3 * day, status: 'fired', reason: null })
})

it('after years, a schedule of every minute still comes to a decision at once, with its latest instants', () => {
  const now = 5 * 365 * day
  const { outcomes, next } = decideFiring(ask({ dueAt: 0, now, after: every(minute), catchUp: 'all', limit: 3, windowMs: day }))
  expect(outcomes.filter(({ status }) => status === 'fired').map(({ instant }) => (now - instant) / minute)).toEqual([3, 2, 1, 0])
  expect(outcomes.length).toBeLessThan(1010)
  expect(next).toBe(now + minute)
})

it('accounts for every instant once, runs none of the future, and keeps to the choice, however long it was off', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 3000 * hour }), fc.constantFrom('skip', 'one', 'all'), fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 100 * 24 }),
      (...[downtime, catchUp, limit, windowHours]) => {
        const now = 10 * hour + downtime
        const { outcomes, next } = decideFiring(ask({ now, catchUp, limit, windowMs: windowHours * hour }))
        expect(outcomes.reduce((sum, { instants }) => sum + instants, 0)).toBe(Math.floor(now / hour) - 9)
        expect(next).toBe((Math.floor(now / hour) + 1) * hour)
        const starts = outcomes.map(({ instant }) => instant)
        expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b))
        const fired = outcomes.filter(({ status }) => status === 'fired')
        expect(fired.every(({ instant }) => instant >= 10 * hour && instant <= now)).toBe(true)
        const isOnTime = now % hour < minute
        const most = { skip: 0, one: 1, all: limit }[catchUp]
        expect(fired.length).toBeLessThanOrEqual(catchUp === 'one' ? 1 : most + (isOnTime ? 1 : 0))
        // Within the days something runs for them, unless the person wants nothing late.
        if (catchUp !== 'skip') expect(fired.length).toBeGreaterThan(0)
      },
    ),
    { numRuns: 100 },
  )
})
