export const scheduleProblemCodes = [
  'SCHEDULE_FREQUENCY_UNKNOWN',
  'SCHEDULE_COUNT_OUT_OF_RANGE',
  'SCHEDULE_TIME_INVALID',
  'SCHEDULE_WEEKDAY_INVALID',
  'SCHEDULE_MONTH_DAY_INVALID',
  'SCHEDULE_CRON_FIELDS',
  'SCHEDULE_CRON_INVALID',
  'SCHEDULE_NEVER_FIRES',
  'SCHEDULE_DATE_INVALID',
  'SCHEDULE_DATE_PAST',
  'SCHEDULE_EXCEPTION_INVALID',
  'SCHEDULE_ZONE_UNKNOWN',
] as const
export type ScheduleProblemCode = (typeof scheduleProblemCodes)[number]

/** One finding about a schedule. Its sentence in both languages stands in `@maillon/messages` under `code`. */
export interface ScheduleProblem {
  readonly code: ScheduleProblemCode
  /** Property of the `ScheduleParam` that is wrong; null: the whole (or the time zone). */
  readonly field: 'every' | 'count' | 'at' | 'day' | 'cron' | 'date' | 'minutes' | null
  /** Values for the sentence's placeholders. */
  readonly params: { readonly [name: string]: string | number }
}
