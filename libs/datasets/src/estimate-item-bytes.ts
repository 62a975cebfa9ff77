import type { Json } from '@maillon/kernel'
import type { Item } from './item.js'

/** About how many bytes an item's JSON text has. Cheap; exact enough for thresholds. */
export function estimateItemBytes(item: Item): number {
  return 10 + estimate(item.json) + (item.files === undefined ? 0 : Object.keys(item.files).length * 250)
}

function estimate(value: Json): number {
  if (typeof value === 'string') return value.length + 2
  if (typeof value !== 'object' || value === null) return 8
  let bytes = 4
  if (Array.isArray(value)) {
    for (const element of value as readonly Json[]) bytes += 1 + estimate(element)
    return bytes
  }
  for (const [key, field] of Object.entries(value)) bytes += key.length + 5 + estimate(field)
  return bytes
}
