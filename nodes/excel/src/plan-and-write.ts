import { userError, type AllContext, type JsonObject } from '@maillon/node-sdk'
import type { CellContent } from './cell-of-value.js'
import { RowSource } from './row-source.js'
import { sheetContent, type SheetContent } from './sheet-content.js'
import { writeFormatted, type FilledSheet } from './write-formatted.js'
import type { WriteParams } from './write-params.js'
import { writeStreamed, type StreamedSheet } from './write-streamed.js'

/** Up to so many cells in all, the whole workbook is built in memory, with tables and charts. Beyond, rows are streamed. */
const mostCellsInMemory = 400_000
/** Rows that a streamed sheet's columns, formats and widths are taken from. */
const sampleRows = 1000

export interface WrittenWorkbook {
  readonly bytes: Uint8Array | AsyncIterable<Uint8Array>
  /** Data rows written; known once `bytes` is used up. */
  counted(): number
}

export async function planAndWrite(context: AllContext<WriteParams>): Promise<WrittenWorkbook> {
  const { params } = context
  const sources = params.sheets.map(({ id }) => new RowSource(context.input(id)))
  const fits = await keepWhatFits(sources)
  return fits ? inMemory(context, sources) : streamed(context, sources)
}

/** Whether all rows of all sheets fit into the memory allowed. Where not, the rest stays in the streams. */
async function keepWhatFits(sources: readonly RowSource[]): Promise<boolean> {
  let room = mostCellsInMemory
  for (const source of sources) {
    await source.keep(sampleRows)
    const width = Math.max(1, ...source.head.slice(0, 100).map((row) => Object.keys(row).length))
    await source.keep(Math.max(sampleRows, Math.floor(room / width) + 1))
    room -= source.head.length * width
    if (!source.ended || room < 0) return false
  }
  return true
}

async function inMemory(context: AllContext<WriteParams>, sources: readonly RowSource[]): Promise<WrittenWorkbook> {
  const { params, locale, timeZone } = context
  let count = 0
  const sheets = params.sheets.map((sheet, index): FilledSheet => {
    const pointer = `/sheets/${index}`
    const rows = sources[index]?.head ?? []
    const content = sheetContent(sheet, rows, { locale, timeZone, currency: params.currency, pointer })
    count += rows.length
    return { content, pointer, rows: rows.map((row, at) => content.cellsOf(row, at)) }
  })
  for (const { content } of sheets) sayLeftOut(content, context)
  const bytes = await writeFormatted(sheets, locale)
  return { bytes, counted: () => count }
}

function streamed(context: AllContext<WriteParams>, sources: readonly RowSource[]): WrittenWorkbook {
  const { params, locale, timeZone, log } = context
  if (params.sheets.some(({ table, chart }) => table || chart.kind !== 'none')) log.warn(withoutTable[locale])
  let count = 0
  const sheets = params.sheets.map((sheet, index) => async (): Promise<StreamedSheet> => {
    const source = sources[index] ?? new RowSource((async function* () {})())
    await source.keep(sampleRows)
    const content = sheetContent(sheet, source.head, { locale, timeZone, currency: params.currency, pointer: `/sheets/${index}` })
    const chosen = sheet.columns.length > 0
    const known = new Set(content.columns.map(({ field }) => field))
    const cells = async function* (): AsyncIterable<CellContent[]> {
      let at = 0
      for await (const row of source.rows()) {
        if (!chosen) mustKnow(row, known, { row: at, pointer: `/sheets/${index}/columns` })
        yield content.cellsOf(row, at++)
        count++
        if (count % 1000 === 0) context.progress(count)
      }
      sayLeftOut(content, context)
    }
    return { content, rows: cells() }
  })
  return { bytes: writeStreamed(sheets, locale), counted: () => count }
}

/** A total over texts is 0 or too small, which nobody sees in the workbook. */
function sayLeftOut({ params, columns, totals }: SheetContent, { log, locale }: AllContext<WriteParams>): void {
  for (const { column, count, address, shown } of totals.leftOut()) {
    const title = columns[column]?.title ?? ''
    log.warn(
      locale === 'fr'
        ? `Feuille « ${params.name} », colonne « ${title} » : ${count === 1 ? 'une valeur n’est pas un nombre et ne compte' : `${count} valeurs ne sont pas des nombres et ne comptent`} pas dans le total (${address} : « ${shown} »).`
        : `Sheet “${params.name}”, column “${title}”: ${count === 1 ? 'a value is not a number and does' : `${count} values are not numbers and do`} not count in the total (${address}: “${shown}”).`,
    )
  }
}

/** The header of a streamed sheet is written before its last rows are seen: a field that turns up later would be lost silently. */
function mustKnow(json: JsonObject, known: ReadonlySet<string>, { row, pointer }: { readonly row: number; readonly pointer: string }): void {
  for (const field in json) {
    if (known.has(field)) continue
    throw userError({
      code: 'EXCEL_FIELD_LATE',
      text: { fr: `Le champ « ${field} » n’apparaît qu’à la ligne ${row + 1}, après l’écriture des titres.`, en: `The field “${field}” appears only in row ${row + 1}, after the header was written.` },
      hint: { fr: 'Dans un très grand classeur, indiquez les colonnes à écrire.', en: 'In a very large workbook, say which columns to write.' },
      field: pointer,
      row,
    })
  }
}

const withoutTable = {
  fr: 'Très grand classeur : les lignes sont écrites au fil de l’eau, sans tableau mis en forme ni graphique (les formats, largeurs et totaux restent).',
  en: 'Very large workbook: the rows are written as they come, without formatted table and chart (formats, widths and totals stay).',
}
