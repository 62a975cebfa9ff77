import { defineNode, Type } from '@maillon/node-sdk'
import { maxRowsParam, queryRows, timeoutParam } from './query-rows.js'
import { sourceParams, withSqlite } from './sqlite-source.js'
import { sqlParam, valuesParam } from './sql-values.js'

export const sqliteQuery = defineNode({
  type: 'sqlite.query',
  title: { fr: 'Interroger une base SQLite', en: 'Query an SQLite database' },
  description: { fr: 'Donne les lignes d’une requête SQL sur un fichier SQLite. Elle ne peut rien changer.', en: 'Gives the rows of an SQL query on an SQLite file. It cannot change anything.' },
  keywords: { fr: ['sqlite', 'sql', 'base de données', 'fichier', 'db', 'requête', 'select'], en: ['sqlite', 'sql', 'database', 'file', 'db', 'query', 'select'] },
  icon: 'database-search',
  group: 'data',
  params: Type.Object({ ...sourceParams(), sql: sqlParam(), values: valuesParam(), timeoutSeconds: timeoutParam(), maxRows: maxRowsParam() }),
  effects: 'read',
  heavy: true,
  outputShapes: { main: { kind: 'observed' } },
  timeoutMs: 3_600_000,
  examples: [{ title: { fr: 'Les ventes par produit', en: 'The sales by product' }, params: { file: { id: 'file-1', name: 'ventes.db' }, sql: 'SELECT product, sum(amount) AS total FROM sales GROUP BY product' }, input: { main: [{}] } }],
  words: { fr: 'interroge une base SQLite', en: 'queries an SQLite database' },
  run: (context) =>
    withSqlite(context, { mode: 'read', timeoutMs: context.params.timeoutSeconds * 1000 }, async (session) => {
      for await (const json of queryRows(session, context.params)) await context.emit({ json })
    }),
})
