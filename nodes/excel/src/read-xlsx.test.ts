import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zipOf } from '@maillon/node-sdk/testing'
import exceljs from 'exceljs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RawCell, RawRow } from './raw-row.js'
import { rowsByExceljs, rowsByHucre } from './read-xlsx.js'
import { dateText } from './typed-cell.js'
import { workbookParts } from './workbook-parts.fixture.js'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maillon-readers-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** What both must agree on: filled cells by their place, dates as the text that the node gives. */
async function cellsOf(rows: AsyncIterable<RawRow>): Promise<readonly string[]> {
  const found: string[] = []
  for await (const { number, cells } of rows) cells.forEach((cell, column) => (cell === null || cell === undefined ? undefined : found.push(`${number}:${column} ${shown(cell)}`)))
  return found
}

const shown = (cell: RawCell) => (cell instanceof Date ? `date ${dateText(cell)}` : `${typeof cell} ${String(cell)}`)

async function everyday(): Promise<Uint8Array> {
  const book = new exceljs.Workbook()
  book.addWorksheet('Autre').addRow(['pas celle-ci'])
  const sheet = book.addWorksheet('A & B')
  sheet.addRow(['jour', 'nombre', 'oui', 'riche', 'lien', 'formule', 'heure'])
  sheet.addRow([new Date(Date.UTC(2026, 3, 3, 8, 30)), 1.5, true, { richText: [{ text: 'a' }, { text: 'b', font: { bold: true } }] }, { text: 'ici', hyperlink: 'https://x.io' }, { formula: 'A1&"x"', result: 'joursx' }, 0.25])
  sheet.getCell('F5').value = { formula: 'TODAY()', result: new Date(Date.UTC(2026, 0, 1)) }
  sheet.getCell('F5').numFmt = 'dd/mm/yyyy'
  sheet.getCell('G2').numFmt = 'hh:mm'
  sheet.getCell('B7').value = { formula: '2*3', result: 6 }
  sheet.getCell('A8').value = { error: '#N/A' }
  return new Uint8Array(await book.xlsx.writeBuffer())
}

const inline = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="C1" t="str"><v>c</v></c></row><row r="4"><c r="B4" t="b"><v>1</v></c></row></sheetData>'

describe('the two readers of .xlsx', () => {
  it.each([
    ['an everyday workbook', everyday, { name: 'A & B', part: 'xl/worksheets/sheet2.xml' }],
    ['one with inline texts and gaps', () => Promise.resolve(zipOf(workbookParts(inline))), { name: 'A', part: 'xl/worksheets/sheet1.xml' }],
  ])('give the same cells of %s', async (name, make, sheet) => {
    const path = join(folder, `${name}.xlsx`)
    await writeFile(path, await make())
    const byHucre = await cellsOf(rowsByHucre(path, sheet))
    expect(await cellsOf(rowsByExceljs(path, sheet))).toEqual(byHucre)
    expect(byHucre.length).toBeGreaterThan(2)
  })

  it('give the same dates of a workbook that counts from 1904, computed ones too', async () => {
    const path = join(folder, '1904.xlsx')
    const book = new exceljs.Workbook()
    book.properties.date1904 = true
    const written = book.addWorksheet('A')
    written.addRow([new Date(Date.UTC(2026, 3, 3)), { formula: 'A1', result: new Date(Date.UTC(2026, 3, 3)) }])
    for (const cell of ['A1', 'B1']) written.getCell(cell).numFmt = 'dd/mm/yyyy'
    await writeFile(path, new Uint8Array(await book.xlsx.writeBuffer()))
    const sheet = { name: 'A', part: 'xl/worksheets/sheet1.xml' }
    for (const rows of [rowsByHucre(path, sheet), rowsByExceljs(path, sheet, true)]) expect(await cellsOf(rows)).toEqual(['1:0 date 2026-04-03', '1:1 date 2026-04-03'])
  })
})
