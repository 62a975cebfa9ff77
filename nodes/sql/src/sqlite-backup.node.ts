import { defineNode, Type, userError, type NodeContext } from '@maillon/node-sdk'
import { backupParams, backupPreview, keepBackup } from './keep-backup.js'
import { sourceParams, withSqliteCopy } from './sqlite-source.js'

// A copy has a place of its own: its folder is called otherwise than that of the database.
const { root, path, ...others } = backupParams()
const params = Type.Object({ ...sourceParams(), ...others, toRoot: root, toPath: path })

export const sqliteBackup = defineNode({
  type: 'sqlite.backup',
  title: { fr: 'Sauvegarder une base SQLite', en: 'Back up an SQLite database' },
  description: { fr: 'Fait une copie datée et vérifiée d’un fichier SQLite, et garde les dernières.', en: 'Makes a stamped and checked copy of an SQLite file, and keeps the last ones.' },
  keywords: { fr: ['sauvegarde', 'sauvegarder', 'backup', 'sqlite', 'base de données', 'copie', 'archive'], en: ['backup', 'back up', 'sqlite', 'database', 'copy', 'archive'] },
  icon: 'database-export',
  group: 'data',
  params,
  effects: 'write',
  heavy: true,
  outputShapes: { main: { kind: 'fixed', shape: { fields: [{ name: 'fileName', type: 'text' }, { name: 'size', type: 'number' }, { name: 'folder', type: 'text' }, { name: 'path', type: 'text' }, { name: 'deleted', type: 'list' }], open: false, files: ['file'] } } },
  timeoutMs: 3_600_000,
  examples: [{ title: { fr: 'Chaque nuit, garder les dix dernières', en: 'Every night, keep the last ten' }, params: { source: 'folder', root: 'donnees', path: 'ventes.db', toRoot: 'sauvegardes' }, input: { main: [{}] } }],
  sample: { main: [{ fileName: 'ventes-2026-01-15-030000.db', size: 4_821_377, folder: 'sauvegardes', path: 'ventes-2026-01-15-030000.db', deleted: [] }] },
  words: { fr: 'sauvegarde une base SQLite et garde les {{keep}} dernières', en: 'backs up an SQLite database and keeps the last {{keep}}' },
  run: (context) =>
    withSqliteCopy(context, async ({ name, session, bytes }) => {
      for await (const row of session.rows('SELECT integrity_check AS result FROM pragma_integrity_check', [])) if (row['result'] !== 'ok') throw broken(name, String(row['result']))
      const { toRoot, toPath, keep, name: given } = context.params
      const wish = { keep, ...(given === undefined ? {} : { name: given }), ...(toRoot === undefined ? {} : { root: toRoot }), ...(toPath === undefined ? {} : { path: toPath }) }
      await keepBackup({ ...context, params: wish }, { stem: name.replace(/\.[^.]*$/, ''), ending: 'db', mediaType: 'application/vnd.sqlite3' }, bytes())
    }),
  preview: ({ params: { name, toRoot, toPath, keep } }: Pick<NodeContext<{ name?: string; toRoot?: string; toPath?: string; keep: number }>, 'params'>) =>
    backupPreview({ keep, ...(name === undefined ? {} : { name }), ...(toRoot === undefined ? {} : { root: toRoot }), ...(toPath === undefined ? {} : { path: toPath }) }),
})

function broken(name: string, details: string) {
  return userError({
    code: 'SQL_FILE_BROKEN',
    text: { fr: `La base « ${name} » est abîmée : elle n’a pas été sauvegardée.`, en: `The database “${name}” is broken: it was not backed up.` },
    hint: { fr: 'Gardez vos anciennes sauvegardes, et réparez la base.', en: 'Keep your earlier backups, and repair the database.' },
    details,
  })
}
