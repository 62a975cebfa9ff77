import { ok, refuse, type Result } from '@maillon/kernel'
import { readCron, type CronFields } from './cron-fields.js'
import type { ScheduleParam } from './schedule-param.js'
import type { ScheduleProblem } from './schedule-problem.js'

/** A local day, as milliseconds of its midnight in UTC. */
export type LocalDay = number

/** What a schedule comes to. */
export type ScheduleRule =
  /** From each local midnight on in steps of real time. */
  | { readonly kind: 'interval'; readonly stepMs: number }
  /** At local times of the days that fit. `minutes` counts from midnight, sorted. `firstDay`: none before it. */
  | { readonly kind: 'times'; readonly fits: (day: LocalDay) => boolean; readonly minutes: readonly number[]; readonly bothInFold: boolean; readonly firstDay?: LocalDay }
  /** Once, so long after the instant from which the schedule counts. */
  | { readonly kind: 'delay'; readonly delayMs: number }

export const maxCount = { minutes: 720, hours: 24 } as const
/** A year. */
export const maxDelayMinutes = 366 * 24 * 60

const minuteMs = 60_000

/** Checks what comes from a document, and gives the rule by which the instants are found. */
export function readSchedule(schedule: ScheduleParam): Result<ScheduleRule, ScheduleProblem> {
  switch (schedule.every) {
    case 'minutes':
    case 'hours':
      return readInterval(schedule)
    case 'day':
      return atTime(schedule.at, () => true)
    case 'week':
      return onWeekday(schedule)
    case 'month':
      return onMonthDay(schedule)
    case 'cron':
      return readCronRule(schedule.cron)
    case 'once':
      return onDate(schedule)
    case 'delay':
      return readDelay(schedule.minutes)
    default:
      return refuseUnknown(schedule)
  }
}

type Of<Every extends ScheduleParam['every']> = Extract<ScheduleParam, { every: Every }>

function onWeekday({ day, at }: Of<'week'>): Result<ScheduleRule, ScheduleProblem> {
  if (!isWhole(day, 7)) return refuse({ code: 'SCHEDULE_WEEKDAY_INVALID', field: 'day', params: {} })
  return atTime(at, (date) => weekdayOf(date) === day % 7)
}

function onMonthDay({ day, at }: Of<'month'>): Result<ScheduleRule, ScheduleProblem> {
  if (!isWhole(day, 31)) return refuse({ code: 'SCHEDULE_MONTH_DAY_INVALID', field: 'day', params: {} })
  return atTime(at, (date) => monthDayOf(date) === Math.min(day, monthLength(date)))
}

function onDate({ date, at }: Of<'once'>): Result<ScheduleRule, ScheduleProblem> {
  const firstDay = dayOf(date)
  if (firstDay === null) return refuse({ code: 'SCHEDULE_DATE_INVALID', field: 'date', params: { date: textOf(date) } })
  const rule = atTime(at, (day) => day === firstDay)
  return rule.ok ? ok({ ...rule.value, firstDay }) : rule
}

function readDelay(minutes: unknown): Result<ScheduleRule, ScheduleProblem> {
  if (!isWhole(minutes, maxDelayMinutes)) return refuse({ code: 'SCHEDULE_COUNT_OUT_OF_RANGE', field: 'minutes', params: { min: 1, max: maxDelayMinutes } })
  return ok({ kind: 'delay', delayMs: (minutes as number) * minuteMs })
}

function readCronRule(cron: unknown): Result<ScheduleRule, ScheduleProblem> {
  if (typeof cron !== 'string') return refuse({ code: 'SCHEDULE_CRON_FIELDS', field: 'cron', params: { cron: '' } })
  const fields = readCron(cron)
  return fields.ok ? ok(ruleOfCron(fields.value)) : fields
}

function refuseUnknown(schedule: never): Result<ScheduleRule, ScheduleProblem> {
  const every: unknown = (schedule as { every?: unknown } | null)?.every
  return every === undefined || typeof every === 'string'
    ? refuse({ code: 'SCHEDULE_FREQUENCY_UNKNOWN', field: 'every', params: { every: String(every ?? '').slice(0, 40) } })
    : refuse({ code: 'SCHEDULE_FREQUENCY_UNKNOWN', field: 'every', params: { every: typeof every } })
}

function readInterval({ every, count }: Extract<ScheduleParam, { every: 'minutes' | 'hours' }>): Result<ScheduleRule, ScheduleProblem> {
  const max = maxCount[every]
  if (!isWhole(count, max)) return refuse({ code: 'SCHEDULE_COUNT_OUT_OF_RANGE', field: 'count', params: { min: 1, max } })
  // 24 hours are the day: counted from midnight they would come twice on a day of 25.
  if (every === 'hours' && count === 24) return atTime('00:00', () => true)
  return ok({ kind: 'interval', stepMs: count * (every === 'hours' ? 60 : 1) * minuteMs })
}

function isWhole(value: unknown, max: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= max
}

function atTime(at: unknown, fits: (day: LocalDay) => boolean): Result<Extract<ScheduleRule, { kind: 'times' }>, ScheduleProblem> {
  const minutes = minutesOf(at)
  if (minutes === null) return refuse({ code: 'SCHEDULE_TIME_INVALID', field: 'at', params: { at: textOf(at) } })
  return ok({ kind: 'times', fits, minutes: [minutes], bothInFold: false })
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 24) : ''
}

/** The day of `YYYY-MM-DD`. Null: there is no such date. */
export function dayOf(date: unknown): LocalDay | null {
  if (typeof date !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(date)) return null
  const day = Date.parse(`${date}T00:00Z`)
  // 30 February is read as 2 March.
  return Number.isNaN(day) || new Date(day).toISOString().slice(0, 10) !== date ? null : day
}

/** Minutes since midnight of `HH:mm`. Null: it isn't one. */
export function minutesOf(at: unknown): number | null {
  const match = typeof at === 'string' ? /^([01]\d|2[0-3]):([0-5]\d)$/.exec(at) : null
  return match === null ? null : Number(match[1]) * 60 + Number(match[2])
}

function ruleOfCron(fields: CronFields): ScheduleRule {
  return {
    kind: 'times',
    fits: (day) => cronFitsDay(fields, day),
    minutes: fields.hours.flatMap((hour) => fields.minutes.map((minute) => hour * 60 + minute)),
    bothInFold: fields.isInterval,
  }
}

function cronFitsDay(fields: CronFields, day: LocalDay): boolean {
  if (!fields.months.has(new Date(day).getUTCMonth() + 1)) return false
  const monthDay = monthDayOf(day)
  const length = monthLength(day)
  const weekday = weekdayOf(day)
  const fitsMonthDay = fields.monthDays.has(monthDay) || (fields.lastMonthDay && monthDay === length)
  const fitsWeekday =
    fields.weekdays.has(weekday) ||
    (fields.lastWeekdays.has(weekday) && monthDay > length - 7) ||
    fields.nthWeekdays.some((nth) => nth.weekday === weekday && nth.nth === Math.ceil(monthDay / 7))
  return fields.eitherDay ? fitsMonthDay || fitsWeekday : fitsMonthDay && fitsWeekday
}

/** 0 = Sunday. */
function weekdayOf(day: LocalDay): number {
  return new Date(day).getUTCDay()
}

function monthDayOf(day: LocalDay): number {
  return new Date(day).getUTCDate()
}

function monthLength(day: LocalDay): number {
  const date = new Date(day)
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
}
