import type { FoundRow, FoundRows, RowMatch } from '@maillon/api-contract'
import { sliceOfDatasets, type DatasetRef, type DatasetStore, type Item } from '@maillon/datasets'
import type { JsonObject } from '@maillon/kernel'
import { digestOf, RowComparison } from './rows-that-changed.js'

/** Rows that one request looks at. */
export const mostRowsLookedAt = 200_000

export interface RowSearch {
  readonly rows: readonly DatasetRef[]
  /** What came in, to find what changed; null: every row may be found. */
  readonly came: readonly DatasetRef[] | null
  readonly fits: (row: JsonObject) => boolean
  readonly from: number
  readonly offset: number
  readonly limit: number
  /** Default `mostRowsLookedAt`. */
  readonly most?: number
}

type Store = Pick<DatasetStore, 'read'>

/** Looks through the rows of a port, a chunk at a time; a page of those that fit. */
export async function findRows(store: Store, search: RowSearch): Promise<FoundRows> {
  const { rows, came, from, offset, most = mostRowsLookedAt } = search
  const of = countOf(rows)
  if (came === null) {
    const { found, total, end } = await pageOf(store, search, { rows: sliceOfDatasets(rows, from, most), from, isWanted: () => true, befores: null })
    return { rows: found, offset, total, of, next: end < of ? end : null, match: null }
  }
  if (Math.max(of, countOf(came)) > most) return { rows: [], offset, total: 0, of, next: null, match: 'none' }
  const { match, changed } = await changesOf(store, rows, came)
  const wanted = new Set(changed)
  const { found, total } = await pageOf(store, search, { rows: sliceOfDatasets(rows, 0, of), from: 0, isWanted: (index) => wanted.has(index), befores: match === 'place' ? itemsOf(store, came) : null })
  return { rows: found, offset, total, of, next: null, match }
}

interface Look {
  readonly rows: DatasetRef
  /** The place of the first of them. */
  readonly from: number
  readonly isWanted: (index: number) => boolean
  /** What came in, row by row beside `rows`. */
  readonly befores: AsyncIterator<Item> | null
}

async function pageOf(store: Store, { fits, offset, limit }: RowSearch, { rows, from, isWanted, befores }: Look): Promise<{ readonly found: readonly FoundRow[]; readonly total: number; readonly end: number }> {
  const found: FoundRow[] = []
  let total = 0
  let index = from
  for await (const item of store.read(rows)) {
    const before = befores === null ? undefined : await befores.next()
    if (isWanted(index) && fits(item.json)) {
      if (total >= offset && found.length < limit) found.push({ index, item, ...(before === undefined || before.done === true ? {} : { before: before.value }) })
      total += 1
    }
    index += 1
  }
  return { found, total, end: index }
}

async function changesOf(store: Store, rows: readonly DatasetRef[], came: readonly DatasetRef[]): Promise<{ readonly match: RowMatch; readonly changed: readonly number[] }> {
  const digests: string[] = []
  for await (const item of readAll(store, came)) digests.push(digestOf(item))
  const comparison = new RowComparison(digests, countOf(rows))
  const befores = digests.length === countOf(rows) ? itemsOf(store, came) : null
  for await (const item of readAll(store, rows)) {
    const before = befores === null ? null : await befores.next()
    comparison.add(item, before === null || before.done === true ? null : before.value)
  }
  return comparison.result()
}

function itemsOf(store: Store, refs: readonly DatasetRef[]): AsyncIterator<Item> {
  return readAll(store, refs)[Symbol.asyncIterator]()
}

function readAll(store: Store, refs: readonly DatasetRef[]): AsyncIterable<Item> {
  return store.read(sliceOfDatasets(refs, 0, countOf(refs)))
}

function countOf(refs: readonly DatasetRef[]): number {
  return refs.reduce((sum, { count }) => sum + count, 0)
}
