// 1. Fixed times (day, week, month, cron whose hour field names hours): once per nominal local time; one that falls into a gap fires
//    at the first instant after it, one that exists twice fires the first time.
// 2. Intervals (minutes, hours): steps of real time from each local midnight, so never longer apart than the interval.
// 3. A cron whose hour field begins with `*` fires at both instants of a time that exists twice.
// 4. On an excepted date nothing fires: the date is the one on which the time nominally falls, for intervals the local date.
// 5. The answer depends on nothing but the arguments: asked again from any instant it goes on as if it had never stopped.
import { ok, refuse, type Result } from '@maillon/kernel'
import type { IANAZone } from 'luxon'
import { readExceptions } from './read-exceptions.js'
import type { ScheduleParam } from './schedule-param.js'
import type { ScheduleProblem } from './schedule-problem.js'
import { readSchedule, type LocalDay, type ScheduleRule } from './schedule-rule.js'
import { findZone, instantsOfLocal, localOf, steadyOffset } from './zone-time.js'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
/** 29 February on a given weekday comes back after 40 years at most. What doesn't fire within this never does. */
const horizonDays = 41 * 366

export interface InstantsAsked {
  /** IANA name, `Europe/Paris`. */
  readonly timeZone: string
  /** Only instants after this one, in milliseconds since the epoch. */
  readonly afterMs: number
  /** How many at most. */
  readonly count: number
  /** Dates on which it doesn't run, see `readExceptions`. Default: none. */
  readonly except?: readonly string[] | undefined
  /** What a delay counts from: when the flow was switched on, in milliseconds since the epoch. Default: `afterMs`. */
  readonly anchorMs?: number | undefined
}

/**
 * The next instants of a schedule, in milliseconds since the epoch, strictly increasing; fewer than asked where it ends.
 * Refuses what is no schedule, never fires (31 February) or not any more, or has an unknown time zone.
 */
export function nextInstants(schedule: ScheduleParam, asked: InstantsAsked): Result<readonly number[], ScheduleProblem> {
  const zone = findZone(asked.timeZone)
  if (zone === null) return refuse({ code: 'SCHEDULE_ZONE_UNKNOWN', field: null, params: { zone: String(asked.timeZone).slice(0, 64) } })
  const rule = readSchedule(schedule)
  if (!rule.ok) return rule
  const isClosed = readExceptions(asked.except ?? [])
  if (!isClosed.ok) return isClosed
  const found: number[] = []
  if (asked.count < 1) return ok(found)
  for (const instant of instantsAfter(rule.value, { zone, isClosed: isClosed.value, ...asked })) {
    found.push(instant)
    if (found.length >= asked.count) return ok(found)
  }
  return found.length > 0 ? ok(found) : refuse(neverAgain(schedule))
}

function neverAgain(schedule: ScheduleParam): ScheduleProblem {
  if (schedule.every === 'once') return { code: 'SCHEDULE_DATE_PAST', field: 'date', params: { date: schedule.date, at: schedule.at } }
  return { code: 'SCHEDULE_NEVER_FIRES', field: schedule.every === 'cron' ? 'cron' : null, params: {} }
}

interface Around {
  readonly zone: IANAZone
  readonly isClosed: (day: LocalDay) => boolean
  readonly afterMs: number
  readonly anchorMs?: number | undefined
}

/** Ends only where the schedule doesn't fire any more within the horizon. */
function* instantsAfter(rule: ScheduleRule, { zone, isClosed, afterMs, anchorMs = afterMs }: Around): Generator<number> {
  if (rule.kind === 'delay') {
    if (anchorMs + rule.delayMs > afterMs) yield anchorMs + rule.delayMs
    return
  }
  let last = afterMs
  // A day early: a time in a gap may belong to the day before the one on which it fires.
  const firstDay = rule.kind === 'times' ? (rule.firstDay ?? -Infinity) : -Infinity
  let day = Math.max(startOfLocalDay(localOf(zone, afterMs)), firstDay) - dayMs
  for (let empty = 0; empty <= horizonDays; day += dayMs) {
    const before = last
    const instants = isClosed(day) ? [] : rule.kind === 'interval' ? stepsOfDay(rule.stepMs, { zone, day, last }) : timesOfDay(rule, zone, day)
    for (const instant of instants) {
      if (instant <= last) continue
      last = instant
      yield instant
    }
    empty = last === before ? empty + 1 : 0
  }
}

function startOfLocalDay(local: number): LocalDay {
  return Math.floor(local / dayMs) * dayMs
}

function* stepsOfDay(stepMs: number, at: { readonly zone: IANAZone; readonly day: LocalDay; readonly last: number }): Generator<number> {
  const start = firstInstant(at.zone, at.day)
  const end = firstInstant(at.zone, at.day + dayMs)
  const passed = at.last < start ? 0 : Math.floor((at.last - start) / stepMs) + 1
  for (let instant = start + passed * stepMs; instant < end; instant += stepMs) yield instant
}

function firstInstant(zone: IANAZone, local: number): number {
  return instantsOfLocal(zone, local)[0] as number
}

function timesOfDay(rule: Extract<ScheduleRule, { kind: 'times' }>, zone: IANAZone, day: LocalDay): Iterable<number> {
  if (!rule.fits(day)) return []
  const offset = steadyOffset(zone, { from: day, to: day + dayMs })
  if (offset !== null) return steadyTimes(rule.minutes, day - offset)
  const instants = rule.minutes.flatMap((minute) => {
    const of = instantsOfLocal(zone, day + minute * minuteMs)
    return rule.bothInFold ? of : of.slice(0, 1)
  })
  return instants.sort((a, b) => a - b)
}

function* steadyTimes(minutes: readonly number[], midnight: number): Generator<number> {
  for (const minute of minutes) yield midnight + minute * minuteMs
}
