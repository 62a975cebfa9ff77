import { describe, expect, it } from 'vitest'
import type { ScheduleParam } from './schedule-param.js'
import { sentence } from './sentence.js'
import { validateSchedule } from './validate-schedule.js'

describe('a schedule in words', () => {
  it.each([
    [{ every: 'minutes', count: 1 }, 'Toutes les minutes', 'Every minute'],
    [{ every: 'minutes', count: 15 }, 'Toutes les 15 minutes', 'Every 15 minutes'],
    [{ every: 'hours', count: 1 }, 'Toutes les heures', 'Every hour'],
    [{ every: 'hours', count: 4 }, 'Toutes les 4 heures', 'Every 4 hours'],
    [{ every: 'day', at: '09:00' }, 'Tous les jours à 09:00', 'Every day at 09:00'],
    [{ every: 'week', day: 1, at: '07:30' }, 'Tous les lundis à 07:30', 'Every Monday at 07:30'],
    [{ every: 'week', day: 7, at: '07:30' }, 'Tous les dimanches à 07:30', 'Every Sunday at 07:30'],
    [{ every: 'month', day: 1, at: '07:30' }, 'Le 1er de chaque mois à 07:30', 'On the 1st of each month at 07:30'],
    [{ every: 'month', day: 12, at: '07:30' }, 'Le 12 de chaque mois à 07:30', 'On the 12th of each month at 07:30'],
    [{ every: 'month', day: 22, at: '07:30' }, 'Le 22 de chaque mois à 07:30', 'On the 22nd of each month at 07:30'],
    [
      { every: 'month', day: 31, at: '07:30' },
      'Le 31 de chaque mois (le dernier jour des mois plus courts) à 07:30',
      'On the 31st of each month (the last day of shorter months) at 07:30',
    ],
    [{ every: 'hours', count: 24 }, 'Toutes les 24 heures', 'Every 24 hours'],
    [{ every: 'once', date: '2026-12-01', at: '08:00' }, 'Une seule fois, le 1er décembre 2026 à 08:00', 'Once, on 1 December 2026 at 08:00'],
    [{ every: 'once', date: '2027-01-15', at: '18:30' }, 'Une seule fois, le 15 janvier 2027 à 18:30', 'Once, on 15 January 2027 at 18:30'],
    [{ every: 'delay', minutes: 20 }, 'Une seule fois, 20 min après la mise en service', 'Once, 20 min after it is switched on'],
    [{ every: 'delay', minutes: 2970 }, 'Une seule fois, 2 jours 1 h 30 min après la mise en service', 'Once, 2 days 1 h 30 min after it is switched on'],
    [{ every: 'cron', cron: '0 9 * * 1-5' }, 'À 09:00, de lundi à vendredi', 'At 09:00, Monday through Friday'],
    [{ every: 'cron', cron: '*/10 8-18 * * *' }, 'Toutes les 10 minutes, de 08:00 à 18:59', 'Every 10 minutes, between 08:00 and 18:59'],
    [{ every: 'cron', cron: '0 8 L * *' }, 'À 08:00, le dernier jour du mois', 'At 08:00, on the last day of the month'],
  ] as const)('%j', (schedule: ScheduleParam, french, english) => {
    expect(sentence(schedule, 'fr')).toBe(french)
    expect(sentence(schedule, 'en')).toBe(english)
  })

  it('names a few excepted dates and counts many', () => {
    const words = (...except: readonly string[]) => [sentence({ every: 'day', at: '09:00' }, 'fr', except), sentence({ every: 'day', at: '09:00' }, 'en', except)]
    expect(words('2026-12-25')).toEqual(['Tous les jours à 09:00, sauf le 25 décembre 2026', 'Every day at 09:00, except on 25 December 2026'])
    expect(words('05-01', '12-25')).toEqual(['Tous les jours à 09:00, sauf le 1er mai et le 25 décembre', 'Every day at 09:00, except on 1 May and on 25 December'])
    expect(words('2026-08-03/2026-08-21')).toEqual(['Tous les jours à 09:00, sauf du 3 août 2026 au 21 août 2026', 'Every day at 09:00, except from 3 August 2026 to 21 August 2026'])
    expect(words('01-01', '05-01', '05-08', '07-14')).toEqual(['Tous les jours à 09:00, sauf 4 dates', 'Every day at 09:00, except on 4 dates'])
  })

  it('is the text itself where a cron can’t be read', () => {
    for (const cron of ['nonsense', '99 9 * * *', '']) expect(sentence({ every: 'cron', cron }, 'fr')).toBe(cron)
  })
})

describe('the check', () => {
  const check = { timeZone: 'Europe/Paris', afterMs: Date.UTC(2026, 10, 21) }

  it('finds nothing wrong with a good schedule', () => {
    for (const schedule of [
      { every: 'day', at: '08:00' },
      { every: 'cron', cron: '0 0 29 2 *' },
    ])
      expect(validateSchedule(schedule, check)).toEqual([])
  })

  it('names the field that is wrong', () => {
    expect(validateSchedule({ every: 'month', day: 40, at: '08:00' }, check)).toEqual([{ code: 'SCHEDULE_MONTH_DAY_INVALID', field: 'day', params: {} }])
    expect(validateSchedule({ every: 'cron', cron: '0 0 31 2 *' }, check)).toEqual([{ code: 'SCHEDULE_NEVER_FIRES', field: 'cron', params: {} }])
    expect(validateSchedule({ every: 'day', at: '08:00' }, { ...check, timeZone: 'Mars' })).toEqual([
      { code: 'SCHEDULE_ZONE_UNKNOWN', field: null, params: { zone: 'Mars' } },
    ])
  })

  it('answers whatever stands in the schedule’s place', () => {
    for (const hostile of [null, undefined, 1, 'x', [], {}, { every: 'cron' }, { every: 'cron', cron: {} }, JSON.parse('{"__proto__":{"every":"day"}}')])
      expect(validateSchedule(hostile, check)).toHaveLength(1)
  })
})
