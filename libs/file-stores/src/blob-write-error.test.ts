import { expect, it } from 'vitest'
import { blobWriteError } from './blob-write-error.js'

it('takes a full disk, and one that refuses writes, for trouble that passes', () => {
  for (const code of ['ENOSPC', 'EDQUOT']) expect(blobWriteError(Object.assign(new Error(code), { code }))).toMatchObject({ info: { code: 'BLOB_STORE_FULL', kind: 'operational', retryable: true } })
  for (const code of ['EROFS', 'EIO', 'EACCES']) expect(blobWriteError(Object.assign(new Error(code), { code }))).toMatchObject({ info: { code: 'BLOB_STORE_UNWRITABLE', retryable: true } })
})

it('leaves every other error as it is', () => {
  for (const error of [new Error('broken off'), Object.assign(new Error('x'), { code: 'ENOENT' }), 'text', null, undefined]) expect(blobWriteError(error)).toBe(error)
})
