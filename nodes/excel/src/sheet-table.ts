import type { Locale } from '@maillon/node-sdk'
import { columnLetters } from './cell-address.js'
import { guessTypes } from './guess-types.js'
import { fillMerged, withinArea } from './row-shape.js'
import { areaOf, type OpenSheet, type RawRow } from './raw-row.js'
import type { ColumnType, ReadParams } from './read-params.js'
import { isBlank, plain, type CellReading } from './typed-cell.js'
import { headerForbidden, headerMissing } from './workbook-errors.js'

export interface ReadPlace {
  readonly locale: Locale
  readonly timeZone: string
  warn(message: string): void
}

export interface Column {
  readonly name: string
  readonly at: number
  readonly type: ColumnType | null
  /** Guessed, not asked for: what doesn't fit stays a text. */
  readonly isGuess: boolean
  readonly required: boolean
}

/** What is known of a column before the sheet is opened. */
export interface DeclaredColumn {
  readonly name: string
  readonly type: ColumnType | null
  readonly required: boolean
}

/** A sheet as titles and rows under them. */
export interface SheetTable {
  readonly header: RawRow
  /** Grows while rows are read, where one has data beyond the last title. */
  readonly columns: Column[]
  readonly reading: CellReading
  /** The rows under the header that aren't blank. */
  readonly rows: AsyncIterable<RawRow>
  close(): Promise<void>
}

const guessedFrom = 1000
const forbidden: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** Finds the titles of a sheet, and what its columns are. @throws UserError */
export async function sheetTable(sheet: OpenSheet, params: TableParams, about: { readonly declared: readonly DeclaredColumn[]; readonly place: ReadPlace }): Promise<SheetTable> {
  const { declared, place } = about
  const rows = shapedRows(sheet, params)[Symbol.asyncIterator]()
  const close = async () => void (await rows.return?.())
  const reading: CellReading = { locale: sheet.decimal ?? place.locale, timeZone: place.timeZone, date1904: sheet.date1904 }
  try {
    const header = await findHeader(rows, params.headerRow ?? null)
    const first = sheet.isText ? await take(rows, guessedFrom) : []
    const guesses = sheet.isText ? guessTypes(first, header.cells.length, reading) : []
    return { header, columns: columnsOf(header, declared, guesses), reading, rows: filledRows(first, rows), close }
  } catch (error) {
    await close()
    throw error
  }
}

export type TableParams = Pick<ReadParams, 'range' | 'headerRow' | 'fillMerged'>

function shapedRows(sheet: OpenSheet, { range = '', fillMerged: isFilled }: TableParams): AsyncIterable<RawRow> {
  const rows = withinArea(sheet.rows(), range === '' ? null : areaOf(range))
  return isFilled ? fillMerged(rows, sheet.merges) : rows
}

async function take(rows: AsyncIterator<RawRow>, count: number): Promise<readonly RawRow[]> {
  const taken: RawRow[] = []
  while (taken.length < count) {
    const next = await rows.next()
    if (next.done === true) break
    taken.push(next.value)
  }
  return taken
}

async function* filledRows(first: readonly RawRow[], rest: AsyncIterator<RawRow>): AsyncIterable<RawRow> {
  for (const row of first) if (!row.cells.every(isBlank)) yield row
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) if (!next.value.cells.every(isBlank)) yield next.value
}

async function findHeader(rows: AsyncIterator<RawRow>, wanted: number | null): Promise<RawRow> {
  for (let next = await rows.next(); next.done !== true; next = await rows.next()) {
    const { number, cells } = next.value
    if (wanted === null ? !cells.every(isBlank) : number >= wanted) {
      if (wanted !== null && (number > wanted || cells.every(isBlank))) break
      return next.value
    }
  }
  throw headerMissing(wanted)
}

/** Titles in the order of the sheet. A column without one is called by its letters; the second of the same name gets “ (2)”. */
function columnsOf(header: RawRow, declared: readonly DeclaredColumn[], guesses: readonly (ColumnType | null)[]): Column[] {
  const taken = new Set<string>()
  const columns: Column[] = []
  const last = header.cells.findLastIndex((cell) => !isBlank(cell))
  const firstFilled = header.cells.findIndex((cell) => !isBlank(cell))
  for (let at = firstFilled; at <= last; at++) columns.push(columnAt(at, titleOf(header, at), { taken, declared, guesses }))
  return columns
}

function titleOf(header: RawRow, at: number): string {
  const title = String(plain(header.cells[at] ?? null) ?? '').replace(/\s+/g, ' ').trim()
  if (forbidden.has(title)) throw headerForbidden(title, `${columnLetters(at)}${header.number}`)
  return title === '' ? columnLetters(at) : title
}

interface Known {
  readonly taken: Set<string>
  readonly declared: readonly DeclaredColumn[]
  readonly guesses: readonly (ColumnType | null)[]
}

function columnAt(at: number, title: string, { taken, declared, guesses }: Known): Column {
  let name = title
  for (let copy = 2; taken.has(name); copy++) name = `${title} (${copy})`
  taken.add(name)
  const wanted = declared.find((one) => one.name === name)
  return { name, at, type: wanted?.type ?? guesses[at] ?? null, isGuess: wanted === undefined, required: wanted?.required ?? false }
}

