import type { Json, JsonObject } from '@maillon/node-sdk'
import { callSheets, type SheetsContext } from './sheets-api.js'

/** A tab with its size: Google refuses cells beyond it. */
export interface TabGrid {
  readonly documentId: string
  readonly sheetId: number
  readonly tab: string
  rows: number
  columns: number
}

/** The tab, made where there is none. */
export async function openTab(context: SheetsContext, documentId: string, tab: string): Promise<TabGrid> {
  const answer = await callSheets(context, { path: documentId, query: { fields: 'sheets.properties(sheetId,title,gridProperties)' } })
  const sheets = (Array.isArray(answer['sheets']) ? answer['sheets'] : []) as readonly { readonly properties?: JsonObject }[]
  const found = sheets.find(({ properties }) => properties?.['title'] === tab)?.properties
  if (found !== undefined) return gridOf(documentId, tab, found)
  const made = await callSheets(context, {
    method: 'POST',
    path: `${documentId}:batchUpdate`,
    body: { requests: [{ addSheet: { properties: { title: tab } } }] },
  })
  const [reply] = (Array.isArray(made['replies']) ? made['replies'] : []) as readonly { readonly addSheet?: { readonly properties?: JsonObject } }[]
  return gridOf(documentId, tab, reply?.addSheet?.properties ?? {})
}

/** Makes room for so many rows and columns; never takes any away. */
export async function growTab(context: SheetsContext, grid: TabGrid, least: { readonly rows: number; readonly columns: number }): Promise<void> {
  const [rows, columns] = [Math.max(grid.rows, least.rows), Math.max(grid.columns, least.columns)]
  if (rows === grid.rows && columns === grid.columns) return
  const properties = { sheetId: grid.sheetId, gridProperties: { rowCount: rows, columnCount: columns } }
  const fields = 'gridProperties.rowCount,gridProperties.columnCount'
  await callSheets(context, { method: 'POST', path: `${grid.documentId}:batchUpdate`, body: { requests: [{ updateSheetProperties: { properties, fields } }] } })
  Object.assign(grid, { rows, columns })
}

function gridOf(documentId: string, tab: string, properties: JsonObject): TabGrid {
  const size = (properties['gridProperties'] ?? {}) as { readonly rowCount?: Json; readonly columnCount?: Json }
  return { documentId, sheetId: Number(properties['sheetId'] ?? 0), tab, rows: Number(size.rowCount ?? 1000), columns: Number(size.columnCount ?? 26) }
}
