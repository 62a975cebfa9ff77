import { isJsonArray, isJsonObject } from '@maillon/kernel'

/** Same content, whatever the order of keys; an absent property and one that is undefined are the same. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (isJsonArray(a) && isJsonArray(b)) return a.length === b.length && a.every((element, index) => sameJson(element, b[index]))
  if (!isJsonObject(a) || !isJsonObject(b)) return false
  const keys = new Set([...Object.keys(a), ...Object.keys(b)])
  for (const key of keys) if (!sameJson(Object.hasOwn(a, key) ? a[key] : undefined, Object.hasOwn(b, key) ? b[key] : undefined)) return false
  return true
}
