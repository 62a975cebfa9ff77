import { createHash } from 'node:crypto'
import type { BlobStore, FileCatalogue, FileRef } from '@maillon/datasets'
import type { Random } from '@maillon/kernel'
import { MemoryCollectionStore, type WorkspacePorts } from '@maillon/node-host'
import type { TestFile } from '../flow-test.js'

export const replayWorkspace = 'test'

/** Ids and randomness that are the same in every replay with the same seed. */
export function seededRandom(seed: string): Random {
  let count = 0
  const next = () => {
    count += 1
    return createHash('sha256').update(`${seed} ${count}`).digest()
  }
  return {
    id: () => {
      const hex = next().toString('hex')
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
    },
    token: (bytes) => Buffer.concat(Array.from({ length: Math.ceil(bytes / 32) }, next)).subarray(0, bytes).toString('base64url'),
    fraction: () => next().readUInt32BE() / 2 ** 32,
  }
}

/** What previews see of a workspace: no rows; of the directory nobody, so that the choices themselves stand in the request. */
export function emptyWorkspace(now: () => number): WorkspacePorts {
  return {
    collections: new MemoryCollectionStore(now),
    recipients: { resolve: (_workspaceId, choices) => Promise.resolve({ recipients: [], missing: choices }) },
    history: { page: () => Promise.resolve({ runs: [], next: null }) },
    housekeeping: { backUp: ({ name }) => Promise.resolve({ fileName: name, bytes: 0, rows: 0, files: 0, deleted: [] }), cleanUp: () => Promise.resolve({ removed: 0, bytes: 0, names: [] }) },
  }
}

/** The files of one replay: those that the test kept, and those that its steps make. */
export function testFileCatalogue(kept: readonly TestFile[]): FileCatalogue {
  const files = new Map<string, FileRef>(kept.map(({ id, name, mediaType, size, sha256 }) => [id, { id, name, mediaType, size, sha256 }]))
  return {
    add: (file) => {
      files.set(file.id, file)
      return Promise.resolve()
    },
    find: (_workspaceId, id) => Promise.resolve(files.get(id) ?? null),
    findByName: (_workspaceId, name) => Promise.resolve([...files.values()].findLast((file) => file.name === name) ?? null),
    remove: () => Promise.resolve(),
  }
}

/** Lays the bytes of a test's files where steps look for them. */
export async function layFiles(blobs: BlobStore, files: readonly TestFile[]): Promise<void> {
  for (const { id, content } of files) {
    if (content !== undefined) await blobs.write(`files/${id}`, once(Buffer.from(content, 'base64')))
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes)
}
