import { once } from 'node:events'
import { PassThrough } from 'node:stream'
import type { Locale } from '@maillon/node-sdk'
import type { CellContent } from './cell-of-value.js'
import type { SheetContent } from './sheet-content.js'
import { totalLabel } from './totals.js'

/** A sheet whose rows come as a stream. */
export interface StreamedSheet {
  readonly content: SheetContent
  readonly rows: AsyncIterable<CellContent[]>
}

/**
 * A big workbook in constant memory: widths, formats, frozen header and totals; no table, no chart.
 *
 * One sheet is written by hucre (the quickest, flat in memory); several by exceljs, since hucre's stream has one sheet only.
 */
export async function* writeStreamed(sheets: readonly (() => Promise<StreamedSheet>)[], locale: Locale): AsyncIterable<Uint8Array> {
  const [first, ...others] = sheets
  if (first === undefined) return
  if (others.length === 0) yield* oneSheet(await first(), locale)
  else yield* severalSheets(sheets, locale)
}

async function* oneSheet(sheet: StreamedSheet, locale: Locale): AsyncIterable<Uint8Array> {
  const { writeXlsxStream } = await import('hucre/xlsx')
  const { params, columns } = sheet.content
  const stream = writeXlsxStream(withTotals(sheet, locale), {
    name: params.name,
    columns: columns.map(({ title, width, numFmt }) => ({ header: title, width, ...(numFmt === null ? {} : { numFmt }) })),
    maxRowsPerSheet: Infinity,
    ...(params.freezeHeader ? { freezePane: { rows: 1 } } : {}),
  })
  for await (const bytes of stream) yield bytes
}

async function* severalSheets(sheets: readonly (() => Promise<StreamedSheet>)[], locale: Locale): AsyncIterable<Uint8Array> {
  const { default: exceljs } = await import('exceljs')
  const output = new PassThrough()
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream: output, useStyles: true, useSharedStrings: false })
  const writing = (async () => {
    for (const open of sheets) {
      const sheet = await open()
      const { params, columns } = sheet.content
      const worksheet = workbook.addWorksheet(params.name, { views: params.freezeHeader ? [{ state: 'frozen', ySplit: 1 }] : [] })
      worksheet.columns = columns.map(({ title, width, numFmt }) => ({ header: title, width, ...(numFmt === null ? {} : { style: { numFmt } }) }))
      for await (const cells of withTotals(sheet, locale)) {
        worksheet.addRow(cells).commit()
        if (output.writableNeedDrain) await once(output, 'drain')
      }
      worksheet.commit()
    }
    await workbook.commit()
  })()
  // The error is seen by the reader of the stream below; without this it would be an unhandled one meanwhile.
  writing.catch((error: unknown) => output.destroy(error instanceof Error ? error : new Error(String(error))))
  for await (const bytes of output) yield bytes as Uint8Array
  await writing
}

async function* withTotals({ content, rows }: StreamedSheet, locale: Locale): AsyncIterable<CellContent[]> {
  yield* rows
  if (!content.totals.any) return
  yield content.columns.map((_, column) => (content.totals.functionOf(column) !== null ? content.totals.result(column) : column === 0 ? totalLabel[locale] : null))
}
