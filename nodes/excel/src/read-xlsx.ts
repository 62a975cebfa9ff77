import { readFile } from 'node:fs/promises'
import type { PackageSheet } from './inspect-package.js'
import type { RawCell, RawRow } from './raw-row.js'
import { ReadingStopped } from './reading-failed.js'

export async function* rowsByHucre(path: string, sheet: PackageSheet): AsyncIterable<RawRow> {
  let row = 0
  try {
    const { streamXlsxRows } = await import('hucre/xlsx')
    for await (const { index, values } of streamXlsxRows(await readFile(path), { sheet: sheet.name })) {
      row = index + 1
      yield { number: row, cells: values }
    }
  } catch (error) {
    throw new ReadingStopped({ sheet: sheet.name, row }, error)
  }
}

/** exceljs tells a sheet apart by the number in the name of its part; the name stands in another part. */
export async function* rowsByExceljs(path: string, sheet: PackageSheet, date1904 = false): AsyncIterable<RawRow> {
  let row = 0
  try {
    for await (const read of exceljsRows(path, sheet, date1904)) {
      row = read.number
      yield read
    }
  } catch (error) {
    throw new ReadingStopped({ sheet: sheet.name, row }, error)
  }
}

async function* exceljsRows(path: string, sheet: PackageSheet, date1904: boolean): AsyncIterable<RawRow> {
  const { default: exceljs } = await import('exceljs')
  const wanted = Number(/(\d+)\.xml$/.exec(sheet.part)?.[1] ?? 1)
  const reader = new exceljs.stream.xlsx.WorkbookReader(path, { worksheets: 'emit', sharedStrings: 'cache', styles: 'cache', hyperlinks: 'ignore', entries: 'ignore' })
  for await (const worksheet of reader) {
    const isWanted = Number((worksheet as unknown as { id: number | string }).id) === wanted
    for await (const row of worksheet) {
      if (!isWanted) break
      const values = row.values as readonly unknown[]
      yield { number: row.number, cells: Array.from({ length: Math.max(0, values.length - 1) }, (_, at) => plainCell(values[at + 1], { numFmt: () => row.getCell(at + 1).numFmt, date1904 })) }
    }
    if (isWanted) return
  }
}

interface CellLook {
  numFmt(): string | undefined
  readonly date1904: boolean
}

/** The value that the cell shows: a formula's kept result, a link's text, the parts of a rich text in one. */
function plainCell(value: unknown, look: CellLook): RawCell {
  if (typeof value === 'object' && value !== null && !(value instanceof Date)) return cellOfObject(value, look)
  return (value as RawCell | undefined) ?? null
}

function cellOfObject(value: object, look: CellLook): RawCell {
  if ('error' in value) return String(value.error)
  if ('richText' in value) return (value.richText as readonly { readonly text: string }[]).map(({ text }) => text).join('')
  if ('text' in value) return plainCell(value.text, look)
  return 'formula' in value || 'sharedFormula' in value ? resultOf(value, look) : null
}

/** The stream leaves out a formula's error, and gives its date as a number. */
function resultOf(value: object, look: CellLook): RawCell {
  const result = 'result' in value ? value.result : undefined
  if (result === undefined) return '#VALUE!'
  return typeof result === 'number' && isDateFormat(look.numFmt()) ? new Date(Math.round((result - (look.date1904 ? 24_107 : 25_569)) * 86_400_000)) : plainCell(result, look)
}

function isDateFormat(numFmt: string | undefined): boolean {
  return numFmt !== undefined && /[ymdhs]/i.test(numFmt.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, ''))
}
