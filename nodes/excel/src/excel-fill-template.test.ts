import { createMemoryFiles, testNode, zipOf } from '@maillon/node-sdk/testing'
import exceljs from 'exceljs'
import { describe, expect, it } from 'vitest'
import { afterInsertion } from './edit/references.js'
import { excelFillTemplate } from './excel-fill-template.node.js'
import { packageOf } from './package-of.fixture.js'
import { invoiceTemplate } from './template.fixture.js'
import { workbookParts } from './workbook-parts.fixture.js'

const table = { id: 'lignes', start: 'A6', columns: [{ field: 'produit' }, { field: 'quantité' }, { field: 'prix' }] }
const lines = (count: number) => Array.from({ length: count }, (_, n) => ({ produit: `Café ${n}`, quantité: n + 1, prix: 2.5 }))

async function fill(bytes: Uint8Array, params: object, inputs: Parameters<typeof testNode>[1] & object) {
  const files = createMemoryFiles()
  const { id } = files.add('modèle.xlsx', bytes)
  const result = await testNode(excelFillTemplate, { files, locale: 'fr', params: { file: { id, name: 'modèle.xlsx' }, ...params }, ...inputs })
  const ref = result.outputs['main']?.[0]?.files?.['workbook']
  return { ...result, bytes: ref === undefined ? new Uint8Array() : files.bytes(ref) }
}

const filled = async (count: number, params: object = {}) => fill(await invoiceTemplate(), { tables: [table], ...params }, { inputs: { lignes: lines(count) } })

describe('excel.fill-template', () => {
  it('inserts rows like the prepared one, and moves or grows whatever names them', async () => {
    const { json, error, bytes } = await filled(40, { fileName: 'facture-1' })
    expect(error).toBeNull()
    expect(json['main']).toEqual([{ fileName: 'facture-1.xlsx', rows: 40 }])
    const parts = packageOf(bytes)
    const sheet = parts.get('xl/worksheets/sheet1.xml') ?? ''
    expect(sheet).toContain('<c r="C45" s="3"><v>2.5</v></c><c r="D45" s="3"><f>B45*C45</f></c>')
    expect(sheet).toContain('<f>SUM(D6:D45)</f>')
    expect(sheet).toContain('<mergeCell ref="A49:D49"/>')
    expect(sheet).toContain('<conditionalFormatting sqref="D6:D45">')
    expect(sheet).toMatch(/<dataValidation [^>]*sqref="B6:B45"/)
    const book = parts.get('xl/workbook.xml') ?? ''
    expect(book).toContain('<definedName name="lignes">Facture!$A$6:$D$45</definedName>')
    expect(book).toContain('<definedName name="total">Facture!$D$47</definedName>')
    expect(book).toContain('localSheetId="0">Facture!$A$1:$D$49</definedName>')
    expect(parts.get('xl/worksheets/sheet2.xml')).toContain('<f>COUNTA(Facture!A6:A45)</f>')
    for (const chart of ['xl/charts/chart1.xml', 'xl/charts/chart2.xml']) {
      expect(parts.get(chart)).toContain('Facture!$D$6:$D$45')
      expect(parts.get(chart)).toContain('Facture!$A$6:$A$45')
    }
    // The chart beside the rows keeps its place and size; the one below, and the picture, move down.
    const rows = [...(parts.get('xl/drawings/drawing1.xml') ?? '').matchAll(/<xdr:from>.*?<xdr:row>(\d+)<.*?<xdr:to>.*?<xdr:row>(\d+)</gs)].map(([, from, to]) => `${from}-${to}`)
    expect(rows.toSorted()).toEqual(['0-16', '49-51', '52-67'])
  })

  it('leaves every part that it does not change as it was, byte by byte', async () => {
    const before = packageOf(await invoiceTemplate())
    const after = packageOf((await filled(1)).bytes)
    for (const name of ['xl/charts/chart1.xml', 'xl/styles.xml', 'xl/drawings/drawing1.xml', 'xl/media/image1.png', 'xl/theme/theme1.xml']) {
      expect(before.get(name)).toBeDefined()
      expect(after.get(name)).toBe(before.get(name))
    }
  })

  it('writes single cells by address or name, dates as dates, and never text as a formula', async () => {
    const { bytes } = await filled(1, { cells: [{ cell: 'client', value: '=cmd|x' }, { cell: 'B3', value: '2026-03-04' }, { sheet: 'Synthèse', cell: 'D1', value: '2026-03-04T08:30' }, { cell: 'A4', value: 12.5 }] })
    const book = new exceljs.Workbook()
    await book.xlsx.load(Buffer.from(bytes) as unknown as Parameters<typeof book.xlsx.load>[0])
    const sheet = book.getWorksheet('Facture') ?? expect.fail()
    expect(sheet.getCell('B2').value).toBe('=cmd|x')
    expect(sheet.getCell('B3').value).toEqual(new Date(Date.UTC(2026, 2, 4)))
    expect(sheet.getCell('A4').value).toBe(12.5)
    expect(book.getWorksheet('Synthèse')?.getCell('D1').value).toEqual(new Date(Date.UTC(2026, 2, 4, 8, 30)))
  })

  it('keeps no old result of a formula beside new rows: all are computed anew where the workbook is opened', async () => {
    const parts = packageOf((await filled(3)).bytes)
    expect(parts.get('xl/worksheets/sheet1.xml')).not.toMatch(/<\/f><v>/)
    expect(parts.get('xl/worksheets/sheet2.xml')).not.toMatch(/<\/f><v>/)
    expect(parts.get('xl/workbook.xml')).toContain('fullCalcOnLoad="1"')
  })

  it('empties the prepared rows that no data is left for', async () => {
    const sheet = packageOf((await filled(0)).bytes).get('xl/worksheets/sheet1.xml') ?? ''
    expect(sheet).toContain('<c r="A6"/><c r="B6"/><c r="C6" s="3"/><c r="D6" s="3"><f>B6*C6</f></c>')
  })

  it.each([
    [{ tables: [{ ...table, columns: [{ field: 'prx' }] }] }, 'DATA_FIELD_UNKNOWN', '/tables/0/columns/0/field', ''],
    [{ tables: [{ ...table, columns: [...table.columns, { field: 'prix' }] }] }, 'EXCEL_CELL_FORMULA', '/tables/0/columns/3/field', 'Sheet “Facture”, cell D6'],
    [{ tables: [{ ...table, start: 'debut' }] }, 'EXCEL_CELL_UNKNOWN', '/tables/0/start', 'debut'],
    [{ tables: [{ ...table, sheet: 'Factures' }] }, 'EXCEL_SHEET_UNKNOWN', '/tables/0/sheet', 'Factures'],
    [{ cells: [{ cell: 'total', value: 1 }] }, 'EXCEL_CELL_FORMULA', '/cells/0/cell', 'Sheet “Facture”, cell D8'],
    [{ tables: [table, table] }, 'EXCEL_INPUT_DUPLICATE', '/tables/1/id', 'lignes'],
  ])('says what is wrong, and where', async (params, code, field, words) => {
    const { error } = await filled(1, params)
    expect(error).toMatchObject({ code, field, kind: 'user' })
    expect(error?.text?.en).toContain(words)
  })

  it('knows the rows of an Excel table, and makes it as long as the data', async () => {
    const bytes = await (async () => {
      const book = new exceljs.Workbook()
      book.addWorksheet('A').addTable({ name: 'T', ref: 'B2', headerRow: true, columns: [{ name: 'x', filterButton: true }, { name: 'y' }], rows: [[1, 2], [3, 4], [5, 6]] })
      return new Uint8Array(await book.xlsx.writeBuffer())
    })()
    const ref = async (count: number) => {
      const { bytes: after, error } = await fill(bytes, { tables: [{ id: 'a', start: 'B3' }] }, { inputs: { a: Array.from({ length: count }, (_, n) => ({ x: n, y: n })) } })
      expect(error).toBeNull()
      return /<table [^>]*ref="([^"]*)"/.exec(packageOf(after).get('xl/tables/table1.xml') ?? '')?.[1]
    }
    expect([await ref(10), await ref(3), await ref(2), await ref(0)]).toEqual(['B2:C12', 'B2:C5', 'B2:C4', 'B2:C3'])
  })

  it('gives shared formulas back their own text before rows move, and drops macros', async () => {
    const formulas = '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><f t="shared" ref="B1:B3" si="0">A1*$A$3</f><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c><c r="B2"><f t="shared" si="0"/><v>2</v></c></row><row r="3"><c r="A3"><v>3</v></c><c r="B3"><f t="shared" si="0"/><v>3</v></c></row></sheetData>'
    const { bytes, error } = await fill(zipOf(workbookParts(formulas, [{ name: 'xl/vbaProject.bin', content: 'macro' }])), { tables: [{ id: 'a', start: 'A1' }] }, { inputs: { a: [{ x: 7 }, { x: 8 }] } })
    expect(error).toBeNull()
    const parts = packageOf(bytes)
    expect([...(parts.get('xl/worksheets/sheet1.xml') ?? '').matchAll(/<f>([^<]*)</g)].map(([, formula]) => formula)).toEqual(['A1*$A$4', 'A2*$A$4', 'A3*$A$4', 'A4*$A$4'])
    expect(parts.has('xl/vbaProject.bin')).toBe(false)
  })
})

describe('an insertion of rows', () => {
  it.each([
    ['SUM(D6:D6)', 'SUM(D6:D9)'],
    ['D6+D7', 'D6+D10'],
    ['SUM($D$2:$D$6)/D20', 'SUM($D$2:$D$9)/D23'],
    ['IF(A7="A7",LOG10(B7),Other!A7)', 'IF(A10="A7",LOG10(B10),Other!A7)'],
    ["'Ma feuille'!A7&Table1[[#This Row],[A7]]", "'Ma feuille'!A10&Table1[[#This Row],[A7]]"],
    ['SUM(7:9)+COUNT(A:A)+Taux7', 'SUM(10:12)+COUNT(A:A)+Taux7'],
  ])('turns %s into %s', (formula, expected) => {
    expect(afterInsertion(formula, { sheet: 'Ma feuille', after: 6, count: 3 }, { sheet: 'Ma feuille' })).toBe(expected)
  })
})

describe('a hostile template', () => {
  it.each([
    ['noise', Buffer.from('PK\x03\x04 noise'), 'EXCEL_FILE_CORRUPT'],
    ['a document type', zipOf(workbookParts('<?xml version="1.0"?><!DOCTYPE x><worksheet><sheetData/></worksheet>')), 'EXCEL_FILE_SUSPICIOUS'],
    ['a row without an end', zipOf(workbookParts(`<sheetData>${'<row r="1"><c r="A1">'.repeat(1000)}</sheetData>`)), 'EXCEL_FILE_CORRUPT'],
    ['a sheet without rows', zipOf(workbookParts('<x/>')), 'EXCEL_FILE_CORRUPT'],
    ['another file', Buffer.from('bonjour'), 'EXCEL_FILE_NOT_EDITABLE'],
  ])('%s is a sentence', async (_what, bytes, code) => {
    const { error } = await fill(bytes, { tables: [{ id: 'a', start: 'A1' }] }, { inputs: { a: [{ x: 1 }] } })
    expect(error).toMatchObject({ code, kind: 'user', field: '/file' })
  })
})
