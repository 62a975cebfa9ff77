/**
 * Totals by group. Groups stay in memory while there are few. Once they are many, the groups that are known go on in memory,
 * and rows of others go to disk, parted by group; each part is totalled by the same code afterwards.
 *
 * The groups in memory all began before those on disk, so the order (by first row) and the first bad value are the same as
 * if memory had no end. Not by DuckDB: sums have to be exact over numbers and texts such as "1 000,50", which it would add
 * as binary fractions or not read at all.
 */
import { isMaillonError, type Item, type JsonObject, type Locale } from '@maillon/node-sdk'
import { Groups, type Totals } from './groups.js'
import { SeenFields } from './seen-fields.js'
import { mergeOrdered } from './spill/merge-ordered.js'
import { Partitions } from './spill/partitions.js'
import { defaultSpillFrom, type RecordFile, type SpillFolder } from './spill/spill-folder.js'
import { paced } from './spill/turns.js'

export interface AggregatePlace {
  readonly locale: Locale
  readonly signal: AbortSignal
  readonly folder: SpillFolder
  /** `knownFields` of the context. Default none. */
  readonly known?: readonly string[]
  /** Bytes of groups in memory from which on others go to disk. Default 48 MiB. */
  readonly spillFrom?: number
}

type RowRecord = [id: string, row: number, json: JsonObject]

/** @throws UserError with field and row */
export async function* aggregateRows(items: AsyncIterable<Item>, wanted: Totals, place: AggregatePlace): AsyncGenerator<JsonObject> {
  const groups = new Groups(wanted, place.locale)
  const seen = new SeenFields(place.known)
  const taken = await takeRows(items, groups, { ...place, seen })
  const parts = taken.parts === null ? [] : await totalled(taken, wanted, place)
  if (taken.failure !== null) throw taken.failure
  wanted.groupBy.forEach((field, index) => seen.mustHave(field, `/groupBy/${index}`))
  wanted.totals.forEach(({ field }, index) => field === undefined || field === '' || seen.mustHave(field, `/totals/${index}/field`))
  for (const [, json] of groups.results()) yield json
  for await (const [, json] of mergeOrdered(parts.map((file) => file.read()), (left, right) => left[0] - right[0])) yield json
}

interface TakenRows {
  readonly parts: Partitions<RowRecord> | null
  /** The first bad value of the groups in memory. One on disk may have come before. */
  readonly failure: Error | null
}

async function takeRows(items: AsyncIterable<Item>, groups: Groups, place: AggregatePlace & { readonly seen: SeenFields }): Promise<TakenRows> {
  const { folder, seen, spillFrom = defaultSpillFrom } = place
  let parts: Partitions<RowRecord> | null = null
  let row = 0
  for await (const { json } of paced(items, place.signal)) {
    seen.add(json)
    const id = groups.idOf(json)
    if (parts !== null && !groups.has(id)) {
      const pending: void | Promise<void> = parts.add(id, [id, row, json])
      if (pending !== undefined) await pending
    } else {
      try {
        groups.add(id, row, json)
      } catch (error) {
        if (!isMaillonError(error) || error.info.row === undefined) throw error
        return { parts, failure: error }
      }
      if (groups.budget.isOver(spillFrom)) parts ??= new Partitions<RowRecord>(folder)
    }
    row++
  }
  return { parts, failure: null }
}

/** @throws UserError: of all bad values the one of the first row. */
async function totalled({ parts, failure }: TakenRows, wanted: Totals, place: AggregatePlace): Promise<readonly RecordFile<[number, JsonObject]>[]> {
  const results: RecordFile<[number, JsonObject]>[] = []
  let first = failure
  for (const part of parts?.files ?? []) {
    try {
      results.push(await totalPart(part, wanted, place))
    } catch (error) {
      if (!isMaillonError(error) || error.info.row === undefined) throw error
      if (rowOf(error) < rowOf(first)) first = error
    }
  }
  if (first !== null) throw first
  return results
}

async function totalPart(part: RecordFile<RowRecord>, wanted: Totals, { folder, locale, signal }: AggregatePlace): Promise<RecordFile<[number, JsonObject]>> {
  const groups = new Groups(wanted, locale)
  for await (const [id, row, json] of paced(part.read(), signal)) groups.add(id, row, json)
  const file = folder.file<[number, JsonObject]>()
  for (const result of groups.results()) {
    const pending = file.add(result)
    if (pending !== undefined) await pending
  }
  return file
}

function rowOf(error: Error | null): number {
  return isMaillonError(error) ? (error.info.row ?? Infinity) : Infinity
}
