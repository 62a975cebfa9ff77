import { isMaillonError, type Item, type Json, type JsonObject } from '@maillon/node-sdk'
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aggregateRows } from './aggregate-rows.js'
import { compareTables, type CompareParams } from './compare-tables.js'
import { deduplicateRows } from './deduplicate-rows.js'
import { joinTables } from './join.node.js'
import { rowKey } from './row-key.js'
import { sortRows, type SortKey } from './sort-rows.js'
import { withSpillFolder, type SpillFolder } from './spill/spill-folder.js'

const signal = new AbortController().signal
/** Milliseconds for a property on a machine that has other work. */
const slow = 120_000

async function* stream(rows: readonly JsonObject[]): AsyncGenerator<Item> {
  for (const json of rows) yield { json }
}

/** What came out by port, or the error: the whole of what a person can see. */
async function outcome(act: (folder: SpillFolder, emit: (item: Item, port?: string) => Promise<void>) => Promise<void>): Promise<unknown> {
  const ports: Record<string, Json[]> = {}
  try {
    await withSpillFolder(signal, (folder) =>
      act(folder, async ({ json }, port = 'main') => {
        const list = (ports[port] ??= [])
        list.push(json)
      }),
    )
    return ports
  } catch (error) {
    if (!isMaillonError(error)) throw error
    return { code: error.info.code, row: error.info.row, field: error.info.field, text: error.info.text }
  }
}

const value = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -3, max: 12 }) },
  { weight: 2, arbitrary: fc.constantFrom(0.1, 0.2, 1e-7, 1234.56, -0.5) },
  { weight: 3, arbitrary: fc.constantFrom('1 000,5', '7', '07', ' 3', 'n° 9', 'n° 10', 'Été', 'ete', 'zoo', 'A', 'a', '2026-04-03', '03/04/2026') },
  { weight: 1, arbitrary: fc.constantFrom(null, '', true, false, [], [1, 'x'], { x: 1 }) },
)
const row = fc.record({ k: value, v: value, w: value }, { requiredKeys: [] }) as fc.Arbitrary<JsonObject>
const rows = fc.array(row, { maxLength: 60 })
/** As rows are when numbers are meant: only now and then a wrong one. */
const numbers = fc.array(fc.record({ k: value, v: fc.oneof({ weight: 60, arbitrary: fc.integer({ min: -5, max: 5 }) }, { weight: 20, arbitrary: fc.constantFrom(0.1, 0.2, '1 000,50', null) }, { weight: 1, arbitrary: fc.constantFrom('x', true) }) }), { maxLength: 60 }) as fc.Arbitrary<JsonObject[]>
/** In memory, on disk from the first row on, and something in between. */
const small = fc.constantFrom(0, 200, 900)

async function same(run: (spillFrom: number, folder: SpillFolder, emit: (item: Item, port?: string) => Promise<void>) => Promise<void>, spillFrom: number): Promise<void> {
  const plain = await outcome((folder, emit) => run(Number.MAX_SAFE_INTEGER, folder, emit))
  expect(await outcome((folder, emit) => run(spillFrom, folder, emit))).toEqual(plain)
}

describe('a table that does not fit into memory gives the very same as one that does, when it is', () => {
  it('sorted', async () => {
    const key = fc.record({ field: fc.constantFrom('k', 'v', 'w'), direction: fc.constantFrom('ascending', 'descending'), as: fc.constantFrom('auto', 'auto', 'text', 'number', 'date') }) as fc.Arbitrary<SortKey>
    await fc.assert(
      fc.asyncProperty(rows, fc.array(key, { minLength: 1, maxLength: 3 }), small, fc.constantFrom('fr', 'en'), async (given, by, spillFrom, locale) => {
        await same(async (from, folder, emit) => {
          for await (const item of sortRows(stream(given), by, { locale, timeZone: 'Europe/Paris', signal, folder, spillFrom: from })) await emit(item)
        }, spillFrom)
      }),
      { numRuns: 100 },
    )
  }, slow)

  it('joined', async () => {
    const params = fc.record({ kind: fc.constantFrom('left', 'inner', 'full'), duplicates: fc.constantFrom('fail', 'first', 'all', 'all'), ignoreCase: fc.boolean(), prefix: fc.constant('right_') })
    await fc.assert(
      fc.asyncProperty(rows, rows, params, small, async (left, right, how, spillFrom) => {
        await same(
          (from, folder, emit) =>
            joinTables(
              { params: { ...how, keys: [{ left: 'k', right: 'k' }] } as never, emit, signal, locale: 'fr', log: { info: () => undefined, warn: () => undefined }, knownFields: () => [], input: (port) => stream(port === 'left' ? left : right) },
              folder,
              from,
            ),
          spillFrom,
        )
      }),
      { numRuns: 100 },
    )
  }, slow)

  it('totalled', async () => {
    const totals = (['sum', 'mean', 'min', 'max', 'count', 'distinct', 'first', 'last'] as const).map((name) => ({ name, function: name, field: 'v' }))
    await fc.assert(
      fc.asyncProperty(fc.oneof(numbers, rows), fc.integer({ min: 1, max: 8 }), small, async (given, count, spillFrom) => {
        await same(async (from, folder, emit) => {
          for await (const json of aggregateRows(stream(given), { groupBy: ['k'], totals: totals.slice(0, count) }, { locale: 'fr', signal, folder, spillFrom: from })) await emit({ json })
        }, spillFrom)
      }),
      { numRuns: 120 },
    )
  }, slow)

  it('freed of duplicates', async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom<readonly string[]>([], ['k'], ['k', 'v']), fc.constantFrom('first', 'last'), small, async (given, fields, keep, spillFrom) => {
        const keyOf = ({ json }: Item) => rowKey(json, fields, true)
        await same(async (from, folder, emit) => {
          for await (const { item, isDuplicate } of deduplicateRows(stream(given), { keyOf, keep: keep as 'first', signal, folder, spillFrom: from })) await emit(item, isDuplicate ? 'duplicates' : 'main')
        }, spillFrom)
      }),
      { numRuns: 100 },
    )
  }, slow)

  it('compared', async () => {
    const params = fc.record({ duplicates: fc.constantFrom('first', 'first', 'fail'), looseness: fc.constantFrom('loose', 'exact'), ignoreCase: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(rows, rows, params, small, async (after, before, how, spillFrom) => {
        const all = { ...how, keys: [{ after: 'k' }], fields: [], oldName: 'old', changesName: 'changes' } as CompareParams
        await same(
          (from, folder, emit) => compareTables({ params: all, emit, signal, locale: 'fr', log: { info: () => undefined, warn: () => undefined }, knownFields: () => [], input: (port) => stream(port === 'after' ? after : before) }, folder, from),
          spillFrom,
        )
      }),
      { numRuns: 100 },
    )
  }, slow)
})

describe('a large table', () => {
  it('takes away what a killed process has left, and nothing that may be in use', async () => {
    const [old, young] = [mkdtempSync(join(tmpdir(), 'maillon-table-old-')), mkdtempSync(join(tmpdir(), 'maillon-table-young-'))]
    const longAgo = Date.now() / 1000 - 72 * 3600
    utimesSync(old, longAgo, longAgo)
    await withSpillFolder(signal, (folder) => folder.path())
    expect([existsSync(old), existsSync(young)]).toEqual([false, true])
    rmSync(young, { recursive: true })
  })

  it('leaves nothing on disk, whether it ends well, fails or is stopped', async () => {
    const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('maillon-table-')).length
    const before = left()
    const many = Array.from({ length: 500 }, (_, n) => ({ k: 500 - n }))
    await outcome(async (folder, emit) => {
      for await (const item of sortRows(stream(many), [{ field: 'k', direction: 'ascending', as: 'auto' }], { locale: 'fr', timeZone: 'UTC', signal, folder, spillFrom: 1000 })) await emit(item)
    })
    const controller = new AbortController()
    await expect(
      withSpillFolder(controller.signal, async (folder) => {
        for await (const _ of sortRows(stream(many), [{ field: 'k', direction: 'ascending', as: 'auto' }], { locale: 'fr', timeZone: 'UTC', signal: controller.signal, folder, spillFrom: 1000 })) {
          controller.abort(new Error('stopped'))
          controller.signal.throwIfAborted()
        }
      }),
    ).rejects.toThrow('stopped')
    expect(left()).toBeLessThanOrEqual(before)
  })
})
