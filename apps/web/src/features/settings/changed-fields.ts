export interface ChangedField {
  readonly field: string
  /** Null: wasn't there. */
  readonly before: string | null
  /** Null: is gone. */
  readonly after: string | null
}

type Fields = { readonly [field: string]: unknown } | null

/** What differs between two states of a thing; of something new or gone, everything. */
export function changedFields(before: Fields, after: Fields): readonly ChangedField[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  return names.map((field) => ({ field, before: textOf(before, field), after: textOf(after, field) })).filter((one) => one.before !== one.after)
}

function textOf(fields: Fields, field: string): string | null {
  if (fields === null || !Object.hasOwn(fields, field)) return null
  const value = fields[field]
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return '—'
  return typeof value === 'string' ? value : JSON.stringify(value)
}
