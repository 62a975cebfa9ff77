import { defineNode, Type } from '@maillon/node-sdk'
import { backupParams, backupPreview, keepBackup } from './keep-backup.js'
import { pgDump } from './pg-dump.js'
import { sqlAccount } from './sql-account.js'

const slot = 'database'

export const sqlBackup = defineNode({
  type: 'sql.backup',
  title: { fr: 'Sauvegarder une base PostgreSQL', en: 'Back up a PostgreSQL database' },
  description: { fr: 'Fait une sauvegarde entière et datée par pg_dump, et garde les dernières.', en: 'Makes a whole, stamped backup by pg_dump, and keeps the last ones.' },
  keywords: { fr: ['sauvegarde', 'sauvegarder', 'backup', 'postgres', 'pg_dump', 'base de données', 'archive', 'copie'], en: ['backup', 'back up', 'dump', 'postgres', 'pg_dump', 'database', 'archive', 'copy'] },
  icon: 'database-export',
  group: 'data',
  params: Type.Object(backupParams()),
  effects: 'write',
  credentials: [{ slot, types: ['postgres'], label: { fr: 'Base de données', en: 'Database' }, required: true }],
  outputShapes: { main: { kind: 'fixed', shape: { fields: [{ name: 'fileName', type: 'text' }, { name: 'size', type: 'number' }, { name: 'folder', type: 'text' }, { name: 'path', type: 'text' }, { name: 'deleted', type: 'list' }], open: false, files: ['file'] } } },
  timeoutMs: 6 * 3_600_000,
  examples: [{ title: { fr: 'Chaque nuit, garder les dix dernières', en: 'Every night, keep the last ten' }, params: { root: 'sauvegardes', keep: 10 }, input: { main: [{}] } }],
  sample: { main: [{ fileName: 'ventes-2026-01-15-030000.dump', size: 4_821_377, folder: 'sauvegardes', path: 'ventes-2026-01-15-030000.dump', deleted: ['ventes-2026-01-05-030000.dump'] }] },
  words: { fr: 'sauvegarde une base PostgreSQL et garde les {{keep}} dernières', en: 'backs up a PostgreSQL database and keeps the last {{keep}}' },
  run: async (context) => {
    const account = sqlAccount(await context.credential(slot))
    const { address } = await context.resolveHost(account.host, account.port)
    await keepBackup(context, { stem: account.database, ending: 'dump', mediaType: 'application/octet-stream' }, pgDump(account, address, { signal: context.signal }))
  },
  preview: (context) => backupPreview(context.params),
})
