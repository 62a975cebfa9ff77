import { describe, expect, it } from 'vitest'
import { periodBounds, startOfDay } from './period-bounds.js'

const paris = 'Europe/Paris'
const asked = (period: 'today' | 'week' | 'month' | 'all') => ({ period, from: null, to: null })

describe('the bounds of a period', () => {
  // Wednesday 18 March 2026, 00:30 in Paris; still the 17th in UTC.
  const now = Date.parse('2026-03-17T23:30:00Z')

  it('begin with the local day, the Monday, the first of the month', () => {
    expect(periodBounds(asked('today'), paris, now)).toEqual({ from: '2026-03-17T23:00:00.000Z' })
    expect(periodBounds(asked('week'), paris, now)).toEqual({ from: '2026-03-15T23:00:00.000Z' })
    expect(periodBounds(asked('month'), paris, now)).toEqual({ from: '2026-02-28T23:00:00.000Z' })
    expect(periodBounds(asked('all'), paris, now)).toEqual({})
  })

  it('take both days of a range in, also where the clocks change between', () => {
    expect(periodBounds({ period: 'range', from: '2026-03-28', to: '2026-03-29' }, paris, now)).toEqual({ from: '2026-03-27T23:00:00.000Z', to: '2026-03-29T22:00:00.000Z' })
  })

  it('are open on a side that isn’t given or makes no sense', () => {
    expect(periodBounds({ period: 'range', from: '2026-13-45', to: null }, paris, now)).toEqual({})
    expect(periodBounds({ period: 'range', from: null, to: '2026-03-01' }, 'UTC', now)).toEqual({ to: '2026-03-02T00:00:00.000Z' })
  })
})

describe('the start of a day', () => {
  it('is local midnight on days with 23 and 25 hours', () => {
    expect(startOfDay('2026-03-29', paris)).toBe('2026-03-28T23:00:00.000Z')
    expect(startOfDay('2026-03-30', paris)).toBe('2026-03-29T22:00:00.000Z')
    expect(startOfDay('2026-10-25', paris)).toBe('2026-10-24T22:00:00.000Z')
    expect(startOfDay('2026-10-26', paris)).toBe('2026-10-25T23:00:00.000Z')
  })

  it('is one o’clock where the clock jumps over midnight', () => {
    // Cairo, 24 April 2026: 00:00 becomes 01:00.
    expect(startOfDay('2026-04-24', 'Africa/Cairo')).toBe('2026-04-23T22:00:00.000Z')
  })
})
