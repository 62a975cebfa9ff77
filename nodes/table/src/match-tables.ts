/**
 * Finds to each row of the left the rows of the right that have its key: for joining and comparing.
 *
 * 1. What comes out is in the order of the left; what nobody took, in the order in which its keys came on the right, rows
 *    without a key last.
 * 2. A right side that fits into memory stays there and the left streams past it. A larger one goes to disk: both sides are
 *    parted by key, each part is matched in memory, and the results are merged by row number. Either way gives the same.
 *
 * DuckDB would have to be given the very keys and row numbers that are made here (12 matches "12", letter case by choice)
 * and would join a column of texts: its part would be what the partitions do in fifty lines, with files and types around.
 */
import type { Item, Json } from '@maillon/node-sdk'
import { joinKey } from './join-key.js'
import { MemoryBudget } from './memory-budget.js'
import { RightTable, type DuplicateKeys } from './right-table.js'
import { SeenFields } from './seen-fields.js'
import { mergeOrdered } from './spill/merge-ordered.js'
import { Partitions } from './spill/partitions.js'
import { defaultSpillFrom, type RecordFile, type SpillFolder } from './spill/spill-folder.js'
import { paced } from './spill/turns.js'

/** A row of the left with its partners. */
export interface Match {
  readonly left: Item
  readonly partners: readonly Item[]
  /** An earlier row of the left had the same key. Only where `watchRepeats`. */
  readonly isRepeat: boolean
  /** 0-based number of the left row. */
  readonly row: number
}

export interface MatchOptions {
  readonly leftKeys: readonly string[]
  readonly rightKeys: readonly string[]
  readonly ignoreCase: boolean
  /** False: the first partner only. */
  readonly allPartners: boolean
  readonly watchRepeats: boolean
  /** `knownFields` of the context for each side. Default none. */
  readonly known?: { readonly left: readonly string[]; readonly right: readonly string[] }
  readonly folder: SpillFolder
  readonly signal: AbortSignal
  /** Bytes of the right side from which on both go to disk. Default 48 MiB. */
  readonly spillFrom?: number
}

type RightRecord = [key: string, row: number, item: Json]
type LeftRecord = [key: string, row: number, item: Json]
type MatchRecord = [row: number, isRepeat: boolean, left: Json, partners: Json[]]
type UntakenRecord = [row: number, item: Json]

export class MatchTables {
  readonly rightSeen: SeenFields
  readonly leftSeen: SeenFields
  private table = new RightTable()
  private parts: Partitions<RightRecord> | null = null
  private readonly keyless: RecordFile<Json>
  private readonly keylessInMemory: Item[] = []
  private readonly untakenFiles: RecordFile<UntakenRecord>[] = []
  private rows = 0

  constructor(private readonly options: MatchOptions) {
    this.rightSeen = new SeenFields(options.known?.right)
    this.leftSeen = new SeenFields(options.known?.left)
    this.keyless = options.folder.file<Json>()
  }

  async takeRight(items: AsyncIterable<Item>): Promise<void> {
    const { rightKeys, ignoreCase, spillFrom = defaultSpillFrom } = this.options
    for await (const item of paced(items, this.options.signal)) {
      this.rightSeen.add(item.json)
      const key = joinKey(item.json, rightKeys, ignoreCase)
      const row = this.rows++
      if (key === null) await this.addKeyless(item)
      else if (this.parts !== null) await this.parts.add(key, [key, row, item as unknown as Json])
      else this.table.add(key, row, item)
      if (this.parts === null && this.table.budget.isOver(spillFrom)) await this.spill()
    }
  }

  /** Keys that several rows of the right have; null: there are none. */
  async duplicates(): Promise<DuplicateKeys | null> {
    if (this.parts === null) return this.table.duplicates()
    let all = null as DuplicateKeys | null
    for (const part of this.parts.files) {
      const found = (await this.load(part)).duplicates()
      if (found === null) continue
      const first: DuplicateKeys = all === null || found.row < all.row ? found : all
      all = { ...first, keys: found.keys + (all?.keys ?? 0) }
    }
    return all
  }

  matches(left: AsyncIterable<Item>): AsyncGenerator<Match> {
    return this.parts === null ? this.matchInMemory(left) : this.matchOnDisk(left, this.parts)
  }

  /** Rows of the right that no row of the left took. After `matches` has ended. */
  async *untaken(): AsyncGenerator<Item> {
    if (this.parts === null) for (const [, item] of this.table.untaken()) yield item
    else for await (const [, item] of mergeOrdered(this.untakenFiles.map((file) => file.read()), byRow)) yield item as unknown as Item
    for (const item of this.keylessInMemory) yield item
    for await (const item of this.keyless.read()) yield item as unknown as Item
  }

  private async *matchInMemory(left: AsyncIterable<Item>): AsyncGenerator<Match> {
    const watch = new RepeatWatch(this.options.watchRepeats)
    let row = 0
    for await (const item of paced(left, this.options.signal)) {
      this.leftSeen.add(item.json)
      const key = joinKey(item.json, this.options.leftKeys, this.options.ignoreCase)
      const partners = key === null ? [] : this.table.take(key, this.options.allPartners)
      yield { left: item, partners, isRepeat: watch.look(key), row: row++ }
    }
  }

  private async *matchOnDisk(left: AsyncIterable<Item>, right: Partitions<RightRecord>): AsyncGenerator<Match> {
    const { folder } = this.options
    const parts = new Partitions<LeftRecord>(folder)
    const keyless = folder.file<MatchRecord>()
    let row = 0
    for await (const item of paced(left, this.options.signal)) {
      this.leftSeen.add(item.json)
      const key = joinKey(item.json, this.options.leftKeys, this.options.ignoreCase)
      const json = item as unknown as Json
      const pending = key === null ? keyless.add([row, false, json, []]) : parts.add(key, [key, row, json])
      if (pending !== undefined) await pending
      row++
    }
    const matched: RecordFile<MatchRecord>[] = [keyless]
    for (const [index, part] of parts.files.entries()) {
      const table = await this.load(right.files[index] as RecordFile<RightRecord>)
      matched.push(await this.matchPart(part, table))
      this.untakenFiles.push(await this.keepUntaken(table))
    }
    for await (const record of mergeOrdered(matched.map((file) => file.read()), byRow)) {
      const [at, isRepeat, item, partners] = record
      yield { left: item as unknown as Item, partners: partners as unknown as Item[], isRepeat, row: at }
    }
  }

  private async matchPart(part: RecordFile<LeftRecord>, table: RightTable): Promise<RecordFile<MatchRecord>> {
    const file = this.options.folder.file<MatchRecord>()
    const watch = new RepeatWatch(this.options.watchRepeats)
    for await (const [key, row, item] of paced(part.read(), this.options.signal)) {
      const partners = table.take(key, this.options.allPartners) as unknown as Json[]
      const pending = file.add([row, watch.look(key), item, partners])
      if (pending !== undefined) await pending
    }
    return file
  }

  private async keepUntaken(table: RightTable): Promise<RecordFile<UntakenRecord>> {
    const file = this.options.folder.file<UntakenRecord>()
    for (const [row, item] of table.untaken()) {
      const pending = file.add([row, item as unknown as Json])
      if (pending !== undefined) await pending
    }
    return file
  }

  private async load(part: RecordFile<RightRecord>): Promise<RightTable> {
    const table = new RightTable()
    for await (const [key, row, item] of paced(part.read(), this.options.signal)) table.add(key, row, item as unknown as Item)
    return table
  }

  private async addKeyless(item: Item): Promise<void> {
    // A few are no reason to go to disk.
    if (this.parts === null && this.keylessInMemory.length < 10_000) this.keylessInMemory.push(item)
    else await this.keyless.add(item as unknown as Json)
  }

  private async spill(): Promise<void> {
    const parts = new Partitions<RightRecord>(this.options.folder)
    for (const [key, row, item] of this.table.all()) {
      const pending = parts.add(key, [key, row, item as unknown as Json])
      if (pending !== undefined) await pending
    }
    this.table = new RightTable()
    this.parts = parts
  }
}

function byRow(left: readonly [number, ...unknown[]], right: readonly [number, ...unknown[]]): number {
  return left[0] - right[0]
}

/** Which keys came before. */
class RepeatWatch {
  private readonly keys = new Set<string>()
  private readonly budget = new MemoryBudget()

  constructor(private readonly isOn: boolean) {}

  look(key: string | null): boolean {
    if (!this.isOn || key === null) return false
    if (this.keys.has(key)) return true
    this.budget.keep(key)
    this.keys.add(key)
    return false
  }
}
