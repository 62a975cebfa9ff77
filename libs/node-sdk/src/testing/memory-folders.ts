import type { ExistingFile, FolderFile, FolderPlace, NodeFolders } from '../context.js'
import { userError } from '../errors.js'

/** Opened folders in memory, for tests of nodes. What keeps paths inside of them is the host's and is tested there. */
export interface MemoryFolders extends NodeFolders {
  /** The files of a folder as texts, by path. */
  texts(root: string): { readonly [path: string]: string }
}

interface Content {
  readonly bytes: Uint8Array
  readonly modifiedAt: string
}

/** @param given texts of files by path, by name of the folder. A name that ends in `:ro` is opened for reading only. */
export function createMemoryFolders(given: { readonly [root: string]: { readonly [path: string]: string } }): MemoryFolders {
  const roots = new Map<string, { readonly files: Map<string, Content>; readonly isWritable: boolean }>()
  for (const [name, texts] of Object.entries(given)) {
    const files = new Map(Object.entries(texts).map(([path, text]) => [path, { bytes: Buffer.from(text, 'utf8'), modifiedAt: '2026-01-15T07:00:00.000Z' }] as const))
    roots.set(name.replace(/:ro$/, ''), { files, isWritable: !name.endsWith(':ro') })
  }
  const folder = (root: string, isWrite = false) => {
    const found = roots.get(root)
    if (found === undefined) throw refusal('FOLDER_ROOT_UNKNOWN', root)
    if (isWrite && !found.isWritable) throw refusal('FOLDER_ROOT_READONLY', root)
    return found.files
  }
  const keep = (to: FolderPlace, bytes: Uint8Array, existing: ExistingFile): FolderFile => {
    const files = folder(to.root, true)
    if (existing === 'fail' && files.has(to.path)) throw refusal('FOLDER_FILE_EXISTS', to.path)
    const path = existing === 'keep-both' ? freePath(to.path, files) : to.path
    const content = { bytes, modifiedAt: '2026-01-15T08:00:00.000Z' }
    files.set(path, content)
    return fileOf({ root: to.root, path }, content)
  }
  const contentAt = ({ root, path }: FolderPlace): Content => {
    const content = folder(root).get(path)
    if (content === undefined) throw refusal('FOLDER_FILE_MISSING', path)
    return content
  }
  return {
    texts: (root) => Object.fromEntries([...folder(root)].map(([path, { bytes }]) => [path, Buffer.from(bytes).toString('utf8')])),
    roots: () => [...roots].map(([name, { isWritable }]) => ({ name, isWritable })),
    async *list(place, { deep = false } = {}) {
      const start = place.path === '' ? '' : `${place.path}/`
      for (const [path, content] of [...folder(place.root)].sort(([left], [right]) => (left < right ? -1 : 1))) {
        if (path.startsWith(start) && (deep || !path.slice(start.length).includes('/'))) yield fileOf({ root: place.root, path }, content)
      }
    },
    async find(place) {
      const content = folder(place.root).get(place.path)
      return content === undefined ? null : fileOf(place, content)
    },
    async *read(place) {
      yield contentAt(place).bytes
    },
    async write(place, bytes, existing = 'fail') {
      folder(place.root, true)
      const parts: Uint8Array[] = []
      for await (const part of bytes) parts.push(part)
      return keep(place, Buffer.concat(parts), existing)
    },
    async move(from, to, existing = 'fail') {
      const { bytes } = contentAt(from)
      const files = folder(from.root, true)
      const moved = keep(to, bytes, existing)
      if (from.root !== moved.root || from.path !== moved.path) files.delete(from.path)
      return moved
    },
    async remove({ root, path }) {
      return folder(root, true).delete(path)
    },
  }
}

function fileOf({ root, path }: FolderPlace, { bytes, modifiedAt }: Content): FolderFile {
  return { root, path, name: path.split('/').at(-1) ?? path, size: bytes.byteLength, modifiedAt }
}

function freePath(path: string, files: ReadonlyMap<string, Content>): string {
  const dot = path.lastIndexOf('.')
  const [stem, ending] = dot > path.lastIndexOf('/') + 1 ? [path.slice(0, dot), path.slice(dot)] : [path, '']
  let free = path
  for (let copy = 2; files.has(free); copy += 1) free = `${stem} (${copy})${ending}`
  return free
}

function refusal(code: string, name: string) {
  return userError({ code, text: { fr: `Dossier : « ${name} » (${code}).`, en: `Folder: “${name}” (${code}).` } })
}
