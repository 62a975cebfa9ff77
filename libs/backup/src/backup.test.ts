import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { createMemoryBlobStore } from '@maillon/datasets'
import { isMaillonError } from '@maillon/kernel'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { BackedUpTable } from './backup-format.js'
import { openBackup } from './open-backup.js'
import { restoreBackup } from './restore-backup.js'
import { writeBackup, type BackupSources } from './write-backup.js'

let folder: string
let path: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maillon-backup-'))
  path = join(folder, 'backup.zip')
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

const rowsOf: { readonly [table: string]: string } = { flow: '1\tSales\n2\tÉté\n', run: `${'x'.repeat(100_000)}\n`.repeat(30), setting: '' }
const blobsOf: { readonly [key: string]: string } = { 'files/a': 'A file', 'datasets/r/1/0': 'rows' }

function sources(more: Partial<BackupSources> = {}): BackupSources {
  return {
    tables: { migrations: ['One1', 'Two2'], tables: Object.keys(rowsOf).map((name) => ({ name, columns: ['id', 'name'] })), rows: ({ name }) => Readable.from([Buffer.from(rowsOf[name] ?? '')]) },
    blobs: {
      keys: async function* () {
        yield* Object.keys(blobsOf)
      },
      read: async function* (key) {
        yield Buffer.from(blobsOf[key] ?? '')
      },
    },
    keyIds: ['k1'],
    now: '2026-11-21T10:00:00.000Z',
    ...more,
  }
}

const codeOf = (error: unknown): string => (isMaillonError(error) ? error.info.code : String(error))
const silent = (): void => undefined

/** Tables in memory, as the database would take them. */
function target() {
  const filled = new Map<string, string>()
  const state = { finished: false, givenUp: false }
  const blobs = createMemoryBlobStore()
  return {
    filled,
    state,
    blobs,
    tables: {
      fill: async ({ name }: BackedUpTable, rows: Readable) => {
        const all = await text(rows)
        filled.set(name, all)
        return all.split('\n').length - 1
      },
      finish: async () => void (state.finished = true),
      giveUp: async () => void (state.givenUp = true),
    },
  }
}

describe('a backup', () => {
  it('gives back every row and every blob, and says what it holds', async () => {
    const manifest = await writeBackup(path, sources(), silent)
    expect(manifest.tables.map(({ name, rows }) => [name, rows])).toEqual([['flow', 2], ['run', 30], ['setting', 0]])
    expect(manifest.blobs).toMatchObject({ count: 2, bytes: 10 })
    const backup = await openBackup(path)
    expect(backup.manifest).toEqual(manifest)
    const to = target()
    await restoreBackup(backup, to, silent)
    await backup.close()
    expect(Object.fromEntries(to.filled)).toEqual(rowsOf)
    for (const [key, content] of Object.entries(blobsOf)) expect(await text(Readable.from(to.blobs.read(key)))).toBe(content)
    expect(to.state).toEqual({ finished: true, givenUp: false })
  })

  it('is its owner’s alone to read, and is not there at all until it is complete', async () => {
    const broken = sources({ blobs: { ...sources().blobs, read: async function* () {
      yield Buffer.from('half')
      throw new Error('the disk is gone')
    } } })
    await expect(writeBackup(path, broken, silent)).rejects.toThrow('the disk is gone')
    expect(await readdir(folder)).toEqual([])
    await writeBackup(path, sources(), silent)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(await readdir(folder)).toEqual(['backup.zip'])
  })

  it('with one byte changed, anywhere, puts nothing back', async () => {
    await writeBackup(path, sources(), silent)
    const whole = await readFile(path)
    const outcomes: string[] = []
    for (let at = 10; at < whole.length; at += Math.ceil(whole.length / 60)) {
      const damaged = Buffer.from(whole)
      damaged[at] = (damaged[at] ?? 0) ^ 0x55
      await writeFile(path, damaged)
      const to = target()
      const outcome = await openBackup(path).then(
        async (backup) => {
          const told = await restoreBackup(backup, to, silent).then(() => 'restored', (error: unknown) => codeOf(error))
          await backup.close()
          return told
        },
        (error: unknown) => codeOf(error),
      )
      // Names and times in headers carry nothing that is restored: where these are hit, everything is right all the same.
      if (outcome === 'restored') expect(Object.fromEntries(to.filled)).toEqual(rowsOf)
      else expect(to.state.finished).toBe(false)
      outcomes.push(outcome)
    }
    expect(new Set(outcomes)).toContain('BACKUP_CONTENT_DAMAGED')
    for (const outcome of outcomes) expect(['restored', 'BACKUP_CONTENT_DAMAGED', 'BACKUP_FILE_UNREADABLE', 'BACKUP_FORMAT_UNKNOWN']).toContain(outcome)
  })

  it('leaves no blob behind where its tables were refused', async () => {
    await writeBackup(path, sources(), silent)
    const backup = await openBackup(path)
    const to = target()
    await expect(restoreBackup(backup, { blobs: to.blobs, tables: { ...to.tables, finish: async () => Promise.reject(new Error('a reference leads nowhere')) } }, silent)).rejects.toThrow('a reference leads nowhere')
    await backup.close()
    expect(to.state.givenUp).toBe(true)
    await expect(text(Readable.from(to.blobs.read('files/a')))).rejects.toMatchObject({ info: { code: 'BLOB_FILE_MISSING' } })
  })

  it.each([
    ['is missing', null, 'BACKUP_FILE_UNREADABLE'],
    ['is empty', '', 'BACKUP_FILE_UNREADABLE'],
    ['is a text', 'not a backup', 'BACKUP_FILE_UNREADABLE'],
  ])('that %s is refused by name', async (_, content, code) => {
    if (content !== null) await writeFile(path, content)
    await expect(openBackup(path)).rejects.toMatchObject({ info: { code, params: { file: path } } })
  })
})
