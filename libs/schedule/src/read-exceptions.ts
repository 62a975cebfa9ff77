import { ok, refuse, type Result } from '@maillon/kernel'
import type { ScheduleProblem } from './schedule-problem.js'
import { dayOf, type LocalDay } from './schedule-rule.js'

interface Stretch {
  readonly from: LocalDay
  readonly to: LocalDay
}

/** A year and a half of single days, written out one by one. */
const maxExceptions = 500

/**
 * Dates on which a schedule doesn't run, public holidays for example: `2026-12-25`, each year `12-25`, or a stretch with both its ends
 * `2026-08-03/2026-08-21`.
 *
 * @returns whether a local day is one of them; or the first text that is no date.
 */
export function readExceptions(texts: readonly string[]): Result<(day: LocalDay) => boolean, ScheduleProblem> {
  if (!Array.isArray(texts) || texts.length > maxExceptions) return refuse(invalid(''))
  const days = new Set<LocalDay>()
  const yearly = new Set<string>()
  const stretches: Stretch[] = []
  for (const text of texts) {
    const read = readException(text)
    if (read === null) return refuse(invalid(text))
    if (typeof read === 'string') yearly.add(read)
    else if (read.from === read.to) days.add(read.from)
    else stretches.push(read)
  }
  if (texts.length === 0) return ok(() => false)
  return ok((day) => days.has(day) || yearly.has(new Date(day).toISOString().slice(5, 10)) || stretches.some(({ from, to }) => day >= from && day <= to))
}

/** Both ends, or the day of each year. Null: no date. */
function readException(text: unknown): Stretch | string | null {
  const parts = typeof text === 'string' ? text.trim().split('/') : []
  // 2024 has a 29 February.
  if (parts.length === 1 && dayOf(`2024-${parts[0]}`) !== null) return parts[0] ?? null
  const [from, to] = [dayOf(parts[0]), dayOf(parts.at(-1))]
  return from === null || to === null || from > to || parts.length > 2 ? null : { from, to }
}

function invalid(text: unknown): ScheduleProblem {
  return { code: 'SCHEDULE_EXCEPTION_INVALID', field: null, params: { date: typeof text === 'string' ? text.slice(0, 24) : '' } }
}
