import { assertNever } from '@maillon/kernel'
import { normalizeCron } from './cron-fields.js'
import type { ScheduleParam } from './schedule-param.js'
import { minutesOf } from './schedule-rule.js'

/**
 * A schedule as a cron of five fields.
 *
 * @returns null where no cron says it: every 45 minutes, once, the 29th or 30th with the last day of shorter months, or a time that isn't one.
 */
export function toCron(schedule: ScheduleParam): string | null {
  switch (schedule.every) {
    case 'minutes':
      return minutesCron(schedule.count)
    case 'hours':
      return hoursCron(schedule.count)
    case 'day':
      return withTime(schedule.at, '* * *')
    case 'week':
      return withTime(schedule.at, `* * ${schedule.day % 7}`)
    case 'month':
      return monthCron(schedule.day, schedule.at)
    case 'cron':
      return normalizeCron(schedule.cron)
    case 'once':
    case 'delay':
      return null
    default:
      return assertNever(schedule)
  }
}

function minutesCron(count: number): string | null {
  if (60 % count !== 0) return null
  if (count === 60) return '0 * * * *'
  return count === 1 ? '* * * * *' : `*/${count} * * * *`
}

function hoursCron(count: number): string {
  if (count === 24) return '0 0 * * *'
  return count === 1 ? '0 * * * *' : `0 */${count} * * *`
}

function monthCron(day: number, at: string): string | null {
  return day === 29 || day === 30 ? null : withTime(at, `${day === 31 ? 'L' : day} * *`)
}

function withTime(at: string, rest: string): string | null {
  const minutes = minutesOf(at)
  return minutes === null ? null : `${minutes % 60} ${Math.floor(minutes / 60)} ${rest}`
}

const fixedTime = /^(\d{1,2}) (\d{1,2}) (\*|\d{1,2}|L) \* (\*|[0-7])$/

/** The plain frequency that a cron says; the cron itself (in its normal form) where it says more. */
export function fromCron(cron: string): ScheduleParam {
  const normal = normalizeCron(cron)
  const asCron: ScheduleParam = { every: 'cron', cron: normal ?? cron }
  if (normal === null) return asCron
  return intervalOf(normal) ?? fixedOf(normal) ?? asCron
}

function intervalOf(normal: string): ScheduleParam | null {
  const minutes = /^\*(?:\/(\d{1,2}))? \* \* \* \*$/.exec(normal)
  const minuteStep = Number(minutes?.[1] ?? 1)
  if (minutes !== null && minuteStep >= 1 && minuteStep < 60 && 60 % minuteStep === 0) return { every: 'minutes', count: minuteStep }
  const hours = /^0 \*(?:\/(\d{1,2}))? \* \* \*$/.exec(normal)
  const hourStep = Number(hours?.[1] ?? 1)
  return hours !== null && hourStep >= 1 && hourStep < 24 ? { every: 'hours', count: hourStep } : null
}

function fixedOf(normal: string): ScheduleParam | null {
  const match = fixedTime.exec(normal)
  if (match === null) return null
  const [minute, hour] = [Number(match[1]), Number(match[2])]
  if (minute > 59 || hour > 23) return null
  const at = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
  const [monthDay, weekday] = [match[3], match[4]]
  if (monthDay === '*') return weekday === '*' ? { every: 'day', at } : { every: 'week', day: Number(weekday) % 7 || 7, at }
  if (weekday !== '*') return null
  if (monthDay === 'L') return { every: 'month', day: 31, at }
  const day = Number(monthDay)
  // The 29th to 31st of a cron skip shorter months; a plain "every month" doesn't.
  return day >= 1 && day <= 28 ? { every: 'month', day, at } : null
}
