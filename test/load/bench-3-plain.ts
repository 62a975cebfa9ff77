import { open, stat } from 'node:fs/promises'
import type { Item } from '@maillon/datasets'
import { openSheet } from '../../nodes/excel/src/open-sheet.js'
import { planAndWrite } from '../../nodes/excel/src/plan-and-write.js'
import type { ReadParams } from '../../nodes/excel/src/read-params.js'
import { rowsToItems } from '../../nodes/excel/src/rows-to-items.js'
import { aggregateRows } from '../../nodes/table/src/aggregate-rows.js'
import { filter } from '../../nodes/table/src/filter.node.js'
import { withSpillFolder } from '../../nodes/table/src/spill/spill-folder.js'
import { columns, kept, totalled, written } from './bench-3-flow.js'

const place = { locale: 'fr', timeZone: 'Europe/Paris' } as const
const signal = new AbortController().signal

/** What the flow does, as a program would do it: the same functions of the nodes, row by row, nothing kept in between. @returns `target`. */
export async function plainLoop(workbook: string, target: string): Promise<string> {
  const { size } = await stat(workbook)
  const params = { source: 'chosen', columns: columns.map((column) => ({ required: false, ...column })), onBadCell: 'fail', fillMerged: false, delimiter: 'auto', encoding: 'auto' } as ReadParams
  const sheet = await openSheet(workbook, { id: 'workbook', name: 'ventes.xlsx', mediaType: '', size, sha256: '' }, params)
  const rows = rowsToItems(sheet, params, { ...place, warn: () => undefined })
  await withSpillFolder(signal, async (folder) => {
    const totals = aggregateRows(keptRows(rows), totalled as Parameters<typeof aggregateRows>[1], { locale: place.locale, signal, folder })
    const sheets = written.sheets.map((one) => ({ ...one, columns: [], table: true, totals: [], freezeHeader: true, chart: { kind: 'none', values: [] } }))
    const context = { ...place, params: { ...written, sheets, currency: 'EUR' }, input: () => itemsOf(totals), progress: () => undefined, log: { info: () => undefined, warn: () => undefined } }
    const { bytes } = await planAndWrite(context as unknown as Parameters<typeof planAndWrite>[0])
    const file = await open(target, 'w')
    for await (const part of bytes instanceof Uint8Array ? [bytes] : bytes) await file.write(part)
    await file.close()
  })
  return target
}

async function* keptRows(rows: AsyncIterable<Item['json']>): AsyncGenerator<Item> {
  const params = { ...kept, match: 'all', ignoreCase: false }
  let index = 0
  for await (const json of rows) {
    const context = { ...place, params, item: { json }, index: index++ }
    const result = filter.runItem?.(context as never) as { readonly port: string } | undefined
    if (result?.port === 'main') yield { json }
  }
}

async function* itemsOf(rows: AsyncIterable<Item['json']>): AsyncGenerator<Item> {
  for await (const json of rows) yield { json }
}
