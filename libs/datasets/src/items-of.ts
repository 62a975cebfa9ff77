import type { DatasetStore } from './dataset-store.port.js'
import type { DatasetRef, Item } from './item.js'

/**
 * The items of several datasets, one after the other: what an input port with several edges receives.
 * A plain array where all of them are inline, so that a reader needs no awaiting for small data.
 */
export function itemsOf(store: DatasetStore, refs: readonly DatasetRef[], signal?: AbortSignal): readonly Item[] | AsyncIterable<Item> {
  if (refs.length === 0) return []
  const [only] = refs
  if (refs.length === 1 && only?.kind === 'inline') return only.items
  if (refs.every((ref) => ref.kind === 'inline')) return refs.flatMap((ref) => (ref.kind === 'inline' ? ref.items : []))
  return stream(store, refs, signal)
}

async function* stream(store: DatasetStore, refs: readonly DatasetRef[], signal?: AbortSignal): AsyncGenerator<Item> {
  for (const ref of refs) {
    if (ref.kind === 'inline') yield* ref.items
    else yield* store.read(ref, signal)
  }
}

/** An inline dataset of these items (already normal). */
export function inlineDataset(items: readonly Item[], bytes: number): DatasetRef {
  return { kind: 'inline', count: items.length, bytes, items }
}
