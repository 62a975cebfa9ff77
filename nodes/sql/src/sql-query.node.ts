import { defineNode, out, Type, type Emission, type Item } from '@maillon/node-sdk'
import { maxRowsParam, queryRows, timeoutParam } from './query-rows.js'
import { sqlParam, valuesParam } from './sql-values.js'
import { databaseSlot, withDatabase } from './with-database.js'

/** Rows of one input row are held until they are given together. */
const mostForRow = 10_000

export const sqlQuery = defineNode({
  type: 'sql.query',
  title: { fr: 'Interroger une base de données', en: 'Query a database' },
  description: { fr: 'Donne les lignes d’une requête SQL (PostgreSQL, MySQL, MariaDB). Elle ne peut rien changer.', en: 'Gives the rows of an SQL query (PostgreSQL, MySQL, MariaDB). It cannot change anything.' },
  keywords: { fr: ['sql', 'base de données', 'postgres', 'postgresql', 'mysql', 'mariadb', 'requête', 'select', 'table', 'lire'], en: ['sql', 'database', 'postgres', 'postgresql', 'mysql', 'mariadb', 'query', 'select', 'table', 'read'] },
  icon: 'database-search',
  group: 'data',
  params: Type.Object({ sql: sqlParam(), values: valuesParam(), timeoutSeconds: timeoutParam(), maxRows: maxRowsParam() }),
  effects: 'read',
  defaultMode: 'all',
  credentials: [databaseSlot],
  outputShapes: { main: { kind: 'observed' } },
  timeoutMs: 3_600_000,
  examples: [{ title: { fr: 'Les commandes d’hier', en: 'The orders of yesterday' }, params: { sql: 'SELECT * FROM orders WHERE day >= :since', values: [{ name: 'since', value: '{{today}}' }] }, input: { main: [{}] } }],
  words: { fr: 'interroge une base de données', en: 'queries a database' },
  runItem: (context) =>
    withDatabase(context, { mode: 'read', timeoutMs: context.params.timeoutSeconds * 1000 }, async (session) => {
      const rows: Emission[] = []
      const files = filesOf(context.item)
      for await (const json of queryRows(session, { ...context.params, maxRows: Math.min(context.params.maxRows, mostForRow) })) rows.push(out(json, files))
      return rows
    }),
  run: (context) =>
    withDatabase(context, { mode: 'read', timeoutMs: context.params.timeoutSeconds * 1000 }, async (session) => {
      for await (const json of queryRows(session, context.params)) await context.emit({ json })
    }),
})

function filesOf(item: Item) {
  return item.files === undefined ? {} : { files: item.files }
}
