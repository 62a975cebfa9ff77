import type { Item } from '@maillon/datasets'
import type { FieldShape, ItemShape } from '@maillon/node-contract'

const date = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/

/** What these items look like: fields in the order in which they were met. Open, since later ones may have more. */
export function shapeOfItems(items: readonly Item[]): ItemShape {
  const types = new Map<string, FieldShape['type'] | null>()
  const files = new Set<string>()
  for (const { json, files: attached } of items) {
    for (const [name, value] of Object.entries(json)) types.set(name, joined(types.get(name), typeOf(value)))
    for (const name of Object.keys(attached ?? {})) files.add(name)
  }
  return { fields: [...types].map(([name, type]) => ({ name, type: type ?? 'unknown' as const })), open: true, ...(files.size === 0 ? {} : { files: [...files] }) }
}

/** A shape with the fields that another one has besides. */
export function withMore(shape: ItemShape, other: ItemShape): ItemShape {
  const names = new Set(shape.fields.map(({ name }) => name))
  const files = new Set([...(shape.files ?? []), ...(other.files ?? [])])
  return { fields: [...shape.fields, ...other.fields.filter(({ name }) => !names.has(name))], open: true, ...(files.size === 0 ? {} : { files: [...files] }) }
}

/** Null says nothing of a type; two types that differ say "unknown", and nothing after them can mend it. */
function joined(before: FieldShape['type'] | null | undefined, now: FieldShape['type'] | null): FieldShape['type'] | null {
  if (before === undefined || before === null) return now
  return now === null || now === before ? before : 'unknown'
}

function typeOf(value: unknown): FieldShape['type'] | null {
  if (value === null) return null
  if (Array.isArray(value)) return 'list'
  switch (typeof value) {
    case 'string':
      return date.test(value) ? 'date' : 'text'
    case 'number':
      return 'number'
    case 'boolean':
      return 'boolean'
    default:
      return 'object'
  }
}
