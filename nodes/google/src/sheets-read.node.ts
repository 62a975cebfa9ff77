import { choiceParam, defineNode, out, Type, ui, userError, withDefault, type Json, type JsonObject, type Static } from '@maillon/node-sdk'
import { headerNames } from './cell-value.js'
import { rangeOf, spreadsheetId } from './sheet-address.js'
import { documentParam, tabParam } from './sheet-params.js'
import { accountSlot, callSheets, type SheetsContext } from './sheets-api.js'

const params = Type.Object({
  document: documentParam,
  tab: tabParam,
  cells: withDefault(
    Type.String({
      default: '',
      pattern: '^([A-Za-z]{1,3}\\d*(:[A-Za-z]{1,3}\\d*)?)?$',
      ...ui({
        label: { fr: 'Cellules', en: 'Cells' },
        help: { fr: 'Par exemple A1:F. Vide : tout l’onglet.', en: 'For example A1:F. Empty: the whole tab.' },
        placeholder: { fr: 'A1:F', en: 'A1:F' },
        advanced: true,
      }),
    }),
  ),
  headerRow: withDefault(Type.Boolean({ default: true, ...ui({ label: { fr: 'La première ligne porte les noms', en: 'The first row has the names' } }) })),
  values: choiceParam<'UNFORMATTED_VALUE' | 'FORMATTED_VALUE'>(
    {
      UNFORMATTED_VALUE: { fr: 'des nombres et des textes', en: 'numbers and texts' },
      FORMATTED_VALUE: { fr: 'ce que montre la feuille', en: 'what the sheet shows' },
    },
    { label: { fr: 'Les valeurs sont', en: 'Values are' }, advanced: true },
    'UNFORMATTED_VALUE',
  ),
})

type Params = Static<typeof params>

export const sheetsRead = defineNode({
  type: 'google-sheets.read',
  title: { fr: 'Lire une feuille Google', en: 'Read a Google sheet' },
  description: { fr: 'Lit les lignes d’un onglet de Google Sheets.', en: 'Reads the rows of a tab of Google Sheets.' },
  keywords: { fr: ['google', 'sheets', 'feuille', 'tableur', 'drive', 'onglet', 'lire'], en: ['google', 'sheets', 'spreadsheet', 'drive', 'tab', 'read'] },
  icon: 'table-import',
  group: 'data',
  params,
  effects: 'read',
  defaultMode: 'all',
  credentials: [{ slot: accountSlot, types: ['google-service-account', 'oauth2-code'], label: { fr: 'Compte Google', en: 'Google account' }, required: true }],
  examples: [
    {
      title: { fr: 'Lire l’onglet des clients', en: 'Read the tab of customers' },
      params: { document: 'https://docs.google.com/spreadsheets/d/1AbCdEfGhIjKlMnOpQrStUvWxYz/edit', tab: 'Clients' },
      input: { main: [{}] },
    },
  ],
  words: { fr: 'lit l’onglet « {{tab}} » de Google Sheets', en: 'reads the tab “{{tab}}” of Google Sheets' },
  runItem: async (context) => (await rowsOf(context, context.params)).map((json) => out(json)),
  run: async (context) => {
    for (const json of await rowsOf(context, context.params)) await context.emit({ json })
  },
})

async function rowsOf(context: SheetsContext, { document, tab, cells, headerRow, values }: Params): Promise<readonly JsonObject[]> {
  const answer = await callSheets(context, {
    path: `${spreadsheetId(document)}/values/${encodeURIComponent(rangeOf(tab, cells))}`,
    query: { valueRenderOption: values, dateTimeRenderOption: 'FORMATTED_STRING', majorDimension: 'ROWS' },
  })
  const grid = (Array.isArray(answer['values']) ? answer['values'] : []) as readonly (readonly Json[])[]
  const [first, ...others] = grid
  if (first === undefined) return []
  const width = Math.max(...grid.map((row) => row.length))
  const names = headerNames(headerRow ? [...first, ...Array.from({ length: width - first.length }, () => '')] : Array.from({ length: width }, () => ''))
  if (headerRow && first.every((cell) => String(cell ?? '').trim() === '')) throw headerMissing()
  return (headerRow ? others : grid).map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] === '' ? null : (row[index] ?? null)])))
}

function headerMissing() {
  return userError({
    code: 'SHEETS_HEADER_MISSING',
    text: {
      fr: 'La première ligne de l’onglet est vide : elle devrait porter les noms des colonnes.',
      en: 'The first row of the tab is empty: it should have the names of the columns.',
    },
    hint: {
      fr: 'Indiquez où commence le tableau (par exemple A3:F), ou décochez « La première ligne porte les noms ».',
      en: 'Say where the table begins (for example A3:F), or untick “The first row has the names”.',
    },
    field: '/cells',
  })
}
