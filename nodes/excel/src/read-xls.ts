import type { OpenSheet, RawRow } from './raw-row.js'
import { sheetUnknown } from './workbook-errors.js'

/** The old binary format; read at once, since it is bounded in rows and size. */
export async function openXls(bytes: Uint8Array, wanted: string | undefined): Promise<OpenSheet> {
  const { readXls } = await import('hucre/xlsx')
  const book = await readXls(bytes)
  const name = wanted?.trim().toLowerCase() ?? ''
  const sheet = name === '' ? book.sheets[0] : book.sheets.find((one) => one.name.trim().toLowerCase() === name)
  if (sheet === undefined) throw sheetUnknown(wanted ?? '', book.sheets.map((one) => one.name))
  const merges = (sheet.merges ?? []).map(({ startRow, startCol, endRow, endCol }) => ({ top: startRow, left: startCol, bottom: endRow, right: endCol }))
  const rows = async function* (): AsyncIterable<RawRow> {
    for (const [index, cells] of sheet.rows.entries()) yield { number: index + 1, cells }
  }
  return { name: sheet.name, isText: false, date1904: false, merges, decimal: null, rows }
}
