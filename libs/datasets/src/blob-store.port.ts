/**
 * Where bytes are kept: files of the workspace and spilled datasets. One suite of conformance tests for every adapter.
 * A blob is written once and never changed; it is there completely or not at all (temporary name, fsync, rename).
 */
export interface BlobStore {
  /** Write a stream under a key (`[a-z0-9-/]+`). Returns its size in bytes and SHA-256 in hex. Aborts leave nothing behind. */
  write(key: string, bytes: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<{ readonly size: number; readonly sha256: string }>
  /** @throws MaillonError `BLOB_FILE_MISSING` (operational) where there is none. */
  read(key: string, signal?: AbortSignal): AsyncIterable<Uint8Array>
  /** Removing what isn't there is no error. */
  remove(key: string): Promise<void>
}
