import type { Json, JsonObject } from '@maillon/kernel'
import type { Draft } from '../conversion.js'
import { isExpression, type N8nContext } from './n8n-context.js'
import { accountIn, at, chosen, chosenText, listAt, objectAt, textAt, type N8nNode } from './n8n-node.js'
import { byOperation, placeholder, type N8nRules } from './n8n-rule.js'
import { setDraft } from './set-fields.js'

/** Google Sheets. */
export const sheetRules: N8nRules = {
  googleSheets: byOperation(
    {
      'sheet read': read, 'sheet lookup': read,
      'sheet append': append, 'sheet appendOrUpdate': (node, context) => {
        context.look('FOREIGN_SHEET_UPSERT')
        return append(node, context)
      },
      'sheet update': () => placeholder('FOREIGN_SHEET_UPDATE'),
    },
    { resource: 'sheet', operation: 'read' },
  ),
}

interface Tab {
  readonly document: string
  readonly tab: string
}

/** The spreadsheet and its tab; that an account is needed is told. */
export function tabOf(node: N8nNode, context: N8nContext): Tab {
  const { params, version } = node
  const document = version < 3 && at(params, 'sheetId') !== undefined ? context.textOfAll(at(params, 'sheetId')) : written(chosenText(at(params, 'documentId')), context)
  context.look('FOREIGN_SHEET_ACCOUNT')
  return { document: document.slice(0, 500), tab: tabName(node, context).slice(0, 200) }
}

function written(value: string, context: N8nContext): string {
  return isExpression(value) ? context.textOfAll(value) : value
}

const numbered = /^(gid=)?\d+$/

/** What was chosen by its number has kept its name only in newer files. */
function tabName(node: N8nNode, context: N8nContext): string {
  const range = textAt(node.params, 'range')
  if (at(node.params, 'sheetName') === undefined) return range.includes('!') ? (range.split('!')[0] ?? '') : ''
  const { value, name } = chosen(at(node.params, 'sheetName'))
  if (isExpression(value)) return context.textOfAll(value)
  if (name !== '') return name
  if (value === '' || numbered.test(value)) context.look('FOREIGN_SHEET_TAB', { tab: value.slice(0, 60) })
  return numbered.test(value) ? '' : value
}

function read(node: N8nNode, context: N8nContext): Draft {
  const { params } = node
  const place = tabOf(node, context)
  if (textAt(params, 'operation') === 'lookup' || listAt(params, 'filtersUI', 'values').length > 0) context.look('FOREIGN_SHEET_FILTER')
  const cells = node.version < 3 ? (textAt(params, 'range').split('!').at(-1) ?? '') : ''
  return { type: 'google-sheets.read', params: { ...place, cells: /^([A-Za-z]{1,3}\d*(:[A-Za-z]{1,3}\d*)?)?$/.test(cells) ? cells : '' }, ...accountIn('account', node) }
}

function append(node: N8nNode, context: N8nContext): Draft {
  const values = columnsOf(node.params, context)
  const draft: Draft = { type: 'google-sheets.append', params: { ...tabOf(node, context), writtenAs: 'USER_ENTERED' }, mode: 'all', ...accountIn('account', node) }
  return values === null ? draft : { ...draft, params: { ...draft.params, columns: Object.keys(values).slice(0, 500) }, before: [setDraft(values, false)] }
}

/** The values by column where they were written one by one, in the form of any version; null: the rows as they come. */
export function columnsOf(params: JsonObject, context: N8nContext): { readonly [column: string]: Json } | null {
  const isListed = textAt(params, 'columns', 'mappingMode') === 'defineBelow' || textAt(params, 'dataMode') === 'defineBelow'
  if (!isListed) return null
  const older = listAt(params, 'fieldsUi', 'values').map((one) => [textAt(one, 'fieldId') || textAt(one, 'column'), at(one, 'fieldValue')] as const)
  const entries = (older.length > 0 ? older : Object.entries(objectAt(params, 'columns', 'value'))).filter(([name]) => name !== '' && name !== '__proto__').map(([name, value]) => [name.slice(0, 200), context.value(value)] as const)
  return entries.length === 0 ? null : Object.fromEntries(entries)
}
