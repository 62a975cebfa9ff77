/**
 * Rows in order: stable, empty values last in both directions.
 *
 * Few rows are sorted in memory. Many go to disk in runs, which are sorted one by one and then merged: by the very same
 * comparison, so that the place where it changes over can't be seen in the result. DuckDB would not do here: what people
 * sort is text in the order of their language with numbers inside ("n° 9" before "n° 10"), numbers written as "1 000,5" and
 * columns where types mix, none of which its collations order as `Intl.Collator` and the readers of the SDK do.
 */
import { isEmpty, readDate, readNumber, shortText, userError, type Item, type Json, type Locale } from '@maillon/node-sdk'
import { MemoryBudget } from './memory-budget.js'
import { SeenFields, valueOf } from './seen-fields.js'
import { mergeOrdered } from './spill/merge-ordered.js'
import { defaultSpillFrom, type RecordFile, type SpillFolder } from './spill/spill-folder.js'
import { paced, Turns } from './spill/turns.js'

export interface SortKey {
  readonly field: string
  readonly direction: 'ascending' | 'descending'
  readonly as: 'auto' | 'text' | 'number' | 'date'
}

export interface SortPlace {
  readonly locale: Locale
  /** IANA name. */
  readonly timeZone: string
  readonly signal: AbortSignal
  readonly folder: SpillFolder
  /** `knownFields` of the context. Default none. */
  readonly known?: readonly string[]
  /** Bytes in memory from which on rows go to disk. Default 48 MiB. */
  readonly spillFrom?: number
}

/** What rows are compared by: one value for each key. */
type SortValue = number | string | null

interface Sortable {
  readonly values: readonly SortValue[]
  readonly item: Item
}

/** Longer lists are sorted piece by piece, so that others get the thread in between. */
const pieceRows = 10_000

/**
 * @param keys `auto`: numbers where every value that isn't empty is one, else texts (numbers inside texts count as numbers).
 * @throws UserError with field and row where a value isn't of the type asked for.
 */
export async function* sortRows(items: AsyncIterable<Item>, keys: readonly SortKey[], place: SortPlace): AsyncGenerator<Item> {
  const sorting = new Sorting(keys, place)
  const runs: RecordFile<Json>[] = []
  let kept: Item[] = []
  let budget = new MemoryBudget()
  for await (const item of paced(items, place.signal)) {
    sorting.look(item)
    kept.push(item)
    budget.keep(item.json)
    if (!budget.isOver(place.spillFrom ?? defaultSpillFrom)) continue
    runs.push(await written(kept, place.folder))
    kept = []
    budget = new MemoryBudget()
  }
  sorting.check()
  const last = await sorting.inOrder(kept)
  if (runs.length === 0) {
    for await (const { item } of paced(last, place.signal)) yield item
    return
  }
  const sorted: RecordFile<Json>[] = []
  for (const run of runs) sorted.push(await sorting.rewritten(run))
  const merged = mergeOrdered<Sortable>([...sorted.map((run) => run.read() as unknown as AsyncIterable<Sortable>), last], sorting.compare)
  for await (const { item } of paced(merged, place.signal)) yield item
}

async function written(items: readonly Item[], folder: SpillFolder): Promise<RecordFile<Json>> {
  const file = folder.file<Json>()
  for (const item of items) {
    const pending = file.add(item as unknown as Json)
    if (pending !== undefined) await pending
  }
  await file.close()
  return file
}

class Sorting {
  private readonly seen: SeenFields
  private readonly columns: readonly Column[]
  private rows = 0
  private readonly turns: Turns

  constructor(
    keys: readonly SortKey[],
    private readonly place: SortPlace,
  ) {
    this.seen = new SeenFields(place.known)
    this.columns = keys.map((key, index) => new Column(key, `/by/${index}/field`, place))
    this.turns = new Turns(place.signal)
  }

  look(item: Item): void {
    this.seen.add(item.json)
    for (const column of this.columns) column.look(valueOf(item.json, column.key.field), this.rows)
    this.rows++
  }

  /** @throws UserError: a field that no row has, then the first value of a wrong type by key. */
  check(): void {
    for (const { key, pointer } of this.columns) this.seen.mustHave(key.field, pointer)
    for (const column of this.columns) column.check()
  }

  readonly compare = (left: Sortable, right: Sortable): number => {
    for (const [index, column] of this.columns.entries()) {
      const difference = column.compare(left.values[index] ?? null, right.values[index] ?? null)
      if (difference !== 0) return difference
    }
    return 0
  }

  async inOrder(items: readonly Item[]): Promise<AsyncIterable<Sortable>> {
    const pieces: Sortable[][] = []
    for (let start = 0; start < items.length; start += pieceRows) {
      const piece = items.slice(start, start + pieceRows).map((item) => ({ item, values: this.columns.map((column) => column.valueOf(valueOf(item.json, column.key.field))) }))
      pieces.push(piece.sort(this.compare))
      await this.turns.pause(piece.length)
    }
    return mergeOrdered(pieces, this.compare)
  }

  /** A run on disk, in order. */
  async rewritten(run: RecordFile<Json>): Promise<RecordFile<Json>> {
    const items: Item[] = []
    for await (const item of paced(run.read(), this.place.signal)) items.push(item as unknown as Item)
    const file = this.place.folder.file<Json>()
    for await (const sortable of await this.inOrder(items)) {
      const pending = file.add(sortable as unknown as Json) ?? this.turns.pause()
      if (pending !== undefined) await pending
    }
    await file.close()
    return file
  }
}

/** One key: what its values are, and how they compare. */
class Column {
  private isNumeric = true
  private misfit: { readonly value: Json; readonly row: number } | null = null
  private readonly collator: Intl.Collator
  private readonly sign: 1 | -1

  constructor(
    readonly key: SortKey,
    readonly pointer: string,
    private readonly place: SortPlace,
  ) {
    this.collator = new Intl.Collator(place.locale, { numeric: true })
    this.sign = key.direction === 'descending' ? -1 : 1
  }

  look(value: Json, row: number): void {
    if (this.key.as === 'text' || isEmpty(value)) return
    if (this.key.as === 'auto') this.isNumeric &&= readNumber(value, this.place.locale) !== null
    else if (this.misfit === null && this.numberOf(value) === null) this.misfit = { value, row }
  }

  check(): void {
    if (this.misfit !== null) throw wrongType(this.misfit, this.key.as, this.pointer)
  }

  valueOf(value: Json): SortValue {
    if (isEmpty(value)) return null
    if (this.isText()) return typeof value === 'string' ? value : JSON.stringify(value)
    return this.numberOf(value)
  }

  compare(left: SortValue, right: SortValue): number {
    if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1
    if (typeof left === 'string' || typeof right === 'string') return this.sign * this.collator.compare(String(left), String(right))
    return this.sign * (left - right)
  }

  private isText(): boolean {
    return this.key.as === 'text' || (this.key.as === 'auto' && !this.isNumeric)
  }

  private numberOf(value: Json): number | null {
    return this.key.as === 'date' ? (readDate(value, this.place)?.at ?? null) : readNumber(value, this.place.locale)
  }
}

function wrongType({ value, row }: { readonly value: Json; readonly row: number }, type: SortKey['as'], pointer: string) {
  const what = type === 'number' ? { fr: 'un nombre', en: 'a number' } : { fr: 'une date', en: 'a date' }
  return userError({
    code: 'TABLE_SORT_MISMATCH',
    text: { fr: `Ligne ${row + 1} : « ${shortText(value)} » n’est pas ${what.fr}.`, en: `Row ${row + 1}: “${shortText(value)}” is not ${what.en}.` },
    hint: { fr: 'Corrigez la donnée, ou comparez ce champ comme un texte.', en: 'Correct the data, or compare this field as text.' },
    field: pointer,
    row,
  })
}
