import { constants, type Stats } from 'node:fs'
import { copyFile, link, lstat, open, opendir, rename, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { ExistingFile, FolderFile, FolderPlace, NodeFolders } from '@maillon/node-sdk'
import { asFolderError, errnoOf, folderError } from './folder-error.js'
import type { FolderRoot } from './folder-root.js'
import { isPlainName, newPartsOf, openInside, partsOf, realPlace } from './inside-folder.js'

export interface StepFoldersAbout {
  readonly roots: readonly FolderRoot[]
  /** Part of the names of half-written files. */
  readonly freshId: () => string
  readonly signal: AbortSignal
}

const maxDepth = 20
const maxCopies = 1000

/** The opened folders as a node sees them. */
export function createStepFolders({ roots, freshId, signal }: StepFoldersAbout): NodeFolders {
  const rootOf = (name: string): FolderRoot => {
    const root = roots.find((one) => one.name === name)
    if (root === undefined) throw folderError('FOLDER_ROOT_UNKNOWN', name, '')
    return root
  }
  const writable = (name: string): FolderRoot => {
    const root = rootOf(name)
    if (!root.isWritable) throw folderError('FOLDER_ROOT_READONLY', name, '')
    return root
  }
  return {
    roots: () => roots.map(({ name, isWritable }) => ({ name, isWritable })),
    async *list(place, { deep = false } = {}) {
      yield* filesIn({ root: rootOf(place.root), signal }, partsOf(place.root, place.path), deep ? maxDepth : 0)
    },
    find: (place) => told(place, () => findFile(rootOf(place.root), place.path)),
    async *read(place) {
      const file = await told(place, () => openInside(rootOf(place.root), place.path))
      yield* file.createReadStream({ signal }) as AsyncIterable<Uint8Array>
    },
    write: (place, bytes, existing = 'fail') =>
      told(place, async () => {
        const root = writable(place.root)
        const target = await realPlace(root, newName(place), true)
        const half = join(dirname(target), `.maillon-${freshId()}.part`)
        try {
          await writeWhole(half, bytes, signal)
          return await put({ root, path: place.path, half, target, existing })
        } finally {
          await unlink(half).catch(() => undefined)
        }
      }),
    move: (from, to, existing = 'fail') =>
      told(from, async () => {
        const source = await realPlace(writable(from.root), mustName(from))
        const root = writable(to.root)
        const file = await openInside(rootOf(from.root), from.path)
        await file.close()
        const target = await told(to, () => realPlace(root, newName(to), true))
        if (source === target) return await mustFind(root, to.path)
        return await moved({ root, path: to.path, source, target, existing }, freshId)
      }),
    remove: (place) =>
      told(place, async () => {
        const target = await realPlace(writable(place.root), mustName(place))
        const found = await statOf(target)
        if (found === null) return false
        if (!found.isFile()) throw folderError('FOLDER_PATH_REFUSED', place.root, place.path)
        await unlink(target)
        return true
      }),
  }
}

/** Runs it and says what went wrong in the flow's words. */
async function told<Value>(place: FolderPlace, act: () => Promise<Value>): Promise<Value> {
  try {
    return await act()
  } catch (error) {
    throw asFolderError(error, place.root, place.path)
  }
}

interface Walk {
  readonly root: FolderRoot
  readonly signal: AbortSignal
}

async function* filesIn(walk: Walk, parts: readonly string[], depth: number): AsyncGenerator<FolderFile> {
  const { root, signal } = walk
  const path = parts.join('/')
  const names: string[] = []
  const folders: string[] = []
  // A place of its own below the folder, so that the folder itself is on the checked way.
  const folder = await told({ root: root.name, path }, async () => dirname(await realPlace(root, [...parts, '_'].join('/'))))
  await told({ root: root.name, path }, async () => {
    for await (const entry of await opendir(folder)) {
      if (entry.name.startsWith('.') || !isPlainName(entry.name)) continue
      if (entry.isFile()) names.push(entry.name)
      else if (entry.isDirectory()) folders.push(entry.name)
    }
  })
  for (const name of names.sort()) {
    signal.throwIfAborted()
    const found = await statOf(join(folder, name))
    // It may have gone meanwhile.
    if (found?.isFile() === true) yield fileOf(root, [...parts, name].join('/'), found)
  }
  if (depth === 0) return
  for (const name of folders.sort()) yield* filesIn(walk, [...parts, name], depth - 1)
}

async function findFile(root: FolderRoot, path: string): Promise<FolderFile | null> {
  try {
    const found = await statOf(await realPlace(root, path))
    return found?.isFile() === true ? fileOf(root, path, found) : null
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return null
    throw error
  }
}

async function mustFind(root: FolderRoot, path: string): Promise<FolderFile> {
  const found = await findFile(root, path)
  if (found === null) throw folderError('FOLDER_FILE_MISSING', root.name, path)
  return found
}

function mustName(place: FolderPlace): string {
  if (partsOf(place.root, place.path).length === 0) throw folderError('FOLDER_PATH_REFUSED', place.root, place.path)
  return place.path
}

function newName(place: FolderPlace): string {
  return newPartsOf(place.root, place.path).join('/')
}

/** The bytes are on disk when this returns. */
async function writeWhole(path: string, bytes: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<void> {
  const file = await open(path, 'wx', 0o640)
  try {
    for await (const piece of bytes) {
      signal.throwIfAborted()
      await file.writeFile(piece)
    }
    await file.sync()
  } finally {
    await file.close()
  }
}

interface Put {
  readonly root: FolderRoot
  readonly path: string
  /** A whole file in the folder of the target. */
  readonly half: string
  readonly target: string
  readonly existing: ExistingFile
}

async function put({ root, path, half, target, existing }: Put): Promise<FolderFile> {
  if (existing === 'replace') {
    const there = await statOf(target)
    if (there !== null && !there.isFile()) throw folderError('FOLDER_PATH_REFUSED', root.name, path)
    await rename(half, target)
    return mustFind(root, path)
  }
  for (let copy = 1; copy <= maxCopies; copy += 1) {
    const name = copy === 1 ? basename(target) : numbered(basename(target), copy)
    if (await linked(half, join(dirname(target), name))) return mustFind(root, [...partsOf(root.name, path).slice(0, -1), name].join('/'))
    if (existing === 'fail') break
  }
  throw folderError('FOLDER_FILE_EXISTS', root.name, path)
}

/** A second name for a file where none of that name is; in one step, so that of two writers one wins. */
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    const code = errnoOf(error)
    if (code === 'EEXIST') return false
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP' && code !== 'EMLINK') throw error
  }
  // File systems without hard links.
  try {
    await copyFile(from, to, constants.COPYFILE_EXCL)
    return true
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false
    throw error
  }
}

function numbered(name: string, copy: number): string {
  const dot = name.lastIndexOf('.')
  return dot > 0 ? `${name.slice(0, dot)} (${copy})${name.slice(dot)}` : `${name} (${copy})`
}

interface Move extends Omit<Put, 'half'> {
  readonly source: string
}

async function moved(move: Move, freshId: () => string): Promise<FolderFile> {
  const { source, target } = move
  try {
    const file = await put({ ...move, half: source })
    if (move.existing !== 'replace') await unlink(source)
    return file
  } catch (error) {
    if (errnoOf(error) !== 'EXDEV') throw error
  }
  // Another disk: a whole copy first, and only then the source goes.
  const half = join(dirname(target), `.maillon-${freshId()}.part`)
  try {
    await copyFile(source, half, constants.COPYFILE_EXCL)
    const file = await put({ ...move, half })
    await unlink(source)
    return file
  } finally {
    await unlink(half).catch(() => undefined)
  }
}

async function statOf(path: string): Promise<Stats | null> {
  try {
    return await lstat(path)
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null
    throw error
  }
}

function fileOf(root: FolderRoot, path: string, found: Stats): FolderFile {
  const clean = partsOf(root.name, path).join('/')
  return { root: root.name, path: clean, name: clean.split('/').at(-1) ?? clean, size: found.size, modifiedAt: found.mtime.toISOString() }
}
