import { createHash } from 'node:crypto'
import type { Json, JsonObject } from '@maillon/kernel'

/** Of a row, whatever the order of its fields. */
export function rowDigest(row: JsonObject): string {
  return createHash('sha256').update(JSON.stringify(row, inOrder)).digest('base64url')
}

function inOrder(_name: string, part: Json): Json {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return part
  return Object.fromEntries(Object.entries(part).sort(([left], [right]) => (left < right ? -1 : 1)))
}
