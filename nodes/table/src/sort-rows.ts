import { isEmpty, readDate, readNumber, shortText, userError, type Item, type Json, type Locale } from '@maillon/node-sdk'
import { valueOf } from './seen-fields.js'

export interface SortKey {
  readonly field: string
  readonly direction: 'ascending' | 'descending'
  readonly as: 'auto' | 'text' | 'number' | 'date'
}

interface Place {
  readonly locale: Locale
  readonly timeZone: string
}

/**
 * The items in order. Stable; empty values last in both directions.
 * `auto`: numbers where every value that isn't empty is one, else texts (numbers inside texts count as numbers: "n° 9" before "n° 10").
 *
 * @throws UserError with field and row where a value isn't of the type asked for.
 */
export function sortRows(items: readonly Item[], keys: readonly SortKey[], place: Place): readonly Item[] {
  const columns = keys.map((key, index) => columnOf(items, key, { ...place, pointer: `/by/${index}/field` }))
  const order = items.map((_, index) => index)
  order.sort((left, right) => {
    for (const column of columns) {
      const difference = column(left, right)
      if (difference !== 0) return difference
    }
    return 0
  })
  return order.flatMap((index) => items[index] ?? [])
}

type Comparer = (left: number, right: number) => number

function columnOf(items: readonly Item[], key: SortKey, place: Place & { readonly pointer: string }): Comparer {
  const values = items.map((item) => valueOf(item.json, key.field))
  const sign = key.direction === 'descending' ? -1 : 1
  const type = key.as === 'auto' ? guessType(values, place) : key.as
  if (type === 'text') {
    const collator = new Intl.Collator(place.locale, { numeric: true })
    const texts = values.map((value) => (isEmpty(value) ? null : typeof value === 'string' ? value : JSON.stringify(value)))
    return (left, right) => emptyLast(texts[left], texts[right], (a, b) => sign * collator.compare(a, b))
  }
  const numbers = values.map((value, row) => (isEmpty(value) ? null : numberOf(value, row, { ...place, type })))
  return (left, right) => emptyLast(numbers[left], numbers[right], (a, b) => sign * (a - b))
}

function emptyLast<Value>(left: Value | null | undefined, right: Value | null | undefined, compare: (left: Value, right: Value) => number): number {
  const noLeft = left === null || left === undefined
  const noRight = right === null || right === undefined
  if (noLeft || noRight) return noLeft && noRight ? 0 : noLeft ? 1 : -1
  return compare(left, right)
}

function guessType(values: readonly Json[], place: Place): 'number' | 'text' {
  return values.every((value) => isEmpty(value) || readNumber(value, place.locale) !== null) ? 'number' : 'text'
}

function numberOf(value: Json, row: number, place: Place & { readonly pointer: string; readonly type: 'number' | 'date' }): number {
  const number = place.type === 'number' ? readNumber(value, place.locale) : (readDate(value, place)?.at ?? null)
  if (number !== null) return number
  const what = place.type === 'number' ? { fr: 'un nombre', en: 'a number' } : { fr: 'une date', en: 'a date' }
  throw userError({
    code: 'TABLE_SORT_MISMATCH',
    text: { fr: `Ligne ${row + 1} : « ${shortText(value)} » n’est pas ${what.fr}.`, en: `Row ${row + 1}: “${shortText(value)}” is not ${what.en}.` },
    hint: { fr: 'Corrigez la donnée, ou comparez ce champ comme un texte.', en: 'Correct the data, or compare this field as text.' },
    field: place.pointer,
    row,
  })
}
