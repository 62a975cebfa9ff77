import type { JsonObject } from '@maillon/kernel'
import type { Draft } from '../conversion.js'
import { partsOf } from '../expression-text.js'
import { paramsOf } from '../flow-builder.js'
import { isExpression, type N8nContext } from './n8n-context.js'
import { accountIn, at, chosenText, listAt, textAt, type N8nNode } from './n8n-node.js'
import { byOperation, unknownOperation, type N8nRule, type N8nRules } from './n8n-rule.js'

const database = byOperation({ executeQuery: query, select, insert: write('insert'), update: write('update'), upsert: write('upsert') }, { operation: 'insert' })

/** Databases. */
export const sqlRules: N8nRules = { postgres: database, mySql: database }

function query(node: N8nNode, context: N8nContext): Draft {
  return { ...queryDraft(textAt(node.params, 'query'), context), ...accountIn('database', node) }
}

/** With its schema where that isn't the usual one; empty: it isn't known. */
function tableName({ params }: N8nNode, context: N8nContext): string {
  const [schema, table] = ['schema', 'table'].map((name) => context.plain(chosenText(at(params, name))))
  return schema === undefined || schema === '' || schema === 'public' ? (table ?? '') : `${schema}.${table ?? ''}`
}

function select(node: N8nNode, context: N8nContext): ReturnType<N8nRule> {
  const name = tableName(node, context)
  if (!/^[\w.]+$/.test(name)) return unknownOperation('select')
  if (listAt(node.params, 'where', 'values').length > 0) context.look('FOREIGN_SQL_WHERE')
  return { type: 'sql.query', params: { sql: `SELECT * FROM ${name}` }, mode: 'all', ...accountIn('database', node) }
}

function write(action: string): N8nRule {
  return (node, context) => {
    const table = tableName(node, context)
    if (table === '') return unknownOperation(action)
    context.look('FOREIGN_SQL_COLUMNS')
    return { type: 'sql.write', params: { table, action, keys: keysOf(node.params), extra: 'ignore' }, ...accountIn('database', node) }
  }
}

function keysOf(params: JsonObject): string[] {
  const keys = textAt(params, 'updateKey') || listAt(params, 'columns', 'matchingColumns').map((one) => textAt(one)).join(',')
  return keys.split(',').map((key) => key.trim()).filter((key) => key !== '').slice(0, 20)
}

/** A statement with its expressions as bound values. Values are never part of the text. */
function queryDraft(text: string, context: N8nContext): Draft {
  const { sql, values } = bound(text, context)
  if (values.length > 0) context.look('FOREIGN_SQL_VALUES')
  if (/\$\d+\b/.test(sql)) context.look('FOREIGN_SQL_NUMBERED')
  const reads = /^\s*(select|with|show|values)\b/i.test(sql)
  return { type: reads ? 'sql.query' : 'sql.run', params: paramsOf({ sql: sql.trim() === '' ? '--' : sql, values: values.length === 0 ? undefined : values.slice(0, 200) }), mode: 'each' }
}

function bound(text: string, context: N8nContext): { readonly sql: string; readonly values: JsonObject[] } {
  if (!isExpression(text)) return { sql: text, values: [] }
  const values: JsonObject[] = []
  let sql = ''
  for (const part of partsOf(text.slice(1))) {
    if ('plain' in part) sql += part.plain
    else {
      const name = `v${values.length + 1}`
      values.push({ name, value: context.text(`={{${part.source}}}`) })
      sql += `:${name}`
    }
  }
  // Quotes around a value that is bound would make it the text of its name.
  return { sql: sql.replace(/(['"])(:v\d+)\1/g, '$2'), values }
}
