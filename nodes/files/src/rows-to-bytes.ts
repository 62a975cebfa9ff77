import { userError, type Item, type JsonObject } from '@maillon/node-sdk'
import type { CsvColumns } from './csv-columns.js'
import { csvLine, type CsvOptions } from './csv-text.js'
import { xmlElement, xmlName } from './xml-text.js'

const sampleRows = 1000

/** Rows as a stream, of which the first ones are looked at for the titles. */
export class RowsOnTheWay {
  private readonly items: AsyncIterator<Item>

  constructor(items: AsyncIterable<Item>) {
    this.items = items[Symbol.asyncIterator]()
  }

  async head(): Promise<readonly JsonObject[]> {
    const rows: JsonObject[] = []
    while (rows.length < sampleRows) {
      const next = await this.items.next()
      if (next.done === true) break
      rows.push(next.value.json)
    }
    return rows
  }

  async *rest(): AsyncIterable<JsonObject> {
    for (let next = await this.items.next(); next.done !== true; next = await this.items.next()) yield next.value.json
  }
}

/** CSV, piece by piece. `columnsOf` is told the first thousand rows. */
export async function* csvTexts(rows: RowsOnTheWay, options: CsvOptions, columnsOf: (head: readonly JsonObject[]) => CsvColumns): AsyncIterable<string> {
  const head = await rows.head()
  const columns = columnsOf(head)
  const line = (row: JsonObject) => csvLine(columns.cellsOf(row), options)
  yield `${csvLine(columns.titles, options)}${head.map(line).join('')}`
  let count = head.length
  for await (const row of rows.rest()) {
    const late = columns.lostField(row)
    if (late !== null) throw lateField(late, count)
    yield line(row)
    count++
  }
}

/** A JSON list, an element on each line. */
export async function* jsonBytes(rows: RowsOnTheWay): AsyncIterable<Uint8Array> {
  const head = await rows.head()
  yield Buffer.from(`[${head.map((row, index) => `${index === 0 ? '' : ','}\n${JSON.stringify(row)}`).join('')}`, 'utf8')
  for await (const row of rows.rest()) yield Buffer.from(`,\n${JSON.stringify(row)}`, 'utf8')
  yield Buffer.from('\n]\n', 'utf8')
}

/** An XML document: an element for each row. */
export async function* xmlBytes(items: AsyncIterable<Item>, root: string, element: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n<${xmlName(root)}>\n`, 'utf8')
  for await (const { json } of items) yield Buffer.from(xmlElement(element, json), 'utf8')
  yield Buffer.from(`</${xmlName(root)}>\n`, 'utf8')
}

/** The titles are written before the last rows are seen: a later field would be lost silently. */
function lateField(field: string, row: number) {
  return userError({
    code: 'FILES_FIELD_LATE',
    text: { fr: `Le champ « ${field} » n’apparaît qu’à la ligne ${row + 1}, après l’écriture des titres.`, en: `The field “${field}” appears only in row ${row + 1}, after the titles were written.` },
    hint: { fr: 'Choisissez les colonnes de cette étape, définissez ce champ sur toutes les lignes avant elle, ou écrivez du JSON.', en: 'Choose the columns of this step, set this field on all rows before it, or write JSON.' },
    row,
  })
}
