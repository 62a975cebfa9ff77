import { isJsonArray, type Json } from '@maillon/kernel'

/** The JSON Schema type names that a value has: a whole number is an `integer` and a `number`. */
export function typesOf(value: Json): readonly string[] {
  if (value === null) return ['null']
  if (isJsonArray(value)) return ['array']
  if (typeof value === 'number') return Number.isInteger(value) ? ['integer', 'number'] : ['number']
  return [typeof value]
}
