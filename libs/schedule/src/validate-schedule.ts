import { nextInstants } from './next-instants.js'
import type { ScheduleParam } from './schedule-param.js'
import type { ScheduleProblem } from './schedule-problem.js'

/** When and where a schedule is checked. */
export interface ScheduleCheck {
  readonly timeZone: string
  /** "Never fires" is asked from here on, in milliseconds since the epoch. */
  readonly afterMs: number
  /** Dates on which it doesn't run, see `readExceptions`. Default: none. */
  readonly except?: readonly string[] | undefined
}

/**
 * What is wrong with a schedule; nothing is the good answer.
 *
 * @param schedule anything that came in its place: it may be from an imported document.
 */
export function validateSchedule(schedule: unknown, check: ScheduleCheck): readonly ScheduleProblem[] {
  if (typeof schedule !== 'object' || schedule === null) return [{ code: 'SCHEDULE_FREQUENCY_UNKNOWN', field: 'every', params: { every: '' } }]
  const next = nextInstants(schedule as ScheduleParam, { ...check, count: 1 })
  return next.ok ? [] : [next.problem]
}
