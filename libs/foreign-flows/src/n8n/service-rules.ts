import type { Json, JsonObject } from '@maillon/kernel'
import type { Draft } from '../conversion.js'
import { paramsOf } from '../flow-builder.js'
import { partsOf } from '../expression-text.js'
import { isExpression, type N8nContext } from './n8n-context.js'
import { accountOf, at, chosen, listAt, objectAt, textAt, type N8nNode } from './n8n-node.js'
import { placeholder, type N8nRule, type N8nRules } from './n8n-rule.js'
import { setDraft } from './set-fields.js'

/** Spreadsheets on the web, databases and channels. */
export const serviceRules: N8nRules = {
  googleSheets: sheetsDraft,
  postgres: (node, context) => sqlDraft(node, context),
  mySql: (node, context) => sqlDraft(node, context),
  slack: (node, context) => {
    const operation = textAt(node.params, 'operation') || 'post'
    if ((textAt(node.params, 'resource') || 'message') !== 'message' || operation !== 'post') return placeholder('FOREIGN_OPERATION_UNKNOWN', { operation: `${textAt(node.params, 'resource')} ${operation}`.trim().slice(0, 60) })
    if (textAt(node.params, 'messageType') === 'block') context.look('FOREIGN_MESSAGE_BLOCKS')
    return notifyDraft('slack', at(node.params, 'text'), context)
  },
  discord: (node, context) => {
    const resource = textAt(node.params, 'resource')
    const isSend = resource === '' || (resource === 'message' && (textAt(node.params, 'operation') || 'send') === 'send')
    return isSend ? notifyDraft('discord', at(node.params, 'content') ?? at(node.params, 'text'), context) : placeholder('FOREIGN_OPERATION_UNKNOWN', { operation: resource.slice(0, 60) })
  },
  microsoftTeams: (node, context) => {
    const resource = textAt(node.params, 'resource')
    return resource.endsWith('Message') && (textAt(node.params, 'operation') || 'create') === 'create' ? notifyDraft('teams', at(node.params, 'message'), context) : placeholder('FOREIGN_OPERATION_UNKNOWN', { operation: resource.slice(0, 60) })
  },
  googleChat: (node, context) => ((textAt(node.params, 'resource') || 'message') === 'message' && (textAt(node.params, 'operation') || 'create') === 'create' ? notifyDraft('google-chat', at(node.params, 'messageUi', 'text'), context) : null),
  mattermost: (node, context) => ((textAt(node.params, 'resource') || 'message') === 'message' && (textAt(node.params, 'operation') || 'post') === 'post' ? notifyDraft('mattermost', at(node.params, 'message'), context) : null),
  twilio: (node, context) => {
    if ((textAt(node.params, 'resource') || 'sms') !== 'sms') return null
    const isWhatsApp = at(node.params, 'toWhatsapp') === true
    const account = accountOf(node)
    return {
      type: 'notify.send', mode: 'each',
      params: { message: context.text(at(node.params, 'message')) || '…', channels: [{ channel: isWhatsApp ? 'whatsapp' : 'sms', to: [context.text(at(node.params, 'to'))] }] },
      outputs: ['main'],
      ...(account === null ? {} : { credentials: { twilio: account } }),
    }
  },
  telegram: () => placeholder('FOREIGN_TELEGRAM'),
}

function notifyDraft(channel: string, message: Json | undefined, context: N8nContext): Draft {
  context.look('FOREIGN_CHANNEL_ADDRESS')
  return { type: 'notify.send', mode: 'each', params: { message: context.text(message) || '…', channels: [{ channel }] }, outputs: ['main'] }
}

/** The name of the tab; what was chosen by its number has kept its name only in newer files. */
function tabOf(node: N8nNode, context: N8nContext): string {
  const range = textAt(node.params, 'range')
  if (node.version < 3) return range.includes('!') ? (range.split('!')[0] ?? '') : ''
  const { value, name } = chosen(at(node.params, 'sheetName'))
  if (isExpression(value)) return context.textOfAll(value)
  if (name !== '') return name
  if (value === '' || /^(gid=)?\d+$/.test(value)) context.look('FOREIGN_SHEET_TAB', { tab: value.slice(0, 60) })
  return /^(gid=)?\d+$/.test(value) ? '' : value
}

function sheetsDraft(node: N8nNode, context: N8nContext): ReturnType<N8nRule> {
  const { params } = node
  const operation = textAt(params, 'operation') || 'read'
  const document = node.version < 3 ? context.textOfAll(at(params, 'sheetId')) : isExpression(chosen(at(params, 'documentId')).value) ? context.textOfAll(chosen(at(params, 'documentId')).value) : chosen(at(params, 'documentId')).value
  const account = accountOf(node)
  const place = { document: document.slice(0, 500), tab: tabOf(node, context).slice(0, 200) }
  const credentials = account === null ? {} : { credentials: { account } }
  context.look('FOREIGN_SHEET_ACCOUNT')
  if (operation === 'read' || operation === 'lookup') {
    if (operation === 'lookup' || listAt(params, 'filtersUI', 'values').length > 0) context.look('FOREIGN_SHEET_FILTER')
    const cells = node.version < 3 ? (textAt(params, 'range').split('!').at(-1) ?? '') : ''
    return { type: 'google-sheets.read', params: { ...place, cells: /^([A-Za-z]{1,3}\d*(:[A-Za-z]{1,3}\d*)?)?$/.test(cells) ? cells : '' }, ...credentials }
  }
  if (operation !== 'append' && operation !== 'appendOrUpdate') return placeholder('FOREIGN_OPERATION_UNKNOWN', { operation: operation.slice(0, 60) })
  if (operation === 'appendOrUpdate') context.look('FOREIGN_SHEET_UPSERT')
  const values = columnsOf(params, context)
  const draft: Draft = { type: 'google-sheets.append', params: { ...place, writtenAs: 'USER_ENTERED' }, mode: 'all', ...credentials }
  return values === null ? draft : { ...draft, params: { ...draft.params, columns: Object.keys(values).slice(0, 500) }, before: [setDraft(values, false)] }
}

/** The values by column where they were written one by one; null: the rows as they come. */
function columnsOf(params: JsonObject, context: N8nContext): { readonly [column: string]: Json } | null {
  const isListed = textAt(params, 'columns', 'mappingMode') === 'defineBelow' || textAt(params, 'dataMode') === 'defineBelow'
  if (!isListed) return null
  const older = listAt(params, 'fieldsUi', 'values').map((one) => [textAt(one, 'fieldId') || textAt(one, 'column'), at(one, 'fieldValue')] as const)
  const entries = (older.length > 0 ? older : Object.entries(objectAt(params, 'columns', 'value'))).filter(([name]) => name !== '' && name !== '__proto__').map(([name, value]) => [name.slice(0, 200), context.value(value)] as const)
  return entries.length === 0 ? null : Object.fromEntries(entries)
}

function sqlDraft(node: N8nNode, context: N8nContext): ReturnType<N8nRule> {
  const { params } = node
  const operation = textAt(params, 'operation') || 'insert'
  const account = accountOf(node)
  const credentials = account === null ? {} : { credentials: { database: account } }
  if (operation === 'executeQuery') return { ...queryDraft(textAt(params, 'query'), context), ...credentials }
  const table = context.plain(chosen(at(params, 'table')).value || at(params, 'table'))
  const schema = context.plain(chosen(at(params, 'schema')).value || at(params, 'schema'))
  const name = schema === '' || schema === 'public' ? table : `${schema}.${table}`
  if (operation === 'select' && /^[\w.]+$/.test(name)) {
    if (listAt(params, 'where', 'values').length > 0) context.look('FOREIGN_SQL_WHERE')
    return { type: 'sql.query', params: { sql: `SELECT * FROM ${name}` }, mode: 'all', ...credentials }
  }
  const action = actions.get(operation)
  if (action === undefined || name === '') return placeholder('FOREIGN_OPERATION_UNKNOWN', { operation: operation.slice(0, 60) })
  context.look('FOREIGN_SQL_COLUMNS')
  const keys = (textAt(params, 'updateKey') || listAt(params, 'columns', 'matchingColumns').map((one) => textAt(one)).join(',')).split(',').map((key) => key.trim()).filter((key) => key !== '')
  return { type: 'sql.write', params: { table: name, action, keys: keys.slice(0, 20), extra: 'ignore' }, ...credentials }
}

const actions: ReadonlyMap<string, string> = new Map([['insert', 'insert'], ['update', 'update'], ['upsert', 'upsert']])

/** A statement with its expressions as bound values. Values are never part of the text. */
function queryDraft(query: string, context: N8nContext): Draft {
  const values: JsonObject[] = []
  let sql = isExpression(query) ? '' : query
  for (const part of isExpression(query) ? partsOf(query.slice(1)) : []) {
    if ('plain' in part) sql += part.plain
    else {
      const name = `v${values.length + 1}`
      values.push({ name, value: context.text(`={{${part.source}}}`) })
      sql += `:${name}`
    }
  }
  // Quotes around a value that is bound would make it the text of its name.
  sql = sql.replace(/(['"])(:v\d+)\1/g, '$2')
  if (values.length > 0) context.look('FOREIGN_SQL_VALUES')
  if (/\$\d+\b/.test(sql)) context.look('FOREIGN_SQL_NUMBERED')
  const reads = /^\s*(select|with|show|values)\b/i.test(sql)
  return { type: reads ? 'sql.query' : 'sql.run', params: paramsOf({ sql: sql.trim() === '' ? '--' : sql, values: values.length === 0 ? undefined : values.slice(0, 200) }), mode: 'each' }
}
