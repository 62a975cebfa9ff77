import { isEmpty, shortText, type Item, type JsonObject } from '@maillon/node-sdk'
import { MemoryBudget } from './memory-budget.js'
import { SeenFields, valueOf } from './seen-fields.js'

interface Entry {
  readonly items: Item[]
  taken: boolean
}

/**
 * The key of a row: its values as texts, so that 12 and "12" match. Null where one of them is empty: an empty key
 * matches nothing, not even another empty one.
 */
export function joinKey(row: JsonObject, fields: readonly string[], ignoreCase: boolean): string | null {
  const parts: string[] = []
  for (const field of fields) {
    const value = valueOf(row, field)
    if (isEmpty(value)) return null
    const text = typeof value === 'object' ? JSON.stringify(value) : String(value).trim()
    parts.push(ignoreCase ? text.toLowerCase() : text)
  }
  return JSON.stringify(parts)
}

/** The right side of a join, kept in memory by key within a bound. */
export class RightTable {
  readonly seen = new SeenFields()
  private readonly entries = new Map<string, Entry>()
  private readonly keyless: Item[] = []
  private readonly budget = new MemoryBudget()

  constructor(
    private readonly keys: readonly string[],
    private readonly ignoreCase: boolean,
  ) {}

  add(item: Item): void {
    this.seen.add(item.json)
    this.budget.keep(item.json)
    const key = joinKey(item.json, this.keys, this.ignoreCase)
    if (key === null) {
      this.keyless.push(item)
      return
    }
    const entry = this.entries.get(key)
    if (entry === undefined) this.entries.set(key, { items: [item], taken: false })
    else entry.items.push(item)
  }

  /** The partners of a key: none, the first, or all. Marks them as taken. */
  take(key: string | null, all: boolean): readonly Item[] {
    const entry = key === null ? undefined : this.entries.get(key)
    if (entry === undefined) return []
    entry.taken = true
    return all ? entry.items : entry.items.slice(0, 1)
  }

  *untaken(): Iterable<Item> {
    for (const entry of this.entries.values()) if (!entry.taken) yield* entry.items
    yield* this.keyless
  }

  firstDuplicate(): { readonly shown: string; readonly count: number } | null {
    for (const [key, { items }] of this.entries) if (items.length > 1) return { shown: shortText((JSON.parse(key) as string[]).join(' / ')), count: items.length }
    return null
  }

  duplicateKeys(): number {
    let count = 0
    for (const { items } of this.entries.values()) if (items.length > 1) count++
    return count
  }
}
