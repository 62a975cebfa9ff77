import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findCollisions, type ScheduleInUse } from './find-collisions.js'
import { nextInstants } from './next-instants.js'
import type { ScheduleParam } from './schedule-param.js'

const week = { fromMs: Date.parse('2026-11-23T00:00Z'), days: 7 }
const named = (schedules: { readonly [id: string]: ScheduleParam }, timeZone = 'Europe/Paris'): readonly ScheduleInUse[] => Object.entries(schedules).map(([id, schedule]) => ({ id, schedule, timeZone }))
const at = (time: string): ScheduleParam => ({ every: 'day', at: time })

describe('collisions', () => {
  it('are the same minute of two schedules, told once with how often, and a time five minutes later for all but one', () => {
    expect(findCollisions(named({ report: at('08:00'), backup: at('08:00'), other: at('09:00') }), week)).toEqual([
      { ids: ['report', 'backup'], firstMs: Date.parse('2026-11-23T07:00Z'), count: 7, proposals: [{ id: 'backup', from: '08:00', to: '08:05', schedule: at('08:05') }] },
    ])
  })

  it('leave nothing to say where nobody meets', () => {
    expect(findCollisions(named({ a: at('01:00'), b: at('02:00'), c: { every: 'hours', count: 4 } }), { ...week, days: 1 })).toEqual([])
    expect(findCollisions([], week)).toEqual([])
  })

  it('are found over time zones and by weekday', () => {
    const schedules = [...named({ paris: at('14:00') }), ...named({ montreal: { every: 'week', day: 3, at: '08:00' } }, 'America/Montreal')]
    expect(findCollisions(schedules, week)).toMatchObject([{ ids: ['paris', 'montreal'], firstMs: Date.parse('2026-11-25T13:00Z'), count: 1, proposals: [{ id: 'montreal', to: '08:05' }] }])
  })

  it('of an hourly schedule with a daily one move the daily one; those that start every few minutes are left out', () => {
    const found = findCollisions(named({ report: at('08:00'), sync: { every: 'hours', count: 1 }, poll: { every: 'minutes', count: 5 } }), week)
    expect(found).toMatchObject([{ ids: ['report', 'sync'], count: 7, proposals: [{ id: 'report', from: '08:00', to: '08:05' }] }])
  })

  it('give each of many a time of its own, and know that times near are taken', () => {
    const found = findCollisions(named({ a: at('08:00'), b: at('08:00'), c: at('08:00'), taken: at('08:05') }), week)
    expect(found.map(({ proposals }) => proposals.map(({ id, to }) => `${id} ${to}`))).toEqual([['b 08:10', 'c 08:15']])
  })

  it('move a time within its day, and a cron that names one minute and one hour', () => {
    const cron: ScheduleParam = { every: 'cron', cron: '58 23 * * 1-5' }
    expect(findCollisions(named({ a: at('23:58'), b: cron }), week)).toMatchObject([{ ids: ['a', 'b'], count: 5, proposals: [{ id: 'b', from: '23:58', to: '23:53', schedule: { every: 'cron', cron: '53 23 * * 1-5' } }] }])
  })

  it('without a time of day are told without a proposal', () => {
    expect(findCollisions(named({ a: { every: 'hours', count: 6 }, b: { every: 'cron', cron: '0 */12 * * *' } }), week)).toMatchObject([{ ids: ['a', 'b'], count: 14, proposals: [] }])
  })

  it('do not count on excepted dates', () => {
    const [a, b] = named({ a: at('08:00'), b: at('08:00') })
    expect(findCollisions([a as ScheduleInUse, { ...(b as ScheduleInUse), except: ['2026-11-24/2026-11-29'] }], week)).toMatchObject([{ count: 1 }])
  })
})

it('followed, the proposals leave no two schedules with a time of day in one minute', () => {
  const times = fc.constantFrom('07:00', '07:05', '08:00', '12:00', '23:55').map((time) => ({ time }))
  const schedule = fc.oneof(times.map(({ time }) => at(time)), fc.tuple(fc.integer({ min: 1, max: 7 }), times).map(([day, { time }]): ScheduleParam => ({ every: 'week', day, at: time })))
  const starts = fc.constantFrom(week.fromMs, Date.parse('2026-03-26T00:00Z'), Date.parse('2026-10-22T00:00Z')).map((fromMs) => ({ fromMs, days: 7 }))
  fc.assert(
    fc.property(fc.array(schedule, { minLength: 2, maxLength: 10 }), starts, (list, stretch) => {
      const schedules = list.map((one, index) => ({ id: String(index), schedule: one, timeZone: 'Europe/Paris' }))
      const better = new Map(findCollisions(schedules, stretch).flatMap(({ proposals }) => proposals.map(({ id, schedule: then }) => [id, then] as const)))
      const minutes = schedules.flatMap((one) => {
        const found = nextInstants(better.get(one.id) ?? one.schedule, { timeZone: one.timeZone, afterMs: stretch.fromMs - 1, count: 8 })
        return found.ok ? found.value.filter((instant) => instant < stretch.fromMs + 7 * 86_400_000) : []
      })
      expect(new Set(minutes).size).toBe(minutes.length)
    }),
    { numRuns: 150 },
  )
})

it('a thousand schedules at the same minute share the free ones of the hour, none twice', () => {
  const schedules = Array.from({ length: 1000 }, (_, index) => ({ id: String(index), schedule: at('08:00'), timeZone: 'Europe/Paris' }))
  const [found] = findCollisions(schedules, { ...week, days: 14 })
  expect(found?.ids).toHaveLength(1000)
  expect(found?.proposals).toHaveLength(66)
  expect(new Set(found?.proposals.map(({ to }) => to)).size).toBe(66)
})
