/** One suite over all kinds of file servers, each a real one. */
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createMemoryFiles, testNode, type FakeAnswer } from '@maillon/node-sdk/testing'
import type { HttpRequest, NodeDefinition } from '@maillon/node-sdk'
import { startTestFtp, startTestS3, startTestSftp, trustCertificate } from '@maillon/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { remoteDelete } from './remote-delete.node.js'
import { remoteDownload } from './remote-download.node.js'
import { remoteList } from './remote-list.node.js'
import { remoteMove } from './remote-move.node.js'
import { remoteUpload } from './remote-upload.node.js'

/** A file server with its files at hand. */
interface World {
  readonly type: 'ftp' | 'sftp' | 's3'
  readonly values: { readonly [field: string]: string | number }
  put(path: string, content: string): Promise<void>
  content(path: string): Promise<string | null>
  /** All names of a folder, those of half-written files too. */
  names(folder: string): Promise<readonly string[]>
  stop(): Promise<void>
}

const modified = new Date('2026-01-15T03:58:12Z')

function inFolder(folder: string): Pick<World, 'put' | 'content' | 'names'> {
  return {
    put: async (path, content) => {
      await mkdir(join(folder, path, '..'), { recursive: true })
      await writeFile(join(folder, path), content)
      await utimes(join(folder, path), modified, modified)
    },
    content: async (path) => (existsSync(join(folder, path)) ? readFile(join(folder, path), 'utf8') : null),
    names: (path) => readdir(join(folder, path)),
  }
}

const worlds: { readonly [name: string]: () => Promise<World> } = {
  'FTP': async () => {
    const server = await startTestFtp()
    await symlink('/etc/passwd', join(server.folder, 'link'))
    return { type: 'ftp', values: server.credential, ...inFolder(server.folder), stop: server.stop }
  },
  'explicit FTPS with a recognised certificate': async () => {
    const server = await startTestFtp('explicit')
    const restore = trustCertificate(server.certificate?.pem ?? '')
    return { type: 'ftp', values: server.credential, ...inFolder(server.folder), stop: () => (restore(), server.stop()) }
  },
  'explicit FTPS with a certificate of its own': async () => {
    const server = await startTestFtp('explicit')
    return { type: 'ftp', values: { ...server.credential, certificate: server.certificate?.fingerprint ?? '' }, ...inFolder(server.folder), stop: server.stop }
  },
  'implicit FTPS with a certificate of its own': async () => {
    const server = await startTestFtp('implicit')
    return { type: 'ftp', values: { ...server.credential, certificate: server.certificate?.fingerprint.replaceAll(':', '').toLowerCase() ?? '' }, ...inFolder(server.folder), stop: server.stop }
  },
  'SFTP': async () => {
    const server = await startTestSftp()
    await symlink('/etc/passwd', join(server.folder, 'link'))
    return { type: 'sftp', values: server.credential, ...inFolder(server.folder), stop: server.stop }
  },
  'S3': async () => {
    const server = await startTestS3()
    return {
      type: 's3',
      values: server.credential,
      put: async (path, content) => void server.objects.set(path, { body: Buffer.from(content), mediaType: 'text/plain', modifiedAt: modified }),
      content: async (path) => server.objects.get(path)?.body.toString() ?? null,
      names: async (folder) => [...server.objects.keys()].filter((key) => key.startsWith(`${folder}/`)).map((key) => key.slice(folder.length + 1)),
      stop: server.stop,
    }
  },
}

describe.each(Object.keys(worlds))('%s', (name) => {
  let world: World
  beforeAll(async () => {
    world = await (worlds[name] ?? (() => Promise.reject(new Error(name))))()
  }, 60_000)
  afterAll(() => world.stop())

  const run = (node: NodeDefinition, params: object, more: object = {}) =>
    testNode(node, { params: { ...params }, items: [{}], locale: 'fr', credentials: { server: { type: world.type, values: world.values } }, http: loopback, ...more })

  it('lists names, sizes and times, by pattern, and with the folders inside', async () => {
    await world.put('in/a b.csv', 'one')
    await world.put('in/é+%.CSV', 'three')
    await world.put('in/c.txt', '')
    await world.put('in/deep/d.csv', 'x')
    const { error, json } = await run(remoteList, { folder: 'in', pattern: '*.csv' })
    expect(error).toBeNull()
    const rows = [...(json['main'] ?? [])].sort((a, b) => String(a['name']).localeCompare(String(b['name'])))
    expect(rows).toEqual([
      { name: 'a b.csv', path: 'in/a b.csv', kind: 'file', size: 3, modifiedAt: '2026-01-15T03:58:12.000Z' },
      { name: 'é+%.CSV', path: 'in/é+%.CSV', kind: 'file', size: 5, modifiedAt: '2026-01-15T03:58:12.000Z' },
    ])
    const deep = await run(remoteList, { folder: 'in', deep: true, what: 'both' })
    expect(deep.json['main']?.map(({ path, kind }) => `${kind} ${path}`).sort()).toEqual(['file in/a b.csv', 'file in/c.txt', 'file in/deep/d.csv', 'file in/é+%.CSV', 'folder in/deep'].sort())
    expect((await run(remoteList, { folder: 'in', minAgeSeconds: 3600 }, { now: modified.getTime() + 1000 })).counts['main']).toBe(0)
    const few = await run(remoteList, { folder: 'in', deep: true, limit: 1 })
    expect(few.counts['main']).toBe(1)
    expect(few.logs).toContainEqual({ level: 'warn', message: 'Il y a plus de 1 fichiers : les suivants n’ont pas été donnés.' })
    expect((await run(remoteList, { folder: 'absent' })).error).toMatchObject({ code: 'REMOTE_FOLDER_MISSING', kind: 'user', field: '/folder' })
    expect((await run(remoteList, { folder: 'in\r\nDELE x' })).error).toMatchObject({ code: 'REMOTE_PATH_INVALID', field: '/folder' })
    expect((await run(remoteList, { folder: '../..' })).error).toMatchObject({ code: 'REMOTE_PATH_INVALID' })
  })

  it('downloads what a listing gave, byte for byte', async () => {
    await world.put('get/é+%.csv', 'contenu é')
    const big = Buffer.alloc(3_000_000, 'abcdefg').toString()
    await world.put('get/big.bin', big)
    const listed = await run(remoteList, { folder: 'get' })
    const files = createMemoryFiles()
    const { error, outputs } = await run(remoteDownload, {}, { items: listed.json['main'], files })
    expect(error).toBeNull()
    const got = Object.fromEntries((outputs['main'] ?? []).map((item) => [item.json['name'], item.files?.['file']]))
    const [small, large] = [got['é+%.csv'], got['big.bin']]
    expect(small && [Buffer.from(files.bytes(small)).toString(), small.mediaType]).toEqual(['contenu é', 'text/csv'])
    expect(large && Buffer.from(files.bytes(large)).toString() === big).toBe(true)
    expect((await run(remoteDownload, {}, { items: [{ path: 'get/absent.csv' }] })).error).toMatchObject({ code: 'REMOTE_FILE_MISSING', kind: 'user', retryable: false })
    const skipped = await run(remoteDownload, { ifMissing: 'skip' }, { items: [{ path: 'get/absent.csv' }, { path: 'get/é+%.csv' }] })
    expect([skipped.error, skipped.counts['main']]).toEqual([null, 1])
    expect((await run(remoteDownload, { maxMegabytes: 1 }, { items: [{ path: 'get/big.bin' }] })).error).toMatchObject({ code: 'REMOTE_FILE_TOO_LARGE', field: '/maxMegabytes' })
    expect((await run(remoteDownload, {}, { items: [{ path: 'get/a\u0001b' }] })).error).toMatchObject({ code: 'REMOTE_PATH_INVALID' })
    expect((await run(remoteDownload, {}, { items: [{ name: 'x' }] })).error).toMatchObject({ code: 'REMOTE_ROW_PATH_MISSING', row: 0 })
  })

  it('uploads into folders that it makes, replaces, keeps or refuses, once for each row', async () => {
    const files = createMemoryFiles()
    const upload = (content: string, params: object = {}, more: object = {}) =>
      run(remoteUpload, { folder: 'out/new/é', ...params }, { items: undefined, inputItems: { main: [{ json: {}, files: { report: files.add('ventes.csv', content, 'text/csv') } }] }, files, ...more })
    const first = await upload('un')
    expect(first.error).toBeNull()
    expect(first.json['main']).toEqual([{ path: 'out/new/é/ventes.csv', size: 2, uploaded: true, alreadySentAt: null }])
    expect(await world.content('out/new/é/ventes.csv')).toBe('un')
    expect((await upload('deux')).json['main']).toMatchObject([{ uploaded: true }])
    expect(await world.content('out/new/é/ventes.csv')).toBe('deux')
    expect((await upload('trois', { existing: 'skip' })).json['main']).toMatchObject([{ uploaded: false }])
    expect((await upload('trois', { existing: 'fail' })).error).toMatchObject({ code: 'REMOTE_FILE_TAKEN', kind: 'user' })
    expect(await world.content('out/new/é/ventes.csv')).toBe('deux')
    const again = await upload('trois', { existing: 'fail', name: 'autre.csv' })
    expect(again.error).toBeNull()
    expect((await upload('quatre', { existing: 'fail', name: 'autre.csv' }, { state: Object.fromEntries(again.state) })).json['main']).toMatchObject([{ alreadySentAt: expect.any(String) }])
    expect(await world.content('out/new/é/autre.csv')).toBe('trois')
    expect((await upload('x', { name: '../x' })).error).toMatchObject({ code: 'REMOTE_NAME_INVALID', field: '/name' })
    const dry = await upload('cinq', { name: 'sec.csv' }, { isDryRun: true })
    expect(dry.json['main']).toMatchObject([{ count: 1, files: [{ path: 'out/new/é/sec.csv', size: 4 }] }])
    expect([...(await world.names('out/new/é'))].sort()).toEqual(['autre.csv', 'ventes.csv'])
  })

  it('leaves nothing of an upload that breaks off', async () => {
    const files = createMemoryFiles()
    const ref = files.add('half.bin', Buffer.alloc(1_000_000))
    const broken = { ...files, read: async function* () { yield Buffer.alloc(400_000); throw new Error('disk gone') } }
    const { error } = await run(remoteUpload, { folder: 'half' }, { items: undefined, inputItems: { main: [{ json: {}, files: { f: ref } }] }, files: broken })
    expect(error).not.toBeNull()
    expect(await world.names('half')).toEqual([])
    const shorter = { ...files, read: async function* () { yield Buffer.alloc(400_000) } }
    expect((await run(remoteUpload, { folder: 'half' }, { items: undefined, inputItems: { main: [{ json: {}, files: { f: ref } }] }, files: shorter })).error).toMatchObject({ code: 'REMOTE_TRANSFER_INCOMPLETE' })
    expect(await world.names('half')).toEqual([])
  })

  it('moves and deletes, and finds it done where it is done already', async () => {
    await world.put('work/one.csv', '1')
    await world.put('work/two.csv', '2')
    await world.put('done/two.csv', 'old')
    const move = (paths: readonly string[], params: object = {}) => run(remoteMove, { folder: 'done', ...params }, { items: paths.map((path) => ({ path })) })
    expect((await move(['work/one.csv'])).json['main']).toEqual([{ path: 'done/one.csv' }])
    expect([await world.content('work/one.csv'), await world.content('done/one.csv')]).toEqual([null, '1'])
    expect((await move(['work/one.csv'])).error).toBeNull()
    expect((await move(['work/two.csv'])).error).toMatchObject({ code: 'REMOTE_FILE_TAKEN' })
    expect((await move(['work/two.csv'], { existing: 'replace' })).error).toBeNull()
    expect(await world.content('done/two.csv')).toBe('2')
    expect((await move(['work/never.csv'])).error).toMatchObject({ code: 'REMOTE_FILE_MISSING' })
    const gone = await run(remoteDelete, {}, { items: [{ path: 'done/one.csv' }, { path: 'done/one.csv' }] })
    expect([gone.error, gone.counts['main']]).toEqual([null, 2])
    expect(await world.content('done/one.csv')).toBeNull()
    expect((await run(remoteDelete, {}, { items: [{ path: 'done/two.csv' }], isDryRun: true })).json['main']).toEqual([{ count: 1, files: [{ delete: 'done/two.csv' }] }])
    expect(await world.content('done/two.csv')).toBe('2')
  })
})

/** The tests' HTTP: straight to the loopback server. */
async function loopback(request: HttpRequest): Promise<FakeAnswer> {
  const response = await fetch(request.url, { method: request.method ?? 'GET', headers: { ...request.headers }, body: request.body as never, redirect: 'manual' })
  return { status: response.status, headers: Object.fromEntries(response.headers), body: new Uint8Array(await response.arrayBuffer()) }
}
