import type { Json, JsonObject } from '@maillon/node-sdk'
import { unknownFieldError } from '@maillon/node-sdk'
import { columnIndex, type CellPlace } from '../cell-address.js'
import { attribute } from '../inspect-package.js'
import { areaOf, type CellArea } from '../raw-row.js'
import { cellHoldsFormula, cellTooLong, outsideSheet, tooManyForTemplate } from './edit-errors.js'
import { formulaOf } from './sheet-rows.js'
import type { EditedSheet, WorkbookEditor } from './workbook-editor.js'

const mostCells = 300_000
const longestText = 32_767
const lastRow = 1_048_576
/** XFD, 0-based. */
const lastColumn = 16_383

/** A block of prepared rows that is filled with rows of data. */
export interface TableFill {
  /** Empty: the first sheet. */
  readonly sheet: string
  /** Where the first value goes: an address or a defined name. */
  readonly start: string
  /** Rows that the template has ready, from the first one on. Ignored in an Excel table, which says it itself. */
  readonly preparedRows: number
  /** Fields by column, from the left; `column` absent: beside the one before. None: all fields of the rows. */
  readonly columns: readonly { readonly field: string; readonly column?: string }[]
}

interface Target {
  readonly field: string
  readonly column: number
  readonly pointer: string
}

/** Fills the rows in; where they are more than prepared, rows are inserted that look like the last prepared one. @returns rows written. */
export async function fillTable(editor: WorkbookEditor, fill: TableFill, { rows, pointer }: { readonly rows: readonly JsonObject[]; readonly pointer: string }): Promise<number> {
  const { sheet, place } = await editor.cell(fill.start, fill.sheet, `${pointer}/start`)
  const targets = targetsOf(fill, { rows, place, pointer })
  if (rows.length * Math.max(1, targets.length) > mostCells) throw tooManyForTemplate(sheet.name, mostCells, pointer)
  if (place.row + Math.max(1, rows.length) - 1 > lastRow) throw outsideSheet(sheet.name, `${pointer}/start`)
  for (const target of targets) if (target.column > lastColumn) throw outsideSheet(sheet.name, target.pointer)
  const table = await tableAt(editor, sheet, place)
  const prepared = table === null ? fill.preparedRows : Math.max(1, table.bottom - place.row + 1)
  if (rows.length > prepared) await editor.insertRows(sheet, place.row + prepared - 1, rows.length - prepared)
  for (let step = 0; step < Math.max(rows.length, prepared); step += 1) fillRow(sheet, rows[step] ?? null, { row: place.row + step, index: step, targets })
  if (table !== null && !table.hasTotals && rows.length < prepared) await shrinkTable(editor, table.part, { from: table.bottom, to: place.row + Math.max(rows.length, 1) - 1 })
  return rows.length
}

/** @param json null: a prepared row that no data is left for. */
function fillRow(sheet: EditedSheet, json: JsonObject | null, at: { readonly row: number; readonly index: number; readonly targets: readonly Target[] }): void {
  for (const { field, column, pointer } of at.targets) {
    const place = { row: at.row, column }
    const cell = sheet.writer.cellAt(place)
    const isFormula = cell !== null && formulaOf(cell) !== null
    if (isFormula && json !== null) throw cellHoldsFormula(sheet.name, place, pointer)
    if (isFormula) continue
    const value = valueOf(json, field)
    if (typeof value === 'string' && value.length > longestText) throw cellTooLong(sheet.name, place, { length: value.length, field: pointer })
    if (json !== null || cell !== null) sheet.writer.write(place, value)
  }
}

function valueOf(json: JsonObject | null, field: string): Json {
  return json !== null && Object.hasOwn(json, field) ? (json[field] ?? null) : null
}

function targetsOf(fill: TableFill, { rows, place, pointer }: { readonly rows: readonly JsonObject[]; readonly place: CellPlace; readonly pointer: string }): readonly Target[] {
  const known = [...new Set(rows.slice(0, 1000).flatMap((row) => Object.keys(row)))]
  if (fill.columns.length === 0) return known.map((field, at) => ({ field, column: place.column + at, pointer: `${pointer}/columns` }))
  let next = place.column
  return fill.columns.map(({ field, column = '' }, at) => {
    if (rows.length > 0 && !known.includes(field)) throw unknownFieldError(field, known, `${pointer}/columns/${at}/field`)
    const target = { field, column: column === '' ? next : columnIndex(column), pointer: `${pointer}/columns/${at}/field` }
    next = target.column + 1
    return target
  })
}

interface TableAt {
  readonly part: string
  /** Last row of data. */
  readonly bottom: number
  readonly hasTotals: boolean
}

/** The Excel table whose data begin at a place. */
async function tableAt(editor: WorkbookEditor, sheet: EditedSheet, { row, column }: CellPlace): Promise<TableAt | null> {
  for (const part of await editor.partsOf(sheet, 'table')) {
    const { area, totals } = tableTag((await editor.book.text(part)) ?? '')
    if (area === null || column < area.left || column > area.right) continue
    const bottom = area.bottom + 1 - totals
    if (row > area.top && row <= bottom) return { part, bottom, hasTotals: totals > 0 }
  }
  return null
}

function tableTag(text: string): { readonly area: CellArea | null; readonly totals: number } {
  const tag = /<(?:\w+:)?table\b[^>]*>/.exec(text)?.[0] ?? ''
  return { area: areaOf(attribute(tag, 'ref') ?? ''), totals: Number(attribute(tag, 'totalsRowCount') ?? 0) }
}

async function shrinkTable(editor: WorkbookEditor, part: string, rows: { readonly from: number; readonly to: number }): Promise<void> {
  const end = new RegExp(`(<(?:\\w+:)?(?:table|autoFilter)\\b[^>]*\\sref="[A-Z]+\\d+:[A-Z]+)${rows.from}(")`, 'g')
  await editor.book.edit(part, (text) => text.replace(end, (_whole, before: string, after: string) => `${before}${rows.to}${after}`))
}
