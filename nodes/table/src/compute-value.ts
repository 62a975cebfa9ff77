import { isEmpty, readDate, readNumber, shortText, userError, type Json, type JsonObject, type Locale } from '@maillon/node-sdk'
import { valueOf } from './seen-fields.js'

export const calculations = ['add', 'subtract', 'multiply', 'divide', 'percent', 'change', 'round', 'join', 'days', 'number', 'running', 'previous', 'difference', 'share'] as const
export type Calculation = (typeof calculations)[number]

export interface Column {
  readonly name: string
  readonly calculation: Calculation
  readonly field?: string
  /** A number, or what stands between joined texts. */
  readonly value?: string
  readonly other?: string
  /** Absent: as many as there are. */
  readonly decimals?: number
}

/** What a calculation over rows remembers from one row to the next. */
export interface ColumnMemory {
  rows: number
  sum: number
  previous: Json
}

export interface ComputePlace {
  readonly locale: Locale
  readonly timeZone: string
  readonly row: number
  /** JSON pointer of the column. */
  readonly pointer: string
  /** Sum over all rows, for `share`; null: not known yet. */
  readonly total: number | null
}

type Operands = readonly [left: number, right: number]

const arithmetic: { readonly [C in 'add' | 'subtract' | 'multiply' | 'divide' | 'percent' | 'change']: (operands: Operands) => number | null } = {
  add: ([left, right]) => left + right,
  subtract: ([left, right]) => left - right,
  multiply: ([left, right]) => left * right,
  divide: ([left, right]) => (right === 0 ? null : left / right),
  percent: ([left, right]) => (right === 0 ? null : (left / right) * 100),
  change: ([left, right]) => (right === 0 ? null : ((left - right) / Math.abs(right)) * 100),
}

/** One value to compute: a column in a row. */
export interface Cell {
  readonly json: JsonObject
  readonly column: Column
  readonly place: ComputePlace
  readonly memory: ColumnMemory
}

/**
 * The value of a computed column in a row; null where one of its operands is empty, or it would divide by 0.
 * @throws UserError with field and row where a value isn't of the type that is needed
 */
export function computeValue(cell: Cell): Json {
  const { json, column, memory } = cell
  switch (column.calculation) {
    case 'join':
      return [fieldOf(json, column.field), fieldOf(json, column.other)].filter((value) => !isEmpty(value)).map((value) => (typeof value === 'object' ? JSON.stringify(value) : String(value))).join(column.value ?? ' ')
    case 'days':
      return daysBetween(cell)
    case 'number':
      return (memory.rows += 1)
    case 'previous': {
      const before = memory.previous
      memory.previous = fieldOf(json, column.field)
      return before
    }
    default:
      return rounded(overRows(cell) ?? null, column.decimals)
  }
}

function overRows(cell: Cell): number | null {
  const { column, memory, place } = cell
  const left = numberAt(cell, 'field')
  switch (column.calculation) {
    case 'round':
      return left
    case 'running':
      memory.sum = clean(memory.sum + (left ?? 0))
      return memory.sum
    case 'difference': {
      const before = memory.previous
      memory.previous = left
      return left === null || typeof before !== 'number' ? null : left - before
    }
    case 'share':
      return left === null || place.total === null || place.total === 0 ? null : (left / place.total) * 100
    default:
      return ofTwo(left, cell)
  }
}

function ofTwo(left: number | null, cell: Cell): number | null {
  const right = (cell.column.other ?? '') === '' ? literal(cell) : numberAt(cell, 'other')
  return left === null || right === null ? null : arithmetic[cell.column.calculation as keyof typeof arithmetic]([left, right])
}

/** @throws UserError */
export function numberAt({ json, column, place }: Pick<Cell, 'json' | 'column' | 'place'>, operand: 'field' | 'other'): number | null {
  const value = fieldOf(json, column[operand])
  if (isEmpty(value)) return null
  const number = readNumber(value, place.locale)
  if (number === null) throw misfit(value, 'number', { ...place, pointer: `${place.pointer}/${operand}` })
  return number
}

function literal({ column: { value = '' }, place }: Cell): number {
  if (isEmpty(value)) {
    throw userError({
      code: 'TABLE_OPERAND_MISSING',
      text: { fr: 'Il manque le second champ, ou le nombre, de ce calcul.', en: 'The second field, or the number, of this calculation is missing.' },
      field: `${place.pointer}/other`,
    })
  }
  const number = readNumber(value, place.locale)
  if (number === null) throw misfit(value, 'number', { ...place, pointer: `${place.pointer}/value` })
  return number
}

function daysBetween(cell: Cell): number | null {
  const from = dayAt(cell, 'field')
  const to = dayAt(cell, 'other')
  return from === null || to === null ? null : (to - from) / 86_400_000
}

/** Midnight of the calendar day as if in UTC, so that a change of the clocks makes no 23-hour day. */
function dayAt({ json, column, place }: Cell, operand: 'field' | 'other'): number | null {
  const value = fieldOf(json, column[operand])
  if (isEmpty(value)) return null
  const date = readDate(value, place)
  if (date === null) throw misfit(value, 'date', { ...place, pointer: `${place.pointer}/${operand}` })
  return Date.parse(`${date.day}T00:00:00Z`)
}

function fieldOf(row: JsonObject, field: string | undefined): Json {
  return field === undefined || field === '' ? null : valueOf(row, field)
}

/** 15 digits are what a number of a computer holds for sure: behind them stands only the noise of binary fractions (0.1 + 0.2). */
function clean(value: number): number {
  return Number(value.toPrecision(15))
}

/** Halves away from zero, as people round. */
function rounded(value: number | null, decimals: number | undefined): number | null {
  if (value === null || !Number.isFinite(value)) return null
  const exact = clean(value)
  if (decimals === undefined) return exact
  const shifted = Number(`${Math.abs(exact)}e${decimals}`)
  if (!Number.isFinite(shifted)) return exact
  return Math.sign(exact) * Number(`${Math.round(shifted)}e-${decimals}`) + 0
}

const types = { number: { fr: 'un nombre', en: 'a number' }, date: { fr: 'une date', en: 'a date' } } as const

function misfit(value: Json, type: keyof typeof types, { row, pointer }: Pick<ComputePlace, 'row' | 'pointer'>) {
  return userError({
    code: 'TABLE_VALUE_MISFIT',
    text: { fr: `Ligne ${row + 1} : « ${shortText(value)} » n’est pas ${types[type].fr}.`, en: `Row ${row + 1}: “${shortText(value)}” is not ${types[type].en}.` },
    hint: { fr: 'Corrigez la donnée, ou écartez ces lignes par un filtre avant cette étape.', en: 'Correct the data, or take these rows out with a filter before this step.' },
    field: pointer,
    row,
  })
}
