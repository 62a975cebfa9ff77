import type { CollectionDetail, CollectionRowView } from '@maillon/api-contract'

type Row = CollectionRowView['row']

/** The values of a row as texts to be edited, keys first; every field of the collection is there. */
export function textsOfRow({ keys, fields }: Pick<CollectionDetail, 'keys' | 'fields'>, row: Row): Record<string, string> {
  const names = [...new Set([...keys, ...Object.keys(row), ...fields])]
  return Object.fromEntries(names.map((name) => [name, textOf(Object.hasOwn(row, name) ? row[name] : undefined)]))
}

/** Back from texts. What was not touched stays exactly what it was; what was keeps its kind where the text fits it. */
export function rowOfTexts(texts: { readonly [field: string]: string }, before: Row): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  for (const [field, text] of Object.entries(texts)) {
    const was = Object.hasOwn(before, field) ? before[field] : undefined
    if (text === textOf(was)) {
      if (was !== undefined) row[field] = was
    } else row[field] = valueLike(was, text)
  }
  return row
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function valueLike(was: unknown, text: string): unknown {
  if (text === '' && typeof was !== 'string') return null
  if (typeof was === 'string') return text
  const parsed = parse(typeof was === 'number' ? text.trim().replace(',', '.') : text)
  if (was === undefined || was === null) return typeof parsed === 'number' || typeof parsed === 'boolean' ? parsed : text
  return typeof parsed === typeof was ? parsed : text
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
