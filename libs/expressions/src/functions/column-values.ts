import { isJsonArray, isJsonObject, type Json } from '@maillon/kernel'
import type { EvaluationState } from '../evaluation-state.js'
import { listed } from '../listed-names.js'
import { nearMiss } from '../near-miss.js'
import { shown } from '../shown.js'

/** A field of a row: an own one of that very name, else (with dots) field by field. Undefined: the row doesn't have it. */
export function fieldOf(row: Json, field: string): Json | undefined {
  if (typeof row !== 'object' || row === null) return undefined
  if (Object.hasOwn(row, field)) return (row as { readonly [key: string]: Json })[field]
  if (!field.includes('.')) return undefined
  let value: Json | undefined = row
  for (const part of field.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    value = (value as { readonly [key: string]: Json })[part]
  }
  return value
}

/**
 * A field of each row. Rows may lack it; where none has it, it is a slip of the pen and a problem
 * (EXPRESSION_FIELD_MISSING, or _MISSPELLED with what was meant).
 */
export function columnOf(state: EvaluationState, rows: readonly Json[], field: string): readonly (Json | undefined)[] {
  state.spend(rows.length)
  const values = rows.map((row) => fieldOf(row, field))
  if (rows.length > 0 && values.every((value) => value === undefined)) failMissing(state, rows, field)
  return values
}

function failMissing(state: EvaluationState, rows: readonly Json[], field: string): never {
  const [first] = rows
  const known = isJsonObject(first) ? Object.keys(first) : []
  const suggestion = nearMiss(field, known)
  const params = { path: field, field, known: listed(known) }
  return suggestion === null ? state.fail('EXPRESSION_FIELD_MISSING', params) : state.fail('EXPRESSION_FIELD_MISSPELLED', { ...params, suggestion })
}

/**
 * The numbers that `sum`, `mean`, `min` and `max` work on: those of a list, of a field of its rows, or the arguments themselves.
 * Empty cells (null, '', missing) are passed over, as in a spreadsheet; any other text is a problem.
 */
export function numbersOf(state: EvaluationState, [first, ...more]: readonly (Json | undefined)[]): readonly number[] {
  if (isJsonArray(first)) {
    const [field] = more
    const values = field === undefined ? first : columnOf(state, first, textField(state, field))
    return onlyNumbers(state, values)
  }
  return onlyNumbers(state, [first, ...more])
}

export function textField(state: EvaluationState, field: Json | undefined): string {
  return typeof field === 'string' ? field : state.fail('EXPRESSION_TEXT_EXPECTED', { argument: 'field', given: shown(field) })
}

function onlyNumbers(state: EvaluationState, values: readonly (Json | undefined)[]): readonly number[] {
  state.spend(values.length)
  const numbers: number[] = []
  for (const value of values) {
    if (typeof value === 'number') numbers.push(value)
    else if (value !== null && value !== undefined && value !== '') state.fail('EXPRESSION_NUMBER_EXPECTED', { argument: 'values', given: shown(value) })
  }
  return numbers
}
