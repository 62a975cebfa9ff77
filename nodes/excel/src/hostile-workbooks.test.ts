import { createMemoryFiles, testNode, zipOf } from '@maillon/node-sdk/testing'
import { describe, expect, it } from 'vitest'
import { excelRead } from './excel-read.node.js'
import { workbookParts } from './workbook-parts.fixture.js'

async function read(bytes: Uint8Array | string, params: object = {}, name = 'reçu.xlsx') {
  const files = createMemoryFiles()
  const { id } = files.add(name, bytes)
  return testNode(excelRead, { files, locale: 'fr', items: [{}], params: { file: { id, name }, ...params } })
}

const text = (address: string, value: string) => `<c r="${address}" t="inlineStr"><is><t>${value}</t></is></c>`
const plainSheet = `<sheetData><row r="1">${text('A1', 'a')}${text('B1', 'b')}</row><row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c></row></sheetData>`

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

/** A workbook with looks and shared texts, as other programs write them. */
function dressed(sheet: string, more: { readonly shared?: string; readonly formats?: string; readonly bookPr?: string }) {
  const [types, root, book, relations, ...rest] = workbookParts(sheet, [
    { name: 'xl/styles.xml', content: `<styleSheet xmlns="${main}">${more.formats ?? ''}</styleSheet>` },
    { name: 'xl/sharedStrings.xml', content: `<sst xmlns="${main}">${more.shared ?? ''}</sst>` },
  ])
  if (types === undefined || root === undefined || book === undefined || relations === undefined) throw new Error('parts')
  const kind = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  return zipOf([
    types,
    root,
    { ...book, content: String(book.content).replace('<sheets>', `${more.bookPr ?? ''}<sheets>`) },
    { ...relations, content: String(relations.content).replace('</Relationships>', `<Relationship Id="rId8" Type="${kind}/styles" Target="styles.xml"/><Relationship Id="rId9" Type="${kind}/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>`) },
    ...rest,
  ])
}

describe('odd but honest workbooks', () => {
  it('reads prefixed names, single quotes, line breaks between tags, and blanks around numbers', async () => {
    const prefixed = `<?xml version="1.0"?><x:worksheet xmlns:x="${main}"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c></x:row><x:row r="2"><x:c r="A2"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>`
    expect((await read(zipOf(workbookParts(prefixed)))).json['main']).toEqual([{ a: 1 }])
    const loose = `<?xml version="1.0"?>\r\n<worksheet xmlns='${main}'>\r\n<sheetData>\r\n<row>\r\n<c t='inlineStr'>\r\n<is><t>a</t></is></c></row>\r\n<row spans='1:1'><c><v> 12.50 </v></c></row></sheetData></worksheet>`
    expect((await read(zipOf(workbookParts(loose)))).json['main']).toEqual([{ a: 12.5 }])
  })

  it('reads shared texts in parts, without their pronunciation, and dates as texts of ISO 8601', async () => {
    const shared = '<si><t>a</t></si><si><r><t xml:space="preserve">x </t></r><r><rPr><b/></rPr><t>y</t></r></si><si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si>'
    const sheet = '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" t="d"><v>2026-03-04T10:00:00</v></c></row></sheetData>'
    expect((await read(dressed(sheet, { shared }))).json['main']).toEqual([{ a: '東京', 'x y': '2026-03-04T10:00:00' }])
  })

  const dates = `<sheetData><row r="1">${['A', 'B', 'C', 'D'].map((letter) => text(`${letter}1`, letter.toLowerCase())).join('')}</row><row r="2"><c r="A2" s="1"><v>59</v></c><c r="B2" s="1"><v>61</v></c><c r="C2" s="2"><v>46000</v></c><c r="D2" s="3"><v>46000</v></c></row></sheetData>`
  const formats = '<numFmts count="2"><numFmt numFmtId="164" formatCode="[$-40C]d\\ mmm\\ yyyy"/><numFmt numFmtId="165" formatCode="0.00&quot; jours&quot;"/></numFmts><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>'

  it('knows the dates before and after the leap day of 1900 that never was, in both systems, and numbers that only look like dates', async () => {
    expect((await read(dressed(dates, { formats }))).json['main']).toEqual([{ a: '1900-02-28', b: '1900-03-01', c: '2025-12-09', d: 46000 }])
    expect((await read(dressed(dates, { formats, bookPr: '<workbookPr date1904="1"/>' }))).json['main']).toEqual([{ a: '1904-02-29', b: '1904-03-02', c: '2029-12-10', d: 46000 }])
  })

  it('gives decimals as Excel shows them', async () => {
    const sheet = `<sheetData><row r="1">${text('A1', 'a')}${text('B1', 'b')}${text('C1', 'c')}</row><row r="2"><c r="A2"><f>0.1+0.2</f><v>0.30000000000000004</v></c><c r="B2"><v>1234567.89</v></c><c r="C2"><f>1/3</f><v>0.33333333333333331</v></c></row></sheetData>`
    expect((await read(zipOf(workbookParts(sheet)))).json['main']).toEqual([{ a: 0.3, b: 1234567.89, c: 0.333333333333333 }])
  })

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

  it('refuses a part in UTF-16, in which a document type could hide', async () => {
    await suspicious(zipOf(workbookParts(plainSheet).map((part) => (part.name.endsWith('sheet1.xml') ? { ...part, content: Buffer.from(`\ufeff${String(part.content)}`, 'utf16le') } : part))))
  })

  it('says how far it was read where a cell lies outside of any sheet', async () => {
    const { error } = await read(zipOf(workbookParts(`<sheetData><row r="1">${text('A1', 'a')}</row><row r="2"><c r="A2"><v>1</v></c></row><row r="3"><c r="ZZZZ3"><v>1</v></c></row></sheetData>`)))
    expect(error?.code).toBe('EXCEL_FILE_CORRUPT')
    expect(error?.text?.fr).toMatch(/^Feuille « A », (après la ligne \d|dès la première ligne) : le fichier/)
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
