/**
 * Blobs as files of one folder.
 *
 * 1. A blob appears under its key completely or not at all: temporary name, fsync, rename, fsync of the folder.
 * 2. Keys are ours and checked before a path is made of them; the folder's real path holds the result (a link planted inside is not followed out).
 * 3. What a crash leaves are temporary files; the sweep takes those that are old enough to be nobody's.
 */
import { createHash, randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { mkdir, open, opendir, readdir, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { blobMissing, checkBlobKey, type BlobStore } from '@maillon/datasets'
import { MaillonError } from '@maillon/kernel'
import { blobWriteError } from './blob-write-error.js'

export interface LocalBlobStore extends BlobStore {
  /** A path to read from, for libraries that want random access. @throws MaillonError `BLOB_FILE_MISSING` */
  localPath(key: string): Promise<string>
  /** Removes temporary files that were last written before `before` (milliseconds since the epoch). @returns how many. */
  sweepTemporary(before: number): Promise<number>
  /** Removes every blob whose key begins with `prefix/` (or is `prefix`). Where there is none: no error. */
  removeAll(prefix: string): Promise<void>
  /** Names right below `prefix` whose newest change is older than `before` (milliseconds since the epoch): `files` gives ids of files. One by one: there may be millions. */
  namesBelow(prefix: string, before: number): AsyncIterable<string>
  /** Every key, one by one, in no order that means anything. What appears or goes meanwhile may be in it or not. */
  keys(): AsyncIterable<string>
}

const temporaryFolder = '.tmp'
const chunkBytes = 256 * 1024

/** @param options.folder is made where it isn't there, with mode 0700. */
export function createLocalBlobStore(options: { readonly folder: string }): LocalBlobStore {
  let opened: Promise<string> | null = null
  const root = () => (opened ??= openRoot(options.folder))
  return {
    async write(key, bytes, signal) {
      checkBlobKey(key)
      return writeBlob(await root(), key, { bytes, signal })
    },
    read: (key, signal) => readBlob(root, key, signal),
    async remove(key) {
      checkBlobKey(key)
      await rm(join(await root(), ...key.split('/')), { force: true })
    },
    async localPath(key) {
      checkBlobKey(key)
      return insidePath(await root(), key)
    },
    sweepTemporary: async (before) => sweep(join(await root(), temporaryFolder), before),
    async removeAll(prefix) {
      checkBlobKey(prefix)
      const path = join(await root(), ...prefix.split('/'))
      if (!(await isThere(dirname(path)))) return
      await refuseOutside(await root(), dirname(path), prefix)
      await rm(path, { recursive: true, force: true })
    },
    namesBelow: (prefix, before) => namesBelow(root, prefix, before),
    keys: () => keysIn(root, []),
  }
}

async function openRoot(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const real = await realpath(folder)
  await mkdir(join(real, temporaryFolder), { recursive: true, mode: 0o700 })
  return real
}

async function writeBlob(
  root: string,
  key: string,
  from: { readonly bytes: AsyncIterable<Uint8Array>; readonly signal: AbortSignal | undefined },
): Promise<{ readonly size: number; readonly sha256: string }> {
  const temporary = join(root, temporaryFolder, randomUUID())
  const hash = createHash('sha256')
  let size = 0
  try {
    const handle = await open(temporary, 'wx', 0o600)
    try {
      from.signal?.throwIfAborted()
      for await (const part of from.bytes) {
        from.signal?.throwIfAborted()
        hash.update(part)
        size += part.byteLength
        await writeAll(handle, part)
      }
      await handle.sync()
    } finally {
      await handle.close()
    }
    await moveIntoPlace(root, temporary, key)
  } catch (error) {
    await rm(temporary, { force: true })
    throw blobWriteError(error)
  }
  return { size, sha256: hash.digest('hex') }
}

async function writeAll(handle: FileHandle, part: Uint8Array): Promise<void> {
  for (let offset = 0; offset < part.byteLength;) offset += (await handle.write(part, offset)).bytesWritten
}

async function moveIntoPlace(root: string, temporary: string, key: string): Promise<void> {
  const target = join(root, ...key.split('/'))
  const folder = dirname(target)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await refuseOutside(root, folder, key)
  await rename(temporary, target)
  await syncFolder(folder)
}

/** Without it the name itself may be lost with the power. Windows can't and needn't. */
async function syncFolder(folder: string): Promise<void> {
  if (sep === '\\') return
  const handle = await open(folder, constants.O_RDONLY)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function* readBlob(root: () => Promise<string>, key: string, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  checkBlobKey(key)
  signal?.throwIfAborted()
  const handle = await openBlob(await root(), key)
  try {
    for (;;) {
      signal?.throwIfAborted()
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes)
      if (bytesRead === 0) return
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await handle.close()
  }
}

async function openBlob(root: string, key: string): Promise<FileHandle> {
  const path = await insidePath(root, key)
  try {
    // NOFOLLOW: between the check above and here the name may have become a link.
    return await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
  } catch (error) {
    throw translated(error, key)
  }
}

async function insidePath(root: string, key: string): Promise<string> {
  const path = join(root, ...key.split('/'))
  try {
    await refuseOutside(root, path, key)
    if (!(await stat(path)).isFile()) throw blobMissing(key)
    return path
  } catch (error) {
    throw translated(error, key)
  }
}

function translated(error: unknown, key: string): unknown {
  const { code } = error as NodeJS.ErrnoException
  return code === 'ENOENT' || code === 'ENOTDIR' ? blobMissing(key, error) : error
}

async function refuseOutside(root: string, path: string, key: string): Promise<void> {
  const real = await realpath(path)
  if (real !== root && !real.startsWith(root + sep)) throw new MaillonError({ code: 'BLOB_KEY_INVALID', kind: 'bug', retryable: false, params: { key } })
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(() => true, () => false)
}

async function* namesBelow(root: () => Promise<string>, prefix: string, before: number): AsyncGenerator<string> {
  checkBlobKey(prefix)
  const folder = join(await root(), ...prefix.split('/'))
  const entries = await opendir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  })
  for await (const { name } of entries) {
    const found = await stat(join(folder, name)).catch(() => null)
    if (found !== null && found.mtimeMs < before) yield name
  }
}

async function* keysIn(root: () => Promise<string>, path: readonly string[]): AsyncGenerator<string> {
  for await (const entry of await opendir(join(await root(), ...path))) {
    if (path.length === 0 && entry.name === temporaryFolder) continue
    const below = [...path, entry.name]
    if (entry.isDirectory()) yield* keysIn(root, below)
    else if (entry.isFile()) yield below.join('/')
  }
}

async function sweep(folder: string, before: number): Promise<number> {
  let removed = 0
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const found = await stat(path).catch(() => null)
    if (found === null || !found.isFile() || found.mtimeMs >= before) continue
    await rm(path, { force: true })
    removed += 1
  }
  return removed
}
