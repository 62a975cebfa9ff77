import type { Js } from './js-tree.js'
import { call, literal, type Written } from './written.js'

const adding: ReadonlyMap<string, string> = new Map([
  ['year', 'addYears'], ['years', 'addYears'], ['month', 'addMonths'], ['months', 'addMonths'], ['week', 'addWeeks'], ['weeks', 'addWeeks'],
  ['day', 'addDays'], ['days', 'addDays'], ['hour', 'addHours'], ['hours', 'addHours'], ['minute', 'addMinutes'], ['minutes', 'addMinutes'],
])
const units: ReadonlySet<string> = new Set(['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute'])
const getters: ReadonlyMap<string, string> = new Map([['getFullYear', 'year'], ['getDate', 'day'], ['getHours', 'hour'], ['getMinutes', 'minute']])

/** Methods of Luxon's and JavaScript's own dates. */
export function writeDateMethod(of: Written, name: string, args: readonly Js[]): Written | null {
  switch (name) {
    case 'toISO':
    case 'toISOString':
    case 'toString':
    case 'toJSON':
      // What starts from now is written like this already; a date of the data may be a day without a time.
      return args.length === 0 && /(^|[ (])now\b/.test(of.text) ? { ...of, type: 'text' } : null
    case 'toISODate':
      return formatted(of, 'yyyy-MM-dd')
    case 'toFormat':
    case 'format':
      return args.length === 1 && args[0]?.kind === 'literal' && typeof args[0].value === 'string' ? formatted(of, args[0].value) : null
    case 'plus':
    case 'minus':
      return moved(of, args, name === 'plus' ? 1 : -1)
    case 'startOf':
    case 'endOf':
      return bounded(of, name, args)
    default: {
      const getter = getters.get(name)
      return getter === undefined || args.length > 0 ? null : call(getter, [of], 'number')
    }
  }
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
  const [amount, unit] = args
  const steps: readonly (readonly [string, Js])[] =
    amount?.kind === 'object' ? amount.entries : amount !== undefined && unit?.kind === 'literal' && typeof unit.value === 'string' ? [[unit.value, amount]] : []
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
