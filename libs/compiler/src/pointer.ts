import { isJsonArray, isJsonObject, type Json, type JsonObject } from '@maillon/kernel'

export function pointerTo(parent: string, key: string | number): string {
  if (typeof key === 'number' || (!key.includes('~') && !key.includes('/'))) return `${parent}/${key}`
  return `${parent}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
}

function tokensOf(pointer: string): readonly string[] {
  return pointer.split('/').slice(1).map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** The value at a pointer; undefined where there is none. */
export function valueAt(value: Json, pointer: string): Json | undefined {
  let at: Json | undefined = value
  for (const token of tokensOf(pointer)) at = (isJsonObject(at) || isJsonArray(at)) && Object.hasOwn(at, token) ? (at as JsonObject)[token] : undefined
  return at
}

/** The parameters with another value at a pointer; undefined removes a property. */
export function withValueAt(params: JsonObject, pointer: string, value: Json | undefined): JsonObject {
  return replaced(params, tokensOf(pointer), value) as JsonObject
}

function replaced(at: Json, [token, ...rest]: readonly string[], value: Json | undefined): Json {
  if (token === undefined) return value ?? null
  if (isJsonArray(at)) return at.map((element, index) => (String(index) === token ? replaced(element, rest, value) : element))
  if (!isJsonObject(at)) return at
  if (rest.length === 0 && value === undefined) return Object.fromEntries(Object.entries(at).filter(([key]) => key !== token))
  return { ...at, [token]: replaced(Object.hasOwn(at, token) ? (at[token] as Json) : {}, rest, value) }
}
