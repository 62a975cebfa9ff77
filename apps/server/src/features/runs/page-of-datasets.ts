import type { DatasetRef, DatasetStore, Item } from '@maillon/datasets'

/** `limit` items from `offset` over several datasets, one after the other, without reading what lies before or after. */
export async function pageOfDatasets(store: Pick<DatasetStore, 'page'>, refs: readonly DatasetRef[], page: { readonly offset: number; readonly limit: number }): Promise<readonly Item[]> {
  const items: Item[] = []
  let before = 0
  for (const ref of refs) {
    const from = Math.max(0, page.offset + items.length - before)
    if (from < ref.count && items.length < page.limit) items.push(...(await store.page(ref, from, page.limit - items.length)))
    before += ref.count
  }
  return items
}
