import { constants } from 'node:fs'
import { lstat, mkdir, open, realpath, type FileHandle } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { errnoOf, folderError } from './folder-error.js'
import type { FolderRoot } from './folder-root.js'

const maxParts = 40
const maxPartBytes = 240
const device = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

/**
 * The parts of a path that a flow gave. Nothing is repaired: what could mean another place is refused.
 * @throws FOLDER_PATH_REFUSED
 */
export function partsOf(root: string, path: string): readonly string[] {
  const parts = path.split(/[/\\]/).filter((part, index, all) => part !== '' || (index === 0 && all.length > 1))
  if (parts.length > maxParts || !parts.every(isPlainName)) throw folderError('FOLDER_PATH_REFUSED', root, path)
  return parts
}

/** A name that stands for a file or folder in its folder and nothing else. */
export function isPlainName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !/\p{Cc}|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(name) && Buffer.byteLength(name) <= maxPartBytes && (process.platform !== 'win32' || isPortable(name))
}

/** What Windows takes for something else: a device, a stream of another file, the same name without its last dots. */
function isPortable(name: string): boolean {
  return !device.test(name) && !/[<>:"|?*]|[. ]$/.test(name)
}

/** The parts of a path that is written to: good on every system. @throws FOLDER_PATH_REFUSED */
export function newPartsOf(root: string, path: string): readonly string[] {
  const parts = partsOf(root, path)
  if (parts.length === 0 || !parts.every(isPortable) || parts.at(-1)?.startsWith('.') === true) throw folderError('FOLDER_PATH_REFUSED', root, path)
  return parts
}

/** Where a root really lies. @throws FOLDER_ROOT_MISSING */
export async function realRoot(root: FolderRoot): Promise<string> {
  try {
    return await realpath(root.path)
  } catch {
    throw folderError('FOLDER_ROOT_MISSING', root.name, '')
  }
}

/**
 * The real path of a place, whose folder is inside the root for sure. The last part may be missing; it is not followed
 * where it is a link.
 * @param makeFolders missing folders on the way are made.
 */
export async function realPlace(root: FolderRoot, path: string, makeFolders = false): Promise<string> {
  const parts = partsOf(root.name, path)
  const top = await realRoot(root)
  const last = parts.at(-1)
  if (last === undefined) return top
  let folder = top
  // One part after the other: a link on the way is seen before anything is made behind it.
  for (const part of parts.slice(0, -1)) {
    const next = join(folder, part)
    if (makeFolders) await mkdir(next, { mode: 0o750 }).catch(ignoreExisting)
    folder = await realpath(next)
    if (!isInside(top, folder)) throw folderError('FOLDER_PATH_REFUSED', root.name, path)
  }
  return join(folder, last)
}

export function isInside(top: string, path: string): boolean {
  return path === top || path.startsWith(top.endsWith(sep) ? top : top + sep)
}

/**
 * Opens a file for reading and then makes sure that it is the one that stands inside the root: between a check and an
 * opening by name somebody may put a link there, so the opened one is compared.
 */
export async function openInside(root: FolderRoot, path: string): Promise<FileHandle> {
  const place = await realPlace(root, path)
  const file = await open(place, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    const [opened, there, top, real] = await Promise.all([file.stat(), lstat(place), realRoot(root), realpath(dirname(place))])
    if (!opened.isFile() || opened.ino !== there.ino || opened.dev !== there.dev || !isInside(top, real)) throw folderError('FOLDER_PATH_REFUSED', root.name, path)
    return file
  } catch (error) {
    await file.close()
    throw error
  }
}

function ignoreExisting(error: unknown): void {
  if (errnoOf(error) !== 'EEXIST') throw error
}
