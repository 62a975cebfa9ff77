import { readDate, readNumber, type Locale } from '@maillon/node-sdk'
import { isBlank } from './typed-cell.js'
import type { RawRow } from './raw-row.js'
import type { ColumnType } from './read-params.js'

/**
 * The types of a text file's columns, from its first rows: number or date where each filled cell is one.
 * What begins with a zero (postcode, article number, telephone) or has more than 15 digits stays text.
 */
export function guessTypes(rows: readonly RawRow[], width: number, place: { readonly locale: Locale; readonly timeZone: string }): readonly (ColumnType | null)[] {
  return Array.from({ length: width }, (_, column) => {
    const texts = rows.flatMap(({ cells }) => (isBlank(cells[column]) ? [] : [String(cells[column]).trim()]))
    if (texts.length === 0) return null
    if (texts.every((text) => isAmount(text) && readNumber(text, place.locale) !== null)) return 'number'
    return texts.every((text) => readDate(text, place) !== null) ? 'date' : null
  })
}

function isAmount(text: string): boolean {
  return !/^[+-]?0\d/.test(text) && !text.startsWith('+') && text.replace(/\D/g, '').length <= 15
}
