import type { Json } from '@maillon/kernel'
import { DateTime, IANAZone } from 'luxon'
import type { EvaluationState } from '../evaluation-state.js'
import type { Scope } from '../scope.js'
import { shown } from '../shown.js'

const dayShape = /^\d{4}-\d{2}-\d{2}$/
const instantShape = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}(?::?\d{2})?)?$/

/** A date in the data; a day without a time stays one through all that is done with it. */
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
  if (text.length < 10 || text.length > 40 || text.charCodeAt(4) !== 45) return null
  const isDay = dayShape.test(text)
  if (!isDay && !instantShape.test(text)) return null
  const date = DateTime.fromISO(text.replace(' ', 'T'), { zone })
  return date.isValid ? { date, isDay } : null
}

/** Milliseconds since the epoch of a date in the data; a day counts from its first moment in `zone`. Null: not a date. */
export function instantOf(text: string, zone: string): number | null {
  return readDate(text, zone)?.date.toMillis() ?? null
}

/** The argument as a date in the scope's zone. Stops with EXPRESSION_DATE_EXPECTED. */
export function dateArgument(state: EvaluationState, given: Json | undefined, argument = 'date'): DateValue {
  const value = typeof given === 'string' ? readDate(given, state.scope.timeZone) : null
  return value ?? state.fail('EXPRESSION_DATE_EXPECTED', { argument, given: shown(given) })
}

/** Back into the data: `2026-11-21`, or ISO 8601 with the offset of its zone. Stops where the year has left four digits. */
export function writeDate(state: EvaluationState, { date, isDay }: DateValue): string {
  const written = date.isValid && date.year >= 1 && date.year <= 9999 ? (isDay ? date.toISODate() : date.toISO({ suppressMilliseconds: true })) : null
  return written ?? state.fail('EXPRESSION_DATE_OUT_OF_RANGE')
}

const zoneShape = /^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/

/** An IANA zone name; the scope's where none is given. Stops with EXPRESSION_ZONE_UNKNOWN. */
export function zoneArgument(state: EvaluationState, given: Json | undefined): string {
  if (given === undefined) return state.scope.timeZone
  if (typeof given === 'string' && zoneShape.test(given) && IANAZone.isValidZone(given)) return given
  return state.fail('EXPRESSION_ZONE_UNKNOWN', { zone: shown(given) })
}
