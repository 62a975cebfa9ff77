import { isJsonArray, isJsonObject, type Json, type JsonObject, type Locale } from '@maillon/kernel'
import type { NodeDescriptor } from '@maillon/node-contract'

/**
 * What a node does with these parameters, in one line: the definition's `words` with the parameters filled in.
 * Where a named parameter is still empty, the description of the node type says it in general.
 */
export function nodeClause(descriptor: NodeDescriptor, params: JsonObject, locale: Locale): string {
  let isComplete = true
  const text = descriptor.words[locale].replaceAll(/\{\{\s*([\w.[\]]+)\s*\}\}/g, (_, path: string) => {
    const value = valueAt(params, path.replaceAll(/[[\]]/g, '').split('.'))
    if (value === undefined || value === null || value === '' || typeof value === 'object') isComplete = false
    return typeof value === 'object' ? '' : shortened(String(value ?? ''))
  })
  return isComplete ? capital(text) : descriptor.description[locale]
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
