import type { DatasetStore } from './dataset-store.port.js'
import type { DatasetRef, Item } from './item.js'
import { itemStream, type ItemStream } from './item-stream.js'

/**
 * The items of several datasets, one after the other: what an input port with several edges receives.
 * A plain array where all of them are inline, so that a reader needs no awaiting for small data.
 */
export function itemsOf(store: DatasetStore, refs: readonly DatasetRef[], signal?: AbortSignal): readonly Item[] | ItemStream {
  if (refs.length === 0) return []
  const [only] = refs
  if (refs.length === 1 && only?.kind === 'inline') return only.items
  if (refs.every((ref) => ref.kind === 'inline')) return refs.flatMap((ref) => (ref.kind === 'inline' ? ref.items : []))
  return itemStream(() => batchesOf(store, refs, signal))
}

async function* batchesOf(store: DatasetStore, refs: readonly DatasetRef[], signal?: AbortSignal): AsyncGenerator<readonly Item[]> {
  for (const ref of refs) {
    if (ref.kind === 'inline') yield ref.items
    else for await (const batch of store.read(ref, signal).batches()) yield batch
  }
}

/** An inline dataset of these items (already normal). */
export function inlineDataset(items: readonly Item[], bytes: number): DatasetRef {
  return { kind: 'inline', count: items.length, bytes, items }
}
