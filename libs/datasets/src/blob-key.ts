import { MaillonError } from '@maillon/kernel'

const keyPattern = /^[a-z0-9-]+(?:\/[a-z0-9-]+)*$/

/**
 * Keys are made by us, never taken from outside; what isn't one is a bug (or an attack) and is refused before any path is made of it.
 *
 * @throws MaillonError `BLOB_KEY_INVALID` (bug)
 */
export function checkBlobKey(key: string): void {
  if (key.length > 300 || !keyPattern.test(key))
    throw new MaillonError({ code: 'BLOB_KEY_INVALID', kind: 'bug', retryable: false, params: { key: key.slice(0, 100) } })
}

/** The error of a read of what isn't there. */
export function blobMissing(key: string, cause?: unknown): MaillonError {
  return new MaillonError({ code: 'BLOB_FILE_MISSING', kind: 'operational', retryable: false, params: { key } }, cause === undefined ? undefined : { cause })
}
