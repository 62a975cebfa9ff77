import type { Json, JsonObject } from '@maillon/node-sdk'
import { BadCells } from './bad-cells.js'
import { columnLetters } from './cell-address.js'
import type { OpenSheet, RawRow } from './raw-row.js'
import type { ReadParams } from './read-params.js'
import { sheetTable, type Column, type ReadPlace } from './sheet-table.js'
import { isBlank, plain, typedCell, type CellReading } from './typed-cell.js'
import { columnUnknown } from './workbook-errors.js'

/** The rows of a sheet as objects by column title. Blank rows are left out. @throws UserError with the cell's address. */
export async function* rowsToItems(sheet: OpenSheet, params: ReadParams, place: ReadPlace): AsyncIterable<JsonObject> {
  const table = await sheetTable(sheet, params, { declared: params.columns, place })
  try {
    mustHaveDeclared(table.columns, params)
    const { columns, reading } = table
    const report = new BadCells(sheet.name, params.onBadCell, place)
    for await (const row of table.rows) yield itemOf(row, columns, { params, reading, report })
    report.finish()
  } finally {
    await table.close()
  }
}

function mustHaveDeclared(columns: readonly Column[], params: ReadParams): void {
  const names = columns.map(({ name }) => name)
  params.columns.forEach(({ name }, index) => {
    if (!names.includes(name)) throw columnUnknown(name, names, `/columns/${index}/name`)
  })
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
