import type { DatasetRef, Item } from './item.js'
import type { ItemStream } from './item-stream.js'

/** Collects the items of one output port; inline up to a threshold, spilled above it. Memory is bounded by the chunk size. */
export interface DatasetWriter {
  /**
   * Await what it gives: that is the back-pressure (undefined: there is room at once). The item must be normal (see `normaliseItem`).
   * `bytes`: its approximate size where the caller knows it; absent: it is measured.
   */
  push(item: Item, bytes?: number): void | Promise<void>
  readonly count: number
  /** Seal it. The writer can't be used afterwards. */
  finish(): Promise<DatasetRef>
  /** Drop what was written. */
  abandon(): Promise<void>
}

export interface DatasetStore {
  /** `name` makes the blob keys: unique to the attempt and port. */
  writer(name: string): DatasetWriter
  /** All items in order, streamed. */
  read(ref: DatasetRef, signal?: AbortSignal): ItemStream
  /** `limit` items from `offset`, without reading chunks that lie before. */
  page(ref: DatasetRef, offset: number, limit: number): Promise<readonly Item[]>
}
