export const periods = ['all', 'today', 'week', 'month', 'range'] as const
export type Period = (typeof periods)[number]

export function isPeriod(value: unknown): value is Period {
  return periods.includes(value as Period)
}

/** A calendar day, `YYYY-MM-DD`. */
export type Day = string

export interface PeriodAsked {
  readonly period: Period
  /** For `range`, both inclusive; null: open on that side. */
  readonly from: Day | null
  readonly to: Day | null
}

/** Instants: from inclusive, to exclusive. Absent: open. */
export interface Bounds {
  readonly from?: string
  readonly to?: string
}

/** What a period means now, in a time zone. The week begins on Monday. */
export function periodBounds(asked: PeriodAsked, timeZone: string, now: number): Bounds {
  const today = dayOf(now, timeZone)
  switch (asked.period) {
    case 'all':
      return {}
    case 'today':
      return { from: startOfDay(today, timeZone) }
    case 'week':
      return { from: startOfDay(addDays(today, -((utcDate(today).getUTCDay() + 6) % 7)), timeZone) }
    case 'month':
      return { from: startOfDay(`${today.slice(0, 8)}01`, timeZone) }
    case 'range':
      return {
        ...(isDay(asked.from) ? { from: startOfDay(asked.from, timeZone) } : {}),
        ...(isDay(asked.to) ? { to: startOfDay(addDays(asked.to, 1), timeZone) } : {}),
      }
  }
}

/** The first instant of a day. Where the clock jumps over midnight it is the end of the jump. */
export function startOfDay(day: Day, timeZone: string): string {
  const wanted = utcDate(day).getTime()
  const guesses = [wanted - offsetAt(wanted, timeZone)]
  guesses.push(wanted - offsetAt(guesses[0] ?? wanted, timeZone))
  const exact = guesses.filter((guess) => guess + offsetAt(guess, timeZone) === wanted)
  return new Date(exact.length > 0 ? Math.min(...exact) : Math.max(...guesses)).toISOString()
}

function isDay(value: string | null): value is Day {
  return value !== null && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
}

function utcDate(day: Day): Date {
  return new Date(`${day}T00:00:00Z`)
}

function addDays(day: Day, days: number): Day {
  return new Date(utcDate(day).getTime() + days * 86_400_000).toISOString().slice(0, 10)
}

function dayOf(instant: number, timeZone: string): Day {
  return new Date(instant + offsetAt(instant, timeZone)).toISOString().slice(0, 10)
}

/** Local clock minus UTC, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  }).formatToParts(instant)
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((candidate) => candidate.type === type)?.value)
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')) - Math.floor(instant / 1000) * 1000
}
