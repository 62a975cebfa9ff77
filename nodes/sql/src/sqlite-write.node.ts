import { defineNode, Type } from '@maillon/node-sdk'
import { sourceParams, withSqlite } from './sqlite-source.js'
import { writeOnce } from './write-once.js'
import { previewOfWrite, writeParams } from './write-params.js'
import { writeRows } from './write-rows.js'

export const sqliteWrite = defineNode({
  type: 'sqlite.write',
  title: { fr: 'Écrire dans une base SQLite', en: 'Write to an SQLite database' },
  description: { fr: 'Ajoute, remplace, modifie ou supprime des lignes dans un fichier SQLite : toutes, ou aucune, sauf si vous mettez de côté celles qui sont refusées.', en: 'Inserts, replaces, updates or deletes rows in an SQLite file: all of them or none, unless you set those aside that are refused.' },
  keywords: { fr: ['sqlite', 'sql', 'base de données', 'fichier', 'db', 'insérer', 'ajouter', 'modifier', 'supprimer', 'upsert'], en: ['sqlite', 'sql', 'database', 'file', 'db', 'insert', 'update', 'delete', 'upsert'] },
  icon: 'database-import',
  group: 'data',
  params: Type.Object({ ...sourceParams(), ...writeParams() }),
  effects: 'write',
  heavy: true,
  outputShapes: { main: { kind: 'fixed', shape: { fields: [{ name: 'table', type: 'text' }, { name: 'action', type: 'text' }, { name: 'rows', type: 'number' }, { name: 'changed', type: 'number' }, { name: 'refused', type: 'number' }, { name: 'alreadyWrittenAt', type: 'date' }], open: false } } },
  timeoutMs: 3_600_000,
  examples: [{ title: { fr: 'Ajouter les ventes du jour', en: 'Add the sales of the day' }, params: { file: { id: 'file-1', name: 'ventes.db' }, table: 'sales', action: 'insert' }, input: { main: [{ product: 'Café', amount: 3.9 }] } }],
  sample: { main: [{ table: 'sales', action: 'insert', rows: 12, changed: 12, refused: 0, alreadyWrittenAt: null }] },
  words: { fr: 'écrit dans la table « {{table}} » d’une base SQLite', en: 'writes to the table “{{table}}” of an SQLite database' },
  run: (context) => writeOnce(context, (refused) =>
    withSqlite(context, { mode: 'write', timeoutMs: context.params.timeoutSeconds * 1000 }, (session) => writeRows(session, { items: context.input(), refused }, context.params))),
  preview: (context) => previewOfWrite(context),
})
