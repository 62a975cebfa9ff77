import { defineNode, Type, type JsonObject, type NodeContext, type Static } from '@maillon/node-sdk'
import { cellValue } from './cell-value.js'
import { sayLeftOut } from './say-left-out.js'
import { columnName, rangeOf, spreadsheetId } from './sheet-address.js'
import { columnsParam, documentParam, tabParam, writtenAsParam } from './sheet-params.js'
import { accountSlot, callSheets } from './sheets-api.js'
import { growTab, openTab, type TabGrid } from './tab-grid.js'

const params = Type.Object({ document: documentParam, tab: tabParam, columns: columnsParam, writtenAs: writtenAsParam })

type Params = Static<typeof params>

const rowsPerCall = 5000

export const sheetsReplace = defineNode({
  type: 'google-sheets.replace',
  title: { fr: 'Remplacer un onglet Google', en: 'Replace a Google tab' },
  description: {
    fr: 'Écrit les lignes dans un onglet de Google Sheets à la place de celles qui y étaient.',
    en: 'Writes the rows into a tab of Google Sheets in the place of those that were there.',
  },
  keywords: {
    fr: ['google', 'sheets', 'feuille', 'tableur', 'drive', 'onglet', 'remplacer', 'rapport', 'écrire'],
    en: ['google', 'sheets', 'spreadsheet', 'drive', 'tab', 'replace', 'report', 'write'],
  },
  icon: 'table-export',
  group: 'data',
  params,
  effects: 'write',
  runOnEmpty: true,
  credentials: [{ slot: accountSlot, types: ['google-service-account', 'oauth2-code'], label: { fr: 'Compte Google', en: 'Google account' }, required: true }],
  outputShapes: {
    main: {
      kind: 'fixed',
      shape: {
        fields: [
          { name: 'tab', type: 'text' },
          { name: 'rows', type: 'number' },
          { name: 'address', type: 'text' },
        ],
        open: false,
      },
    },
  },
  examples: [
    {
      title: { fr: 'Refaire l’onglet du rapport', en: 'Make the tab of the report anew' },
      params: { document: 'https://docs.google.com/spreadsheets/d/1AbCdEfGhIjKlMnOpQrStUvWxYz/edit', tab: 'Rapport' },
      input: { main: [{ produit: 'Lampe', ventes: 12 }] },
    },
  ],
  words: { fr: 'remplace l’onglet « {{tab}} » de Google Sheets', en: 'replaces the tab “{{tab}}” of Google Sheets' },
  run: async (context) => {
    const { document, tab } = context.params
    const grid = await openTab(context, spreadsheetId(document), tab)
    let columns = context.params.columns
    let [rows, written] = [[] as JsonObject[], 0]
    const isChosen = columns.length > 0
    const flush = async () => {
      // All fields of the first rows: one that only some of them have is a column too.
      if (written === 0 && !isChosen) columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
      if (!isChosen) sayLeftOut(context, columns, rows)
      if (written === 0) await write(context, grid, { row: 1, values: [[...columns]] })
      await write(context, grid, {
        row: written + 2,
        values: rows.map((row) => columns.map((name) => cellValue(Object.hasOwn(row, name) ? row[name] : undefined))),
      })
      written += rows.length
      rows = []
      context.progress(written)
    }
    for await (const { json } of context.input()) {
      rows.push(json)
      if (rows.length >= rowsPerCall) await flush()
    }
    if (rows.length > 0 || written === 0) await flush()
    // What was there is taken away only when the new rows stand: at no moment is the tab empty.
    await clearRest(context, grid, { rows: written + 1, columns: columns.length })
    await context.emit({ json: { tab, rows: written, address: `https://docs.google.com/spreadsheets/d/${grid.documentId}` } })
  },
  preview: async (context) => {
    let rows = 0
    if ('input' in context) for await (const _ of context.input()) rows += 1
    return { document: spreadsheetId(context.params.document), tab: context.params.tab, rows }
  },
})

interface Block {
  /** Of the sheet, from 1. */
  readonly row: number
  readonly values: readonly (readonly (string | number | boolean)[])[]
}

async function write(context: NodeContext<Params>, grid: TabGrid, { row, values }: Block): Promise<void> {
  const width = values[0]?.length ?? 0
  if (values.length === 0 || width === 0) return
  await growTab(context, grid, { rows: row + values.length - 1, columns: width })
  const range = rangeOf(grid.tab, `A${row}:${columnName(width - 1)}${row + values.length - 1}`)
  await callSheets(context, {
    method: 'PUT',
    path: `${grid.documentId}/values/${encodeURIComponent(range)}`,
    query: { valueInputOption: row === 1 ? 'RAW' : context.params.writtenAs },
    body: { range, majorDimension: 'ROWS', values },
  })
}

/** Below and beside what was written, as far as the tab goes. */
async function clearRest(context: NodeContext<Params>, grid: TabGrid, { rows, columns }: { readonly rows: number; readonly columns: number }): Promise<void> {
  const end = `${columnName(grid.columns - 1)}${grid.rows}`
  const ranges = [...(rows < grid.rows ? [`A${rows + 1}:${end}`] : []), ...(columns < grid.columns ? [`${columnName(columns)}1:${end}`] : [])]
  if (ranges.length > 0)
    await callSheets(context, {
      method: 'POST',
      path: `${grid.documentId}/values:batchClear`,
      body: { ranges: ranges.map((cells) => rangeOf(grid.tab, cells)) },
    })
}
