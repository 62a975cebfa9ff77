import type { Json, JsonObject } from '@maillon/kernel'

/** The object with one property changed; undefined takes it away. The order of the others stays. */
export function withKey(object: JsonObject, key: string, value: Json | undefined): JsonObject {
  if (value === undefined) return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key))
  return { ...object, [key]: value }
}

export function withElement<T>(list: readonly T[], index: number, element: T): readonly T[] {
  return list.map((old, at) => (at === index ? element : old))
}

export function withoutElement<T>(list: readonly T[], index: number): readonly T[] {
  return list.filter((_, at) => at !== index)
}

/** One place up (-1) or down (1); at the ends nothing happens. */
export function withMoved<T>(list: readonly T[], index: number, by: -1 | 1): readonly T[] {
  const to = index + by
  const moved = list[index]
  const other = list[to]
  if (moved === undefined || other === undefined) return list
  return list.map((element, at) => (at === index ? other : at === to ? moved : element))
}
