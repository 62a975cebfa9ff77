import { isJsonArray, isJsonObject, type Json, type JsonObject, type Locale } from '@maillon/kernel'
import { hintsOf, type NodeDescriptor } from '@maillon/node-contract'
import { sentence, validateSchedule, type ScheduleParam } from '@maillon/schedule'

/**
 * What a node does with these parameters, in one line: the definition's `words` with the parameters filled in.
 * Where a named parameter is still empty, the description of the node type says it in general. A schedule says itself.
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
  const [value, dates] = [valueOf('schedule'), valueOf('dates')]
  const except = Array.isArray(dates) ? (dates as readonly string[]) : []
  if (value === undefined || validateSchedule(value, { timeZone: 'UTC', afterMs: 0, except }).length > 0) return null
  return { param: value as unknown as ScheduleParam, except }
}

function valueAt(params: JsonObject, path: readonly string[]): Json | undefined {
  let value: Json | undefined = params
  for (const key of path) {
    if (isJsonArray(value)) value = value[Number(key)]
    else value = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined
  }
  return value
}

/** Expressions inside a parameter are shown by their last name only. */
function shortened(text: string): string {
  const readable = text.replaceAll(/\{\{\{?\s*([^}]*?)\s*\}?\}\}/g, (_, expression: string) => `‹${expression.split(/[.\s]/).at(-1) ?? ''}›`)
  return readable.length > 60 ? `${readable.slice(0, 59)}…` : readable
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
