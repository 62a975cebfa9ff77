import { describe, expect, it } from 'vitest'
import { fromCron, toCron } from './cron-of-schedule.js'
import { nextInstants } from './next-instants.js'
import type { ScheduleParam } from './schedule-param.js'

const pairs: readonly (readonly [ScheduleParam, string])[] = [
  [{ every: 'minutes', count: 1 }, '* * * * *'],
  [{ every: 'minutes', count: 15 }, '*/15 * * * *'],
  [{ every: 'hours', count: 1 }, '0 * * * *'],
  [{ every: 'hours', count: 6 }, '0 */6 * * *'],
  [{ every: 'hours', count: 7 }, '0 */7 * * *'],
  [{ every: 'day', at: '09:05' }, '5 9 * * *'],
  [{ every: 'week', day: 1, at: '07:30' }, '30 7 * * 1'],
  [{ every: 'week', day: 7, at: '07:30' }, '30 7 * * 0'],
  [{ every: 'month', day: 1, at: '00:00' }, '0 0 1 * *'],
  [{ every: 'month', day: 31, at: '23:59' }, '59 23 L * *'],
]

describe('a plain frequency', () => {
  it.each(pairs)('%j is the cron %s, and back', (schedule, cron) => {
    expect(toCron(schedule)).toBe(cron)
    expect(fromCron(cron)).toEqual(schedule)
  })

  it.each(pairs)('%j fires when its cron does, away from changes of the clock', (schedule, cron) => {
    const asked = { timeZone: 'Europe/Paris', afterMs: Date.UTC(2026, 10, 21, 3, 7), count: 12 }
    expect(nextInstants({ every: 'cron', cron }, asked)).toEqual(nextInstants(schedule, asked))
  })

  it('has no cron where cron can’t say it', () => {
    for (const schedule of [
      { every: 'minutes', count: 45 },
      { every: 'minutes', count: 90 },
      { every: 'month', day: 30, at: '08:00' },
      { every: 'month', day: 29, at: '08:00' },
      { every: 'day', at: 'x' },
      { every: 'once', date: '2026-12-01', at: '08:00' },
      { every: 'delay', minutes: 10 },
    ] as const)
      expect(toCron(schedule)).toBeNull()
  })
})

it('every 24 hours is midnight', () => {
  expect(toCron({ every: 'hours', count: 24 })).toBe('0 0 * * *')
})

it('leaves a cron that says more as it is, in its normal form', () => {
  for (const cron of ['0 9 * * 1-5', '*/7 * * * *', '0 0 31 * *', '0 0 29 * *', '0 0 1 1 *', '0 0 13 * 5', '5,10 8 * * *', '99 9 * * *'])
    expect(fromCron(cron)).toEqual({ every: 'cron', cron })
  expect(fromCron(' 0  9 * * MON-FRI')).toEqual({ every: 'cron', cron: '0 9 * * mon-fri' })
  expect(fromCron('@daily')).toEqual({ every: 'day', at: '00:00' })
  expect(fromCron('nonsense')).toEqual({ every: 'cron', cron: 'nonsense' })
})
