import { isJsonArray, isJsonObject, type Json, type JsonObject } from '@maillon/kernel'

/** What stands at a place of foreign JSON; undefined: nothing. Only own properties count. */
export function at(value: Json | undefined, ...keys: readonly (string | number)[]): Json | undefined {
  let here: Json | undefined = value
  for (const key of keys) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return undefined
    here = (here as { readonly [name: string]: Json })[key]
  }
  return here
}

/** A text, or a number as one; '' for anything else. */
export function textAt(value: Json | undefined, ...keys: readonly (string | number)[]): string {
  const found = at(value, ...keys)
  return typeof found === 'string' ? found : typeof found === 'number' ? String(found) : ''
}

export function listAt(value: Json | undefined, ...keys: readonly (string | number)[]): readonly Json[] {
  const found = at(value, ...keys)
  return isJsonArray(found) ? found : []
}

export function objectAt(value: Json | undefined, ...keys: readonly (string | number)[]): JsonObject {
  const found = at(value, ...keys)
  return isJsonObject(found) ? found : {}
}

/** A place on a canvas from a foreign one, however far out that is. */
export function placed(value: number | null, usual: number, scale: number): number {
  return Math.round(Math.min(Math.max(value ?? usual, -100_000), 100_000) * scale)
}

/** A number, or a text that is one; null for anything else. */
export function numberAt(value: Json | undefined, ...keys: readonly (string | number)[]): number | null {
  const found = at(value, ...keys)
  if (typeof found === 'number') return found
  return typeof found === 'string' && /^-?\d+(\.\d+)?$/.test(found.trim()) ? Number(found) : null
}
