import { readBoolean, readDate, readNumber, type Json, type Locale } from '@maillon/node-sdk'
import type { RawCell } from './raw-row.js'
import type { ColumnType } from './read-params.js'

export interface CellReading {
  readonly locale: Locale
  readonly timeZone: string
  readonly date1904: boolean
}

/** What is wrong with a cell. */
export type CellProblem = 'error' | 'blank' | ColumnType

/** As they stand in files, and as a French Excel writes them into a CSV. */
const excelErrors = /^#(N\/A|REF!|DIV\/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|GETTING_DATA|VALEUR!|NOM\?|NOMBRE!|NUL!|PROPAGATION!)$/

export function isBlank(cell: RawCell | undefined): boolean {
  return cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '')
}

/** A cell as JSON, or what is wrong with it. `type` null: as the cell is. Blank cells are null. */
export function typedCell(cell: RawCell, type: ColumnType | null, reading: CellReading): { readonly value: Json } | { readonly problem: CellProblem } {
  if (isBlank(cell)) return { value: null }
  if (typeof cell === 'string' && excelErrors.test(cell)) return { problem: 'error' }
  if (type === null || type === 'text') return { value: type === 'text' ? textOf(cell) : plain(cell) }
  const value = converted(cell, type, reading)
  return value === null ? { problem: type } : { value }
}

/** As it is: dates as ISO 8601 without zone, all else unchanged. */
export function plain(cell: RawCell): Json {
  if (typeof cell === 'number') return asShown(cell)
  return cell instanceof Date ? dateText(cell) : cell
}

/** Excel counts with 15 digits, and keeps 17 of what it computed: its 0.1 + 0.2 is 0.3. */
function asShown(value: number): number {
  return Number.isInteger(value) || Math.round(value * 10_000) / 10_000 === value ? value : Number(value.toPrecision(15))
}

function converted(cell: RawCell, type: Exclude<ColumnType, 'text'>, reading: CellReading): Json {
  switch (type) {
    case 'number':
      return cell instanceof Date ? null : readNumber(typeof cell === 'number' ? asShown(cell) : cell, reading.locale)
    case 'boolean':
      return cell instanceof Date ? null : readBoolean(cell)
    case 'date':
      return dateOf(cell, reading)
  }
}

/** A number in a date column is a date whose format was lost. */
function dateOf(cell: RawCell, reading: CellReading): Json {
  if (cell instanceof Date) return dateText(cell)
  if (typeof cell === 'number') return cell >= 1 && cell < 2_958_466 ? dateText(new Date(Math.round((cell - (reading.date1904 ? 24_107 : 25_569)) * 86_400_000))) : null
  const date = readDate(cell, reading)
  if (date === null) return null
  return typeof cell === 'string' && cell.includes(':') ? (cell.includes('T') ? cell : new Date(date.at).toISOString()) : date.day
}

/** `2026-04-03`, `2026-04-03T08:30:00`, or `08:30:00` for a time without a day (which Excel keeps as a day in 1899, 1900 or 1904). */
export function dateText(date: Date): string | null {
  if (Number.isNaN(date.getTime())) return null
  const rounded = new Date(Math.round(date.getTime() / 1000) * 1000)
  const iso = rounded.toISOString()
  const isTimeOnly = /^(1899-12-3[01]|1900-01-00|1904-01-01)/.test(iso)
  if (isTimeOnly) return iso.slice(11, 19)
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19)
}

function textOf(cell: RawCell): string {
  return cell instanceof Date ? (dateText(cell) ?? '') : String(cell ?? '')
}
