/** Time and memory of a node on many rows: `node --conditions=source --import tsx --max-old-space-size=400 nodes/table/bench/large-tables.ts sort 1000000`. */
import type { Item } from '@maillon/node-sdk'
import { aggregateRows } from '../src/aggregate-rows.js'
import { compareTables } from '../src/compare-tables.js'
import { deduplicateRows } from '../src/deduplicate-rows.js'
import { joinTables } from '../src/join.node.js'
import { rowKey } from '../src/row-key.js'
import { sortRows } from '../src/sort-rows.js'
import { withSpillFolder, type SpillFolder } from '../src/spill/spill-folder.js'
import { runSql } from '../src/sql/run-sql.js'

const [, , what = 'sort', rowCount = '1000000'] = process.argv
const count = Number(rowCount)
const { signal } = new AbortController()
const place = { locale: 'fr', timeZone: 'Europe/Paris', signal } as const
const log = { info: () => undefined, warn: () => undefined }
let emitted = 0
const emit = async () => void (emitted += 1)

async function* rows(seed: number): AsyncGenerator<Item> {
  let state = seed
  for (let index = 0; index < count; index += 1) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    yield { json: { id: state % count, client: `Client n° ${state % 50_000}`, date: `2026-0${1 + (state % 9)}-1${state % 10}`, montant: (state % 100_000) / 100, note: `commentaire un peu long ${state % 1000}` } }
  }
}

const benches: { readonly [name: string]: (folder: SpillFolder) => Promise<void> } = {
  async sort(folder) {
    const keys = [{ field: 'client', direction: 'ascending', as: 'auto' }, { field: 'montant', direction: 'descending', as: 'auto' }] as const
    for await (const _item of sortRows(rows(1), keys, { ...place, folder })) await emit()
  },
  async aggregate(folder) {
    for await (const _row of aggregateRows(rows(1), { groupBy: ['id', 'client'], totals: [{ name: 's', function: 'sum', field: 'montant' }] }, { ...place, folder })) await emit()
  },
  async deduplicate(folder) {
    for await (const _row of deduplicateRows(rows(1), { keyOf: ({ json }) => rowKey(json, ['id', 'client'], false), keep: 'last', signal, folder })) await emit()
  },
  join: (folder) =>
    joinTables({ ...place, log, emit, params: { keys: [{ left: 'id', right: 'id' }], kind: 'left', duplicates: 'first', prefix: 'r_', ignoreCase: false }, input: (port) => rows(port === 'left' ? 1 : 7) }, folder),
  compare: (folder) =>
    compareTables({ ...place, log, emit, params: { keys: [{ after: 'id' }], fields: [], looseness: 'loose', duplicates: 'first', ignoreCase: false, oldName: 'old', changesName: 'changes' }, input: (port) => rows(port === 'after' ? 1 : 7) }, folder),
  sql: (folder) => runSql({ ...place, log, emit, params: { tables: [{ id: 'main' }], sql: 'SELECT client, sum(montant) AS s FROM main GROUP BY client ORDER BY s DESC', values: [] }, input: () => rows(1) }, folder),
}

let peak = 0
const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 50)
const startedAt = performance.now()
const before = process.cpuUsage()
await withSpillFolder(signal, (folder) => benches[what]?.(folder) ?? Promise.reject(new Error(`one of ${Object.keys(benches).join(', ')}`)))
clearInterval(watch)
const cpu = process.cpuUsage(before)
console.log(`${what}: ${count} rows in, ${emitted} out, ${((performance.now() - startedAt) / 1000).toFixed(1)} s (${((cpu.user + cpu.system) / 1e6).toFixed(1)} s of processor time), at most ${Math.round(peak / 1048576)} MiB`)
