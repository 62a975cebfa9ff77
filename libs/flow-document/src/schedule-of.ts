import type { Json } from '@maillon/kernel'
import { validateSchedule, type ScheduleParam } from '@maillon/schedule'

/** The schedule that a parameter holds; null where it says no time yet. */
export function scheduleOf(value: Json | undefined): ScheduleParam | null {
  return value === undefined || validateSchedule(value, { timeZone: 'UTC', afterMs: 0, except: [] }).length > 0 ? null : (value as unknown as ScheduleParam)
}
