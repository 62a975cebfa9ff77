import { MaillonError } from '@maillon/kernel'

/** What the system says where there is no room, or where nothing may be written just now. */
const codes: { readonly [code: string]: 'BLOB_STORE_FULL' | 'BLOB_STORE_UNWRITABLE' } = {
  ENOSPC: 'BLOB_STORE_FULL',
  EDQUOT: 'BLOB_STORE_FULL',
  EROFS: 'BLOB_STORE_UNWRITABLE',
  EIO: 'BLOB_STORE_UNWRITABLE',
  EACCES: 'BLOB_STORE_UNWRITABLE',
}

/** The machine’s trouble with a write, worth another try: somebody makes room. Any other error as it is. */
export function blobWriteError(error: unknown): unknown {
  const code = codes[String((error as { readonly code?: unknown } | null)?.code)]
  return code === undefined ? error : new MaillonError({ code, kind: 'operational', retryable: true }, { cause: error })
}
