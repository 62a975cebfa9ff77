import type { Locale } from '@maillon/node-sdk'
import type { WriteSheet } from 'hucre/xlsx'
import { columnLetters } from './cell-address.js'
import type { CellContent } from './cell-of-value.js'
import type { PlannedColumn } from './column-plan.js'
import { chartOfSheet } from './chart-of-sheet.js'
import type { SheetContent } from './sheet-content.js'
import { subtotalNumbers, totalLabel } from './totals.js'

/** A sheet with all its rows in memory. */
export interface FilledSheet {
  readonly content: SheetContent
  readonly rows: readonly CellContent[][]
  readonly pointer: string
}

const font = { name: 'Calibri', size: 11 } as const
const header = { font: { ...font, bold: true, color: { rgb: 'FFFFFF' } }, fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: '1F4E79' } } } as const
const totalLine = { top: { style: 'thin', color: { rgb: '1F4E79' } } } as const

/** A workbook with everything: tables, totals, widths, charts. It is built in memory. */
export async function writeFormatted(sheets: readonly FilledSheet[], locale: Locale): Promise<Uint8Array> {
  const { writeXlsx } = await import('hucre/xlsx')
  return writeXlsx({ sheets: sheets.map((sheet, index) => writeSheetOf(sheet, index, locale)), defaultFont: font })
}

function writeSheetOf({ content, rows, pointer }: FilledSheet, index: number, locale: Locale): WriteSheet {
  const { columns, params, totals } = content
  const withTotals = totals.any && rows.length > 0
  const isTable = params.table && rows.length > 0
  const chart = chartOfSheet(params, columns, { rows: rows.length, pointer })
  const grid: CellContent[][] = [columns.map(({ title }) => title), ...rows]
  if (withTotals) grid.push(totalsRow(content, locale))
  return {
    name: params.name,
    columns: columns.map((column) => ({ width: column.width, style: { ...numFmtOf(column), ...alignmentOf(column) } })),
    rows: grid,
    cells: cellsOf(content, { rows: rows.length, withTotals, table: isTable ? tableName(index) : null }),
    pageSetup: { orientation: 'landscape', paperSize: 'a4', fitToPage: true, fitToWidth: 1, fitToHeight: 0, printTitlesRow: '$1:$1' },
    ...(params.freezeHeader ? { freezePane: { rows: 1 } } : {}),
    ...(isTable ? { tables: [tableOf(content, { rows: rows.length, index, withTotals, locale })] } : {}),
    ...(chart === null ? {} : { charts: [chart] }),
  }
}

type Cells = NonNullable<WriteSheet['cells']>

/** The looks of header and totals, and the formulas of the totals with their results. */
function cellsOf({ columns, totals }: SheetContent, about: { readonly rows: number; readonly withTotals: boolean; readonly table: string | null }): Cells {
  const cells: Cells = new Map(columns.map((column, at) => [`0,${at}`, { value: column.title, style: { ...header, ...alignmentOf(column) } }]))
  if (!about.withTotals) return cells
  const line = about.rows + 1
  columns.forEach((column, at) => {
    const name = totals.functionOf(at)
    const style = { font: { ...font, bold: true }, border: totalLine, ...alignmentOf(column), ...(name === 'count' ? {} : numFmtOf(column)) }
    const letters = columnLetters(at)
    // In a table Excel expects the formula that it would write itself, by the name of the column.
    const range = about.table === null ? `${letters}2:${letters}${line}` : `${about.table}[${escapedTitle(column.title)}]`
    const formula = name === null ? {} : { formula: `SUBTOTAL(${subtotalNumbers[name]},${range})`, formulaResult: totals.result(at) }
    cells.set(`${line},${at}`, { style, ...formula })
  })
  return cells
}

/** In a structured reference, these characters of a title need an apostrophe before them. */
function escapedTitle(title: string): string {
  return title.replace(/['#[\]@]/g, "'$&")
}

function numFmtOf({ numFmt }: PlannedColumn) {
  return numFmt === null ? {} : { numFmt }
}

function alignmentOf({ align }: PlannedColumn) {
  return { alignment: { horizontal: align } }
}

function totalsRow({ columns, totals }: SheetContent, locale: Locale): CellContent[] {
  return columns.map((_, column) => (totals.functionOf(column) !== null ? totals.result(column) : column === 0 ? totalLabel[locale] : null))
}

function tableName(index: number): string {
  return `Table${index + 1}`
}

interface TableFacts {
  readonly rows: number
  readonly index: number
  readonly withTotals: boolean
  readonly locale: Locale
}

function tableOf({ columns, totals }: SheetContent, { rows, index, withTotals, locale }: TableFacts) {
  const last = rows + 1 + (withTotals ? 1 : 0)
  return {
    name: tableName(index),
    range: `A1:${columnLetters(columns.length - 1)}${last}`,
    style: 'TableStyleMedium2',
    showTotalRow: withTotals,
    columns: columns.map(({ title }, column) => {
      const name = totals.functionOf(column)
      if (!withTotals) return { name: title }
      return { name: title, ...(name !== null ? { totalFunction: name } : column === 0 ? { totalLabel: totalLabel[locale] } : {}) }
    }),
  }
}
