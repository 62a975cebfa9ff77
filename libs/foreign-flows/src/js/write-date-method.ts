import type { Js } from './js-tree.js'
import { call, literal, type Written } from './written.js'

const adding: ReadonlyMap<string, string> = new Map([
  ['year', 'addYears'], ['years', 'addYears'], ['month', 'addMonths'], ['months', 'addMonths'], ['week', 'addWeeks'], ['weeks', 'addWeeks'],
  ['day', 'addDays'], ['days', 'addDays'], ['hour', 'addHours'], ['hours', 'addHours'], ['minute', 'addMinutes'], ['minutes', 'addMinutes'],
])
const units: ReadonlySet<string> = new Set(['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute'])
const getters: ReadonlyMap<string, string> = new Map([['getFullYear', 'year'], ['getDate', 'day'], ['getHours', 'hour'], ['getMinutes', 'minute']])

type Method = (of: Written, args: readonly Js[]) => Written | null

/** What starts from now is written as an instant already; a date of the data may be a day without a time. */
const asText: Method = (of, args) => (args.length === 0 && /(^|[ (])now\b/.test(of.text) ? { ...of, type: 'text' } : null)
const asMilliseconds: Method = (of, args) => (args.length === 0 ? milliseconds(of) : null)
const asFormat: Method = (of, [format, ...more]) => (format?.kind === 'literal' && typeof format.value === 'string' && more.length === 0 ? formatted(of, format.value) : null)

const methods: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['toISO', asText], ['toISOString', asText], ['toString', asText], ['toJSON', asText], ['toISODate', (of) => formatted(of, 'yyyy-MM-dd')],
  ['toFormat', asFormat], ['format', asFormat], ['toMillis', asMilliseconds], ['getTime', asMilliseconds],
  ['plus', (of, args) => moved(of, args, 1)], ['minus', (of, args) => moved(of, args, -1)],
  ['startOf', (of, args) => bounded(of, 'startOf', args)], ['endOf', (of, args) => bounded(of, 'endOf', args)],
])

/** Methods of Luxon's and JavaScript's own dates. */
export function writeDateMethod(of: Written, name: string, args: readonly Js[]): Written | null {
  const method = methods.get(name)
  if (method !== undefined) return method(of, args)
  const getter = getters.get(name)
  return getter === undefined || args.length > 0 ? null : call(getter, [of], 'number')
}

/** Since 1970, to the second. */
function milliseconds(of: Written): Written | null {
  const [epoch, unit, thousand] = [literal('1970-01-01T00:00:00Z'), literal('second'), literal(1000)]
  return epoch === null || unit === null || thousand === null ? null : call('multiply', [call('difference', [epoch, of, unit]), thousand], 'number')
}

/** The letters of a format mean the same in both, but for those that ours take for a spreadsheet's. */
export function formatted(of: Written, format: string): Written | null {
  if (format.trim() === '' || /jj|aaaa|DD|YYYY|^(date|court|time|heure|datetime|date-heure|long|full|complet)$/i.test(format.replace(/'[^']*'/g, '').replace(/dd|yyyy/g, ''))) return null
  const text = literal(format)
  return text === null ? null : call('formatDate', [of, text], 'text')
}

function bounded(of: Written, name: string, [unit, ...more]: readonly Js[]): Written | null {
  if (unit?.kind !== 'literal' || typeof unit.value !== 'string' || more.length > 0) return null
  const singular = unit.value.replace(/s$/, '')
  const text = units.has(singular) ? literal(singular) : null
  return text === null ? null : call(name, [of, text], 'date')
}

/** `plus({ days: 1, hours: 2 })`, `minus(1, 'day')` */
function moved(of: Written, args: readonly Js[], sign: 1 | -1): Written | null {
  const steps = stepsOf(args)
  if (steps.length === 0) return null
  let date = of
  for (const [name, value] of steps) {
    const add = adding.get(name)
    const number = value.kind === 'literal' && typeof value.value === 'number' ? literal(value.value * sign) : null
    if (add === undefined || number === null) return null
    date = call(add, [date, number], 'date')
  }
  return date
}

function stepsOf([amount, unit]: readonly Js[]): readonly (readonly [string, Js])[] {
  if (amount?.kind === 'object') return amount.entries
  return amount !== undefined && unit?.kind === 'literal' && typeof unit.value === 'string' ? [[unit.value, amount]] : []
}
