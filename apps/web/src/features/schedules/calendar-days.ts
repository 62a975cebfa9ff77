import type { CalendarView } from '@maillon/api-contract'

/** One line of a day: a flow's schedule with its times of that day, or a run that a person asked for. */
export interface CalendarEntry {
  readonly flowId: string
  readonly flowName: string
  /** What it is: the schedule's sentence; null: a person asked for it. */
  readonly sentence: string | null
  /** Whose times the sentence means. */
  readonly timeZone: string
  /** ISO instants, in order; at least one. */
  readonly instants: readonly string[]
  /** In one of these minutes another line starts too. */
  readonly meets: boolean
}

export interface CalendarDay {
  /** `2026-11-21`, in the time zone asked for. */
  readonly date: string
  readonly entries: readonly CalendarEntry[]
}

/** The days of a calendar, each with its lines by their first times. Days without any are there too. */
export function calendarDays(view: CalendarView, timeZone: string): readonly CalendarDay[] {
  const dateOf = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  const lines = [
    ...view.schedules.map(({ flowId, flowName, sentence, timeZone: ownZone, instants }) => ({ flowId, flowName, sentence, timeZone: ownZone, instants })),
    ...view.asked.map(({ flowId, flowName, at }) => ({ flowId, flowName, sentence: null, timeZone, instants: [at] })),
  ]
  const starts = new Map<string, number>()
  for (const { instants } of lines) for (const instant of instants) starts.set(minuteOf(instant), (starts.get(minuteOf(instant)) ?? 0) + 1)
  const days = new Map(datesOf(view, dateOf).map((date) => [date, [] as CalendarEntry[]]))
  for (const line of lines) {
    const byDate = new Map<string, string[]>()
    for (const instant of line.instants) {
      const date = dateOf.format(Date.parse(instant))
      byDate.set(date, [...(byDate.get(date) ?? []), instant])
    }
    for (const [date, instants] of byDate) days.get(date)?.push({ ...line, instants, meets: instants.some((instant) => (starts.get(minuteOf(instant)) ?? 0) > 1) })
  }
  return [...days].map(([date, entries]) => ({ date, entries: entries.toSorted((a, b) => ((a.instants[0] ?? '') < (b.instants[0] ?? '') ? -1 : 1)) }))
}

function minuteOf(instant: string): string {
  return instant.slice(0, 16)
}

/** Asked for every hour: no day is shorter. */
function datesOf({ from, to }: CalendarView, dateOf: Intl.DateTimeFormat): readonly string[] {
  const dates = new Set<string>()
  for (let at = Date.parse(from); at < Date.parse(to); at += 3_600_000) dates.add(dateOf.format(at))
  return [...dates]
}
