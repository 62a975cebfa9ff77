import { createMemoryFiles, testNode, zipOf } from '@maillon/node-sdk/testing'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { cleanEntryPath } from './entry-name.js'
import { unzip } from './unzip.node.js'
import { zip } from './zip.node.js'

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8')

async function unpack(bytes: Uint8Array, params: object = {}, name = 'a.zip') {
  const files = createMemoryFiles()
  const file = files.add(name, bytes)
  const result = await testNode(unzip, { files, params: { ...params }, inputItems: { main: [{ json: {}, files: { file } }] }, locale: 'fr' })
  return { ...result, texts: Object.fromEntries((result.outputs['main'] ?? []).map((item) => [String(item.json['path']), item.files?.['file'] === undefined ? '' : text(files.bytes(item.files['file']))])) }
}

describe('zip and unzip', () => {
  it('give back what went in, with its names, and name twins apart', async () => {
    const files = createMemoryFiles()
    const [one, two] = [files.add('été.csv', 'un'), files.add('été.csv', 'x'.repeat(200_000))]
    const { json, outputs } = await testNode(zip, { files, params: { name: 'ventes', folder: '2026/../mai' }, inputItems: { main: [{ json: {}, files: { a: one } }, { json: {}, files: { b: two } }] } })
    expect(json['main']).toMatchObject([{ fileName: 'ventes.zip', files: 2 }])
    const bytes = files.bytes(outputs['main']?.[0]?.files?.['file'] ?? expect.fail())
    expect(Object.keys(unzipSync(bytes))).toEqual(['2026/mai/été.csv', '2026/mai/été (2).csv'])
    const back = await unpack(bytes)
    expect(back.texts).toEqual({ '2026/mai/été.csv': 'un', '2026/mai/été (2).csv': 'x'.repeat(200_000) })
    expect(back.json['main']?.[0]).toMatchObject({ fileName: 'été.csv', archive: 'a.zip', size: 2 })
  })

  it('set an archive that is damaged aside with its file, and open the others', async () => {
    const files = createMemoryFiles()
    const good = files.add('bon.zip', zipOf([{ name: 'a.txt', content: 'A' }]))
    const bad = files.add('mauvais.zip', 'PK\u0003\u0004 and then nothing')
    const rows = [{ json: { n: 1 }, files: { z: bad } }, { json: { n: 2 }, files: { z: good } }, { json: { n: 3 } }]
    const aside = await testNode(unzip, { files, inputItems: { main: rows }, onError: { choice: 'set-aside' } })
    expect(aside).toMatchObject({ status: 'warned', failedItems: { count: 2 }, json: { main: [{ path: 'a.txt', archive: 'bon.zip' }] } })
    expect(aside.setAside).toMatchObject([{ json: { error: { code: 'ARCHIVE_DAMAGED' }, item: { n: 1 } }, files: { z: bad } }, { json: { error: { code: 'ARCHIVE_FILE_MISSING' }, item: { n: 3 } } }])
  })

  it('make one archive for each row where asked', async () => {
    const files = createMemoryFiles()
    const file = files.add('a.txt', 'a')
    const { json } = await testNode(zip, { files, mode: 'each', params: { name: '{{item.n}}.zip' }, inputItems: { main: [{ json: { n: 'x' }, files: { file } }, { json: { n: 'y' }, files: { file } }] } })
    expect(json['main']?.map(({ fileName }) => fileName)).toEqual(['x.zip', 'y.zip'])
  })

  it('take only the files that fit a pattern, and say where none does', async () => {
    const bytes = zipOf([{ name: 'a.csv', content: '1' }, { name: 'sub/b.CSV', content: '2' }, { name: 'c.txt', content: '3' }, { name: 'sub/', content: '' }])
    expect((await unpack(bytes, { pattern: '*.csv' })).texts).toEqual({ 'a.csv': '1', 'sub/b.CSV': '2' })
    expect((await unpack(bytes, { pattern: '*.pdf' })).logs[0]?.message).toContain('aucun fichier voulu (3 en tout)')
  })

  it('say that no file came', async () => {
    expect((await testNode(zip, { items: [{}] })).error).toMatchObject({ code: 'ARCHIVE_FILE_MISSING' })
    expect((await testNode(unzip, { items: [{}] })).error).toMatchObject({ code: 'ARCHIVE_FILE_MISSING', row: 0 })
  })
})

describe('a hostile or broken archive', () => {
  it.each([
    ['../../etc/passwd', 'etc/passwd'], ['/etc/passwd', 'etc/passwd'], ['C:\\Windows\\win.ini', 'C_/Windows/win.ini'], ['..\\..\\x.txt', 'x.txt'], ['a/./b/../c.txt', 'a/b/c.txt'], ['safe\u202Egpj.exe', 'safegpj.exe'],
    ['CON', '_CON'], ['a\u0000b\n.txt', 'ab.txt'], ['....//x', 'x'], ['~/x', '~/x'], ['x'.repeat(300), 'x'.repeat(200)], ['..', ''],
  ])('has its name %j cleaned to %j', async (name, clean) => {
    expect(cleanEntryPath(name)).toBe(clean)
    expect(Object.keys((await unpack(zipOf([{ name, content: 'x' }]))).texts)).toEqual([clean || 'file'])
  })

  const zeros = Buffer.alloc(20 * 1024 * 1024)
  const good = zipOf([{ name: 'a.txt', content: 'hello hello hello hello' }])
  const locked = Buffer.from(good)
  locked.writeUInt16LE(1, locked.indexOf('PK\x01\x02') + 8)
  const twins = (() => {
    const bytes = Buffer.from(zipOf([{ name: 'a.txt', content: 'x'.repeat(50) }, { name: 'b.txt', content: 'y'.repeat(50) }]))
    const second = bytes.lastIndexOf('PK\x01\x02')
    bytes.writeUInt32LE(0, second + 42)
    return bytes
  })()

  it.each<[string, Uint8Array, object, string]>([
    ['a bomb by its ratio', zipOf([{ name: 'a', content: zeros }]), {}, 'ARCHIVE_SUSPICIOUS'],
    ['more than its declared size', zipOf([{ name: 'a', content: zeros, declaredSize: 1000 }]), {}, 'ARCHIVE_DAMAGED'],
    ['less than its declared size', zipOf([{ name: 'a', content: 'x', declaredSize: 1000 }]), {}, 'ARCHIVE_DAMAGED'],
    ['entries that share bytes', twins, {}, 'ARCHIVE_SUSPICIOUS'],
    ['too many files', zipOf(Array.from({ length: 11 }, (_, n) => ({ name: `${n}`, content: '' }))), { maxFiles: 10 }, 'ARCHIVE_ENTRIES_MANY'],
    ['too much when unpacked', zipOf([{ name: 'a', content: Buffer.from(Array.from({ length: 2_000_000 }, (_, n) => n % 251)) }]), { maxMegabytes: 1 }, 'ARCHIVE_TOO_LARGE'],
    ['a password', locked, {}, 'ARCHIVE_LOCKED'],
    ['no bytes', new Uint8Array(0), {}, 'ARCHIVE_EMPTY'],
    ['another type', Buffer.from('Rar!\x1a\x07\x00 and more'), {}, 'ARCHIVE_NOT_ZIP'],
    ['half of itself', good.subarray(0, good.length - 30), {}, 'ARCHIVE_DAMAGED'],
    ['rubbish behind the mark', Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(500, 7)]), {}, 'ARCHIVE_DAMAGED'],
  ])('with %s is refused in a sentence, and nothing of it stays', async (_what, bytes, params, code) => {
    const { error, counts } = await unpack(bytes, params)
    expect(error).toMatchObject({ code, kind: 'user', retryable: false })
    expect(error?.text?.fr).toMatch(/a\.zip/)
    expect(error?.text?.en).toMatch(/a\.zip/)
    expect(error?.hint?.fr).toBeTruthy()
    expect(counts['main']).toBe(0)
  })

  it('has its links left out', async () => {
    const bytes = Buffer.from(zipOf([{ name: 'link', content: '/etc/passwd' }, { name: 'a.txt', content: 'x' }]))
    bytes.writeUInt32LE((0o120777 << 16) >>> 0, bytes.indexOf('PK\x01\x02') + 38)
    expect((await unpack(bytes)).texts).toEqual({ 'a.txt': 'x' })
  })
})
