import { readDate, readNumber, unknownFieldError, userError, type Json, type JsonObject, type Locale } from '@maillon/node-sdk'
import { columnLetters } from './cell-address.js'
import type { ColumnFormat, SheetParams, WriteParams } from './write-params.js'

/** A column as it will be written. */
export interface PlannedColumn {
  readonly field: string
  readonly title: string
  readonly kind: Exclude<ColumnFormat, 'auto'> | 'general'
  /** Excel number format; null: General. */
  readonly numFmt: string | null
  /** Characters. */
  readonly width: number
  /** Where values and title stand. */
  readonly align: 'left' | 'right'
}

export interface WritePlace {
  readonly locale: Locale
  readonly timeZone: string
  readonly currency: WriteParams['currency']
}

const isoDay = /^\d{4}-\d{2}-\d{2}$/
const isoTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/
const widest = 60
const narrowest = 8
const longestTitle = 255
const mostColumns = 16_384

/**
 * The columns of a sheet: those asked for, or all fields of the rows in the order in which they first appear.
 * @param rows all rows, or a good number of the first ones: formats and widths are taken from them.
 * @throws UserError at the column whose field no row has.
 */
export function planColumns(sheet: SheetParams, rows: readonly JsonObject[], about: WritePlace & { readonly pointer: string }): readonly PlannedColumn[] {
  const known = fieldsOf(rows)
  if (sheet.columns.length === 0 && known.length > mostColumns) throw tooManyColumns(sheet.name, known.length, `${about.pointer}/columns`)
  if (sheet.columns.length === 0) return withUniqueTitles(known.map((field) => planned({ field, format: 'auto' }, rows, about)))
  const columns = sheet.columns.map((column, index) => {
    if (rows.length > 0 && !known.includes(column.field)) throw unknownFieldError(column.field, known, `${about.pointer}/columns/${index}/field`)
    return planned(column, rows, about)
  })
  return withUniqueTitles(columns)
}

/** Excel repairs (and so alters) a table in which two columns have the same title, whatever the case, or one has none or one that is too long. */
function withUniqueTitles(columns: readonly PlannedColumn[]): readonly PlannedColumn[] {
  const taken = new Set<string>()
  return columns.map((column, at) => {
    const wanted = column.title.replace(/[\s\p{Cc}]+/gu, ' ').trim().slice(0, longestTitle) || columnLetters(at)
    let title = wanted
    for (let copy = 2; taken.has(title.toLowerCase()); copy++) title = `${wanted.slice(0, longestTitle - 10)} (${copy})`
    taken.add(title.toLowerCase())
    return title === column.title ? column : { ...column, title }
  })
}

function tooManyColumns(sheet: string, count: number, field: string) {
  return userError({
    code: 'EXCEL_COLUMNS_EXCEEDED',
    text: { fr: `La feuille « ${sheet} » aurait ${count} colonnes ; Excel en accepte 16 384.`, en: `The sheet “${sheet}” would have ${count} columns; Excel accepts 16,384.` },
    hint: { fr: 'Indiquez les colonnes à écrire. Si chaque ligne apporte d’autres champs, dépliez-les d’abord en lignes.', en: 'Say which columns to write. Where each row brings other fields, unfold them into rows first.' },
    field,
  })
}

/** In the order in which they first appear. */
export function fieldsOf(rows: readonly JsonObject[]): readonly string[] {
  const names = new Set<string>()
  for (const row of rows) for (const name of Object.keys(row)) names.add(name)
  return [...names]
}

interface Wanted {
  readonly field: string
  readonly title?: string
  readonly format: ColumnFormat
  readonly width?: number
}

function planned(column: Wanted, rows: readonly JsonObject[], place: WritePlace): PlannedColumn {
  const values = rows.slice(0, 5000).map((row) => (Object.hasOwn(row, column.field) ? (row[column.field] ?? null) : null))
  const kind = column.format === 'auto' ? guessKind(values) : column.format
  const numFmt = numFmtOf(kind, place)
  const title = column.title === undefined || column.title === '' ? column.field : column.title
  return { field: column.field, title, kind, numFmt, width: column.width ?? widthOf(title, values, kind), align: alignOf(kind, values) }
}

function guessKind(values: readonly Json[]): PlannedColumn['kind'] {
  const present = values.filter((value) => value !== null && value !== '')
  if (present.length === 0) return 'general'
  if (present.every((value) => typeof value === 'string' && isoDay.test(value) && readDate(value, utc) !== null)) return 'date'
  if (present.every((value) => typeof value === 'string' && isoTime.test(value) && readDate(value, utc) !== null)) return 'datetime'
  if (present.every((value) => typeof value === 'number')) return present.every((value) => Number.isInteger(value)) ? 'general' : 'number'
  return 'general'
}

/** Numbers at the right, all else at the left. */
function alignOf(kind: PlannedColumn['kind'], values: readonly Json[]): 'left' | 'right' {
  if (kind === 'text' || kind === 'date' || kind === 'datetime') return 'left'
  return kind !== 'general' || values.some((value) => typeof value === 'number') ? 'right' : 'left'
}

const utc = { locale: 'en', timeZone: 'UTC' } as const
const symbols = { EUR: '"€"', USD: '"$"', GBP: '"£"', CAD: '"$ CA"', CHF: '"CHF"' } as const

function numFmtOf(kind: PlannedColumn['kind'], { locale, currency }: WritePlace): string | null {
  switch (kind) {
    case 'general':
      return null
    case 'text':
      return '@'
    case 'number':
      return '#,##0.00'
    case 'integer':
      return '#,##0'
    case 'currency':
      return locale === 'fr' ? `#,##0.00\\ ${symbols[currency]}` : `${symbols[currency]}#,##0.00`
    case 'percent':
      return '0.0%'
    case 'date':
      return locale === 'fr' ? 'dd/mm/yyyy' : 'yyyy-mm-dd'
    case 'datetime':
      return locale === 'fr' ? 'dd/mm/yyyy hh:mm' : 'yyyy-mm-dd hh:mm'
  }
}

function widthOf(title: string, values: readonly Json[], kind: PlannedColumn['kind']): number {
  // The arrow of the filter needs room beside the title.
  let longest = title.length + 3
  for (const value of values) longest = Math.max(longest, lengthOf(value, kind))
  return Math.min(Math.max(longest + 2, narrowest), widest)
}

/** About how many characters the value takes as shown. */
function lengthOf(value: Json, kind: PlannedColumn['kind']): number {
  if (kind === 'date') return 10
  if (kind === 'datetime') return 16
  const number = kind === 'general' || kind === 'text' ? null : readNumber(value, 'fr')
  if (number !== null) return Math.abs(Math.trunc(number)).toLocaleString('en').length + 4 + (kind === 'currency' ? 3 : 0)
  return value === null ? 0 : typeof value === 'string' ? value.length : JSON.stringify(value).length
}
