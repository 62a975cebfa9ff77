import { defineNode, Type } from '@maillon/node-sdk'
import { databaseSlot, withDatabase } from './with-database.js'
import { writeOnce } from './write-once.js'
import { previewOfWrite, writeParams } from './write-params.js'
import { writeRows } from './write-rows.js'

export const sqlWrite = defineNode({
  type: 'sql.write',
  title: { fr: 'Écrire dans une base de données', en: 'Write to a database' },
  description: { fr: 'Ajoute, remplace, modifie ou supprime des lignes (PostgreSQL, MySQL, MariaDB) : toutes, ou aucune, sauf si vous mettez de côté celles qui sont refusées.', en: 'Inserts, replaces, updates or deletes rows (PostgreSQL, MySQL, MariaDB): all of them or none, unless you set those aside that are refused.' },
  keywords: { fr: ['sql', 'base de données', 'postgres', 'mysql', 'mariadb', 'insérer', 'ajouter', 'modifier', 'supprimer', 'table', 'enregistrer', 'upsert'], en: ['sql', 'database', 'postgres', 'mysql', 'mariadb', 'insert', 'update', 'delete', 'upsert', 'table', 'save'] },
  icon: 'database-import',
  group: 'data',
  params: Type.Object(writeParams()),
  effects: 'write',
  credentials: [databaseSlot],
  outputShapes: { main: { kind: 'fixed', shape: { fields: [{ name: 'table', type: 'text' }, { name: 'action', type: 'text' }, { name: 'rows', type: 'number' }, { name: 'changed', type: 'number' }, { name: 'refused', type: 'number' }, { name: 'alreadyWrittenAt', type: 'date' }], open: false } } },
  timeoutMs: 3_600_000,
  examples: [
    { title: { fr: 'Tenir les unités à jour', en: 'Keep the units up to date' }, params: { table: 'units', action: 'upsert', keys: ['id'] }, input: { main: [{ id: 1, name: 'Paris', price: '12.50' }] } },
    { title: { fr: 'Supprimer ce qui n’existe plus', en: 'Delete what is gone' }, params: { table: 'units', action: 'delete', keys: ['id'] }, input: { main: [{ id: 1 }] } },
  ],
  sample: { main: [{ table: 'units', action: 'upsert', rows: 43, changed: 43, refused: 0, alreadyWrittenAt: null }] },
  words: { fr: 'écrit dans la table « {{table}} »', en: 'writes to the table “{{table}}”' },
  run: (context) => writeOnce(context, (refused) =>
    withDatabase(context, { mode: 'write', timeoutMs: context.params.timeoutSeconds * 1000 }, (session) => writeRows(session, { items: context.input(), refused }, context.params))),
  preview: (context) => previewOfWrite(context),
})
