import { DateTime } from 'luxon'
import type { Scope } from '../scope.js'

const dayShape = /^\d{4}-\d{2}-\d{2}$/
const instantShape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?$/

/** A date in the data: a day without a time stays one. */
export interface DateValue {
  readonly date: DateTime
  readonly isDay: boolean
}

/** The current day in the scope's zone, `2026-11-21`. */
export function today(scope: Scope): string {
  return DateTime.fromISO(scope.now, { zone: scope.timeZone }).toISODate() ?? scope.now.slice(0, 10)
}

/** Reads `2026-11-21` or an ISO 8601 instant; a time without offset is meant in `zone`. Null: it is neither. */
export function readDate(text: string, zone: string): DateValue | null {
  const isDay = dayShape.test(text)
  if (!isDay && !instantShape.test(text)) return null
  const date = DateTime.fromISO(text, { zone })
  return date.isValid ? { date, isDay } : null
}

/** Milliseconds since the epoch of a date in the data; a day counts from its first moment in `zone`. Null: not a date. */
export function instantOf(text: string, zone: string): number | null {
  return text.length < 10 || text.charCodeAt(4) !== 45 ? null : (readDate(text, zone)?.date.toMillis() ?? null)
}
