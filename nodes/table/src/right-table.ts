import { shortText, type Item } from '@maillon/node-sdk'
import { shownKey } from './join-key.js'
import { MemoryBudget } from './memory-budget.js'

interface Entry {
  /** Row number of its first item. */
  readonly row: number
  readonly items: Item[]
  taken: boolean
}

/** A key that several rows have. */
export interface DuplicateKeys {
  /** The first of them, as a sentence can show it, and how many rows have it. */
  readonly shown: string
  readonly count: number
  /** Row number of the first row with it. */
  readonly row: number
  /** How many keys there are that several rows have. */
  readonly keys: number
}

/** One side of a match, kept in memory by key within a bound. */
export class RightTable {
  private readonly entries = new Map<string, Entry>()
  readonly budget = new MemoryBudget()

  /** @param row numbers rise. */
  add(key: string, row: number, item: Item): void {
    this.budget.keep(item.json)
    const entry = this.entries.get(key)
    if (entry === undefined) this.entries.set(key, { row, items: [item], taken: false })
    else entry.items.push(item)
  }

  /** The partners of a key: none, the first, or all. Marks them as taken. */
  take(key: string, all: boolean): readonly Item[] {
    const entry = this.entries.get(key)
    if (entry === undefined) return []
    entry.taken = true
    return all ? entry.items : entry.items.slice(0, 1)
  }

  /** In the order of the first rows of their keys. */
  *all(): Iterable<readonly [key: string, row: number, item: Item]> {
    for (const [key, entry] of this.entries) for (const item of entry.items) yield [key, entry.row, item]
  }

  *untaken(): Iterable<readonly [row: number, item: Item]> {
    for (const entry of this.entries.values()) if (!entry.taken) for (const item of entry.items) yield [entry.row, item]
  }

  duplicates(): DuplicateKeys | null {
    let first: Omit<DuplicateKeys, 'keys'> | null = null
    let keys = 0
    for (const [key, { items, row }] of this.entries) {
      if (items.length === 1) continue
      keys++
      first ??= { shown: shortText(shownKey(key)), count: items.length, row }
    }
    return first === null ? null : { ...first, keys }
  }
}
