import { defineNode, Type, ui, withDefault, type AllContext, type JsonObject, type MadeBackup, type Static } from '@maillon/node-sdk'

const params = Type.Object({
  name: withDefault(Type.String({ default: 'maillon', minLength: 1, maxLength: 80, pattern: '^[A-Za-z0-9_-]+$', ...ui({ label: { fr: 'Nom', en: 'Name' }, help: { fr: 'La date et l’heure y sont ajoutées.', en: 'Date and time are added to it.' }, expression: false }) })),
  keep: withDefault(Type.Integer({ default: 10, minimum: 1, maximum: 1000, ...ui({ label: { fr: 'Garder les dernières', en: 'Keep the last' }, help: { fr: 'Les plus anciennes sont supprimées, une fois la nouvelle écrite.', en: 'Older ones are deleted once the new one is written.' } }) })),
})

export const backup = defineNode({
  type: 'maillon.backup',
  title: { fr: 'Sauvegarder Maillon', en: 'Back up Maillon' },
  description: { fr: 'Met la base et les fichiers de Maillon dans une sauvegarde datée, et garde les dernières.', en: 'Puts the database and the files of Maillon into a stamped backup, and keeps the last ones.' },
  keywords: { fr: ['sauvegarde', 'sauvegarder', 'backup', 'copie', 'restaurer', 'archive'], en: ['backup', 'back up', 'save', 'copy', 'restore', 'archive'] },
  icon: 'database-export',
  group: 'data',
  params,
  effects: 'write',
  runOnEmpty: true,
  timeoutMs: 3_600_000,
  outputShapes: { main: { kind: 'fixed', shape: { fields: [{ name: 'fileName', type: 'text' }, { name: 'bytes', type: 'number' }, { name: 'rows', type: 'number' }, { name: 'files', type: 'number' }, { name: 'deleted', type: 'list' }], open: false } } },
  examples: [{ title: { fr: 'Chaque nuit, garder les dix dernières', en: 'Every night, keep the last ten' }, params: { name: 'maillon', keep: 10 }, input: { main: [{}] } }],
  sample: { main: [{ fileName: 'maillon-2026-01-15-030000.zip', bytes: 48_213_377, rows: 51_204, files: 312, deleted: ['maillon-2026-01-05-030000.zip'] }] },
  words: { fr: 'sauvegarde Maillon et garde les {{keep}} dernières sauvegardes', en: 'backs up Maillon and keeps the last {{keep}} backups' },
  run: async (context) => {
    const done = await made(context)
    context.log.info(context.locale === 'fr' ? `Sauvegarde faite : ${done.fileName}` : `Backup made: ${done.fileName}`)
    await context.emit({ json: rowOf(done) })
  },
  preview: async (context) => rowOf(await made(context as Wish)),
})

type Wish = Pick<AllContext<Static<typeof params>>, 'params' | 'workspace' | 'timeZone'>

/** A second attempt makes a second backup: two are better than one that nobody knows to be whole. */
function made({ params: { name, keep }, workspace, timeZone }: Wish): Promise<MadeBackup> {
  return workspace.housekeeping.backUp({ name, keep, timeZone })
}

function rowOf({ fileName, bytes, rows, files, deleted }: MadeBackup): JsonObject {
  return { fileName, bytes, rows, files, deleted: [...deleted] }
}
