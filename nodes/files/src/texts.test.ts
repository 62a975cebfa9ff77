import type { Json, JsonObject } from '@maillon/node-sdk'
import { createMemoryFiles, testNode } from '@maillon/node-sdk/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filesRead } from './files-read.node.js'
import { filesWrite } from './files-write.node.js'

/** Milliseconds for a property on a machine that has other work. */
const slow = 120_000

async function read(bytes: string | Uint8Array, params: JsonObject, name = 'a.csv') {
  const files = createMemoryFiles()
  const { id } = files.add(name, bytes)
  return testNode(filesRead, { files, items: [{}], params: { file: { id, name }, ...params }, locale: 'fr' })
}

async function write(items: readonly JsonObject[], params: JsonObject) {
  const files = createMemoryFiles()
  const { outputs, error } = await testNode(filesWrite, { files, items, params, locale: 'fr' })
  const file = outputs['main']?.[0]?.files?.['file']
  return { error, bytes: file === undefined ? new Uint8Array(0) : Buffer.from(files.bytes(file)) }
}

/** Every error is a sentence in both languages. */
async function refused(result: Promise<{ readonly error: Awaited<ReturnType<typeof read>>['error'] }>) {
  const { error } = await result
  expect(error?.kind).toBe('user')
  expect(error?.text?.fr).toMatch(/\S{3}/)
  expect(error?.text?.en).not.toBe(error?.text?.fr)
  return `${error?.code} ${error?.field ?? ''}`.trim()
}

describe('CSV', () => {
  it('gives numbers where a column holds numbers only, and leaves codes, dates and long digits as texts', async () => {
    const text = 'code;prix;date;iban;qté;mixte\n007;1 234,50;2026-04-03;12345678901234567890;2;1\n010;-0,5;03/04/2026;1;;x\n'
    expect((await read(text, { as: 'csv', numbers: 'auto' })).json['main']).toEqual([
      { code: '007', prix: 1234.5, date: '2026-04-03', iban: '12345678901234567890', qté: 2, mixte: '1' },
      { code: '010', prix: -0.5, date: '03/04/2026', iban: '1', qté: null, mixte: 'x' },
    ])
    expect((await read('a,b\n"1,234.5",1.5\n', { as: 'csv', numbers: 'auto' })).json['main']).toEqual([{ a: 1234.5, b: 1.5 }])
    expect((await read('a;b\n1.5;1,5\n', { as: 'csv', numbers: 'point' })).json['main']).toEqual([{ a: 1.5, b: '1,5' }])
    expect((await read('a;b\n1;2\n', { as: 'csv' })).json['main']).toEqual([{ a: '1', b: '2' }])
  })

  it('keeps a late text in a column of numbers, and says so', async () => {
    const { json, logs } = await read(`n\n${'1\n'.repeat(1500)}N/A\n2\n`, { as: 'csv', numbers: 'auto' })
    expect(json['main']?.slice(1499)).toEqual([{ n: 1 }, { n: 'N/A' }, { n: 2 }])
    expect(logs).toHaveLength(1)
  })

  it('comes back from every encoding as it went in', async () => {
    const items = [{ texte: 'Été à 3 € – l’œuf “ok”', n: '1' }]
    for (const encoding of ['utf-8-bom', 'utf-8', 'utf-16le', 'windows-1252']) {
      const { bytes } = await write(items, { content: 'csv', encoding })
      expect((await read(bytes, { as: 'csv' })).json['main']).toEqual(items)
    }
    expect(await refused(write([{ a: 'ж' }], { content: 'csv', encoding: 'windows-1252' }))).toBe('FILES_CHARACTER_LACKING /encoding')
    expect((await read(Buffer.from('é;b\n1;2\n', 'latin1'), { as: 'csv', encoding: 'windows-1252' })).json['main']).toEqual([{ é: '1', b: '2' }])
  })

  it('reads an accent that comes late as the others of its file are written', async () => {
    const rows = 'REF;1\n'.repeat(20_000)
    const late = await read(Buffer.from(`code;n\n${rows}Zo\u00e9;2\n`, 'latin1'), { as: 'csv' })
    expect(late.json['main']?.at(-1)).toEqual({ code: 'Zoé', n: '2' })
  })

  it('is safe for a spreadsheet and read back whole', async () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom("=cmd|' /C calc'!A0", "'=1", '+1', '-2+3', '@SUM(1)', '\t=1', '＝1', 'a;b', '"', 'x\r\ny', ' é '))
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ a: cell, b: cell }), { minLength: 1, maxLength: 10 }), async (rows) => {
        const clean = rows.map(({ a, b }) => ({ a: a.replaceAll('\0', ''), b: `b${b.replaceAll('\0', '')}` }))
        const { bytes } = await write(clean, { content: 'csv', encoding: 'utf-8' })
        const back = (await read(bytes, { as: 'csv', delimiter: ';' })).json['main'] ?? []
        // An apostrophe is put before what would be a formula; one that stood there before stays.
        const asWritten = (given: string, n: number) => (/^[=+\-@\t\r＝＋－＠]/.test(given) ? String(back[n]?.['a']).replace(/^'/, '') : back[n]?.['a'])
        expect(back.map((row, n) => ({ ...row, a: asWritten(clean[n]?.a ?? '', n) }))).toEqual(clean)
        expect(back.some(({ a }) => /^[=+@\t＝＋－＠]/.test(String(a)))).toBe(false)
      }),
      { numRuns: 30, examples: [[[{ a: "'=", b: '=1' }]]] },
    )
  }, slow)

  it('says what is wrong with a file that is empty, wide, of another type, hostile or half-written', async () => {
    for (const as of ['csv', 'json']) expect(await read('', { as })).toMatchObject({ counts: { main: 0 }, logs: [{ level: 'warn', message: '« a.csv » est vide : aucune ligne n’a été lue.' }] })
    expect((await read('a;b\n', { as: 'csv' })).logs).toEqual([])
    expect(await refused(read('a;'.repeat(100_000), { as: 'csv' }))).toBe('FILES_CSV_WIDE /delimiter')
    expect(await refused(read(Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 8, 0, 0, 1, 2, 0]), { as: 'csv' }))).toBe('FILES_TEXT_EXPECTED /as')
    expect(await refused(read(`a\n"${'x'.repeat(5_000_000)}`, { as: 'csv' }))).toBe('FILES_CSV_INVALID /file')
    expect(await refused(read('a;b\n1;"2', { as: 'csv' }))).toBe('FILES_CSV_INVALID /file')
    expect((await read('__proto__;a\n1;2\n', { as: 'csv' })).json['main']).toEqual([{ column1: '1', a: '2' }])
  })
})

describe('XML', () => {
  const rows = async (text: string, params: JsonObject = {}) => (await read(text, { as: 'xml', ...params }, 'a.xml')).json['main']

  it('becomes rows of the elements that repeat, or of the ones that are named', async () => {
    const text = '<?xml version="1.0"?><!-- x --><f:feed xmlns:f="u"><f:meta><a>1</a></f:meta><f:list><f:o id="7"><n>Zoé &amp; fils</n><n>b</n><e/></f:o><f:o><n><![CDATA[<x>]]></n></f:o></f:list></f:feed>'
    expect(await rows(text)).toEqual([{ '@id': '7', n: ['Zoé & fils', 'b'], e: null }, { n: '<x>' }])
    expect(await rows(text, { element: 'meta' })).toEqual([{ a: '1' }])
    expect(await rows(text, { element: 'n' })).toEqual([{ n: 'Zoé & fils' }, { n: 'b' }, { n: '<x>' }])
    expect(await rows('<a><b>1</b></a>')).toEqual([{ b: '1' }])
    expect(await rows('<a>texte</a>')).toEqual([{ a: 'texte' }])
    expect(await rows('<a><b k="v">t</b><b>u</b></a>')).toEqual([{ '@k': 'v', '#text': 't' }, { b: 'u' }])
  })

  it('is read back as it was written', async () => {
    const text = fc.constantFrom('Zoé', 'a<b>&"c"', "l'œuf", '1,5', 'x y', '🙂', 'ligne\nsuite')
    const value: fc.Arbitrary<Json> = fc.oneof(text, fc.record({ '@id': text, n: text }), fc.array(text, { minLength: 2, maxLength: 3 }))
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ prix: value, client: value }), { minLength: 1, maxLength: 5 }), async (items) => {
        const { bytes } = await write(items as JsonObject[], { content: 'xml', root: 'liste', element: 'ligne' })
        expect(await rows(bytes.toString('utf8'), { element: 'ligne' })).toEqual(items)
      }),
      { numRuns: 30 },
    )
  }, slow)

  it('is written well-formed whatever fields and texts are', async () => {
    const { bytes } = await write([{ 'Prix unitaire': 1, '1er': 'a\u0001b\ud800', xml: ']]>', '@a b': '"<' }], { content: 'xml', root: '<x>', element: 'été' })
    expect(bytes.toString('utf8')).toBe('<?xml version="1.0" encoding="UTF-8"?>\n<_x_>\n  <été a_b="&quot;&lt;">\n    <Prix_unitaire>1</Prix_unitaire>\n    <_1er>ab</_1er>\n    <_xml>]]&gt;</_xml>\n  </été>\n</_x_>\n')
    expect(await rows(bytes.toString('utf8'), { element: 'été' })).toHaveLength(1)
  })

  const laughs = `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>`
  it.each([
    ['', 'FILES_XML_INVALID'], ['   ', 'FILES_XML_INVALID'], ['pas du xml', 'FILES_XML_INVALID'], ['{"a":1}', 'FILES_XML_INVALID'], ['<a><b>1</b>', 'FILES_XML_INVALID'], ['<a><b></a>', 'FILES_XML_INVALID'],
    ['<a>&inconnu;</a>', 'FILES_XML_INVALID'], ['<a x=1/>', 'FILES_XML_INVALID'], [laughs, 'FILES_XML_DOCTYPE'], ['<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', 'FILES_XML_DOCTYPE'],
    ['<!DOCTYPE a [<!ENTITY x SYSTEM "http://169.254.169.254/">]><a>&x;</a>', 'FILES_XML_DOCTYPE'], ['<a><__proto__>1</__proto__></a>', 'FILES_XML_REFUSED'], ['<a constructor="1"/>', 'FILES_XML_REFUSED'],
    [`${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}`, 'FILES_XML_TOO_LARGE'], [`<a>${'<b/>'.repeat(200_000)}</a>`, 'FILES_XML_TOO_LARGE'], [`<a>${'x'.repeat(10_100_000)}</a>`, 'FILES_XML_TOO_LARGE'],
  ])('is refused in a sentence: $1, case %#', async (text, code) => {
    expect((await refused(read(text, { as: 'xml', ...(code === 'FILES_XML_TOO_LARGE' ? { element: 'a' } : {}) }, 'a.xml'))).split(' ')[0]).toBe(code)
  })

  it('names the near miss of an element', async () => {
    const { error } = await read('<l><commande/><commande/></l>', { as: 'xml', element: 'comande' }, 'a.xml')
    expect(error).toMatchObject({ code: 'FILES_XML_ELEMENT_UNKNOWN', field: '/element', hint: { fr: 'Vouliez-vous dire « commande » ?' } })
  })
})
