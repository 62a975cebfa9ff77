import type { Json, Locale } from '@maillon/kernel'

const spaces = /[\s\u00a0\u202f']/g
const plain = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
const groupedByComma = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/
const groupedByDot = /^[+-]?\d{1,3}(\.\d{3})+(,\d+)?$/
const groupedBySpace = /^[+-]?\d{1,3}([\s\u00a0\u202f']\d{3})+([.,]\d+)?$/

/**
 * Read a number as people and programs write it: `1234.5`, `1 234,56`, `1.234,56`, `1,234.56`, `12 €`, `12,50 EUR`, and below zero as
 * accounts write it too: `12,50-`, `(12,50)`.
 * Only one reading is open to doubt: `1,234` is 1.234 in French and 1234 in English.
 *
 * @returns null where it is not a number (also for empty text, booleans, lists, objects and null).
 */
export function readNumber(value: Json | undefined, locale: Locale): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'string' || value.length > 100) return null
  const text = value.replace(/[\u2212\u2013]/g, '-').replace(/[€$£]|(?<=\d\s?)\b(?:EUR|USD|GBP|CAD|CHF)\b/g, '').trim()
  const number = toNumber(signInFront(text), locale)
  return number !== null && Number.isFinite(number) ? number : null
}

/** A number in brackets may be a footnote, so it needs its two decimals to be an amount. */
function signInFront(text: string): string {
  const below = /^(\d.*)-$/.exec(text) ?? /^\((\d.*[.,]\d{2})\s?\)$/.exec(text)
  return below === null ? text : `-${(below[1] ?? '').trim()}`
}

function toNumber(text: string, locale: Locale): number | null {
  if (plain.test(text)) return Number(text)
  if (groupedBySpace.test(text)) return Number(text.replace(spaces, '').replace(',', '.'))
  if (groupedByComma.test(text) && !(locale === 'fr' && isDecimalComma(text))) return Number(text.replaceAll(',', ''))
  if (groupedByDot.test(text)) return Number(text.replaceAll('.', '').replace(',', '.'))
  return /^[+-]?\d*,\d+$/.test(text) ? Number(text.replace(',', '.')) : null
}

/** One comma and nothing else: in French that is always the decimal comma. */
function isDecimalComma(text: string): boolean {
  return !text.includes('.') && text.indexOf(',') === text.lastIndexOf(',')
}
