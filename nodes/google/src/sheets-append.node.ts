import {
  choiceParam,
  defineNode,
  sayAlreadySent,
  sendOnce,
  Type,
  type Item,
  type JsonObject,
  type NodeContext,
  type NodeLog,
  type Static,
} from '@maillon/node-sdk'
import { cellValue, headerNames } from './cell-value.js'
import { nothingToWrite, sayLeftOut } from './say-left-out.js'
import { rangeOf, spreadsheetId } from './sheet-address.js'
import { columnsParam, documentParam, tabParam, writtenAsParam } from './sheet-params.js'
import { accountSlot, callSheets } from './sheets-api.js'

const params = Type.Object({
  document: documentParam,
  tab: tabParam,
  columns: columnsParam,
  writtenAs: writtenAsParam,
  ifUnknown: choiceParam<'stop' | 'again'>(
    { stop: { fr: 's’arrêter et demander', en: 'stop and ask' }, again: { fr: 'écrire à nouveau', en: 'write again' } },
    {
      label: { fr: 'Si une écriture précédente a été coupée', en: 'If an earlier writing was cut off' },
      help: { fr: 'On ne sait alors pas si les lignes y sont.', en: 'Nobody then knows whether the rows are there.' },
      advanced: true,
    },
    'stop',
  ),
})

type Params = Static<typeof params>

/** Rows of one call: one of Google’s quota of 60 a minute. */
const rowsPerCall = 2000

export const sheetsAppend = defineNode({
  type: 'google-sheets.append',
  title: { fr: 'Ajouter à une feuille Google', en: 'Append to a Google sheet' },
  description: { fr: 'Ajoute des lignes à la fin d’un onglet de Google Sheets.', en: 'Appends rows at the end of a tab of Google Sheets.' },
  keywords: {
    fr: ['google', 'sheets', 'feuille', 'tableur', 'drive', 'onglet', 'ajouter', 'écrire'],
    en: ['google', 'sheets', 'spreadsheet', 'drive', 'tab', 'append', 'add', 'write'],
  },
  icon: 'table-export',
  group: 'data',
  params,
  effects: 'write',
  defaultMode: 'all',
  credentials: [{ slot: accountSlot, types: ['google-service-account', 'oauth2-code'], label: { fr: 'Compte Google', en: 'Google account' }, required: true }],
  examples: [
    {
      title: { fr: 'Noter chaque commande', en: 'Note each order' },
      params: { document: 'https://docs.google.com/spreadsheets/d/1AbCdEfGhIjKlMnOpQrStUvWxYz/edit', tab: 'Commandes' },
      input: { main: [{ reference: 'C-1042', total: 129.9 }] },
    },
  ],
  words: { fr: 'ajoute les lignes à l’onglet « {{tab}} » de Google Sheets', en: 'appends the rows to the tab “{{tab}}” of Google Sheets' },
  runItem: async (context) => {
    await append(context, [context.item.json], await columnsOfStep(context, context.item.json))
    return context.item.json
  },
  run: async (context) => {
    let [rows, batch] = [[] as Item[], 0]
    let columns: readonly string[] | null = null
    const flush = async () => {
      columns ??= await columnsOf(context, rows[0]?.json ?? {})
      await append(
        { ...context, idempotencyKey: `${context.idempotencyKey}-b${batch}` },
        rows.map(({ json }) => json),
        columns,
      )
      batch += 1
      for (const row of rows) await context.emit(row)
      rows = []
    }
    for await (const item of context.input()) {
      rows.push(item)
      if (rows.length >= rowsPerCall) await flush()
    }
    if (rows.length > 0) await flush()
  },
  preview: ({ params: { document, tab } }) => ({ document: spreadsheetId(document), tab }),
})

async function append(context: NodeContext<Params>, rows: readonly JsonObject[], columns: readonly string[]): Promise<void> {
  const { document, tab, writtenAs, ifUnknown, columns: chosen } = context.params
  const values = rows.map((row) => columns.map((name) => cellValue(Object.hasOwn(row, name) ? row[name] : undefined)))
  const { alreadyAt } = await sendOnce(context, ifUnknown, async () => {
    const answer = await callSheets(context, {
      method: 'POST',
      path: `${spreadsheetId(document)}/values/${encodeURIComponent(rangeOf(tab))}:append`,
      query: { valueInputOption: writtenAs, insertDataOption: 'INSERT_ROWS' },
      body: { majorDimension: 'ROWS', values },
      isOnce: true,
    })
    const { updatedRange } = (answer['updates'] ?? {}) as { readonly updatedRange?: string }
    return { updatedRange: updatedRange ?? null }
  })
  if (alreadyAt !== null) sayAlreadySent(context, alreadyAt)
  else if (chosen.length === 0) sayLeftOut(context, columns, rows)
}

/** The columns of a step, asked for once: all its rows share one log, so it stands for the step. */
const known = new WeakMap<NodeLog, Promise<readonly string[]>>()

function columnsOfStep(context: NodeContext<Params>, first: JsonObject): Promise<readonly string[]> {
  const columns = known.get(context.log) ?? columnsOf(context, first)
  known.set(context.log, columns)
  columns.catch(() => known.delete(context.log))
  return columns
}

/** The chosen columns, else those that the tab begins with, else the row’s own, written first as the names. */
async function columnsOf(context: NodeContext<Params>, first: JsonObject): Promise<readonly string[]> {
  const { document, tab, columns } = context.params
  if (columns.length > 0) return columns
  const answer = await callSheets(context, { path: `${spreadsheetId(document)}/values/${encodeURIComponent(rangeOf(tab, '1:1'))}` })
  const [header] = (Array.isArray(answer['values']) ? answer['values'] : []) as readonly (readonly string[])[]
  if (header !== undefined && header.length > 0) return headerNames(header)
  const names = Object.keys(first)
  if (names.length === 0) throw nothingToWrite()
  await callSheets(context, {
    method: 'PUT',
    path: `${spreadsheetId(document)}/values/${encodeURIComponent(rangeOf(tab, '1:1'))}`,
    query: { valueInputOption: 'RAW' },
    body: { values: [names] },
  })
  return names
}
