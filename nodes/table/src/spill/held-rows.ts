import type { Item, Json } from '@maillon/node-sdk'
import { MemoryBudget } from '../memory-budget.js'
import { defaultSpillFrom, type RecordFile, type SpillFolder } from './spill-folder.js'
import { paced } from './turns.js'

export interface HoldPlace {
  readonly signal: AbortSignal
  readonly folder: SpillFolder
  /** Bytes in memory from which on rows go to disk. Default 48 MiB. */
  readonly spillFrom?: number
}

/** Rows that are looked at to the last before the first of them goes on: kept in memory while they are few, else on disk. */
export async function heldRows(items: AsyncIterable<Item>, look: (item: Item) => void, { signal, folder, spillFrom = defaultSpillFrom }: HoldPlace): Promise<AsyncIterable<Item>> {
  const budget = new MemoryBudget()
  let kept: Item[] = []
  let file: RecordFile<Json> | null = null
  for await (const item of paced(items, signal)) {
    look(item)
    kept.push(item)
    if (file === null) {
      budget.keep(item.json)
      if (!budget.isOver(spillFrom)) continue
      file = folder.file<Json>()
    }
    for (const each of kept) {
      const pending = file.add(each as unknown as Json)
      if (pending !== undefined) await pending
    }
    kept = []
  }
  return file === null ? inMemory(kept) : (file.read() as unknown as AsyncIterable<Item>)
}

async function* inMemory(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items
}
