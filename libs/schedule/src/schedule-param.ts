/** What a person chose as "when", as the schedule trigger's parameter stores it. */
export type ScheduleParam =
  | { readonly every: 'minutes'; readonly count: number }
  | { readonly every: 'hours'; readonly count: number }
  /** `at` is `HH:mm`. */
  | { readonly every: 'day'; readonly at: string }
  /** ISO weekday, 1 = Monday. */
  | { readonly every: 'week'; readonly day: number; readonly at: string }
  /** 1 to 31; in shorter months the last day. */
  | { readonly every: 'month'; readonly day: number; readonly at: string }
  | { readonly every: 'cron'; readonly cron: string }
  /** Once, at `HH:mm` of a local date (`YYYY-MM-DD`). */
  | { readonly every: 'once'; readonly date: string; readonly at: string }
  /** Once, so many minutes after the flow was switched on. */
  | { readonly every: 'delay'; readonly minutes: number }
