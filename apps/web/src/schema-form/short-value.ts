import type { Json } from '@maillon/kernel'

/** A value in one short line: text as it is, the rest as JSON. */
export function shortValue(value: Json, maxLength = 120): string {
  const text = (typeof value === 'string' ? value : JSON.stringify(value)).replace(/\s+/g, ' ').trim()
  return text.length <= maxLength ? text : `${text.slice(0, maxLength - 1)}…`
}
