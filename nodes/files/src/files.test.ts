import { createMemoryFiles, testNode } from '@maillon/node-sdk/testing'
import { describe, expect, it } from 'vitest'
import { csvCell } from './csv-text.js'
import { filesRead } from './files-read.node.js'
import { filesWrite } from './files-write.node.js'

async function read(bytes: string | Uint8Array, params: object, name = 'a.csv') {
  const files = createMemoryFiles()
  const { id } = files.add(name, bytes)
  return testNode(filesRead, { files, items: [{}], params: { file: { id, name }, ...params }, locale: 'fr' })
}

describe('files.read', () => {
  it('gives the file as it is, with its facts', async () => {
    const { json, outputs } = await read('abc', {})
    expect(json['main']).toEqual([{ fileName: 'a.csv', mediaType: 'application/octet-stream', size: 3 }])
    expect(outputs['main']?.[0]?.files?.['file']?.name).toBe('a.csv')
  })

  it('gives the rows of CSV as texts, in the encodings that occur', async () => {
    for (const bytes of [Buffer.from('é;b\nà;01\n', 'latin1'), Buffer.from('\ufeffé;b\r\nà;01\r\n'), Buffer.from('\ufeffé;b\nà;01\n', 'utf16le')]) {
      expect((await read(bytes, { as: 'csv' })).json['main']).toEqual([{ é: 'à', b: '01' }])
    }
  })

  it('gives the rows of a JSON list, of one object, and of JSON by lines', async () => {
    expect((await read('[{"a":1},2]', { as: 'json' })).json['main']).toEqual([{ a: 1 }, { value: 2 }])
    expect((await read('{"a":1}', { as: 'json' })).json['main']).toEqual([{ a: 1 }])
    expect((await read('{"a":1}\n{"a":2}\n', { as: 'json' })).json['main']).toEqual([{ a: 1 }, { a: 2 }])
  })

  it.each([
    ['{"a":1}\n{oops\n', 'json', 'FILES_JSON_INVALID'],
    ['[{"__proto__":{"x":1}}]', 'json', 'FILES_JSON_REFUSED'],
    [`${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'json', 'FILES_JSON_REFUSED'],
    ['a;b\n"1;2\n', 'csv', 'FILES_CSV_INVALID'],
  ])('says in a sentence what is wrong with %.20s', async (text, as, code) => {
    expect((await read(text, { as })).error).toMatchObject({ code, kind: 'user', retryable: false })
  })

  it('asks for a file, chosen or received', async () => {
    expect((await testNode(filesRead, { items: [{}] })).error).toMatchObject({ code: 'FILES_FILE_MISSING', field: '/file' })
    expect((await testNode(filesRead, { items: [{}], params: { source: 'item' } })).error).toMatchObject({ code: 'FILES_FILE_MISSING', field: '/source' })
  })
})

describe('files.read of rows that bring files', () => {
  it('reads the others where one can’t be read and is set aside with its file', async () => {
    const files = createMemoryFiles()
    const [bad, good] = [files.add('x.csv', Buffer.from('504b030414000000080000', 'hex')), files.add('a.csv', 'n;m\n1;2\n')]
    const rows = [{ json: { mail: 1 }, files: { f: bad } }, { json: { mail: 2 }, files: { f: good } }, { json: { mail: 3 } }]
    const aside = await testNode(filesRead, { files, params: { source: 'item', as: 'csv' }, inputItems: { main: rows }, onError: { choice: 'set-aside' } })
    expect(aside).toMatchObject({ status: 'warned', json: { main: [{ n: '1', m: '2' }] }, failedItems: { count: 2 } })
    expect(aside.setAside).toMatchObject([{ json: { item: { mail: 1 } }, files: { f: bad } }, { json: { item: { mail: 3 } } }])
  })
})

describe('files.write', () => {
  it('keeps the received file under a name of its own', async () => {
    const files = createMemoryFiles()
    const ref = files.add('x.xlsx', 'PK')
    const { json, outputs } = await testNode(filesWrite, { files, params: { name: 'archive.xlsx' }, inputItems: { main: [{ json: {}, files: { workbook: ref } }] } })
    expect(json['main']).toEqual([{ fileName: 'archive.xlsx', mediaType: 'application/octet-stream', size: 2 }])
    expect(outputs['main']?.[0]?.files?.['file']).toEqual(files.published[0])
  })

  it('writes CSV that is read back as it was, and JSON', async () => {
    const items = [{ a: 'x;"y"\nz', b: 1.5 }, { a: "d'été", b: null, c: true }]
    const files = createMemoryFiles()
    const { outputs } = await testNode(filesWrite, { files, params: { content: 'csv', name: 'v.csv' }, items })
    const bytes = files.bytes(outputs['main']?.[0]?.files?.['file'] ?? expect.fail())
    expect(Buffer.from(bytes).toString()).toBe('\ufeffa;b;c\r\n"x;""y""\nz";1,5;\r\nd\'été;;true\r\n')
    expect((await read(bytes, { as: 'csv' })).json['main']).toEqual([{ a: 'x;"y"\nz', b: '1,5', c: '' }, { a: "d'été", b: '', c: 'true' }])
    const asJson = await testNode(filesWrite, { files, params: { content: 'json' }, items })
    expect(JSON.parse(Buffer.from(files.bytes(asJson.outputs['main']?.[0]?.files?.['file'] ?? expect.fail())).toString())).toEqual(items)
  })

  it('writes the chosen columns under their titles, with dates as a spreadsheet of the language reads them', async () => {
    const items = [{ cree_le: '2026-01-05T10:05:00', ferme_le: null, n: 1.5, autre: 'x' }, { cree_le: '2026-07-05T22:30:00Z', ferme_le: 'bientôt', n: 2 }]
    const columns = [{ field: 'n', title: 'Nombre' }, { field: 'cree_le', title: 'Créé le', format: 'datetime' }, { field: 'ferme_le', format: 'date' }]
    const write = async (locale: 'fr' | 'en', given: readonly object[] = columns) => {
      const files = createMemoryFiles()
      const made = await testNode(filesWrite, { files, locale, timeZone: 'Europe/Paris', params: { content: 'csv', encoding: 'utf-8', columns: given as never }, items })
      return { error: made.error, text: made.error === null ? Buffer.from(files.bytes(made.outputs['main']?.[0]?.files?.['file'] ?? expect.fail())).toString() : '' }
    }
    expect((await write('fr')).text).toBe('Nombre;Créé le;ferme_le\r\n1,5;05/01/2026 10:05;\r\n2;06/07/2026 00:30;bientôt\r\n')
    expect((await write('en')).text).toContain('2;2026-07-06 00:30;bientôt')
    expect((await write('fr', [{ field: 'creele' }])).error).toMatchObject({ code: 'DATA_FIELD_UNKNOWN', field: '/columns/0/field' })
  })

  it.each(["=cmd|' /C calc'!A0", '+1+1', '-2+3', '@SUM(1)', '\t=1', '\r=1', '＝1'])('makes %j safe for a spreadsheet, unless told not to', (text) => {
    const options = { separator: ';', decimal: ',' } as const
    expect(csvCell(text, { ...options, safe: true }).replace(/^"/, '')).toMatch(/^'/)
    expect(csvCell(text, { ...options, safe: false }).replace(/^"/, '')).not.toMatch(/^'/)
  })

  it('leaves numbers alone', () => {
    const options = { separator: ';', decimal: ',', safe: true } as const
    expect([-2.5, '-2.5', 3].map((value) => csvCell(value, options))).toEqual(['-2,5', '-2.5', '3'])
  })

  it('keeps the files of the other rows where one brings none and is set aside', async () => {
    const files = createMemoryFiles()
    const ref = files.add('a.csv', 'a')
    const aside = await testNode(filesWrite, { files, inputItems: { main: [{ json: { n: 1 } }, { json: { n: 2 }, files: { f: ref } }] }, onError: { choice: 'set-aside' } })
    expect(aside).toMatchObject({ status: 'warned', json: { main: [{ fileName: 'a.csv' }] }, setAside: [{ json: { item: { n: 1 } } }] })
  })

  it('says that a row brings no file', async () => {
    expect((await testNode(filesWrite, { items: [{}] })).error).toMatchObject({ code: 'FILES_FILE_NOT_RECEIVED', row: 0 })
  })
})
