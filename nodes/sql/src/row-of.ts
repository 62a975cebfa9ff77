import type { Json, JsonObject } from '@maillon/node-sdk'

/** Names for the columns of an answer, each once: the second `id` is called `id_2`. */
export function columnNames(columns: readonly string[]): readonly string[] {
  const used = new Set<string>()
  return columns.map((column) => {
    let name = column === '' ? 'column' : column
    for (let count = 2; used.has(name) || name === '__proto__'; count += 1) name = `${column === '' ? 'column' : column}_${count}`
    used.add(name)
    return name
  })
}

export function rowOf(names: readonly string[], values: readonly Json[]): JsonObject {
  return Object.fromEntries(names.map((name, index) => [name, values[index] ?? null]))
}
