import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FileRef } from '@maillon/datasets'
import type { NodeFiles } from '../context.js'
import { userError } from '../errors.js'

/** Files in memory, for tests of nodes. */
export interface MemoryFiles extends NodeFiles {
  /** Put a file there before the node runs; `{ id, name }` of what it gives is a value for a file parameter. */
  add(name: string, bytes: Uint8Array | string, mediaType?: string): FileRef
  /** The bytes of a file. @throws Error where there is none. */
  bytes(ref: FileRef): Uint8Array
  /** What the node made, in order. */
  readonly created: readonly FileRef[]
  /** What the node put among the workspace's files, in order. */
  readonly published: readonly FileRef[]
  /** Takes away what `localPath` wrote to disk. */
  dispose(): Promise<void>
}

export function createMemoryFiles(): MemoryFiles {
  const contents = new Map<string, { readonly ref: FileRef; readonly bytes: Uint8Array }>()
  const created: FileRef[] = []
  const published: FileRef[] = []
  let folder: string | null = null
  const keep = (name: string, bytes: Uint8Array, mediaType: string): FileRef => {
    const ref = { id: `file-${contents.size + 1}`, name, mediaType, size: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex') }
    contents.set(ref.id, { ref, bytes })
    return ref
  }
  const bytesOf = (id: string): Uint8Array => {
    const found = contents.get(id)
    if (found === undefined) throw new Error(`There is no file ${id} in this test`)
    return found.bytes
  }
  return {
    created,
    published,
    add: (name, bytes, mediaType = 'application/octet-stream') => keep(name, typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes, mediaType),
    bytes: (ref) => bytesOf(ref.id),
    async *read(ref) {
      const bytes = bytesOf(ref.id)
      for (let offset = 0; offset < bytes.byteLength; offset += 65_536) yield bytes.subarray(offset, offset + 65_536)
    },
    async localPath(ref) {
      folder ??= await mkdtemp(join(tmpdir(), 'maillon-test-'))
      const path = join(folder, ref.id)
      await writeFile(path, bytesOf(ref.id))
      return path
    },
    async chosen(param) {
      const found = contents.get(param.id) ?? [...contents.values()].find(({ ref }) => ref.name === param.name)
      if (found !== undefined) return found.ref
      throw userError({ code: 'FILE_CHOSEN_MISSING', text: { fr: `Le fichier « ${param.name} » n’existe plus.`, en: `The file “${param.name}” is gone.` } })
    },
    async create(about, bytes) {
      const ref = keep(about.name, await collect(bytes), about.mediaType)
      created.push(ref)
      return ref
    },
    async publish(ref, options = {}) {
      const { bytes } = { bytes: bytesOf(ref.id) }
      const kept = keep(options.name ?? ref.name, bytes, ref.mediaType)
      published.push(kept)
      return kept
    },
    async dispose() {
      if (folder !== null) await rm(folder, { recursive: true, force: true })
      folder = null
    },
  }
}

async function collect(bytes: AsyncIterable<Uint8Array> | Uint8Array): Promise<Uint8Array> {
  if (bytes instanceof Uint8Array) return bytes
  const parts: Uint8Array[] = []
  for await (const part of bytes) parts.push(part)
  return Buffer.concat(parts)
}
