import { CronExpressionParser } from 'cron-parser'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextInstants } from './next-instants.js'
import type { ScheduleParam } from './schedule-param.js'

function instants(schedule: ScheduleParam, ...[timeZone, after, count]: readonly [string, string, number]): readonly string[] {
  const found = nextInstants(schedule, { timeZone, afterMs: Date.parse(after), count })
  if (!found.ok) throw new Error(found.problem.code)
  return found.value.map((instant) => new Date(instant).toISOString().replace(':00.000Z', 'Z'))
}

const at = (time: string): ScheduleParam => ({ every: 'day', at: time })
const cron = (text: string): ScheduleParam => ({ every: 'cron', cron: text })

describe('fixed times', () => {
  it.each([
    // Paris 2026: forward on 29 March at 01:00Z (02:00 -> 03:00), back on 25 October at 01:00Z (03:00 -> 02:00).
    [
      'Paris, a time in the gap fires right after it',
      at('02:30'),
      'Europe/Paris',
      '2026-03-28T00:00Z',
      ['2026-03-28T01:30Z', '2026-03-29T01:00Z', '2026-03-30T00:30Z'],
    ],
    ['Paris, the first minute of the gap too', at('02:00'), 'Europe/Paris', '2026-03-28T12:00Z', ['2026-03-29T01:00Z', '2026-03-30T00:00Z']],
    ['Paris, the first minute after the gap as ever', at('03:00'), 'Europe/Paris', '2026-03-28T12:00Z', ['2026-03-29T01:00Z', '2026-03-30T01:00Z']],
    ['Paris, a time that exists twice fires the first time only', at('02:30'), 'Europe/Paris', '2026-10-24T12:00Z', ['2026-10-25T00:30Z', '2026-10-26T01:30Z']],
    ['Paris, asked between the two, it waits for the next day', at('02:30'), 'Europe/Paris', '2026-10-25T00:45Z', ['2026-10-26T01:30Z']],
    [
      'Paris, the day before and after are untouched',
      at('09:00'),
      'Europe/Paris',
      '2026-10-24T00:00Z',
      ['2026-10-24T07:00Z', '2026-10-25T08:00Z', '2026-10-26T08:00Z'],
    ],
    // New York 2026: forward on 8 March at 07:00Z, back on 1 November at 06:00Z.
    ['New York, in the gap', at('02:15'), 'America/New_York', '2026-03-07T00:00Z', ['2026-03-07T07:15Z', '2026-03-08T07:00Z', '2026-03-09T06:15Z']],
    ['New York, twice', at('01:30'), 'America/New_York', '2026-10-31T00:00Z', ['2026-10-31T05:30Z', '2026-11-01T05:30Z', '2026-11-02T06:30Z']],
    // Lord Howe 2026: forward by 30 minutes on 4 October at 15:30Z of the 3rd, back on 5 April at 15:00Z of the 4th.
    [
      'Lord Howe, in its gap of half an hour',
      at('02:15'),
      'Australia/Lord_Howe',
      '2026-10-02T00:00Z',
      ['2026-10-02T15:45Z', '2026-10-03T15:30Z', '2026-10-04T15:15Z'],
    ],
    ['Lord Howe, right after that gap', at('02:45'), 'Australia/Lord_Howe', '2026-10-02T20:00Z', ['2026-10-03T15:45Z', '2026-10-04T15:45Z']],
    ['Lord Howe, twice', at('01:45'), 'Australia/Lord_Howe', '2026-04-03T20:00Z', ['2026-04-04T14:45Z', '2026-04-05T15:15Z']],
    // Troll 2026: forward by 2 hours on 29 March at 01:00Z, back on 25 October at 01:00Z.
    ['Troll, in its gap of two hours', at('02:30'), 'Antarctica/Troll', '2026-03-28T00:00Z', ['2026-03-28T02:30Z', '2026-03-29T01:00Z', '2026-03-30T00:30Z']],
    ['Troll, twice over two hours', at('02:30'), 'Antarctica/Troll', '2026-10-24T12:00Z', ['2026-10-25T00:30Z', '2026-10-26T02:30Z']],
    // Havana puts its clocks forward at midnight: 8 March 2026, 05:00Z.
    ['Havana, where midnight itself is in the gap', at('00:00'), 'America/Havana', '2026-03-07T12:00Z', ['2026-03-08T05:00Z', '2026-03-09T04:00Z']],
    // Samoa had no 30 December 2011.
    [
      'Apia, where a whole day was left out',
      at('09:00'),
      'Pacific/Apia',
      '2011-12-29T00:00Z',
      ['2011-12-29T19:00Z', '2011-12-30T10:00Z', '2011-12-30T19:00Z', '2011-12-31T19:00Z'],
    ],
    ['Kathmandu, with its odd offset', at('06:00'), 'Asia/Kathmandu', '2026-01-01T00:00Z', ['2026-01-01T00:15Z', '2026-01-02T00:15Z']],
    ['UTC', at('06:00'), 'UTC', '2026-01-01T06:00Z', ['2026-01-02T06:00Z']],
  ] as const)('%s', (...[, schedule, zone, after, expected]) => {
    expect(instants(schedule, zone, after, expected.length)).toEqual(expected)
  })

  it('fall on the weekday, with Monday as 1 and Sunday as 7', () => {
    expect(instants({ every: 'week', day: 1, at: '08:00' }, 'Europe/Paris', '2026-11-21T00:00Z', 2)).toEqual(['2026-11-23T07:00Z', '2026-11-30T07:00Z'])
    expect(instants({ every: 'week', day: 7, at: '08:00' }, 'Europe/Paris', '2026-11-21T00:00Z', 1)).toEqual(['2026-11-22T07:00Z'])
  })

  it('fall on the last day of months that are too short', () => {
    const days = (day: number) => instants({ every: 'month', day, at: '12:00' }, 'UTC', '2027-12-31T13:00Z', 4).map((instant) => instant.slice(5, 10))
    expect(days(31)).toEqual(['01-31', '02-29', '03-31', '04-30'])
    expect(days(30)).toEqual(['01-30', '02-29', '03-30', '04-30'])
    expect(days(29)).toEqual(['01-29', '02-29', '03-29', '04-29'])
    expect(days(28)).toEqual(['01-28', '02-28', '03-28', '04-28'])
    expect(instants({ every: 'month', day: 29, at: '12:00' }, 'UTC', '2027-02-01T00:00Z', 1)).toEqual(['2027-02-28T12:00Z'])
  })
})

describe('intervals', () => {
  it('follow real time over both changes of the clock', () => {
    expect(instants({ every: 'minutes', count: 30 }, 'Europe/Paris', '2026-10-25T00:00Z', 4)).toEqual([
      '2026-10-25T00:30Z',
      '2026-10-25T01:00Z',
      '2026-10-25T01:30Z',
      '2026-10-25T02:00Z',
    ])
    expect(instants({ every: 'minutes', count: 30 }, 'Europe/Paris', '2026-03-29T00:00Z', 4)).toEqual([
      '2026-03-29T00:30Z',
      '2026-03-29T01:00Z',
      '2026-03-29T01:30Z',
      '2026-03-29T02:00Z',
    ])
    expect(instants({ every: 'hours', count: 1 }, 'Australia/Lord_Howe', '2026-10-03T14:00Z', 4)).toEqual([
      '2026-10-03T14:30Z',
      '2026-10-03T15:30Z',
      '2026-10-03T16:30Z',
      '2026-10-03T17:30Z',
    ])
    expect(instants({ every: 'hours', count: 2 }, 'Europe/Paris', '2026-03-28T22:00Z', 3)).toEqual([
      '2026-03-28T23:00Z',
      '2026-03-29T01:00Z',
      '2026-03-29T03:00Z',
    ])
  })

  it('begin anew at each local midnight, so that the hours are the same each day', () => {
    expect(instants({ every: 'hours', count: 7 }, 'Europe/Paris', '2026-11-21T00:00Z', 5)).toEqual([
      '2026-11-21T06:00Z',
      '2026-11-21T13:00Z',
      '2026-11-21T20:00Z',
      '2026-11-21T23:00Z',
      '2026-11-22T06:00Z',
    ])
    expect(instants({ every: 'minutes', count: 45 }, 'UTC', '2026-11-21T22:00Z', 3)).toEqual(['2026-11-21T22:30Z', '2026-11-21T23:15Z', '2026-11-22T00:00Z'])
  })

  it('as cron with an open hour fire in both of the hours that exist twice, and lose none to a gap', () => {
    expect(instants(cron('*/30 * * * *'), 'Europe/Paris', '2026-10-24T23:59Z', 4)).toEqual([
      '2026-10-25T00:00Z',
      '2026-10-25T00:30Z',
      '2026-10-25T01:00Z',
      '2026-10-25T01:30Z',
    ])
    expect(instants(cron('*/20 * * * *'), 'Europe/Paris', '2026-03-29T00:30Z', 3)).toEqual(['2026-03-29T00:40Z', '2026-03-29T01:00Z', '2026-03-29T01:20Z'])
    expect(instants(cron('*/20 2 * * *'), 'Europe/Paris', '2026-03-28T12:00Z', 2)).toEqual(['2026-03-29T01:00Z', '2026-03-30T00:00Z'])
    expect(instants(cron('*/30 2 * * *'), 'Europe/Paris', '2026-10-24T12:00Z', 3)).toEqual(['2026-10-25T00:00Z', '2026-10-25T00:30Z', '2026-10-26T01:00Z'])
  })
})

describe('once', () => {
  const once: ScheduleParam = { every: 'once', date: '2026-12-01', at: '08:00' }
  it('fires at its local time and never again, however many are asked for', () => {
    expect(instants(once, 'Europe/Paris', '2026-11-21T00:00Z', 5)).toEqual(['2026-12-01T07:00Z'])
    expect(instants(once, 'America/Montreal', '2026-11-21T00:00Z', 5)).toEqual(['2026-12-01T13:00Z'])
    expect(instants({ ...once, date: '2099-03-01' }, 'UTC', '2026-11-21T00:00Z', 1)).toEqual(['2099-03-01T08:00Z'])
    expect(nextInstants(once, { timeZone: 'Europe/Paris', afterMs: Date.parse('2026-12-01T07:00Z'), count: 1 })).toMatchObject({ problem: { code: 'SCHEDULE_DATE_PAST' } })
  })

  it('in a gap fires right after it, in a fold the first time', () => {
    expect(instants({ every: 'once', date: '2026-03-29', at: '02:30' }, 'Europe/Paris', '2026-03-01T00:00Z', 2)).toEqual(['2026-03-29T01:00Z'])
    expect(instants({ every: 'once', date: '2026-10-25', at: '02:30' }, 'Europe/Paris', '2026-03-01T00:00Z', 2)).toEqual(['2026-10-25T00:30Z'])
  })

  it('after a delay counts real time from the anchor, in whatever zone', () => {
    const anchorMs = Date.parse('2026-03-29T00:30Z')
    const asked = { timeZone: 'Europe/Paris', anchorMs, count: 3 }
    expect(nextInstants({ every: 'delay', minutes: 90 }, { ...asked, afterMs: anchorMs })).toEqual({ ok: true, value: [Date.parse('2026-03-29T02:00Z')] })
    expect(nextInstants({ every: 'delay', minutes: 90 }, { ...asked, afterMs: Date.parse('2026-03-29T02:00Z') })).toMatchObject({ problem: { code: 'SCHEDULE_NEVER_FIRES' } })
    expect(instants({ every: 'delay', minutes: 5 }, 'UTC', '2026-11-21T10:00Z', 1)).toEqual(['2026-11-21T10:05Z'])
  })
})

describe('excepted dates', () => {
  const days = (schedule: ScheduleParam, except: readonly string[], count: number) => {
    const found = nextInstants(schedule, { timeZone: 'Europe/Paris', afterMs: Date.parse('2026-12-23T12:00Z'), count, except })
    return found.ok ? found.value.map((instant) => new Date(instant).toISOString().slice(5, 13)) : found.problem.code
  }

  it('are passed over: single ones, those of each year, stretches', () => {
    expect(days(at('09:00'), ['2026-12-25'], 3)).toEqual(['12-24T08', '12-26T08', '12-27T08'])
    expect(days(at('09:00'), ['12-25', '01-01'], 8)).toEqual(['12-24T08', '12-26T08', '12-27T08', '12-28T08', '12-29T08', '12-30T08', '12-31T08', '01-02T08'])
    expect(days(at('09:00'), ['2026-12-24/2027-01-03'], 1)).toEqual(['01-04T08'])
    expect(days(cron('0 9 * * *'), ['2026-12-24'], 1)).toEqual(['12-25T08'])
  })

  it('are local dates: an interval stops at one midnight and goes on at the next', () => {
    expect(days({ every: 'hours', count: 6 }, ['2026-12-24'], 4)).toEqual(['12-23T17', '12-24T23', '12-25T05', '12-25T11'])
  })

  it('that leave nothing over are refused, and so is what is no date', () => {
    expect(days({ every: 'once', date: '2026-12-25', at: '09:00' }, ['12-25'], 1)).toBe('SCHEDULE_DATE_PAST')
    expect(days(at('09:00'), ['2026-01-01/2099-12-31'], 1)).toBe('SCHEDULE_NEVER_FIRES')
    for (const bad of ['25/12/2026', '2026-02-30', '2026-12-25/2026-12-24', '2026-01-01/2026-01-02/2026-01-03', '', '13-01', 'Noël', 7]) expect(days(at('09:00'), [bad as string], 1), String(bad)).toBe('SCHEDULE_EXCEPTION_INVALID')
    expect(days(at('09:00'), Array.from({ length: 501 }, () => '12-25'), 1)).toBe('SCHEDULE_EXCEPTION_INVALID')
  })
})

describe('cron', () => {
  it('takes names, lists, ranges, steps, the last day, the last Friday and the second Monday', () => {
    const after = '2026-11-21T00:00Z'
    expect(instants(cron('30 8 * jan,jul mon-fri'), 'UTC', after, 2)).toEqual(['2027-01-01T08:30Z', '2027-01-04T08:30Z'])
    expect(instants(cron('0 0 L * *'), 'UTC', after, 3)).toEqual(['2026-11-30T00:00Z', '2026-12-31T00:00Z', '2027-01-31T00:00Z'])
    expect(instants(cron('0 9 * * 5L'), 'UTC', after, 2)).toEqual(['2026-11-27T09:00Z', '2026-12-25T09:00Z'])
    expect(instants(cron('0 9 * * 1#2'), 'UTC', after, 2)).toEqual(['2026-12-14T09:00Z', '2027-01-11T09:00Z'])
    expect(instants(cron('5/20 10 * * *'), 'UTC', after, 4)).toEqual(['2026-11-21T10:05Z', '2026-11-21T10:25Z', '2026-11-21T10:45Z', '2026-11-22T10:05Z'])
    expect(instants(cron('@weekly'), 'UTC', after, 1)).toEqual(['2026-11-22T00:00Z'])
    expect(instants(cron('  0   12  *  * 7 '), 'UTC', after, 1)).toEqual(['2026-11-22T12:00Z'])
  })

  it('fits a day that fits one of the two day fields where both are chosen', () => {
    expect(instants(cron('0 0 13 * 5'), 'UTC', '2026-11-05T00:00Z', 4)).toEqual([
      '2026-11-06T00:00Z',
      '2026-11-13T00:00Z',
      '2026-11-20T00:00Z',
      '2026-11-27T00:00Z',
    ])
    expect(instants(cron('0 0 13 * *'), 'UTC', '2026-11-05T00:00Z', 1)).toEqual(['2026-11-13T00:00Z'])
    expect(instants(cron('0 0 */2 * 1'), 'UTC', '2026-11-05T00:00Z', 2)).toEqual(['2026-11-09T00:00Z', '2026-11-23T00:00Z'])
  })

  it('waits years for 29 February', () => {
    expect(instants(cron('0 0 29 2 *'), 'Europe/Paris', '2096-03-01T00:00Z', 2)).toEqual(['2104-02-28T23:00Z', '2108-02-28T23:00Z'])
  })
})

describe('refusals', () => {
  const code = (schedule: unknown, timeZone = 'Europe/Paris') => {
    const found = nextInstants(schedule as ScheduleParam, { timeZone, afterMs: 0, count: 1 })
    return found.ok ? 'good' : found.problem.code
  }

  it('D14: a schedule that never fires, a second field, a year field, an unknown zone', () => {
    for (const text of ['0 0 31 2 *', '0 0 30 2 *', '0 0 31 4,6,9,11 *']) expect(code(cron(text)), text).toBe('SCHEDULE_NEVER_FIRES')
    for (const text of ['* * * * * *', '0 0 1 1 * 9999', '', '*', '0 0 * *', 'x'.repeat(5000)]) expect(code(cron(text)), text).toBe('SCHEDULE_CRON_FIELDS')
    for (const zone of ['Mars/Olympus', '../../etc/localtime', '', '+02:00', 'utc+2', 'x'.repeat(100), '__proto__'])
      expect(code(at('08:00'), zone), zone).toBe('SCHEDULE_ZONE_UNKNOWN')
  })

  it('fields out of range or of another shape, saying which', () => {
    for (const text of [
      '60 0 * * *',
      '0 24 * * *',
      '0 0 0 * *',
      '0 0 32 * *',
      '0 0 * 13 *',
      '0 0 * * 8',
      'a * * * *',
      '*/0 * * * *',
      '5-1 * * * *',
      '* * * mon *',
      '1,,2 * * * *',
      '* ? * * *',
      '*-5 * * * *',
      'H * * * *',
      '1-2-3 * * * *',
      '-1 * * * *',
      '1.5 * * * *',
      '0 0 * * 1#6',
      '0 0 * * L',
      '0 0 LW * *',
    ])
      expect(code(cron(text)), text).toBe('SCHEDULE_CRON_INVALID')
    expect(nextInstants(cron('0 99 * * *'), { timeZone: 'UTC', afterMs: 0, count: 1 })).toEqual({
      ok: false,
      problem: { code: 'SCHEDULE_CRON_INVALID', field: 'cron', params: { part: '99', place: 2, from: 0, to: 23 } },
    })
  })

  it('plain frequencies with values that aren’t theirs', () => {
    for (const count of [0, -1, 1.5, 721, Number.NaN, '5', null, undefined])
      expect(code({ every: 'minutes', count }), String(count)).toBe('SCHEDULE_COUNT_OUT_OF_RANGE')
    expect(code({ every: 'hours', count: 25 })).toBe('SCHEDULE_COUNT_OUT_OF_RANGE')
    for (const time of ['9:00', '24:00', '12:60', '12h30', '', null, 12, '12:30:00'])
      expect(code({ every: 'day', at: time }), String(time)).toBe('SCHEDULE_TIME_INVALID')
    for (const day of [0, 8, 1.5, '1', null]) expect(code({ every: 'week', day, at: '08:00' }), String(day)).toBe('SCHEDULE_WEEKDAY_INVALID')
    for (const day of [0, 32, '1', null]) expect(code({ every: 'month', day, at: '08:00' }), String(day)).toBe('SCHEDULE_MONTH_DAY_INVALID')
    for (const date of ['2026-02-30', '2026-13-01', '26-01-01', '2026-1-1', '', null]) expect(code({ every: 'once', date, at: '08:00' }), String(date)).toBe('SCHEDULE_DATE_INVALID')
    for (const minutes of [0, -5, 1.5, 527_041, '5', null]) expect(code({ every: 'delay', minutes }), String(minutes)).toBe('SCHEDULE_COUNT_OUT_OF_RANGE')
    for (const every of ['second', '', null, undefined, 1, {}, '__proto__']) expect(code({ every }), String(every)).toBe('SCHEDULE_FREQUENCY_UNKNOWN')
  })
})

describe('properties', () => {
  const zones = fc.constantFrom(
    'Europe/Paris',
    'America/New_York',
    'Australia/Lord_Howe',
    'Antarctica/Troll',
    'America/Havana',
    'Africa/Casablanca',
    'Asia/Kathmandu',
    'Pacific/Apia',
    'UTC',
  )
  const time = fc
    .record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.integer({ min: 0, max: 59 }) })
    .map(({ hour, minute }) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)
  const field = (max: number, from = 0) =>
    fc.oneof(
      fc.constant('*'),
      fc.integer({ min: from, max }).map(String),
      fc.integer({ min: 1, max: 12 }).map((step) => `*/${step}`),
    )
  const crons = fc.tuple(field(59), field(23), field(28, 1), field(12, 1), field(6)).map((fields) => fields.join(' '))
  /** Where a step stands in one day field and the other is chosen, crons differ (Debian's: both must fit). */
  const isAgreed = (text: string) => {
    const [, , monthDay = '', , weekday = ''] = text.split(' ')
    return !(monthDay.startsWith('*/') && weekday !== '*') && !(weekday.startsWith('*/') && monthDay !== '*')
  }
  const schedules: fc.Arbitrary<ScheduleParam> = fc.oneof(
    fc.integer({ min: 1, max: 720 }).map((count) => ({ every: 'minutes', count }) as const),
    fc.integer({ min: 1, max: 24 }).map((count) => ({ every: 'hours', count }) as const),
    time.map((at) => ({ every: 'day', at }) as const),
    fc.tuple(fc.integer({ min: 1, max: 7 }), time).map(([day, at]) => ({ every: 'week', day, at }) as const),
    fc.tuple(fc.integer({ min: 1, max: 31 }), time).map(([day, at]) => ({ every: 'month', day, at }) as const),
    crons.map((text) => ({ every: 'cron', cron: text }) as const),
  )
  const moments = fc.oneof(
    fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2030, 0, 1) }),
    // Near the changes of the clock in 2026.
    fc
      .tuple(
        fc.constantFrom(
          Date.UTC(2026, 2, 29, 1),
          Date.UTC(2026, 9, 25, 1),
          Date.UTC(2026, 2, 8, 7),
          Date.UTC(2026, 10, 1, 6),
          Date.UTC(2026, 9, 3, 15, 30),
          Date.UTC(2026, 3, 4, 15),
        ),
        fc.integer({ min: -172_800_000, max: 172_800_000 }),
      )
      .map(([change, off]) => change + off),
  )

  it('instants increase strictly, on whole minutes, and come after the moment asked from', () => {
    fc.assert(
      fc.property(schedules, zones, moments, (schedule, timeZone, afterMs) => {
        const found = nextInstants(schedule, { timeZone, afterMs, count: 8 })
        if (!found.ok) throw new Error(JSON.stringify(schedule))
        expect(found.value).toHaveLength(8)
        found.value.forEach((instant, at) => {
          expect(instant).toBeGreaterThan(at === 0 ? afterMs : (found.value[at - 1] as number))
          expect(instant % 60_000).toBe(0)
        })
      }),
      { numRuns: 300 },
    )
  })

  it('asked again from any instant between, it goes on as if it had never stopped', () => {
    fc.assert(
      fc.property(
        schedules,
        zones,
        moments,
        fc.integer({ min: 0, max: 7 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (schedule, timeZone, ...[afterMs, stop, part]) => {
          const whole = nextInstants(schedule, { timeZone, afterMs, count: 9 })
          if (!whole.ok) throw new Error(JSON.stringify(schedule))
          const [from, to] = [whole.value[stop] as number, whole.value[stop + 1] as number]
          const rest = nextInstants(schedule, { timeZone, afterMs: from + Math.floor((to - from - 1) * part), count: 8 - stop })
          expect(rest).toEqual({ ok: true, value: whole.value.slice(stop + 1) })
        },
      ),
      { numRuns: 300 },
    )
  })

  it('without changes of the clock, a cron fires as the library cron-parser says', () => {
    fc.assert(
      fc.property(crons.filter(isAgreed), moments, (text, afterMs) => {
        const found = nextInstants(cron(text), { timeZone: 'UTC', afterMs, count: 4 })
        const theirs = CronExpressionParser.parse(text, { tz: 'UTC', currentDate: new Date(afterMs) }).take(4)
        expect(found).toEqual({ ok: true, value: theirs.map((date) => date.getTime()) })
      }),
      { numRuns: 400 },
    )
  })

  it('a fixed time fires once for each local day', () => {
    fc.assert(
      fc.property(time, zones, moments, (clock, timeZone, afterMs) => {
        const found = nextInstants(at(clock), { timeZone, afterMs, count: 30 })
        if (!found.ok) throw new Error(found.problem.code)
        const day = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' })
        expect(new Set(found.value.map((instant) => day.format(instant))).size).toBe(30)
        const spacings = found.value.slice(1).map((instant, index) => instant - (found.value[index] as number))
        for (const spacing of spacings) expect(Math.abs(spacing - 86_400_000)).toBeLessThanOrEqual(3 * 3_600_000)
      }),
      { numRuns: 200 },
    )
  })
})
