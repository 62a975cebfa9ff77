import fc from 'fast-check'
import { expect, it } from 'vitest'
import { quietHoursOf, quietMs } from './quiet-hours.js'

const night = { from: 22 * 60, until: 6 * 60 }
const at = (text: string, timeZone = 'UTC') => ({ now: Date.parse(text), timeZone })
const minute = 60_000

it.each([
  ['2026-01-15T21:59:59Z', 0], ['2026-01-15T22:00:00Z', 60 * minute], ['2026-01-16T00:00:00Z', 60 * minute],
  ['2026-01-16T05:30:00Z', 30 * minute], ['2026-01-16T05:59:59Z', 1_000], ['2026-01-16T06:00:00Z', 0],
])('over midnight: at %s a call waits %i ms', (text, ms) => {
  expect(quietMs(night, at(text))).toBe(ms)
})

it('within a day, by the clock of the flow', () => {
  const noon = { from: 12 * 60, until: 14 * 60 }
  expect(quietMs(noon, at('2026-01-15T11:30:00Z', 'Europe/Paris'))).toBe(60 * minute)
  expect(quietMs(noon, at('2026-01-15T12:30:00Z', 'Europe/Paris'))).toBe(30 * minute)
  expect(quietMs(noon, at('2026-01-15T13:00:00Z', 'Europe/Paris'))).toBe(0)
})

it('ends at its hour on the days on which clocks change too', () => {
  for (const [begin, end] of [['2026-03-28T21:00:00Z', '2026-03-29T04:00:00Z'], ['2026-10-24T20:00:00Z', '2026-10-25T05:00:00Z']] as const) {
    let now = Date.parse(begin)
    for (let wait = quietMs(night, { now, timeZone: 'Europe/Paris' }); wait > 0; wait = quietMs(night, { now, timeZone: 'Europe/Paris' })) now += wait
    expect(new Date(now).toISOString()).toBe(new Date(end).toISOString())
  }
})

it('is over after the wait, or asks again within the hour, whatever the hours', () => {
  fc.assert(fc.property(fc.nat({ max: 1439 }), fc.nat({ max: 1439 }), fc.nat({ max: 86_400_000 }), (from, until, now) => {
    fc.pre(from !== until)
    const wait = quietMs({ from, until }, { now, timeZone: 'UTC' })
    expect(wait).toBeLessThanOrEqual(3_600_000)
    if (wait > 0 && wait < 3_600_000) expect(quietMs({ from, until }, { now: now + wait, timeZone: 'UTC' })).toBe(0)
  }))
})

it('needs both ends, as times of the day', () => {
  expect(quietHoursOf({ quietFrom: '22:00', quietUntil: '06:00' })).toEqual(night)
  for (const values of [{}, { quietFrom: '22:00' }, { quietFrom: '22:00', quietUntil: '22:00' }, { quietFrom: '24:00', quietUntil: '06:00' }, { quietFrom: 22, quietUntil: 6 }]) expect(quietHoursOf(values as never)).toBeNull()
})
