/**
 * Parts rows from their doubles. Keys are kept in memory while they are few; then rows with unknown keys go to disk, parted by
 * key, and both outputs are merged by row number, so that the order is that of the input either way.
 */
import type { Item, Json } from '@maillon/node-sdk'
import { MemoryBudget } from './memory-budget.js'
import { mergeOrdered } from './spill/merge-ordered.js'
import { Partitions } from './spill/partitions.js'
import { defaultSpillFrom, type RecordFile, type SpillFolder } from './spill/spill-folder.js'
import { paced } from './spill/turns.js'

export interface DeduplicateOptions {
  /** Null: the row has no key and no double. */
  readonly keyOf: (item: Item) => string | null
  readonly keep: 'first' | 'last'
  readonly signal: AbortSignal
  readonly folder: SpillFolder
  /** Bytes in memory from which on rows go to disk. Default 48 MiB. */
  readonly spillFrom?: number
}

export interface Judged {
  readonly item: Item
  readonly isDuplicate: boolean
}

type KeyedRecord = [key: string, row: number, item: Json]
type JudgedRecord = [row: number, isDuplicate: boolean, item: Json]

/** Every row once, in order, with what it is. */
export function deduplicateRows(items: AsyncIterable<Item>, options: DeduplicateOptions): AsyncGenerator<Judged> {
  return options.keep === 'first' ? keepFirst(items, options) : keepLast(items, options)
}

async function* keepFirst(items: AsyncIterable<Item>, options: DeduplicateOptions): AsyncGenerator<Judged> {
  const { keyOf, folder, spillFrom = defaultSpillFrom } = options
  const keys = new Set<string>()
  const budget = new MemoryBudget()
  let spilled: Spilled | null = null
  let row = -1
  for await (const item of paced(items, options.signal)) {
    row++
    const key = keyOf(item)
    const isDuplicate = key !== null && keys.has(key)
    if (spilled !== null) {
      await (key === null || isDuplicate ? spilled.known.add([row, isDuplicate, item as unknown as Json]) : spilled.parts.add(key, [key, row, item as unknown as Json]))
      continue
    }
    yield { item, isDuplicate }
    if (key === null || isDuplicate) continue
    budget.keep(key)
    keys.add(key)
    if (budget.isOver(spillFrom)) spilled = { known: folder.file<JudgedRecord>(), parts: new Partitions<KeyedRecord>(folder) }
  }
  if (spilled !== null) yield* judged(spilled, options)
}

/** The last row of a key is known only at the end, so all rows are kept: in memory, or on disk. */
async function* keepLast(items: AsyncIterable<Item>, options: DeduplicateOptions): AsyncGenerator<Judged> {
  const { keyOf, folder, spillFrom = defaultSpillFrom } = options
  const kept: { readonly key: string | null; readonly item: Item }[] = []
  const budget = new MemoryBudget()
  let spilled: Spilled | null = null
  let row = 0
  for await (const item of paced(items, options.signal)) {
    const key = keyOf(item)
    if (spilled === null) {
      budget.keep([key, item.json])
      kept.push({ key, item })
      if (budget.isOver(spillFrom)) {
        spilled = { known: folder.file<JudgedRecord>(), parts: new Partitions<KeyedRecord>(folder) }
        for (const [at, one] of kept.entries()) await spill(spilled, one, at)
        kept.length = 0
      }
    } else await spill(spilled, { key, item }, row)
    row++
  }
  if (spilled !== null) return yield* judged(spilled, options)
  const last = lastRows(kept.map(({ key }, at) => [key, at] as const))
  for (const [at, { key, item }] of kept.entries()) yield { item, isDuplicate: key !== null && last.get(key) !== at }
}

interface Spilled {
  /** Rows about which nothing is open. */
  readonly known: RecordFile<JudgedRecord>
  readonly parts: Partitions<KeyedRecord>
}

async function spill({ known, parts }: Spilled, { key, item }: { readonly key: string | null; readonly item: Item }, row: number): Promise<void> {
  await (key === null ? known.add([row, false, item as unknown as Json]) : parts.add(key, [key, row, item as unknown as Json]))
}

async function* judged({ known, parts }: Spilled, { keep, folder, signal }: DeduplicateOptions): AsyncGenerator<Judged> {
  const files = [known]
  for (const part of parts.files) {
    const winners = await winnersOf(part, keep)
    const file = folder.file<JudgedRecord>()
    for await (const [key, row, item] of paced(part.read(), signal)) {
      const pending = file.add([row, winners.get(key) !== row, item])
      if (pending !== undefined) await pending
    }
    files.push(file)
  }
  for await (const [, isDuplicate, item] of mergeOrdered(files.map((file) => file.read()), (left, right) => left[0] - right[0])) yield { item: item as unknown as Item, isDuplicate }
}

async function winnersOf(part: RecordFile<KeyedRecord>, keep: 'first' | 'last'): Promise<ReadonlyMap<string, number>> {
  const winners = new Map<string, number>()
  const budget = new MemoryBudget()
  for await (const [key, row] of part.read()) {
    const isKnown = winners.has(key)
    if (!isKnown) budget.keep(key)
    if (!isKnown || keep === 'last') winners.set(key, row)
  }
  return winners
}

function lastRows(rows: Iterable<readonly [string | null, number]>): ReadonlyMap<string, number> {
  const last = new Map<string, number>()
  for (const [key, row] of rows) if (key !== null) last.set(key, row)
  return last
}
