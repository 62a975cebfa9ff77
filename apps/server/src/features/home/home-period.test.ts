import { expect, it } from 'vitest'
import { homePeriod } from './home-period.js'

it.each([
  ['24h', '2026-03-18T10:20:00Z', 'Europe/Paris', '2026-03-17T11:00:00.000Z'],
  ['7d', '2026-03-18T10:20:00Z', 'Europe/Paris', '2026-03-11T23:00:00.000Z'],
  // The clock went forward on the 29th, and back on the 25th of October.
  ['7d', '2026-03-31T21:30:00Z', 'Europe/Paris', '2026-03-24T23:00:00.000Z'],
  ['7d', '2026-10-28T22:30:00Z', 'Europe/Paris', '2026-10-21T22:00:00.000Z'],
  ['30d', '2026-04-10T10:00:00Z', 'Europe/Paris', '2026-03-11T23:00:00.000Z'],
  // Midnight at half past an hour of UTC: that hour is counted whole.
  ['7d', '2026-03-18T10:20:00Z', 'Asia/Kolkata', '2026-03-11T18:00:00.000Z'],
] as const)('the last %s at %s in %s began at %s', (period, now, timeZone, since) => {
  expect(new Date(homePeriod(period, Date.parse(now), timeZone).since).toISOString()).toBe(since)
})
