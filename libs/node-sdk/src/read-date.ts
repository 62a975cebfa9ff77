import type { Json, Locale } from '@maillon/kernel'

/** A date as the comparisons use it. */
export interface DateReading {
  /** Milliseconds since the epoch. A date without a time is its midnight in the time zone. */
  readonly at: number
  /** The calendar day in the time zone, `YYYY-MM-DD`. */
  readonly day: string
  /** What the clock of the time zone shows, in milliseconds after midnight. Not the time passed since then: on the two days of a year on which clocks change, the two differ. */
  readonly clockMs: number
}

const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?)?$/
const local = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([AP])M)?)?$/i

/**
 * Read a date: ISO 8601 (`2026-04-03`, with a time, with an offset), or `03/04/2026`, `03.04.2026`, `03-04-2026`, with or without a
 * time (`14:05`, `14:05:30`, `2:05 PM`), which is the 3rd of April in French; in English it is read only where it can't be mistaken
 * (one of the two numbers is above 12, or both are the same). A time without an offset is a time of `timeZone`.
 *
 * @returns null where it is not a date, or one that doesn't exist (31 February).
 */
export function readDate(value: Json | undefined, place: { readonly locale: Locale; readonly timeZone: string }): DateReading | null {
  if (typeof value !== 'string' || value.length > 40) return null
  const text = value.trim()
  const match = iso.exec(text)
  if (match !== null) return readIso(match, place.timeZone)
  const parts = local.exec(text)
  if (parts === null) return null
  const [, first, , second, year, hour, minute, seconds, half] = parts
  const order = dayAndMonth(Number(first), Number(second), place.locale)
  const ms = hour === undefined ? 0 : clockOf({ hour: Number(hour), minute: Number(minute), second: Number(seconds ?? 0), half: half?.toUpperCase() ?? null })
  return order === null || ms === null ? null : fromWall({ year: Number(year), ...order, ms }, place.timeZone)
}

/** Milliseconds after midnight; null where no clock shows it. @param half A or P for the halves of the day; null: the hours go to 23. */
function clockOf({ hour, minute, second, half }: { readonly hour: number; readonly minute: number; readonly second: number; readonly half: string | null }): number | null {
  if (minute > 59 || second > 59 || (half === null ? hour > 23 : hour < 1 || hour > 12)) return null
  const hours = half === null ? hour : (hour % 12) + (half === 'P' ? 12 : 0)
  return ((hours * 60 + minute) * 60 + second) * 1000
}

function readIso(match: RegExpExecArray, timeZone: string): DateReading | null {
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', offset] = match
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null
  const ms = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 + Math.round(Number(fraction === '' ? 0 : `0${fraction}`) * 1000)
  const wall = { year: Number(year), month: Number(month), day: Number(day), ms }
  if (offset === undefined) return fromWall(wall, timeZone)
  if (!exists(wall)) return null
  const at = utcOf(wall) - offsetMs(offset)
  const shown = at + zoneOffset(at, timeZone)
  const shownDay = new Date(shown).toISOString().slice(0, 10)
  return { at, day: shownDay, clockMs: shown - Date.parse(`${shownDay}T00:00:00Z`) }
}

interface Wall {
  readonly year: number
  readonly month: number
  readonly day: number
  /** Milliseconds after midnight. */
  readonly ms: number
}

function dayAndMonth(first: number, second: number, locale: Locale): { day: number; month: number } | null {
  if (locale === 'fr' || first > 12 || first === second) return { day: first, month: second }
  return second > 12 ? { day: second, month: first } : null
}

function exists({ year, month, day }: Wall): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return year >= 100 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

function utcOf(wall: Wall): number {
  return Date.UTC(wall.year, wall.month - 1, wall.day) + wall.ms
}

function offsetMs(offset: string): number {
  if (offset === 'Z') return 0
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2))
  return (offset.startsWith('-') ? -1 : 1) * minutes * 60_000
}

function fromWall(wall: Wall, timeZone: string): DateReading | null {
  if (!exists(wall)) return null
  const utc = utcOf(wall)
  // Twice, since the offset at the guess may be the one before a change of the clocks.
  const guess = utc - zoneOffset(utc, timeZone)
  const at = utc - zoneOffset(guess, timeZone)
  const two = (part: number) => String(part).padStart(2, '0')
  return { at, day: `${String(wall.year).padStart(4, '0')}-${two(wall.month)}-${two(wall.day)}`, clockMs: wall.ms }
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone)
  if (format === undefined) {
    const digits = '2-digit'
    format = new Intl.DateTimeFormat('en-CA', { timeZone, hourCycle: 'h23', year: 'numeric', month: digits, day: digits, hour: digits, minute: digits, second: digits })
    formats.set(timeZone, format)
  }
  return format
}

const quarter = 15 * 60_000
const mostOffsets = 20_000
/** Clocks change on a quarter of an hour, so one look a quarter is enough; asking `Intl` for each of a million rows is not. */
const offsets = new Map<string, number>()

/** Wall clock of the zone minus UTC, in milliseconds, at an instant. */
function zoneOffset(at: number, timeZone: string): number {
  const key = `${timeZone} ${Math.floor(at / quarter)}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  const offset = computeOffset(Math.floor(at / quarter) * quarter, timeZone)
  if (offsets.size >= mostOffsets) offsets.clear()
  offsets.set(key, offset)
  return offset
}

function computeOffset(at: number, timeZone: string): number {
  const parts = new Map(formatOf(timeZone).formatToParts(at).map((part) => [part.type, Number(part.value)]))
  const get = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
  const wall = Date.UTC(get('year'), get('month') - 1, get('day'), get('hour'), get('minute'), get('second'))
  return wall - Math.floor(at / 1000) * 1000
}
