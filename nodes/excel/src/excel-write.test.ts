import { createMemoryFiles, testNode, type TestNodeOptions } from '@maillon/node-sdk/testing'
import exceljs from 'exceljs'
import { parseChart } from 'hucre'
import { writeFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { excelRead } from './excel-read.node.js'
import { excelWrite } from './excel-write.node.js'
import { inspectPackage } from './inspect-package.js'
import { readPart } from './scan-part.js'

async function write(sheets: readonly object[], inputs: NonNullable<TestNodeOptions['inputs']>, more: object = {}) {
  const files = createMemoryFiles()
  const result = await testNode(excelWrite, { files, locale: 'fr', params: { fileName: 'rapport', sheets: sheets as never, ...more }, inputs })
  const ref = result.outputs['main']?.[0]?.files?.['workbook']
  return { ...result, files, ref, bytes: ref === undefined ? new Uint8Array() : files.bytes(ref) }
}

async function parts(bytes: Uint8Array): Promise<ReadonlyMap<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'maillon-excel-'))
  const path = join(folder, 'a.xlsx')
  try {
    await writeFile(path, bytes)
    const found = await inspectPackage(path)
    if (typeof found === 'string') throw new Error(found)
    const texts = new Map<string, string>()
    for (const entry of found.entries.values()) if (entry.name.endsWith('.xml')) texts.set(entry.name, await readPart(path, entry, 10_000_000))
    return texts
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function opened(bytes: Uint8Array): Promise<exceljs.Workbook> {
  const book = new exceljs.Workbook()
  await book.xlsx.load(Buffer.from(bytes) as unknown as Parameters<typeof book.xlsx.load>[0])
  return book
}

const sales = [
  { jour: '2026-01-14', produit: 'Café', montant: 1234.5 },
  { jour: '2026-01-15', produit: "=cmd|' /C calc'!A0", montant: 0.1 },
  { jour: '2026-01-16', produit: '+1', montant: '1 000,20' },
]
const sheet = {
  id: 'ventes',
  name: 'Ventes',
  columns: [{ field: 'jour', title: 'Jour' }, { field: 'produit' }, { field: 'montant', title: 'Montant', format: 'currency' }],
  totals: [{ field: 'montant', function: 'sum' }],
  chart: { kind: 'bar', category: 'produit', values: ['montant'], title: 'Ventes' },
}

describe('excel.write', () => {
  it('writes a table with totals that another library reads back', async () => {
    const { json, error, bytes, ref } = await write([sheet], { ventes: sales })
    expect(error).toBeNull()
    expect(json['main']).toEqual([{ fileName: 'rapport.xlsx', sheets: 1, rows: 3 }])
    expect(ref?.mediaType).toContain('spreadsheetml')
    const worksheet = (await opened(bytes)).getWorksheet('Ventes') ?? expect.fail()
    expect(worksheet.getRow(1).values).toEqual([undefined, 'Jour', 'produit', 'Montant'])
    expect(worksheet.getCell('A2').value).toEqual(new Date(Date.UTC(2026, 0, 14)))
    expect(worksheet.getCell('A2').numFmt).toBe('dd/mm/yyyy')
    expect(worksheet.getCell('C4').value).toBe(1000.2)
    expect(worksheet.getCell('C2').numFmt).toContain('€')
    expect(worksheet.getCell('C5').value).toMatchObject({ formula: 'SUBTOTAL(109,Table1[Montant])', result: 2234.8 })
    expect(worksheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 })
    expect((await parts(bytes)).get('xl/tables/table1.xml')).toContain('ref="A1:C5"')
  })

  it('writes what looks like a formula as text', async () => {
    const { bytes } = await write([sheet], { ventes: sales })
    const worksheet = (await opened(bytes)).getWorksheet('Ventes') ?? expect.fail()
    expect(worksheet.getCell('B3').value).toBe("=cmd|' /C calc'!A0")
    expect(worksheet.getCell('B4').value).toBe('+1')
    expect((await parts(bytes)).get('xl/worksheets/sheet1.xml')?.match(/<f>/g)).toHaveLength(1)
  })

  it.each([
    ['bar', 'bar'],
    ['line', 'line'],
    ['pie', 'pie'],
  ])('draws a native %s chart over the written cells', async (kind, type) => {
    const { bytes } = await write([{ ...sheet, chart: { ...sheet.chart, kind } }], { ventes: sales })
    const chart = parseChart((await parts(bytes)).get('xl/charts/chart1.xml') ?? '')
    expect(chart?.kinds.join()).toContain(type)
    expect(chart?.title).toBe('Ventes')
    expect(chart?.series?.[0]).toMatchObject({ valuesRef: 'Ventes!$C$2:$C$4', categoriesRef: 'Ventes!$B$2:$B$4' })
  })

  it('gives each sheet its own input, and reads back what it wrote', async () => {
    const { files, ref, error } = await write([{ id: 'a', name: 'Un' }, { id: 'b', name: 'Deux' }], { a: [{ x: 1, y: 'é' }, { x: null, z: true }], b: [{ jour: '2026-01-14' }] })
    expect(error).toBeNull()
    const read = (name: string) => testNode(excelRead, { files, params: { source: 'item', sheet: name }, inputItems: { main: [{ json: {}, files: { workbook: ref ?? expect.fail() } }] } })
    expect((await read('Un')).json['main']).toEqual([{ x: 1, y: 'é', z: null }, { x: null, y: null, z: true }])
    expect((await read('Deux')).json['main']).toEqual([{ jour: '2026-01-14' }])
  })

  it('gives columns of the same title different ones', async () => {
    const { bytes } = await write([{ id: 'a', name: 'A', columns: [{ field: 'x', title: 'Total' }, { field: 'y', title: 'TOTAL' }] }], { a: [{ x: 1, y: 2 }] })
    expect((await opened(bytes)).getWorksheet('A')?.getRow(1).values).toEqual([undefined, 'Total', 'TOTAL (2)'])
  })

  it.each([
    [{ ...sheet, columns: [{ field: 'montnat' }] }, 'DATA_FIELD_UNKNOWN', '/sheets/0/columns/0/field'],
    [{ ...sheet, totals: [{ field: 'prix' }] }, 'DATA_FIELD_UNKNOWN', '/sheets/0/totals/0/field'],
    [{ ...sheet, chart: { kind: 'bar', category: 'produit', values: ['prix'] } }, 'DATA_FIELD_UNKNOWN', '/sheets/0/chart/values/0'],
    [{ ...sheet, chart: { kind: 'bar', category: 'produit' } }, 'EXCEL_CHART_INCOMPLETE', '/sheets/0/chart/values'],
  ])('says at its field what is wrong', async (wrong, code, field) => {
    expect((await write([wrong], { ventes: sales })).error).toMatchObject({ code, field, kind: 'user' })
  })

  it('refuses two sheets of one name, and a text that no cell can hold, by its address', async () => {
    expect((await write([{ id: 'a', name: 'A' }, { id: 'b', name: 'a' }], { a: [{ x: 1 }] })).error).toMatchObject({ code: 'EXCEL_SHEET_DUPLICATE', field: '/sheets/1/name' })
    const { error } = await write([{ id: 'a', name: 'A' }], { a: [{ x: 1, y: 'x'.repeat(40_000) }] })
    expect(error?.text?.en).toContain('Sheet “A”, cell B2')
  })

  it('streams a big sheet, with totals and formats, and says what is left out', async () => {
    const rows = Array.from({ length: 60_000 }, (_, n) => ({ n, jour: '2026-01-14', a: 0.1, b: 'x', c: 1, d: 2, e: 3, f: 4 }))
    const { logs, bytes, error, json } = await write([{ id: 'a', name: 'A', totals: [{ field: 'a', function: 'sum' }] }], { a: rows })
    expect(error).toBeNull()
    expect(json['main']).toEqual([{ fileName: 'rapport.xlsx', sheets: 1, rows: 60_000 }])
    expect(logs[0]).toMatchObject({ level: 'warn' })
    const files = createMemoryFiles()
    const { id } = files.add('a.xlsx', bytes)
    const back = await testNode(excelRead, { files, items: [{}], params: { file: { id, name: 'a.xlsx' } } })
    expect(back.counts['main']).toBe(60_001)
    expect(back.json['main']?.at(-2)).toMatchObject({ n: 59_999, jour: '2026-01-14' })
    expect(back.json['main']?.at(-1)).toMatchObject({ n: 'Total', a: 6000 })
  })

  it('streams several big sheets', async () => {
    const rows = Array.from({ length: 30_000 }, (_, n) => ({ n, jour: '2026-01-14', b: 'x', c: 1, d: 2, e: 3, f: 4, g: 5 }))
    const { bytes, error, json } = await write([{ id: 'a', name: 'A' }, { id: 'b', name: 'B' }], { a: rows, b: rows })
    expect(error).toBeNull()
    expect(json['main']?.[0]).toMatchObject({ rows: 60_000 })
    const files = createMemoryFiles()
    const { id } = files.add('a.xlsx', bytes)
    const back = await testNode(excelRead, { files, items: [{}], params: { file: { id, name: 'a.xlsx' }, sheet: 'B' } })
    expect(back.counts['main']).toBe(30_000)
    expect(back.json['main']?.[5]).toMatchObject({ n: 5, jour: '2026-01-14', g: 5 })
  })
})
