import type { Item } from './item.js'

/** Items of which many are there at once: whoever wants them quickly takes them by the batch. Either way once. */
export interface ItemStream extends AsyncIterable<Item> {
  batches(): AsyncIterable<readonly Item[]>
}

/** @param batches called once, when reading begins. */
export function itemStream(batches: () => AsyncIterable<readonly Item[]>): ItemStream {
  return { batches, [Symbol.asyncIterator]: () => new BatchIterator(batches()[Symbol.asyncIterator]()) }
}

export function isItemStream(items: readonly Item[] | AsyncIterable<Item>): items is ItemStream {
  return typeof (items as Partial<ItemStream>).batches === 'function'
}

/** By hand, since a generator costs several promises for each item. */
class BatchIterator implements AsyncIterator<Item, undefined> {
  private batch: readonly Item[] = []
  private at = 0

  constructor(private readonly batches: AsyncIterator<readonly Item[]>) {}

  next(): Promise<IteratorResult<Item, undefined>> {
    const value = this.batch[this.at]
    if (value === undefined) return this.nextOfNextBatch()
    this.at += 1
    return Promise.resolve({ done: false, value })
  }

  async return(): Promise<IteratorResult<Item, undefined>> {
    this.batch = []
    await this.batches.return?.()
    return { done: true, value: undefined }
  }

  private async nextOfNextBatch(): Promise<IteratorResult<Item, undefined>> {
    for (;;) {
      const next = await this.batches.next()
      if (next.done === true) return { done: true, value: undefined }
      const [value] = next.value
      if (value === undefined) continue
      this.batch = next.value
      this.at = 1
      return { done: false, value }
    }
  }
}
