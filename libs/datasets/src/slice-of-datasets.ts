import type { BlobChunk, DatasetChunk, DatasetRef, Item } from './item.js'

/**
 * Some rows of several datasets read one after the other, as one dataset, by reference: no blob is read or written.
 * `bytes` is estimated from the share of the rows.
 *
 * @param from 0-based. @param count rows; fewer where the datasets end before.
 */
export function sliceOfDatasets(refs: readonly DatasetRef[], from: number, count: number): DatasetRef {
  const chunks: DatasetChunk[] = []
  let bytes = 0
  let start = 0
  for (const ref of refs) {
    const taken = chunksOf(ref, from - start, from + count - start)
    const rows = taken.reduce((sum, chunk) => sum + chunk.count, 0)
    bytes += ref.count === 0 ? 0 : Math.round((ref.bytes * rows) / ref.count)
    chunks.push(...taken)
    start += ref.count
  }
  const rows = chunks.reduce((sum, chunk) => sum + chunk.count, 0)
  const items = chunks.flatMap((chunk) => ('items' in chunk ? chunk.items : []))
  return items.length === rows ? { kind: 'inline', count: rows, bytes, items } : { kind: 'spilled', count: rows, bytes, chunks }
}

/** The rows from `first` (may be negative) up to `end`, that one not included. */
function chunksOf(ref: DatasetRef, first: number, end: number): readonly DatasetChunk[] {
  if (ref.kind === 'inline') return itemsChunk(ref.items.slice(Math.max(0, first), Math.max(0, end)))
  const chunks: DatasetChunk[] = []
  let start = 0
  for (const chunk of ref.chunks) {
    const from = Math.max(0, first - start)
    const to = Math.min(chunk.count, end - start)
    if (to > from) chunks.push(...('items' in chunk ? itemsChunk(chunk.items.slice(from, to)) : [windowOf(chunk, from, to)]))
    start += chunk.count
  }
  return chunks
}

function itemsChunk(items: readonly Item[]): readonly DatasetChunk[] {
  return items.length === 0 ? [] : [{ items, count: items.length }]
}

function windowOf(chunk: BlobChunk, from: number, to: number): BlobChunk {
  if (from === 0 && to === chunk.count) return chunk
  return { key: chunk.key, count: to - from, window: { from: (chunk.window?.from ?? 0) + from, of: chunk.window?.of ?? chunk.count } }
}
