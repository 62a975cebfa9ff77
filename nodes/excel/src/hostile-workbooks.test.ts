import { createMemoryFiles, testNode } from '@maillon/node-sdk/testing'
import { describe, expect, it } from 'vitest'
import { excelRead } from './excel-read.node.js'
import { workbookParts, zipOf } from './zip-of.fixture.js'

async function read(bytes: Uint8Array | string, params: object = {}, name = 'reçu.xlsx') {
  const files = createMemoryFiles()
  const { id } = files.add(name, bytes)
  return testNode(excelRead, { files, locale: 'fr', items: [{}], params: { file: { id, name }, ...params } })
}

const text = (address: string, value: string) => `<c r="${address}" t="inlineStr"><is><t>${value}</t></is></c>`
const plainSheet = `<sheetData><row r="1">${text('A1', 'a')}${text('B1', 'b')}</row><row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c></row></sheetData>`

describe('odd but honest workbooks', () => {
  it('reads cells and rows without references', async () => {
    const { json, error } = await read(zipOf(workbookParts('<sheetData><row><c t="inlineStr"><is><t>a</t></is></c><c t="inlineStr"><is><t>b</t></is></c></row><row><c><v>1</v></c><c><v>2</v></c></row></sheetData>')))
    expect(error).toBeNull()
    expect(json['main']).toEqual([{ a: 1, b: 2 }])
  })

  it('does not build a row for each row of a dimension that lies, nor a grid for a cell at the far corner', async () => {
    const far = '<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row><row r="1048576"><c r="XFD1048576"><v>7</v></c></row></sheetData>'
    const { json, error } = await read(zipOf(workbookParts(far)))
    expect(error).toBeNull()
    expect(json['main']).toEqual([{ a: null, XFD: 7 }])
  })

  it('ignores links to other workbooks and macros', async () => {
    const parts = workbookParts(plainSheet, [
      { name: 'xl/vbaProject.bin', content: 'macro' },
      { name: 'xl/externalLinks/externalLink1.xml', content: '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>' },
    ])
    expect((await read(zipOf(parts))).json['main']).toEqual([{ a: 1, b: 2 }])
  })
})

describe('hostile workbooks', () => {
  const suspicious = async (bytes: Uint8Array) => expect((await read(bytes)).error).toMatchObject({ code: 'EXCEL_FILE_SUSPICIOUS', kind: 'user', retryable: false, field: '/file' })

  it('refuses a document type and entities, wherever they stand', async () => {
    await suspicious(zipOf(workbookParts(`<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><worksheet>${plainSheet}</worksheet>`)))
    await suspicious(zipOf(workbookParts(plainSheet, [{ name: 'xl/sharedStrings.xml', content: `<?xml version="1.0"?><!--${' '.repeat(300_000)}--><!DOCTYPE lolz><sst/>` }])))
  })

  it('refuses a part that shrinks a thousand times, and one that is larger than it says', async () => {
    await suspicious(zipOf(workbookParts(plainSheet, [{ name: 'xl/media/bomb.bin', content: Buffer.alloc(20_000_000) }])))
    await suspicious(zipOf(workbookParts(plainSheet, [{ name: 'xl/sharedStrings.xml', content: Buffer.alloc(20_000_000, ' '), declaredSize: 100 }])))
  })

  it('refuses parts that overlap, odd names and the same name twice', async () => {
    const bytes = Buffer.from(zipOf(workbookParts(plainSheet, [{ name: 'xl/x.xml', content: '<x/>' }])))
    const last = bytes.lastIndexOf('PK\x01\x02', undefined, 'latin1')
    bytes.writeUInt32LE(0, last + 42)
    await suspicious(bytes)
    await suspicious(zipOf(workbookParts(plainSheet, [{ name: '../../etc/x.xml', content: '<x/>' }])))
    await suspicious(zipOf(workbookParts(plainSheet, [{ name: 'XL/workbook.xml', content: '<x/>' }])))
    await suspicious(zipOf([...workbookParts(plainSheet), ...Array.from({ length: 10_001 }, (_, index) => ({ name: `x${index}.txt`, content: '' }))]))
  })

  it('refuses a title that would reach a prototype', async () => {
    const { error } = await read(zipOf(workbookParts(`<sheetData><row r="1">${text('A1', '__proto__')}</row></sheetData>`)))
    expect(error).toMatchObject({ code: 'EXCEL_HEADER_FORBIDDEN' })
  })
})

describe('files that are no workbook', () => {
  const whole = zipOf(workbookParts(plainSheet))

  it.each([
    ['a cut workbook', whole.subarray(0, whole.length - 300), 'EXCEL_FILE_CORRUPT'],
    ['noise behind a zip mark', Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(500, 7)]), 'EXCEL_FILE_CORRUPT'],
    ['text under the name of a workbook', 'bonjour', 'EXCEL_FILE_CORRUPT'],
    ['a web page under the name of a workbook', '<html><table><tr><td>1</td></tr></table></html>', 'EXCEL_FILE_UNKNOWN'],
    ['another zip', zipOf([{ name: 'readme.txt', content: 'x' }]), 'EXCEL_FILE_UNKNOWN'],
    ['an OpenDocument sheet', zipOf([{ name: 'content.xml', content: '<x/>' }]), 'EXCEL_FILE_UNKNOWN'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), 'EXCEL_FILE_UNKNOWN'],
    ['a locked workbook', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504), Buffer.from('EncryptedPackage', 'utf16le')]), 'EXCEL_FILE_LOCKED'],
    ['an old document that is no workbook', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504), Buffer.from('WordDocument', 'utf16le')]), 'EXCEL_FILE_UNKNOWN'],
    ['a damaged .xls', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(504), Buffer.from('Workbook', 'utf16le')]), 'EXCEL_FILE_CORRUPT'],
  ])('says what %s is', async (_what, bytes, code) => {
    const { error } = await read(bytes)
    expect(error).toMatchObject({ code, kind: 'user', retryable: false, field: '/file' })
    expect(error?.text?.fr).toContain('reçu.xlsx')
  })

  it('says that the sheet turns out damaged in its middle', async () => {
    const { error } = await read(zipOf(workbookParts('<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row><row r="2"><c r="A2"><v>1</v></c></row><row')))
    expect(error === null || error.code === 'EXCEL_FILE_CORRUPT').toBe(true)
  })
})
