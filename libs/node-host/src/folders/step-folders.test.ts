import { link, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { NodeFolders } from '@maillon/node-sdk'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createStepFolders } from './step-folders.js'

let base: string
let folders: NodeFolders
const inbox = (path: string) => ({ root: 'inbox', path })
const abort = new AbortController()

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'maillon-folders-test-'))
  await mkdir(join(base, 'inbox', 'sub'), { recursive: true })
  await mkdir(join(base, 'reading'))
  await writeFile(join(base, 'secret.txt'), 'secret')
  await writeFile(join(base, 'inbox', 'a.csv'), 'A')
  await writeFile(join(base, 'inbox', 'sub', 'b.csv'), 'B')
  await writeFile(join(base, 'reading', 'c.csv'), 'C')
  let ids = 0
  folders = createStepFolders({
    roots: [
      { name: 'inbox', path: join(base, 'inbox'), isWritable: true },
      { name: 'reading', path: join(base, 'reading'), isWritable: false },
      { name: 'gone', path: join(base, 'gone'), isWritable: true },
    ],
    freshId: () => String((ids += 1)),
    signal: abort.signal,
  })
})

afterEach(() => rm(base, { recursive: true, force: true }))

async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const part of bytes) parts.push(part)
  return Buffer.concat(parts).toString()
}

async function* bytesOf(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text)
}

const codeOf = (act: Promise<unknown>) => act.then(() => 'ok', (error: { info?: { code: string } }) => error.info?.code ?? String(error))

const outside = ['../secret.txt', 'sub/../../secret.txt', '..', '/etc/passwd', '..\\secret.txt', 'sub\\..\\..\\secret.txt', './a.csv', 'a\0.csv', 'a\n.csv', `${'x'.repeat(300)}`, `${'a/'.repeat(2000)}a`, '\u202Ea.csv', '\\\\host\\share']

describe('places outside of the opened folder', () => {
  it.each(outside)('are refused: %j', async (path) => {
    expect(await codeOf(textOf(folders.read(inbox(path))))).toBe('FOLDER_PATH_REFUSED')
    expect(await codeOf(folders.write(inbox(path), bytesOf('x'), 'replace'))).toBe('FOLDER_PATH_REFUSED')
    expect(await codeOf(folders.remove(inbox(path)))).toBe('FOLDER_PATH_REFUSED')
    expect(await codeOf(folders.move(inbox('a.csv'), inbox(path)))).toBe('FOLDER_PATH_REFUSED')
    expect(await readFile(join(base, 'secret.txt'), 'utf8')).toBe('secret')
  })

  it('are not reached through what looks encoded: that is a name like any other', async () => {
    for (const path of ['..%2fsecret.txt', '%2e%2e/secret.txt', '....//secret.txt', 'file:///etc/passwd']) expect(await codeOf(textOf(folders.read(inbox(path))))).toBe('FOLDER_FILE_MISSING')
  })

  it('are not reached through links, whether to a file or to a folder', async () => {
    await symlink(join(base, 'secret.txt'), join(base, 'inbox', 'link.txt'))
    await symlink(base, join(base, 'inbox', 'up'))
    expect(await codeOf(textOf(folders.read(inbox('link.txt'))))).toBe('FOLDER_PATH_REFUSED')
    expect(await codeOf(textOf(folders.read(inbox('up/secret.txt'))))).toBe('FOLDER_PATH_REFUSED')
    expect(await codeOf(folders.write(inbox('up/new.txt'), bytesOf('x')))).toBe('FOLDER_PATH_REFUSED')
    expect(await codeOf(folders.write(inbox('up/new/deep.txt'), bytesOf('x')))).toBe('FOLDER_PATH_REFUSED')
    expect(await codeOf(folders.move(inbox('up/secret.txt'), inbox('mine.txt')))).toBe('FOLDER_PATH_REFUSED')
    expect(await readdir(base)).toEqual(['inbox', 'reading', 'secret.txt'])
    const listed: string[] = []
    for await (const file of folders.list(inbox(''), { deep: true })) listed.push(file.path)
    expect(listed).toEqual(['a.csv', 'sub/b.csv'])
    // A link as the target is replaced as a name, never written through.
    expect(await codeOf(folders.write(inbox('link.txt'), bytesOf('x'), 'replace'))).toBe('FOLDER_PATH_REFUSED')
    expect(await readFile(join(base, 'secret.txt'), 'utf8')).toBe('secret')
  })

  it('are not reached while somebody swaps a file for a link, time after time', async () => {
    await symlink(join(base, 'secret.txt'), join(base, 'inbox', 'swap-link'))
    let isOver = false
    const swapping = (async () => {
      while (!isOver) {
        await rename(join(base, 'inbox', 'swap-link'), join(base, 'inbox', 'swap'))
        await rm(join(base, 'inbox', 'swap'))
        await writeFile(join(base, 'inbox', 'swap'), 'mine')
        await symlink(join(base, 'secret.txt'), join(base, 'inbox', 'swap-link'))
      }
    })()
    for (let turn = 0; turn < 300; turn += 1) expect(await textOf(folders.read(inbox('swap'))).catch(() => 'mine')).not.toBe('secret')
    isOver = true
    await swapping
  })

  it('can’t be named by any path at all', async () => {
    const part = fc.oneof(fc.constantFrom('..', '.', '', 'sub', 'a.csv', '...', '.. ', ' ..', '%2e%2e', '~', 'secret.txt'), fc.string({ maxLength: 5 }))
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 6 }), fc.constantFrom('/', '\\', '//'), async (parts, between) => {
        expect(await textOf(folders.read(inbox(parts.join(between)))).catch(() => '')).not.toBe('secret')
      }),
      { numRuns: 300 },
    )
  }, 60_000)
})

describe('folders that are opened', () => {
  it('are read, listed and looked at', async () => {
    expect(folders.roots()).toEqual([{ name: 'inbox', isWritable: true }, { name: 'reading', isWritable: false }, { name: 'gone', isWritable: true }])
    expect(await textOf(folders.read(inbox('sub/b.csv')))).toBe('B')
    expect(await folders.find(inbox('a.csv'))).toMatchObject({ root: 'inbox', path: 'a.csv', name: 'a.csv', size: 1 })
    expect(await folders.find(inbox('nothing/here.csv'))).toBeNull()
    expect(await folders.find(inbox('sub'))).toBeNull()
  })

  it('say what is wrong without a path of the server', async () => {
    for (const [act, code] of [
      [() => textOf(folders.read({ root: 'other', path: 'a' })), 'FOLDER_ROOT_UNKNOWN'],
      [() => textOf(folders.read({ root: 'gone', path: 'a' })), 'FOLDER_ROOT_MISSING'],
      [() => textOf(folders.read(inbox('none.csv'))), 'FOLDER_FILE_MISSING'],
      [() => textOf(folders.read(inbox('sub'))), 'FOLDER_PATH_REFUSED'],
      [() => folders.write({ root: 'reading', path: 'x' }, bytesOf('x')), 'FOLDER_ROOT_READONLY'],
      [() => folders.remove({ root: 'reading', path: 'c.csv' }), 'FOLDER_ROOT_READONLY'],
      [() => folders.move({ root: 'reading', path: 'c.csv' }, inbox('c.csv')), 'FOLDER_ROOT_READONLY'],
      [() => folders.write(inbox('CON.txt'), bytesOf('x')), 'FOLDER_PATH_REFUSED'],
      [() => folders.write(inbox('a:b'), bytesOf('x')), 'FOLDER_PATH_REFUSED'],
      [() => folders.write(inbox('.hidden'), bytesOf('x')), 'FOLDER_PATH_REFUSED'],
      [() => folders.write(inbox(''), bytesOf('x')), 'FOLDER_PATH_REFUSED'],
      [() => folders.remove(inbox('sub')), 'FOLDER_PATH_REFUSED'],
    ] as const) {
      expect(await codeOf(act())).toBe(code)
      await act().catch((error: { info: object }) => expect(JSON.stringify(error.info)).not.toContain(base))
    }
  })

  it('get a whole file or none, and keep what is there as the flow says', async () => {
    expect(await folders.write(inbox('new/deep/x.txt'), bytesOf('1', '2'))).toMatchObject({ path: 'new/deep/x.txt', size: 2 })
    expect(await codeOf(folders.write(inbox('a.csv'), bytesOf('x')))).toBe('FOLDER_FILE_EXISTS')
    expect(await folders.write(inbox('a.csv'), bytesOf('x'), 'keep-both')).toMatchObject({ path: 'a (2).csv' })
    await folders.write(inbox('a.csv'), bytesOf('new'), 'replace')
    expect(await readFile(join(base, 'inbox', 'a.csv'), 'utf8')).toBe('new')
    async function* broken() {
      yield Buffer.from('half')
      throw new Error('cut off')
    }
    await expect(folders.write(inbox('a.csv'), broken(), 'replace')).rejects.toThrow('cut off')
    expect(await readFile(join(base, 'inbox', 'a.csv'), 'utf8')).toBe('new')
    expect((await readdir(join(base, 'inbox'))).sort()).toEqual(['a (2).csv', 'a.csv', 'new', 'sub'])
  })

  it('let of two writers of one new name one win', async () => {
    const both = await Promise.all([1, 2].map((text) => codeOf(folders.write(inbox('one.txt'), bytesOf(String(text))))))
    expect([...both].sort()).toEqual(['FOLDER_FILE_EXISTS', 'ok'])
  })

  it('move files, and take them away', async () => {
    await link(join(base, 'inbox', 'a.csv'), join(base, 'inbox', 'twin.csv'))
    expect(await folders.move(inbox('a.csv'), inbox('done/a.csv'))).toMatchObject({ path: 'done/a.csv' })
    expect(await codeOf(folders.move(inbox('a.csv'), inbox('done/a.csv')))).toBe('FOLDER_FILE_MISSING')
    expect(await folders.move(inbox('twin.csv'), inbox('done/a.csv'), 'keep-both')).toMatchObject({ path: 'done/a (2).csv' })
    expect(await folders.move(inbox('done/a (2).csv'), inbox('done/a (2).csv'))).toMatchObject({ size: 1 })
    expect(await folders.remove(inbox('done/a.csv'))).toBe(true)
    expect(await folders.remove(inbox('done/a.csv'))).toBe(false)
  })
})
