import type { JsonObject } from '@maillon/kernel'
import { isEmpty } from './comparison.js'

const longestKey = 1000

/**
 * By what a row is known again in a collection: the values of its key fields as texts, so that 12 is “12”.
 * Null where one of them is empty, is no single value, or where all of them together are longer than a key may be.
 */
export function collectionKey(row: JsonObject, fields: readonly string[]): string | null {
  const parts: string[] = []
  for (const field of fields) {
    const value = Object.hasOwn(row, field) ? row[field] : undefined
    if (value === undefined || isEmpty(value) || typeof value === 'object') return null
    parts.push(String(value).trim())
  }
  const key = JSON.stringify(parts)
  return parts.length === 0 || key.length > longestKey ? null : key
}
