import { ok, refuse, type Result } from '@maillon/kernel'
import type { ScheduleProblem } from './schedule-problem.js'

/** A cron of five fields, read. Sets are sorted lists of numbers. */
export interface CronFields {
  readonly minutes: readonly number[]
  readonly hours: readonly number[]
  readonly monthDays: ReadonlySet<number>
  /** `L` in the day-of-month field. */
  readonly lastMonthDay: boolean
  readonly months: ReadonlySet<number>
  /** 0 = Sunday. */
  readonly weekdays: ReadonlySet<number>
  /** `5L`: the last Friday of the month, as its weekday. */
  readonly lastWeekdays: ReadonlySet<number>
  /** `1#2`: the second Monday, as weekday and number. */
  readonly nthWeekdays: readonly { readonly weekday: number; readonly nth: number }[]
  /** Both day fields are chosen: then a day that fits one of them fits. Else (one begins with `*`, a step too) it must fit both, as in Debian's cron. */
  readonly eitherDay: boolean
  /** The hour field begins with `*`: it means "all the time", so it follows real time where the clocks go back. */
  readonly isInterval: boolean
}

const fieldNames = ['minute', 'hour', 'day-of-month', 'month', 'day-of-week'] as const
type FieldName = (typeof fieldNames)[number]

const bounds: { readonly [Name in FieldName]: { readonly from: number; readonly to: number } } = {
  minute: { from: 0, to: 59 },
  hour: { from: 0, to: 23 },
  'day-of-month': { from: 1, to: 31 },
  month: { from: 1, to: 12 },
  'day-of-week': { from: 0, to: 7 },
}

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const weekdayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

const shortcuts: { readonly [name: string]: string } = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
}

const maxCronLength = 200

/** Five fields separated by single spaces, `@daily` and the like written out. Null: there are not five. */
export function normalizeCron(cron: string): string | null {
  if (cron.length > maxCronLength) return null
  const text = cron.trim().toLowerCase()
  const written = Object.hasOwn(shortcuts, text) ? (shortcuts[text] as string) : text
  const fields = written.split(/\s+/)
  return fields.length === fieldNames.length ? fields.join(' ').replaceAll('l', 'L').replace(/juL/g, 'jul') : null
}

/** Minute, hour, day of month, month, day of week; names, ranges, steps, lists, `L`, `5L`, `1#2`. No seconds, no years. */
export function readCron(cron: string): Result<CronFields, ScheduleProblem> {
  const normal = normalizeCron(cron)
  if (normal === null) return refuse({ code: 'SCHEDULE_CRON_FIELDS', field: 'cron', params: { cron: cron.slice(0, maxCronLength) } })
  const [minute = '', hour = '', monthDay = '', month = '', weekday = ''] = normal.split(' ')
  const weekdayParts = splitWeekdays(weekday)
  const values = readFields({ minute, hour, month, 'day-of-week': weekdayParts.plain, 'day-of-month': withoutLast(monthDay) })
  if (typeof values === 'string') return refuse(fieldProblem(values, normal))
  return ok({
    minutes: values.minute,
    hours: values.hour,
    monthDays: new Set(values['day-of-month']),
    lastMonthDay: monthDay.split(',').includes('L'),
    months: new Set(values.month),
    weekdays: new Set(values['day-of-week'].map((day) => day % 7)),
    lastWeekdays: new Set(weekdayParts.last),
    nthWeekdays: weekdayParts.nth,
    eitherDay: !isOpen(monthDay) && !isOpen(weekday),
    isInterval: hour.startsWith('*'),
  })
}

/** The values of each field, or the name of the first that can't be read. */
function readFields(texts: { readonly [Name in FieldName]: string }): { readonly [Name in FieldName]: readonly number[] } | FieldName {
  const values: { [Name in FieldName]: readonly number[] } = { minute: [], hour: [], 'day-of-month': [], month: [], 'day-of-week': [] }
  for (const name of fieldNames) {
    // A day field may be nothing but `L`, `5L` or `1#2`, which were taken out.
    if (texts[name] === '' && name.startsWith('day')) continue
    const read = readField(texts[name], name)
    if (read === null) return name
    values[name] = read
  }
  return values
}

function fieldProblem(name: FieldName, normal: string): ScheduleProblem {
  const at = fieldNames.indexOf(name)
  return { code: 'SCHEDULE_CRON_INVALID', field: 'cron', params: { part: normal.split(' ')[at] ?? '', place: at + 1, ...bounds[name] } }
}

function isOpen(field: string): boolean {
  return field.startsWith('*') || field === '?'
}

function withoutLast(monthDay: string): string {
  return monthDay
    .split(',')
    .filter((part) => part !== 'L')
    .join(',')
}

/** Takes `5L` and `1#2` out of the day-of-week field. */
function splitWeekdays(field: string): { plain: string; last: readonly number[]; nth: readonly { weekday: number; nth: number }[] } {
  const last: number[] = []
  const nth: { weekday: number; nth: number }[] = []
  const plain = field.split(',').filter((part) => {
    const lastMatch = /^([0-7])L$/.exec(part)
    const nthMatch = /^([0-7])#([1-5])$/.exec(part)
    if (lastMatch !== null) last.push(Number(lastMatch[1]) % 7)
    if (nthMatch !== null) nth.push({ weekday: Number(nthMatch[1]) % 7, nth: Number(nthMatch[2]) })
    return lastMatch === null && nthMatch === null
  })
  return { plain: plain.join(','), last, nth }
}

/** Null: not a good field. */
function readField(field: string, name: FieldName): readonly number[] | null {
  const found = new Set<number>()
  for (const part of field.split(',')) {
    const range = readPart(part, name)
    if (range === null) return null
    for (let value = range.from; value <= range.to; value += range.step) found.add(value)
  }
  return [...found].sort((a, b) => a - b)
}

const partShape = /^(\*|\?|[a-z0-9]+)(?:-([a-z0-9]+))?(?:\/(\d{1,2}))?$/

function readPart(part: string, name: FieldName): { from: number; to: number; step: number } | null {
  const match = partShape.exec(part)
  if (match === null) return null
  const [, first = '', second, stepText] = match
  const step = stepText === undefined ? 1 : Number(stepText)
  const range = isOpen(first) ? openRange({ first, second }, name) : closedRange({ first, second, hasStep: stepText !== undefined }, name)
  return range === null || step < 1 ? null : { ...range, step }
}

interface Range {
  readonly from: number
  readonly to: number
}

/** Where `*` and `5/10` end; in the day of week on Saturday, though 7 is Sunday too. */
function lastOf(name: FieldName): number {
  return name === 'day-of-week' ? 6 : bounds[name].to
}

/** `*`, and in the day fields `?`. */
function openRange({ first, second }: { first: string; second: string | undefined }, name: FieldName): Range | null {
  if (second !== undefined || (first === '?' && !name.startsWith('day'))) return null
  return { from: bounds[name].from, to: lastOf(name) }
}

function closedRange({ first, second, hasStep }: { first: string; second: string | undefined; hasStep: boolean }, name: FieldName): Range | null {
  const from = readNumber(first, name)
  const to = second !== undefined ? readNumber(second, name) : hasStep ? lastOf(name) : from
  if (from === null || to === null || from > to) return null
  return from < bounds[name].from || to > bounds[name].to ? null : { from, to }
}

function readNumber(text: string, name: FieldName): number | null {
  if (/^\d{1,2}$/.test(text)) return Number(text)
  const names = name === 'month' ? monthNames : name === 'day-of-week' ? weekdayNames : []
  const at = names.indexOf(text)
  return at === -1 ? null : name === 'month' ? at + 1 : at
}
