import { isEmpty, type Json, type JsonObject } from '@maillon/node-sdk'
import { valueOf } from './seen-fields.js'

/**
 * What two rows have in common that are the same: the values of the fields as texts (12 is “12”), or the whole row where no
 * field is named. Null where all of these fields are empty: such rows can't be told to be the same.
 */
export function rowKey(row: JsonObject, fields: readonly string[], ignoreCase: boolean): string | null {
  if (fields.length === 0) return canonical(row)
  const values = fields.map((field) => valueOf(row, field))
  if (values.every((value) => isEmpty(value))) return null
  return JSON.stringify(values.map((value) => textOf(value, ignoreCase)))
}

function textOf(value: Json, ignoreCase: boolean): string {
  if (isEmpty(value)) return ''
  const text = typeof value === 'object' ? canonical(value) : String(value).trim()
  return ignoreCase ? text.toLowerCase() : text
}

/** JSON with its names in order, so that the order of fields makes no difference. */
function canonical(value: Json): string {
  return JSON.stringify(value, (_name, part: Json) =>
    typeof part === 'object' && part !== null && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([left], [right]) => (left < right ? -1 : 1))) : part,
  )
}
