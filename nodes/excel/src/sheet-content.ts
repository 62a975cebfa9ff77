import { userError, type JsonObject } from '@maillon/node-sdk'
import { cellOfValue, mustFit, type CellContent } from './cell-of-value.js'
import { planColumns, type PlannedColumn, type WritePlace } from './column-plan.js'
import { Totals } from './totals.js'
import type { SheetParams } from './write-params.js'

/** One sheet on its way into a workbook: what it looks like, and its rows as cells. */
export interface SheetContent {
  readonly params: SheetParams
  readonly columns: readonly PlannedColumn[]
  /** Filled while `cellsOf` is called. */
  readonly totals: Totals
  /** The cells of a data row. `index` is 0 for the first one (which stands in row 2, under the header). */
  cellsOf(row: JsonObject, index: number): CellContent[]
}

const mostRows = 1_048_576

/** @param sample rows from which columns, formats and widths are taken: all of them, or the first ones of a stream. */
export function sheetContent(params: SheetParams, sample: readonly JsonObject[], about: WritePlace & { readonly pointer: string }): SheetContent {
  const columns = planColumns(params, sample, about)
  const totals = new Totals(params, columns, about.pointer)
  return {
    params,
    columns,
    totals,
    cellsOf(row, index) {
      if (index + 2 > mostRows) throw tooManyRows(params.name, about.pointer)
      const cells: CellContent[] = []
      for (const [at, column] of columns.entries()) {
        const cell = cellOfValue(Object.hasOwn(row, column.field) ? (row[column.field] ?? null) : null, column, about)
        if (typeof cell === 'string') mustFit(cell, { sheet: params.name, row: index, column: at, pointer: about.pointer })
        cells.push(cell)
      }
      totals.add(cells, index)
      return cells
    },
  }
}

function tooManyRows(name: string, field: string) {
  return userError({
    code: 'EXCEL_ROWS_EXCEEDED',
    text: { fr: `La feuille « ${name} » dépasse les 1 048 576 lignes qu’Excel accepte.`, en: `The sheet “${name}” goes beyond the 1,048,576 rows that Excel accepts.` },
    hint: { fr: 'Filtrez les lignes, ou répartissez-les sur plusieurs feuilles.', en: 'Filter the rows, or spread them over several sheets.' },
    field,
  })
}
