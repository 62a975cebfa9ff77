import type { Json } from '@maillon/kernel'

/** How a value of the data stands in a field: text as it is, figures with the reader's decimal sign, everything else as JSON. */
export function textOfValue(value: Json | undefined, locale: 'fr' | 'en'): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'number') return locale === 'fr' ? String(value).replace('.', ',') : String(value)
  return JSON.stringify(value)
}

/**
 * What was typed in the place of `before`, of the same kind where it can be: a figure stays a figure, a list a list.
 * Where text stood that is no figure, a figure typed in its place is taken as one ("à voir" → 12,5): that is what was missing there;
 * text that is a reference made of digits ("00123") stays text.
 */
export function editedValue(typed: string, before: Json | undefined): Json {
  const text = typed.trim()
  if (text === '') return typeof before === 'string' ? '' : null
  if (typeof before === 'string') return numberIn(before) === null ? (numberIn(text) ?? typed) : typed
  if (typeof before === 'boolean') return text === 'true' ? true : text === 'false' ? false : typed
  if (typeof before === 'object' && before !== null) return parsed(text) ?? typed
  return numberIn(text) ?? typed
}

/** `12,5`, `12.5`, `1 200,00` and `-3`; null: no figure. */
export function numberIn(text: string): number | null {
  const plain = text.replaceAll(/[\s\u00a0\u202f]/g, '').replace(',', '.')
  return /^-?\d{1,15}(\.\d+)?$/.test(plain) ? Number(plain) : null
}

function parsed(text: string): Json | null {
  try {
    return JSON.parse(text) as Json
  } catch {
    return null
  }
}
