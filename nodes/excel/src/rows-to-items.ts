import { userError, type Json, type JsonObject, type Locale } from '@maillon/node-sdk'
import { columnLetters } from './cell-address.js'
import { guessTypes } from './guess-types.js'
import { fillMerged, withinArea } from './row-shape.js'
import { areaOf, type OpenSheet, type RawRow } from './raw-row.js'
import type { ColumnType, ReadParams } from './read-params.js'
import { isBlank, plain, typedCell, type CellProblem, type CellReading } from './typed-cell.js'
import { columnUnknown, headerForbidden, headerMissing } from './workbook-errors.js'

export interface ReadPlace {
  readonly locale: Locale
  readonly timeZone: string
  warn(message: string): void
}

interface Column {
  readonly name: string
  readonly at: number
  readonly type: ColumnType | null
  /** Guessed, not asked for: what doesn't fit stays a text. */
  readonly isGuess: boolean
  readonly required: boolean
}

const guessedFrom = 1000
const forbidden: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** The rows of a sheet as objects by column title. Blank rows are left out. @throws UserError with the cell's address. */
export async function* rowsToItems(sheet: OpenSheet, params: ReadParams, place: ReadPlace): AsyncIterable<JsonObject> {
  const rows = shapedRows(sheet, params)[Symbol.asyncIterator]()
  const reading: CellReading = { locale: sheet.decimal ?? place.locale, timeZone: place.timeZone, date1904: sheet.date1904 }
  try {
    const header = await findHeader(rows, params.headerRow ?? null)
    const first = sheet.isText ? await take(rows, guessedFrom) : []
    const guesses = sheet.isText ? guessTypes(first, header.cells.length, reading) : []
    const columns = columnsOf(header, params.columns, guesses)
    const report = new BadCells(sheet.name, params.onBadCell, place)
    for await (const row of filledRows(first, rows)) yield itemOf(row, columns, { params, reading, report })
    report.finish()
  } finally {
    await rows.return?.()
  }
}

function shapedRows(sheet: OpenSheet, { range = '', fillMerged: isFilled }: ReadParams): AsyncIterable<RawRow> {
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
function columnsOf(header: RawRow, declared: ReadParams['columns'], guesses: readonly (ColumnType | null)[]): Column[] {
  const taken = new Set<string>()
  const columns: Column[] = []
  const last = header.cells.findLastIndex((cell) => !isBlank(cell))
  const firstFilled = header.cells.findIndex((cell) => !isBlank(cell))
  for (let at = firstFilled; at <= last; at++) columns.push(columnAt(at, titleOf(header, at), { taken, declared, guesses }))
  declared.forEach(({ name }, index) => {
    const names = columns.map((column) => column.name)
    if (!names.includes(name)) throw columnUnknown(name, names, `/columns/${index}/name`)
  })
  return columns
}

function titleOf(header: RawRow, at: number): string {
  const title = String(plain(header.cells[at] ?? null) ?? '').replace(/\s+/g, ' ').trim()
  if (forbidden.has(title)) throw headerForbidden(title, `${columnLetters(at)}${header.number}`)
  return title === '' ? columnLetters(at) : title
}

interface Known {
  readonly taken: Set<string>
  readonly declared: ReadParams['columns']
  readonly guesses: readonly (ColumnType | null)[]
}

function columnAt(at: number, title: string, { taken, declared, guesses }: Known): Column {
  let name = title
  for (let copy = 2; taken.has(name); copy++) name = `${title} (${copy})`
  taken.add(name)
  const wanted = declared.find((one) => one.name === name)
  return { name, at, type: wanted?.type ?? guesses[at] ?? null, isGuess: wanted === undefined, required: wanted?.required ?? false }
}

interface Reading {
  readonly params: ReadParams
  readonly reading: CellReading
  readonly report: BadCells
}

function itemOf(row: RawRow, columns: Column[], { params, reading, report }: Reading): JsonObject {
  // Data beyond the last title isn't dropped: its column is called by its letters from here on.
  for (let at = (columns.at(-1)?.at ?? -1) + 1; at < row.cells.length; at++) {
    if (!isBlank(row.cells[at])) columns.push({ name: columnLetters(at), at, type: null, isGuess: true, required: false })
  }
  const values: [string, Json][] = columns.map((column) => {
    const cell = row.cells[column.at] ?? null
    const found = typedCell(cell, column.type, reading)
    const problem = 'problem' in found ? found.problem : column.required && found.value === null ? 'blank' : null
    if (problem === null) return [column.name, 'value' in found ? found.value : null]
    const shown = plain(cell)
    // A guess that fails is a text, and nobody's mistake.
    if (column.isGuess && problem !== 'error') return [column.name, shown]
    return [column.name, report.meet({ address: `${columnLetters(column.at)}${row.number}`, shown, problem })]
  })
  if (params.rowNumberField !== undefined && params.rowNumberField !== '') values.push([params.rowNumberField, row.number])
  return Object.fromEntries(values)
}

const wanted: { readonly [P in CellProblem]: { readonly fr: string; readonly en: string } } = {
  error: { fr: 'est une erreur d’Excel', en: 'is an error of Excel' },
  blank: { fr: 'ne peut pas être vide', en: 'may not be empty' },
  number: { fr: 'n’est pas un nombre', en: 'is not a number' },
  date: { fr: 'n’est pas une date', en: 'is not a date' },
  boolean: { fr: 'n’est pas un oui ou non', en: 'is not a yes or no' },
  text: { fr: 'n’est pas un texte', en: 'is not a text' },
}

interface BadCell {
  readonly address: string
  readonly shown: Json
  readonly problem: CellProblem
}

/** What happens with cells that are not of their type: the first stops everything, or each is warned of (the first 20 by name). */
class BadCells {
  private count = 0

  constructor(
    private readonly sheet: string | null,
    private readonly choice: ReadParams['onBadCell'],
    private readonly place: ReadPlace,
  ) {}

  /** The value to go on with. */
  meet({ address, shown, problem }: BadCell): Json {
    const text = this.sentence(address, shown, problem)
    if (this.choice === 'fail') {
      throw userError({
        code: 'EXCEL_CELL_INVALID',
        text,
        hint: {
          fr: 'Corrigez la cellule dans le fichier, ou choisissez de la lire comme vide ou telle quelle.',
          en: 'Correct the cell in the file, or choose to read it as empty or as it is.',
        },
        field: '/onBadCell',
      })
    }
    this.count++
    if (this.count <= 20) this.place.warn(text[this.place.locale])
    return this.choice === 'keep' ? shown : null
  }

  finish(): void {
    if (this.count > 20) this.place.warn(this.place.locale === 'fr' ? `En tout, ${this.count} cellules ne sont pas du bon type.` : `In all, ${this.count} cells are not of the right type.`)
  }

  private sentence(address: string, shown: Json, problem: CellProblem) {
    const value = shown === null ? '' : String(shown).slice(0, 60)
    const fr = `${this.sheet === null ? '' : `Feuille « ${this.sheet} », `}cellule ${address} : ${value === '' ? 'elle' : `« ${value} »`} ${wanted[problem].fr}.`
    const en = `${this.sheet === null ? '' : `Sheet “${this.sheet}”, `}cell ${address}: ${value === '' ? 'it' : `“${value}”`} ${wanted[problem].en}.`
    return { fr: fr.charAt(0).toUpperCase() + fr.slice(1), en: en.charAt(0).toUpperCase() + en.slice(1) }
  }
}
