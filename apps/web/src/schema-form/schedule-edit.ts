import { isJsonObject, type Json } from '@maillon/kernel'
import type { ScheduleParam } from '@maillon/schedule'

export const frequencies = ['minutes', 'hours', 'day', 'week', 'month', 'once', 'delay', 'cron'] as const
export type Frequency = (typeof frequencies)[number]

/** What a new schedule trigger begins with. */
export const firstSchedule: ScheduleParam = { every: 'day', at: '08:00' }

/** The stored value as a schedule; null where it is none. Wrong numbers and times stay as they are, for the person to mend. */
export function readScheduleParam(value: Json | undefined): ScheduleParam | null {
  if (!isJsonObject(value) || !frequencies.some((every) => every === value['every'])) return null
  return value as unknown as ScheduleParam
}

/** Another frequency, keeping the time of day where both have one. `today` (`2026-11-21`) is what a single time begins with. */
export function withFrequency(schedule: ScheduleParam, every: Frequency, today: string): ScheduleParam {
  const at = 'at' in schedule ? schedule.at : '08:00'
  switch (every) {
    case 'minutes':
      return { every, count: 15 }
    case 'hours':
      return { every, count: 1 }
    case 'day':
      return { every, at }
    case 'week':
    case 'month':
      return { every, day: 1, at }
    case 'once':
      return { every, date: today, at }
    case 'delay':
      return { every, minutes: 10 }
    case 'cron':
      return { every, cron: schedule.every === 'cron' ? schedule.cron : '0 8 * * 1-5' }
  }
}
