import { DateTime, type DateTimeFormatOptions } from 'luxon'
import type { EvaluationState } from '../evaluation-state.js'
import { foldName } from '../near-miss.js'
import { shown } from '../shown.js'

const maxFormatLength = 64

/** Formats by name, as the language has them; French names too. */
const presets: ReadonlyMap<string, DateTimeFormatOptions> = new Map(
  (
    [
      [['date', 'court'], { day: '2-digit', month: '2-digit', year: 'numeric' }],
      [['time', 'heure'], { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }],
      [['datetime', 'date-heure'], { day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }],
      [['long'], { day: 'numeric', month: 'long', year: 'numeric' }],
      [['full', 'complet'], { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }],
    ] as const
  ).flatMap(([names, options]) => names.map((name) => [name, options] as const)),
)

/** A date in words or figures. Stops with EXPRESSION_FORMAT_INVALID where the format is too long. */
export function formatDate(state: EvaluationState, date: DateTime, { format, locale }: { format: string; locale: string }): string {
  const local = date.setLocale(locale)
  const preset = presets.get(foldName(format.slice(0, maxFormatLength)))
  if (preset !== undefined) return local.toLocaleString(preset)
  return local.toFormat(pattern(state, format))
}

/** Reads a text by a format. Null: it doesn't fit, or there is no such day. */
export function parseByFormat(state: EvaluationState, given: string, options: { format: string; locale: string; zone: string }): DateTime | null {
  const date = DateTime.fromFormat(given, pattern(state, options.format), { locale: options.locale, zone: options.zone })
  return date.isValid ? date : null
}

/** Whether a format holds a time of day. */
export function hasTime(format: string): boolean {
  return /[HhmsSTtZz]/.test(withoutQuotes(translated(format)))
}

function pattern(state: EvaluationState, format: string): string {
  if (format.length > maxFormatLength || format.trim() === '') return state.fail('EXPRESSION_FORMAT_INVALID', { format: shown(format) })
  return translated(format)
}

function withoutQuotes(format: string): string {
  return format.replace(/'[^']*'/g, '')
}

/** `JJ/MM/AAAA` and `DD/MM/YYYY` as people know them from a spreadsheet, into the letters of the library. */
function translated(format: string): string {
  const isFrench = /jj|aaaa/i.test(withoutQuotes(format))
  const isCapital = /DD|YYYY/.test(withoutQuotes(format))
  if (!isFrench && !isCapital) return format
  const days = isFrench ? format.replace(/j/gi, 'd').replace(/a/gi, 'y') : format.replace(/D/g, 'd').replace(/Y/g, 'y')
  // Minutes only stand behind hours; any other mm is a month.
  return days
    .replace(/dddd/g, 'cccc')
    .replace(/(h+[:h ]\s*)?(m+)/gi, (whole: string, hours: string | undefined, letters: string) =>
      hours === undefined ? letters.toUpperCase() : hours.replace(/h(?=h|:| )/gi, 'H') + letters.toLowerCase(),
    )
}
