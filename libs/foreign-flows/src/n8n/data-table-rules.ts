import type { Json, JsonObject } from '@maillon/kernel'
import type { Draft } from '../conversion.js'
import { paramsOf } from '../flow-builder.js'
import type { N8nContext } from './n8n-context.js'
import { at, chosen, listAt, numberAt, textAt, type N8nNode } from './n8n-node.js'
import { byOperation, placeholder, type N8nRule, type N8nRules } from './n8n-rule.js'
import { setDraft } from './set-fields.js'
import { columnsOf } from './sheet-rules.js'

/** The tables that n8n keeps itself: collections of the workspace here. */
export const dataTableRules: N8nRules = {
  dataTable: byOperation({ 'row get': get, 'row insert': insert, 'row upsert': change('collection.upsert', 'FOREIGN_DATA_TABLE_WHOLE'), 'row update': change('collection.upsert', 'FOREIGN_DATA_TABLE_UPDATE'), 'row deleteRows': change('collection.delete', null) }, { resource: 'row', operation: 'insert' }),
}

const operators: ReadonlyMap<string, string> = new Map([
  ['eq', 'equals'], ['neq', 'differs'], ['gt', 'greater'], ['gte', 'at-least'], ['lt', 'less'], ['lte', 'at-most'], ['isEmpty', 'empty'], ['isNotEmpty', 'not-empty'], ['isTrue', 'is-true'], ['isFalse', 'is-false'],
])

/** By its name: its id says nothing here. Empty: it was an expression. */
function tableOf(node: N8nNode, context: N8nContext): string {
  const { value, name } = chosen(at(node.params, 'dataTableId'))
  context.look('FOREIGN_DATA_TABLE')
  return (name || context.plain(value)).slice(0, 100)
}

function get(node: N8nNode, context: N8nContext): ReturnType<N8nRule> {
  const collection = tableOf(node, context)
  if (collection === '') return placeholder('FOREIGN_DATA_TABLE_NAME')
  const conditions = listAt(node.params, 'filters', 'conditions')
  const rules = conditions.flatMap((condition): JsonObject[] => {
    const operator = operators.get(textAt(condition, 'condition') || 'eq')
    if (operator === undefined) context.look('FOREIGN_COMPARISON_UNKNOWN', { operation: textAt(condition, 'condition').slice(0, 60) })
    const value = operator === undefined ? '{{fromN8n "condition"}}' : context.textOfAll(at(condition, 'keyValue'))
    return textAt(condition, 'keyName') === '' ? [] : [paramsOf({ field: textAt(condition, 'keyName').slice(0, 200), operator: operator ?? 'equals', value })]
  })
  if (rules.some(({ value }) => String(value).includes('{{'))) context.look('FOREIGN_ASKED_ONCE')
  const limit = at(node.params, 'returnAll') === true ? undefined : Math.max(Math.round(numberAt(node.params, 'limit') ?? 50), 1)
  return { type: 'collection.query', params: paramsOf({ collection, rules: rules.slice(0, 50), match: textAt(node.params, 'matchType') === 'allConditions' ? 'all' : 'any', limit }), mode: 'all' }
}

/** Rows that have no key of their own get one, the same where the run is tried again. */
function insert(node: N8nNode, context: N8nContext): ReturnType<N8nRule> {
  const collection = tableOf(node, context)
  if (collection === '') return placeholder('FOREIGN_DATA_TABLE_NAME')
  const values = columnsOf(node.params, context)
  return { ...changed('collection.upsert', collection, ['id']), before: [setDraft({ ...values, id: '{{run.id}}-{{index}}' }, values === null)] }
}

/** The rows that are meant are those with the same keys: only "equals" can say that. */
function change(type: string, code: string | null): N8nRule {
  return (node, context) => {
    const collection = tableOf(node, context)
    const conditions = listAt(node.params, 'filters', 'conditions').filter((condition) => textAt(condition, 'keyName') !== '')
    const areKeys = conditions.length > 0 && conditions.length <= 10 && conditions.every((condition) => (textAt(condition, 'condition') || 'eq') === 'eq')
    if (collection === '' || !areKeys) return placeholder(collection === '' ? 'FOREIGN_DATA_TABLE_NAME' : 'FOREIGN_DATA_TABLE_KEYS')
    if (code !== null) context.look(code)
    const keys = conditions.map((condition): readonly [string, Json] => [textAt(condition, 'keyName').slice(0, 200), context.value(at(condition, 'keyValue'))])
    const values = columnsOf(node.params, context)
    return { ...changed(type, collection, keys.map(([name]) => name)), before: [setDraft({ ...values, ...Object.fromEntries(keys) }, values === null)] }
  }
}

function changed(type: string, collection: string, keys: readonly string[]): Draft {
  return { type, params: { collection, keys: [...keys] }, mode: 'all', outputs: ['rows'] }
}
