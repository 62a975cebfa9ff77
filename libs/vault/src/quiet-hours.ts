import type { JsonObject } from '@maillon/kernel'

/** A time of each day in which an outside service isn't called, in minutes since midnight. `until` may lie before `from`: over midnight. */
export interface QuietHours {
  readonly from: number
  readonly until: number
}

/** Asked again at least so often: the day on which clocks change is right within the hour. */
const longestMs = 3_600_000

/** Null: it may be called at any time. */
export function quietHoursOf(values: JsonObject): QuietHours | null {
  const [from, until] = [minutesOf(values['quietFrom']), minutesOf(values['quietUntil'])]
  return from === null || until === null || from === until ? null : { from, until }
}

/**
 * Milliseconds to wait before the service may be called (ask again then); 0: now.
 *
 * @param at `now` in milliseconds since the epoch; `timeZone` an IANA name
 */
export function quietMs({ from, until }: QuietHours, at: { readonly now: number; readonly timeZone: string }): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone: at.timeZone, hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).formatToParts(new Date(at.now))
  const valueOf = (type: string): number => Number(parts.find((part) => part.type === type)?.value ?? 0)
  const minutes = valueOf('hour') * 60 + valueOf('minute')
  const isQuiet = from < until ? minutes >= from && minutes < until : minutes >= from || minutes < until
  if (!isQuiet) return 0
  const left = ((until - minutes + 1440) % 1440) * 60_000 - valueOf('second') * 1000
  return Math.min(Math.max(left, 1), longestMs)
}

function minutesOf(value: unknown): number | null {
  const found = typeof value === 'string' ? /^([01]\d|2[0-3]):([0-5]\d)$/.exec(value) : null
  return found === null ? null : Number(found[1]) * 60 + Number(found[2])
}
