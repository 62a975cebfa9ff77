import { isJsonArray, isJsonObject, type Json, type JsonObject, type Locale } from '@maillon/kernel'
import { hintsOf, type NodeDescriptor } from '@maillon/node-contract'
import { sentence, type ScheduleParam } from '@maillon/schedule'
import { scheduleOf } from './schedule-of.js'

/**
 * What a node does with these parameters, in one line: the definition's `words` with the parameters filled in.
 * Where a named parameter is still empty, the description of the node type says it in general. A schedule says itself.
 * Begins with a capital.
 */
export function nodeClause(descriptor: NodeDescriptor, params: JsonObject, locale: Locale): string {
  const schedule = scheduleIn(descriptor, params)
  if (schedule !== null) return sentence(schedule.param, locale, schedule.except)
  let isComplete = true
  const text = descriptor.words[locale].replaceAll(/\{\{\s*([\w.[\]]+)\s*\}\}/g, (_, path: string) => {
    const value = valueAt(params, path.replaceAll(/[[\]]/g, '').split('.'))
    if (value === undefined || value === null || value === '' || typeof value === 'object') isComplete = false
    return typeof value === 'object' ? '' : shortened(String(value ?? ''))
  })
  return isComplete ? capital(text) : descriptor.description[locale]
}

/** The value of the parameter with the widget `schedule`; null where there is none or it says no time yet. */
function scheduleIn(descriptor: NodeDescriptor, params: JsonObject): { readonly param: ScheduleParam; readonly except: readonly string[] } | null {
  const properties = descriptor.params['properties']
  if (properties === undefined || !isJsonObject(properties)) return null
  const valueOf = (widget: string): Json | undefined => {
    const name = Object.entries(properties).find(([, schema]) => isJsonObject(schema) && hintsOf([schema])?.widget === widget)?.[0]
    return name === undefined ? undefined : params[name]
  }
  const [param, dates] = [scheduleOf(valueOf('schedule')), valueOf('dates')]
  return param === null ? null : { param, except: Array.isArray(dates) ? (dates as readonly string[]) : [] }
}

function valueAt(params: JsonObject, path: readonly string[]): Json | undefined {
  let value: Json | undefined = params
  for (const key of path) {
    if (isJsonArray(value)) value = value[Number(key)]
    else value = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
  }
  return value
}

/** Expressions inside a parameter are shown by their last name only: that of a field, not how its value is written. */
function shortened(text: string): string {
  const readable = text.replaceAll(/\{\{\{?\s*([^}]*?)\s*\}?\}\}/g, (_, expression: string) => `‹${lastName(expression)}›`)
  return readable.length > 60 ? `${readable.slice(0, 59)}…` : readable
}

/** `date item.day "dd/MM"` is known by `day`, `sum nodes.sales.all "amount"` by `amount`, `round item.price 2` by `price`. */
function lastName(expression: string): string {
  const words = expression.match(/"[^"]*"|'[^']*'|[^\s()"']+/g) ?? []
  const names = words.map((word) => (/^["']/.test(word) ? word.slice(1, -1).replace(/^[dMyHhms\P{L}]*$/u, '') : (word.split('.').at(-1) ?? '')))
  return names.findLast((name) => /\p{L}/u.test(name)) ?? expression
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** The same inside a sentence: « envoie un courriel à … ». '' where the definition says nothing. */
export function clauseInside(descriptor: NodeDescriptor, params: JsonObject, locale: Locale): string {
  const clause = nodeClause(descriptor, params, locale).replaceAll(/\s+/g, ' ').trim().replace(/\.$/, '')
  return clause.charAt(0).toLowerCase() + clause.slice(1)
}
