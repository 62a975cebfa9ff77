import { mkdir, mkdtemp, readdir, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { blobStoreConformance } from '@maillon/test-kit'
import { afterAll, expect, it } from 'vitest'
import { createLocalBlobStore } from './local-blob-store.js'

const folders: string[] = []
async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'maillon-blobs-'))
  folders.push(folder)
  return folder
}

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
})

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}

blobStoreConformance('the local folder', { make: async () => createLocalBlobStore({ folder: await temporaryFolder() }) })

it('follows no link that was planted in the folder', async () => {
  const folder = await temporaryFolder()
  const outside = await temporaryFolder()
  await writeFile(join(outside, 'secret'), 'secret')
  await mkdir(join(folder, 'files'))
  await symlink(join(outside, 'secret'), join(folder, 'files', 'link'))
  await symlink(outside, join(folder, 'linked'))
  const store = createLocalBlobStore({ folder })
  const read = async (key: string) => {
    for await (const part of store.read(key)) return Buffer.from(part).toString()
    return ''
  }
  await expect(read('files/link')).rejects.toThrow()
  await expect(read('linked/secret')).rejects.toThrow()
  await expect(store.write('linked/new', bytes('x'))).rejects.toThrow()
  expect(await readdir(outside)).toEqual(['secret'])
})

it('sweeps temporary files that nobody writes any more, and no others', async () => {
  const folder = await temporaryFolder()
  const store = createLocalBlobStore({ folder })
  await store.write('files/kept', bytes('kept'))
  const old = join(folder, '.tmp', 'old')
  const young = join(folder, '.tmp', 'young')
  await writeFile(old, 'x')
  await writeFile(young, 'x')
  await utimes(old, new Date(1000), new Date(1000))
  expect(await store.sweepTemporary(10_000)).toBe(1)
  await expect(stat(young)).resolves.toBeDefined()
  await expect(stat(await store.localPath('files/kept'))).resolves.toMatchObject({ size: 4 })
})

it('lets nobody else read what it keeps', async () => {
  const folder = join(await temporaryFolder(), 'made', 'here')
  const store = createLocalBlobStore({ folder })
  await store.write('files/one', bytes('x'))
  expect((await stat(await store.localPath('files/one'))).mode & 0o077).toBe(0)
})

it('removes all that stands below a name, and nothing beside it or behind a link', async () => {
  const folder = await temporaryFolder()
  const outside = await temporaryFolder()
  await writeFile(join(outside, 'kept'), 'x')
  const store = createLocalBlobStore({ folder })
  for (const key of ['datasets/run-1/a/0', 'datasets/run-1/a/1', 'datasets/run-12/0', 'files/one']) await store.write(key, bytes('x'))
  await symlink(outside, join(folder, 'datasets', 'run-1', 'link'))
  await symlink(outside, join(folder, 'linked'))
  await store.removeAll('datasets/run-1')
  await store.removeAll('files/one')
  await store.removeAll('datasets/never')
  await store.removeAll('nowhere/never')
  await expect(store.removeAll('linked/kept')).rejects.toThrow()
  await expect(store.removeAll('../x')).rejects.toThrow()
  expect(await readdir(join(folder, 'datasets'))).toEqual(['run-12'])
  expect(await readdir(join(folder, 'files'))).toEqual([])
  expect(await readdir(outside)).toEqual(['kept'])
})

it('names every key, and nothing that is half written', async () => {
  const folder = await temporaryFolder()
  const store = createLocalBlobStore({ folder })
  await store.write('files/a', bytes('x'))
  await store.write('datasets/r/1/0', bytes('y'))
  await writeFile(join(folder, '.tmp', 'half'), 'z')
  const keys: string[] = []
  for await (const key of store.keys()) keys.push(key)
  expect(keys.toSorted()).toEqual(['datasets/r/1/0', 'files/a'])
})

it('names what stands below a prefix and is old enough', async () => {
  const folder = await temporaryFolder()
  const store = createLocalBlobStore({ folder })
  for (const key of ['files/old', 'files/young']) await store.write(key, bytes('x'))
  await utimes(join(folder, 'files', 'old'), new Date(1000), new Date(1000))
  const names: string[] = []
  for await (const name of store.namesBelow('files', 10_000)) names.push(name)
  for await (const name of store.namesBelow('datasets', 10_000)) names.push(name)
  expect(names).toEqual(['old'])
})
