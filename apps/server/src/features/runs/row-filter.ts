import type { RowFilter } from '@maillon/api-contract'
import { assertNever, type Json, type JsonObject } from '@maillon/kernel'

/** Whether a row has in its columns what is asked of each. A column that a row hasn't is empty. */
export function rowFilter(filters: readonly RowFilter[]): (row: JsonObject) => boolean {
  const tests = filters.map((filter) => ({ field: filter.field, test: testOf(filter) }))
  return (row) => tests.every(({ field, test }) => test(Object.hasOwn(row, field) ? row[field] : undefined))
}

function testOf({ is, value = '' }: RowFilter): (cell: Json | undefined) => boolean {
  const text = folded(value)
  const number = numberIn(value)
  const isSame = (cell: Json | undefined) => (typeof cell === 'number' && number !== null ? cell === number : textOf(cell) === text)
  switch (is) {
    case 'contains':
      return contains(text, value)
    case 'is':
      return isSame
    case 'is-not':
      return (cell) => !isSame(cell)
    case 'above':
      return (cell) => (order(cell, { text, number }) ?? 0) > 0
    case 'below':
      return (cell) => (order(cell, { text, number }) ?? 0) < 0
    case 'empty':
      return isEmpty
    case 'filled':
      return (cell) => !isEmpty(cell)
    default:
      return assertNever(is)
  }
}

/** A number is found by its digits, written with a comma or a point. */
function contains(text: string, value: string): (cell: Json | undefined) => boolean {
  const digits = value.replaceAll(/\s/g, '').replace(',', '.')
  return (cell) => (typeof cell === 'number' ? String(cell).includes(digits) : textOf(cell).includes(text))
}

/** Below 0: the cell comes first. Null: there is nothing to compare. */
function order(cell: Json | undefined, { text, number }: { readonly text: string; readonly number: number | null }): number | null {
  if (isEmpty(cell)) return null
  const own = typeof cell === 'number' ? cell : typeof cell === 'string' ? numberIn(cell) : null
  if (own !== null && number !== null) return own - number
  const told = textOf(cell)
  // A word is neither above nor below a number; a day may be (above 2025).
  if (number !== null && !/^\d/.test(told)) return null
  return told === text ? 0 : told < text ? -1 : 1
}

function isEmpty(cell: Json | undefined): boolean {
  return cell === undefined || cell === null || (typeof cell === 'string' && cell.trim() === '')
}

function textOf(cell: Json | undefined): string {
  if (cell === undefined || cell === null) return ''
  return folded(typeof cell === 'string' ? cell : JSON.stringify(cell))
}

function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()
}

/** `1 234,5`, `1,234.5` and `1234.5`; null: no number. */
function numberIn(text: string): number | null {
  const bare = text.replaceAll(/\s/g, '')
  const plain = bare.includes('.') ? bare.replaceAll(',', '') : bare.replace(',', '.')
  return /^[+-]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : null
}
