import type { Json } from '@maillon/node-sdk'
import { cellHoldsFormula, cellTooLong } from './edit-errors.js'
import { formulaOf } from './sheet-rows.js'
import type { WorkbookEditor } from './workbook-editor.js'

export interface CellChange {
  readonly sheet?: string
  readonly cell: string
  readonly value?: unknown
  /** The value is a formula; only a person's own parameter says so, never data. Default false. */
  readonly isFormula?: boolean
  /** Default false: a cell that holds a formula is refused. */
  readonly replacesFormula?: boolean
}

/** @throws UserError with the cell's address */
export async function setCell(editor: WorkbookEditor, change: CellChange, pointer: string): Promise<void> {
  const { sheet, place } = await editor.cell(change.cell, change.sheet ?? '', `${pointer}/cell`)
  const cell = sheet.writer.cellAt(place)
  if (cell !== null && formulaOf(cell) !== null && change.replacesFormula !== true) throw cellHoldsFormula(sheet.name, place, `${pointer}/cell`)
  // The parameters are JSON: nothing else comes in here.
  const value = (change.value ?? null) as Json
  if (typeof value === 'string' && value.length > 32_767) throw cellTooLong(sheet.name, place, { length: value.length, field: `${pointer}/value` })
  if (change.isFormula === true && typeof value === 'string' && value !== '') sheet.writer.writeFormula(place, value)
  else sheet.writer.write(place, value)
}
