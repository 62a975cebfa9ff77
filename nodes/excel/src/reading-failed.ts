import { isMaillonError, type MaillonError } from '@maillon/node-sdk'
import { fileCorrupt, fileLocked, fileSuspicious } from './workbook-errors.js'
import { ZipProblem } from './zip-directory.js'

/** A library gave up in the middle of a sheet. */
export class ReadingStopped extends Error {
  constructor(
    /** The last row that was read. */
    readonly place: { readonly sheet: string; readonly row: number },
    cause: unknown,
  ) {
    super('The sheet could not be read to its end', { cause })
  }
}

/** What a library or the look at the package threw, as a sentence. `place`: how far it was read; absent: not at all. */
export function readingFailed(error: unknown, name: string, place?: ReadingStopped['place']): MaillonError {
  if (isMaillonError(error)) return error
  if (error instanceof ReadingStopped) return readingFailed(error.cause, name, error.place)
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof ZipProblem && error.suspicious) return fileSuspicious(name, message)
  if (error instanceof Error && error.name === 'EncryptedFileError') return fileLocked(name)
  return fileCorrupt(name, message, place)
}
