// What is expected stands in a table, and a second opinion (TC39's Temporal, written apart from luxon) is asked over years.
import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { nextInstants } from './next-instants.js'
import type { ScheduleParam } from './schedule-param.js'

const at = (time: string): ScheduleParam => ({ every: 'day', at: time })
const minutes = (count: number): ScheduleParam => ({ every: 'minutes', count })
const hours = (count: number): ScheduleParam => ({ every: 'hours', count })

function valueOf(schedule: ScheduleParam, timeZone: string, asked: { readonly afterMs: number; readonly count: number }): readonly number[] {
  const found = nextInstants(schedule, { timeZone, ...asked })
  if (!found.ok) throw new Error(found.problem.code)
  return found.value
}

// Changes of 2026 and 2027. Forward: Paris 29 March 01:00Z, New York and Montréal 8 March 07:00Z, Lord Howe 3 October 15:30Z (30 min), Troll 29 March 01:00Z (2 h).
// Back: Paris 25 October 01:00Z, New York and Montréal 1 November 06:00Z, Lord Howe 4 April 15:00Z (30 min), Troll 25 October 01:00Z (2 h).
describe('the instants around a change of the clock are those of the table', () => {
  it.each([
    ['Europe/Paris', 'gap', at('02:00'), '2026-03-28T12:00', ['2026-03-29T01:00', '2026-03-30T00:00']],
    ['Europe/Paris', 'gap', at('02:59'), '2026-03-28T12:00', ['2026-03-29T01:00', '2026-03-30T00:59']],
    ['Europe/Paris', 'gap', at('01:59'), '2026-03-28T12:00', ['2026-03-29T00:59', '2026-03-29T23:59']],
    ['Europe/Paris', 'fold', at('02:00'), '2026-10-24T12:00', ['2026-10-25T00:00', '2026-10-26T01:00']],
    ['Europe/Paris', 'fold', at('02:59'), '2026-10-24T12:00', ['2026-10-25T00:59', '2026-10-26T01:59']],
    ['Europe/Paris', 'fold', at('03:00'), '2026-10-24T12:00', ['2026-10-25T02:00', '2026-10-26T02:00']],
    ['Europe/Paris', 'gap, interval', minutes(15), '2026-03-29T00:40', ['2026-03-29T00:45', '2026-03-29T01:00', '2026-03-29T01:15']],
    ['Europe/Paris', 'fold, interval', minutes(45), '2026-10-25T00:00', ['2026-10-25T00:15', '2026-10-25T01:00', '2026-10-25T01:45']],
    ['Europe/Paris', 'fold, interval', hours(24), '2026-10-24T12:00', ['2026-10-24T22:00', '2026-10-25T23:00', '2026-10-26T23:00']],
    ['America/New_York', 'gap', at('02:30'), '2026-03-07T12:00', ['2026-03-08T07:00', '2026-03-09T06:30']],
    ['America/New_York', 'fold', at('01:00'), '2026-10-31T12:00', ['2026-11-01T05:00', '2026-11-02T06:00']],
    ['America/New_York', 'fold', at('01:59'), '2026-10-31T12:00', ['2026-11-01T05:59', '2026-11-02T06:59']],
    ['America/New_York', 'fold, interval', hours(1), '2026-11-01T04:30', ['2026-11-01T05:00', '2026-11-01T06:00', '2026-11-01T07:00']],
    ['America/Montreal', 'gap', at('02:01'), '2026-03-07T12:00', ['2026-03-08T07:00', '2026-03-09T06:01']],
    ['America/Montreal', 'fold', at('01:00'), '2026-10-31T12:00', ['2026-11-01T05:00', '2026-11-02T06:00']],
    ['America/Montreal', 'the night tasks', at('03:00'), '2026-10-31T00:00', ['2026-10-31T07:00', '2026-11-01T08:00', '2026-11-02T08:00']],
    ['America/Montreal', 'weekly, in the gap', { every: 'week', day: 7, at: '02:15' }, '2026-03-02T00:00', ['2026-03-08T07:00', '2026-03-15T06:15']],
    ['Australia/Lord_Howe', 'gap', at('02:00'), '2026-10-03T00:00', ['2026-10-03T15:30', '2026-10-04T15:00']],
    ['Australia/Lord_Howe', 'gap', at('02:29'), '2026-10-03T00:00', ['2026-10-03T15:30', '2026-10-04T15:29']],
    ['Australia/Lord_Howe', 'gap', at('02:30'), '2026-10-03T00:00', ['2026-10-03T15:30', '2026-10-04T15:30']],
    ['Australia/Lord_Howe', 'fold', at('01:30'), '2026-04-04T00:00', ['2026-04-04T14:30', '2026-04-05T15:00']],
    ['Australia/Lord_Howe', 'fold', at('01:59'), '2026-04-04T00:00', ['2026-04-04T14:59', '2026-04-05T15:29']],
    ['Australia/Lord_Howe', 'fold, interval', minutes(20), '2026-04-04T14:40', ['2026-04-04T15:00', '2026-04-04T15:20', '2026-04-04T15:40']],
    ['Antarctica/Troll', 'gap', at('01:00'), '2026-03-28T12:00', ['2026-03-29T01:00', '2026-03-29T23:00']],
    ['Antarctica/Troll', 'gap', at('02:59'), '2026-03-28T12:00', ['2026-03-29T01:00', '2026-03-30T00:59']],
    ['Antarctica/Troll', 'fold', at('01:00'), '2026-10-24T12:00', ['2026-10-24T23:00', '2026-10-26T01:00']],
    ['Antarctica/Troll', 'fold', at('02:59'), '2026-10-24T12:00', ['2026-10-25T00:59', '2026-10-26T02:59']],
    ['Antarctica/Troll', 'fold, interval', hours(1), '2026-10-24T22:30', ['2026-10-24T23:00', '2026-10-25T00:00', '2026-10-25T01:00', '2026-10-25T02:00', '2026-10-25T03:00']],
    ['Europe/Paris', 'monthly, the last day is the gap’s', { every: 'month', day: 29, at: '02:30' }, '2026-03-01T00:00', ['2026-03-29T01:00', '2026-04-29T00:30']],
    ['Europe/Paris', '2027 too', at('02:30'), '2027-03-27T12:00', ['2027-03-28T01:00', '2027-03-29T00:30']],
    ['America/Montreal', '2027 too', at('01:30'), '2027-11-06T12:00', ['2027-11-07T05:30', '2027-11-08T06:30']],
  ] as const)('%s, %s: %j', (...[timeZone, , schedule, after, expected]) => {
    const found = valueOf(schedule, timeZone, { afterMs: Date.parse(`${after}Z`), count: expected.length })
    expect(found.map((instant) => new Date(instant).toISOString().slice(0, 16))).toEqual(expected)
  })
})

const zones = fc.constantFrom(
  'Europe/Paris', 'America/New_York', 'America/Montreal', 'Australia/Lord_Howe', 'Antarctica/Troll', 'Europe/London', 'Africa/Casablanca',
  'America/Havana', 'Asia/Kathmandu', 'America/St_Johns', 'Asia/Gaza', 'Pacific/Chatham', 'UTC',
)
const clock = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
const dates = fc.date({ min: new Date('2015-01-01T00:00Z'), max: new Date('2036-01-01T00:00Z'), noInvalidDate: true })
const text = ([hour, minute]: readonly [number, number]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`

/** Temporal's answer for a local time: the first of two; where there is none, the transition itself. */
function instantOf(local: Temporal.PlainDateTime, timeZone: string): number {
  const found = local.toZonedDateTime(timeZone, { disambiguation: 'compatible' })
  if (found.toPlainDateTime().equals(local)) return found.epochMilliseconds
  // A millisecond later: "previous" leaves out a transition at the very instant, which the gap's first minute leads to.
  return (found.add({ milliseconds: 1 }).getTimeZoneTransition('previous') as Temporal.ZonedDateTime).epochMilliseconds
}

/** Days from the day before the asked moment on, each with what it gives. */
function* oracle(ofDay: (day: Temporal.PlainDate) => readonly number[], timeZone: string, afterMs: number): Generator<number> {
  const first = Temporal.Instant.fromEpochMilliseconds(afterMs).toZonedDateTimeISO(timeZone).toPlainDate().subtract({ days: 1 })
  let last = afterMs
  for (let offset = 0; ; offset += 1) {
    for (const instant of ofDay(first.add({ days: offset }))) {
      if (instant <= last) continue
      last = instant
      yield instant
    }
  }
}

function take(instants: Generator<number>, count: number): readonly number[] {
  return Array.from({ length: count }, () => instants.next().value as number)
}

describe('Temporal says the same, over twenty years', () => {
  it('for fixed times: one instant for each fitting date, the first of two, right after a gap', () => {
    fc.assert(
      fc.property(zones, clock, dates, fc.constantFrom('day', 'week', 'month'), (...[timeZone, [hour, minute], date, every]) => {
        const time = { hour, minute }
        const schedule: ScheduleParam = every === 'day' ? at(text([hour, minute])) : { every, day: 4, at: text([hour, minute]) }
        const fits = (day: Temporal.PlainDate) => every === 'day' || (every === 'week' ? day.dayOfWeek === 4 : day.day === 4)
        const expected = oracle((day) => (fits(day) ? [instantOf(day.toPlainDateTime(time), timeZone)] : []), timeZone, date.getTime())
        expect(valueOf(schedule, timeZone, { afterMs: date.getTime(), count: 6 })).toEqual(take(expected, 6))
      }),
      { numRuns: 400 },
    )
  })

  it('for every day of two years around the clock’s changes, minute by minute of the small hours', () => {
    for (const timeZone of ['Europe/Paris', 'America/New_York', 'America/Montreal', 'Australia/Lord_Howe', 'Antarctica/Troll']) {
      for (let minute = 0; minute <= 240; minute += 15) {
        const time = { hour: Math.floor(minute / 60), minute: minute % 60 }
        const afterMs = Date.parse('2025-12-31T12:00Z')
        const expected = take(oracle((day) => [instantOf(day.toPlainDateTime(time), timeZone)], timeZone, afterMs), 730)
        expect(valueOf(at(text([time.hour, time.minute])), timeZone, { afterMs, count: 730 }), `${timeZone} ${minute}`).toEqual(expected)
      }
    }
  }, 60_000)

  it('for intervals: steps of real time from each local midnight', () => {
    fc.assert(
      fc.property(zones, dates, fc.oneof(fc.integer({ min: 1, max: 60 }).map(minutes), fc.integer({ min: 1, max: 23 }).map(hours)), (timeZone, date, schedule) => {
        const stepMs = ('count' in schedule ? schedule.count : 0) * (schedule.every === 'hours' ? 3_600_000 : 60_000)
        const midnight = (day: Temporal.PlainDate) => instantOf(day.toPlainDateTime(), timeZone)
        const steps = (day: Temporal.PlainDate) => {
          const [start, end] = [midnight(day), midnight(day.add({ days: 1 }))]
          return Array.from({ length: Math.ceil((end - start) / stepMs) }, (_, index) => start + index * stepMs)
        }
        expect(valueOf(schedule, timeZone, { afterMs: date.getTime(), count: 40 })).toEqual(take(oracle(steps, timeZone, date.getTime()), 40))
      }),
      { numRuns: 300 },
    )
  })

  it('for every 24 hours: each local midnight', () => {
    fc.assert(
      fc.property(zones, dates, (timeZone, date) => {
        const expected = oracle((day) => [instantOf(day.toPlainDateTime(), timeZone)], timeZone, date.getTime())
        expect(valueOf(hours(24), timeZone, { afterMs: date.getTime(), count: 10 })).toEqual(take(expected, 10))
      }),
      { numRuns: 100 },
    )
  })

  it('whatever dates are excepted: the same instants without those', () => {
    fc.assert(
      fc.property(zones, clock, dates, fc.uniqueArray(fc.integer({ min: 0, max: 20 }), { maxLength: 6 }), (...[timeZone, time, date, offsets]) => {
        const first = Temporal.Instant.fromEpochMilliseconds(date.getTime()).toZonedDateTimeISO(timeZone).toPlainDate()
        const except = offsets.map((days) => first.add({ days }).toString())
        const afterMs = date.getTime()
        const found = nextInstants(at(text(time)), { timeZone, afterMs, count: 15, except })
        const ofDay = (day: Temporal.PlainDate) => (except.includes(day.toString()) ? [] : [instantOf(day.toPlainDateTime({ hour: time[0], minute: time[1] }), timeZone)])
        expect(found).toEqual({ ok: true, value: take(oracle(ofDay, timeZone, afterMs), 15) })
      }),
      { numRuns: 200 },
    )
  })
})
