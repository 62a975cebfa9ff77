import type { JsonObject } from '@maillon/node-sdk'
import { createMemoryFiles, createMemoryFolders, testNode, type MemoryFolders } from '@maillon/node-sdk/testing'
import { expect, it } from 'vitest'
import { folderList } from './folder-list.node.js'
import { folderMove } from './folder-move.node.js'
import { fileNameFor } from './folder-place.js'
import { folderWrite } from './folder-write.node.js'

const world = () => createMemoryFolders({ in: { 'b.csv': 'B', 'a.csv': 'A', 'c.txt': 'C', 'sub/d.csv': 'D' }, out: {}, 'read:ro': { 'x.csv': 'X' } })
const list = (params: JsonObject, folders = world()) => testNode(folderList, { folders, items: [{}], params: { root: 'in', ...params }, locale: 'fr' })
const move = (params: JsonObject, folders: MemoryFolders, more: object = {}) => testNode(folderMove, { folders, items: [{ path: 'a.csv' }], params: { root: 'in', path: '{{item.path}}', ...params }, locale: 'fr', ...more })

function write(params: JsonObject, folders: MemoryFolders, names: readonly string[] = ['rapport.csv'], more: object = {}) {
  const files = createMemoryFiles()
  const received = Object.fromEntries(names.map((name, n) => [`f${n}`, files.add(name, `content ${n}`)]))
  return testNode(folderWrite, { files, folders, params: { root: 'out', ...params }, inputItems: { main: [{ json: { n: 1 }, files: received }] }, locale: 'fr', ...more })
}

it('lists a folder, with the files or without, by pattern, depth and order', async () => {
  const all = await list({})
  expect(all.json['main']?.map(({ path }) => path)).toEqual(['a.csv', 'b.csv', 'c.txt'])
  expect(Buffer.from(all.files.bytes(all.outputs['main']?.[0]?.files?.['file'] ?? expect.fail())).toString()).toBe('A')
  expect((await list({ pattern: '*.csv', deep: true })).json['main']?.map(({ path }) => path)).toEqual(['a.csv', 'b.csv', 'sub/d.csv'])
  expect((await list({ path: 'sub', bring: false })).outputs['main']).toEqual([{ json: { fileName: 'd.csv', folder: 'in', path: 'sub/d.csv', size: 1, modifiedAt: '2026-01-15T07:00:00.000Z' } }])
  expect((await list({ limit: 1 })).counts['main']).toBe(1)
  expect((await list({ settledSeconds: 7200 })).counts['main']).toBe(0)
})

it('says where it leaves files out', async () => {
  for (const order of ['name', 'newest']) {
    const few = await list({ order, limit: 2 })
    expect([few.counts['main'], few.logs]).toEqual([2, [{ level: 'warn', message: 'Il y a plus de 2 fichiers : les suivants n’ont pas été donnés.' }]])
    expect((await list({ order, limit: 3 })).logs).toEqual([])
  }
})

it('puts files there whole, under clean names, and keeps what is there as asked', async () => {
  const folders = world()
  expect((await write({ path: 'jour' }, folders)).json['main']).toEqual([{ n: 1, written: [{ folder: 'out', path: 'jour/rapport.csv', size: 9 }] }])
  expect((await write({ path: 'jour' }, folders)).json['main']).toEqual([{ n: 1, written: [{ folder: 'out', path: 'jour/rapport (2).csv', size: 9 }] }])
  expect((await write({ path: 'jour', existing: 'fail' }, folders)).error?.code).toBe('FOLDER_FILE_EXISTS')
  expect((await write({}, folders, ['../../etc/passwd', 'a:b.pdf'])).json['main']).toMatchObject([{ written: [{ path: 'passwd' }, { path: 'a_b.pdf' }] }])
  expect(['CON.txt', '..', '', 'é.csv', 'x\u202Egpj.exe', 'a\r\nDELE y'].map(fileNameFor)).toEqual(['_CON.txt', 'file', 'file', 'é.csv', 'xgpj.exe', 'aDELE y'])
})

it('writes once over all attempts of a step', async () => {
  const folders = world()
  const first = await write({}, folders)
  const again = await write({}, folders, ['rapport.csv'], { state: Object.fromEntries(first.state) })
  expect(again.json).toEqual(first.json)
  expect(Object.keys(folders.texts('out'))).toEqual(['rapport.csv'])
})

it('archives below the month, moves, renames and deletes, once over all attempts', async () => {
  const folders = world()
  const archived = await move({ toRoot: 'out', toPath: 'fait' }, folders)
  expect(archived.json['main']).toEqual([{ path: 'a.csv', done: 'archive', newPath: 'fait/2026-01/a.csv' }])
  expect((await move({ toRoot: 'out', toPath: 'fait' }, folders, { state: Object.fromEntries(archived.state) })).json).toEqual(archived.json)
  expect((await move({ action: 'move', path: 'sub/d.csv', name: 'e.csv' }, folders)).json['main']).toMatchObject([{ newPath: 'sub/e.csv' }])
  expect((await move({ action: 'delete', path: 'b.csv' }, folders)).json['main']).toMatchObject([{ done: 'delete' }])
  expect([Object.keys(folders.texts('in')), Object.keys(folders.texts('out'))]).toEqual([['c.txt', 'sub/e.csv'], ['fait/2026-01/a.csv']])
})

it('takes what a cut-off attempt has done for done', async () => {
  const folders = world()
  const sending = (key: string) => ({ state: { [`sent/run-1-0-i0${key}`]: { status: 'sending', at: '2026-01-15T08:00:00.000Z' } } })
  await move({ toPath: 'fait' }, folders)
  expect((await move({ toPath: 'fait' }, folders, sending(''))).json['main']).toMatchObject([{ newPath: 'fait/2026-01/a.csv' }])
  expect((await move({ action: 'delete', path: 'zzz' }, folders, sending(''))).json['main']).toMatchObject([{ done: 'delete' }])
  await write({}, folders)
  await write({}, folders, ['rapport.csv'], sending('-f0'))
  expect(Object.keys(folders.texts('out'))).toEqual(['rapport.csv'])
})

it('does nothing in a dry run, and says what it would do', async () => {
  const folders = world()
  expect((await move({ toPath: 'fait' }, folders, { isDryRun: true })).json['main']).toEqual([{ action: 'archive', root: 'in', path: 'a.csv', to: { root: 'in', path: 'fait/2026-01/a.csv' } }])
  expect((await write({}, folders, ['x.csv'], { isDryRun: true })).json['main']).toEqual([{ folder: 'out', paths: ['x.csv'], existing: 'keep-both' }])
  expect([folders.texts('in')['a.csv'], folders.texts('out')]).toEqual(['A', {}])
})

it('says what is wrong: no such folder, no such file, reading only, no file received', async () => {
  const folders = world()
  const unknown = await list({ root: 'inn' })
  expect(unknown.error).toMatchObject({ code: 'FOLDER_ROOT_UNKNOWN', field: '/root', kind: 'user', hint: { fr: 'Les dossiers ouverts : in, out, read.' } })
  expect((await list({ root: 'x' }, createMemoryFolders({}))).error?.hint?.en).toContain('MAILLON_FOLDERS')
  expect((await move({ path: 'nothing.csv' }, folders)).error?.code).toBe('FOLDER_FILE_MISSING')
  expect((await move({ action: 'delete', path: 'nothing.csv' }, folders)).error).toMatchObject({ code: 'FOLDER_FILE_MISSING', field: '/path' })
  expect((await move({ path: 'nothing.csv', missing: 'skip' }, folders)).json['main']).toMatchObject([{ done: null }])
  expect((await move({ toRoot: 'nowhere' }, folders)).error).toMatchObject({ code: 'FOLDER_ROOT_UNKNOWN', field: '/toRoot' })
  expect((await write({ root: 'read' }, folders)).error?.code).toBe('FOLDER_ROOT_READONLY')
  expect((await testNode(folderWrite, { folders, items: [{}], params: { root: 'out' } })).error).toMatchObject({ code: 'FILES_FILE_NOT_RECEIVED', row: 0 })
  expect((await move({ path: '' }, folders)).error?.code).toMatch(/^NODE_PARAM/)
})
