import { isEmpty, type JsonObject } from '@maillon/node-sdk'
import { valueOf } from './seen-fields.js'

/**
 * The key of a row: its values as texts, so that 12 and "12" match. Null where one of them is empty: an empty key
 * matches nothing, not even another empty one.
 */
export function joinKey(row: JsonObject, fields: readonly string[], ignoreCase: boolean): string | null {
  const parts: string[] = []
  for (const field of fields) {
    const value = valueOf(row, field)
    if (isEmpty(value)) return null
    const text = typeof value === 'object' ? JSON.stringify(value) : String(value).trim()
    parts.push(ignoreCase ? text.toLowerCase() : text)
  }
  return JSON.stringify(parts)
}

/** A key as a sentence can name it. */
export function shownKey(key: string): string {
  return (JSON.parse(key) as string[]).join(' / ')
}
