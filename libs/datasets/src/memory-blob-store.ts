import { createHash } from 'node:crypto'
import type { BlobStore } from './blob-store.port.js'
import { blobMissing, checkBlobKey } from './blob-key.js'

/** Blobs in memory: for tests and for `maillon flow run` without a server. */
export interface MemoryBlobStore extends BlobStore {
  /** Keys that are there, in order of writing. */
  keys(): readonly string[]
}

export function createMemoryBlobStore(): MemoryBlobStore {
  const blobs = new Map<string, Uint8Array>()
  return {
    async write(key, bytes, signal) {
      checkBlobKey(key)
      const hash = createHash('sha256')
      const parts: Uint8Array[] = []
      signal?.throwIfAborted()
      for await (const part of bytes) {
        signal?.throwIfAborted()
        hash.update(part)
        parts.push(Uint8Array.prototype.slice.call(part))
      }
      const whole = Buffer.concat(parts)
      blobs.set(key, whole)
      return { size: whole.byteLength, sha256: hash.digest('hex') }
    },
    async *read(key, signal) {
      checkBlobKey(key)
      signal?.throwIfAborted()
      const whole = blobs.get(key)
      if (whole === undefined) throw blobMissing(key)
      const step = 64 * 1024
      for (let offset = 0; offset < whole.byteLength; offset += step) {
        signal?.throwIfAborted()
        yield whole.subarray(offset, offset + step)
      }
    },
    async remove(key) {
      checkBlobKey(key)
      blobs.delete(key)
    },
    keys: () => [...blobs.keys()],
  }
}
