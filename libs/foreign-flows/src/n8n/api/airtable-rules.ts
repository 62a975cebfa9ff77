import type { Json, JsonObject } from '@maillon/kernel'
import type { Draft } from '../../conversion.js'
import type { N8nContext } from '../n8n-context.js'
import { at, listAt, numberAt, textAt, type N8nNode } from '../n8n-node.js'
import { byOperation, type N8nRule, type N8nRules } from '../n8n-rule.js'
import { columnsOf } from '../sheet-rules.js'
import { apiDraft, chosenInPath, inPath, type ApiCall, type ApiPlace } from './api-call.js'

type Making = (place: ApiPlace, table: string) => ApiCall

const rule = (make: Making): N8nRule => (node, context) => {
  const place: ApiPlace = { service: 'Airtable', node, context }
  return { ...apiDraft(place, make(place, tableAddress(place))), after: [flat] }
}

/** Rows have their fields beside their id here too. */
const flat: Draft = { type: 'code.javascript', mode: 'each', params: { code: 'return { ...item, ...item.fields }' } }

const [create, get, search, update, upsert]: readonly [N8nRule, N8nRule, N8nRule, N8nRule, N8nRule] = [
  rule(({ node, context }, table) => ({ method: 'POST', url: table, json: sent(node, context) })),
  rule(({ node, context }, table) => ({ url: `${table}/${inPath(context.text(at(node.params, 'id')))}` })),
  rule(({ node, context }, table) => ({
    url: table,
    query: { filterByFormula: context.text(at(node.params, 'filterByFormula')), maxRecords: at(node.params, 'returnAll') === false ? (numberAt(node.params, 'limit') ?? 50) : undefined },
    itemsPath: 'records', paging: { param: 'offset', path: 'offset' },
  })),
  rule(({ node, context }, table) => (isById(node) ? { method: 'PATCH', url: `${table}/${recordId(node, context)}`, json: sent(node, context) } : merged(node, context, table))),
  rule(({ node, context }, table) => merged(node, context, table)),
]

/** Airtable, by its web interface. */
export const airtableRules: N8nRules = {
  airtable: byOperation(
    {
      'record create': create, 'record append': create, 'record get': get, 'record read': get, 'record search': search, 'record list': search, 'record update': update, 'record upsert': upsert,
      'record deleteRecord': rule(({ node, context }, table) => ({ method: 'DELETE', url: `${table}/${inPath(context.text(at(node.params, 'id')))}` })),
    },
    { resource: 'record', operation: 'read' },
  ),
}

function tableAddress(place: ApiPlace): string {
  const [base, table] = at(place.node.params, 'base') === undefined ? ['application', 'table'] : ['base', 'table']
  return `https://api.airtable.com/v0/${chosenInPath(place, base)}/${chosenInPath(place, table)}`
}

function matching({ params }: N8nNode): readonly string[] {
  return listAt(params, 'columns', 'matchingColumns').map((one) => textAt(one)).filter((one) => one !== '')
}

function isById(node: N8nNode): boolean {
  return matching(node).every((column) => column === 'id')
}

function recordId({ params }: N8nNode, context: N8nContext): string {
  const id = at(params, 'columns', 'value', 'id') ?? at(params, 'id')
  return inPath(id === undefined ? '{{item.id}}' : context.text(id))
}

function fields(node: N8nNode, context: N8nContext): Json {
  const values = columnsOf(node.params, context)
  return values === null ? '{{item}}' : (Object.fromEntries(Object.entries(values).filter(([name]) => name !== 'id')) as JsonObject)
}

function sent(node: N8nNode, context: N8nContext): JsonObject {
  return { fields: fields(node, context), ...(at(node.params, 'options', 'typecast') === true ? { typecast: true } : {}) }
}

/** Records are known by their fields: the service finds them, and adds those that it doesn't find. */
function merged(node: N8nNode, context: N8nContext, table: string): ApiCall {
  return { method: 'PATCH', url: table, json: { performUpsert: { fieldsToMergeOn: [...matching(node)] }, records: [sent(node, context)] }, itemsPath: 'records' }
}
