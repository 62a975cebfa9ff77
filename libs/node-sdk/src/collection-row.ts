import { MaillonError, type JsonObject } from '@maillon/kernel'
import { collectionKey } from './collection-key.js'

/** Of one row of a collection, in characters of its JSON. */
const largestRow = 256 * 1024

/** Why a row doesn't fit into a collection by its size; null: it does. */
export function rowTooLarge(row: JsonObject, keys: readonly string[]): MaillonError | null {
  const size = JSON.stringify(row).length
  if (size <= largestRow) return null
  const key = collectionKey(row, keys)
  return new MaillonError({ code: 'COLLECTION_ROW_TOO_LARGE', kind: 'user', retryable: false, params: { key: key === null ? '' : (JSON.parse(key) as string[]).join(' / '), size, limit: largestRow } })
}
