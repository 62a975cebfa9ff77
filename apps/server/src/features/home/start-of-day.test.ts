import { expect, it } from 'vitest'
import { startOfDay } from './start-of-day.js'

it.each([
  ['2026-01-15T10:20:30.456Z', 'Europe/Paris', '2026-01-14T23:00:00.000Z'],
  ['2026-07-01T23:30:00.000Z', 'Europe/Paris', '2026-07-01T22:00:00.000Z'],
  // The clock went forward at 2:00 and back at 3:00 on these days.
  ['2026-03-29T10:00:00.000Z', 'Europe/Paris', '2026-03-28T23:00:00.000Z'],
  ['2026-10-25T10:00:00.000Z', 'Europe/Paris', '2026-10-24T22:00:00.000Z'],
  ['2026-01-15T00:00:00.000Z', 'UTC', '2026-01-15T00:00:00.000Z'],
  ['2026-01-15T03:00:00.000Z', 'America/New_York', '2026-01-14T05:00:00.000Z'],
])('the day of %s in %s began at %s', (now, zone, expected) => {
  expect(new Date(startOfDay(Date.parse(now), zone)).toISOString()).toBe(expected)
})
