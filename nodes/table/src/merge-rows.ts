import type { Item, Json, JsonObject } from '@maillon/node-sdk'
import { valueOf, type SeenFields } from './seen-fields.js'

export interface JoinNames {
  readonly leftKeys: readonly string[]
  readonly rightKeys: readonly string[]
  readonly rightFields: readonly string[]
  /** Those of all left rows: a column has one name in all rows, whichever of them lacks it. */
  readonly leftFields: SeenFields
  readonly prefix: string
}

/**
 * One row of both. A missing side gives null for each of its fields, so that later nodes find them.
 * A right field that the left has too gets the prefix; a key field of the same name on both sides stands once.
 */
export function mergeRows(left: Item | null, right: Item | null, names: JoinNames): Item {
  const row = new Map<string, Json>(left === null ? leftFromKeys(right, names) : Object.entries(left.json))
  const leftFields = names.leftFields
  for (const field of names.rightFields) {
    if (isSharedKey(field, names)) continue
    const clashes = leftFields.has(field) || row.has(field)
    row.set(clashes ? `${names.prefix}${field}` : field, right === null ? null : valueOf(right.json, field))
  }
  const files = { ...right?.files, ...left?.files }
  const json: JsonObject = Object.fromEntries(row)
  return Object.keys(files).length === 0 ? { json } : { json, files }
}

function isSharedKey(field: string, { leftKeys, rightKeys }: JoinNames): boolean {
  return rightKeys.some((key, index) => key === field && leftKeys[index] === field)
}

/** The left half of a row that only the right has: nulls, and the key's values. */
function leftFromKeys(right: Item | null, names: JoinNames): [string, Json][] {
  const fields = names.leftFields.list().length > 0 ? names.leftFields.list() : names.leftKeys
  return fields.map((field) => {
    const key = names.leftKeys.indexOf(field)
    const rightKey = key === -1 ? undefined : names.rightKeys[key]
    return [field, rightKey === undefined || right === null ? null : valueOf(right.json, rightKey)]
  })
}
