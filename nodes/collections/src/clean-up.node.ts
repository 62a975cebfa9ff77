import { choiceParam, defineNode, Type, ui, userError, withDefault, type AllContext, type CleanUp, type JsonObject, type Static } from '@maillon/node-sdk'

const dayMs = 86_400_000

const params = Type.Object({
  what: choiceParam<CleanUp['what']>(
    {
      runs: { fr: 'des exécutions terminées, avec leurs données et leurs journaux', en: 'runs that ended, with their data and logs' },
      files: { fr: 'des fichiers de l’espace de travail', en: 'files of the workspace' },
      'collection-rows': { fr: 'des lignes d’une collection', en: 'rows of a collection' },
      retention: { fr: 'les exécutions que l’espace de travail ne garde plus', en: 'runs that the workspace doesn’t keep any longer' },
      sessions: { fr: 'les connexions et les liens expirés', en: 'logins and links that have expired' },
      leftovers: { fr: 'les restes d’envois coupés et de fichiers remplacés', en: 'what uploads that were cut off and replaced files have left' },
    },
    { label: { fr: 'Que nettoyer', en: 'What to clean up' } },
    'files',
  ),
  days: withDefault(Type.Integer({
    default: 90,
    minimum: 1,
    maximum: 3650,
    ...ui({
      showWhen: { param: 'what', is: ['runs', 'files', 'collection-rows'] },
      label: { fr: 'Plus vieux que (jours)', en: 'Older than (days)' }, help: { fr: 'Exécutions : depuis leur fin. Fichiers : depuis leur création. Lignes : depuis leur dernier changement.', en: 'Runs: since they ended. Files: since they were made. Rows: since they last changed.' },
    }),
  })),
  pattern: withDefault(
    Type.String({
      default: '*',
      maxLength: 200,
      ...ui({ label: { fr: 'Noms des fichiers', en: 'Names of the files' }, help: { fr: '* remplace n’importe quoi : rapport-*.xlsx. Un fichier qu’un flux utilise est toujours gardé.', en: '* stands for anything: report-*.xlsx. A file that a flow uses is always kept.' }, showWhen: { param: 'what', is: ['files'] } }),
    }),
  ),
  collection: Type.Optional(Type.String({ maxLength: 100, ...ui({ label: { fr: 'Collection', en: 'Collection' }, expression: false, showWhen: { param: 'what', is: ['collection-rows'] } }) })),
})

export const cleanUp = defineNode({
  type: 'maillon.clean-up',
  title: { fr: 'Nettoyer', en: 'Clean up' },
  description: { fr: 'Supprime ce que Maillon garde depuis trop longtemps : exécutions, fichiers, lignes de collections.', en: 'Removes what Maillon has kept for too long: runs, files, rows of collections.' },
  keywords: {
    fr: ['nettoyage', 'nettoyer', 'supprimer', 'purger', 'vieux', 'expirés', 'ménage', 'fichiers', 'rétention'],
    en: ['clean', 'clean-up', 'delete', 'purge', 'old', 'expired', 'tidy', 'files', 'retention'],
  },
  icon: 'trash',
  group: 'data',
  params,
  effects: 'write',
  runOnEmpty: true,
  outputShapes: {
    main: { kind: 'fixed', shape: { fields: [{ name: 'what', type: 'text' }, { name: 'before', type: 'date' }, { name: 'removed', type: 'number' }, { name: 'bytes', type: 'number' }, { name: 'names', type: 'list' }], open: false } },
  },
  examples: [{ title: { fr: 'Les rapports de plus de 90 jours', en: 'Reports older than 90 days' }, params: { what: 'files', days: 90, pattern: 'rapport-*.xlsx' }, input: { main: [{}] } }],
  sample: { main: [{ what: 'files', before: '2025-10-17T08:00:00.000Z', removed: 12, bytes: 348160, names: ['rapport-2025-10-01.xlsx'] }] },
  words: { fr: 'nettoie ({{what}})', en: 'cleans up ({{what}})' },
  run: async (context) => context.emit({ json: await cleaned(context) }),
  preview: (context) => cleaned(context as AllContext<Static<typeof params>>),
})

/** In a dry run the workspace only says what it would remove. What is gone stays gone: a second attempt finds less, and nothing wrong. */
async function cleaned({ params: wanted, workspace, now, log, locale }: AllContext<Static<typeof params>>): Promise<JsonObject> {
  const target = targetOf(wanted, new Date(now() - wanted.days * dayMs).toISOString())
  const { removed, bytes, names } = await workspace.housekeeping.cleanUp(target)
  log.info(saidOf(removed, 'before' in target ? wanted.days : null)[locale])
  return { what: wanted.what, before: 'before' in target ? target.before : null, removed, bytes, names }
}

function saidOf(removed: number, days: number | null): { readonly fr: string; readonly en: string } {
  if (days === null) return { fr: `${removed} élément(s) supprimé(s).`, en: `${removed} item(s) removed.` }
  return { fr: `${removed} élément(s) de plus de ${days} jours.`, en: `${removed} item(s) older than ${days} days.` }
}

function targetOf({ what, pattern, collection }: Static<typeof params>, before: string): CleanUp {
  if (what === 'runs') return { what, before }
  if (what === 'files') return { what, before, pattern }
  if (what !== 'collection-rows') return { what }
  if (collection !== undefined && collection !== '') return { what, before, collection }
  throw userError({ code: 'CLEAN_UP_COLLECTION_MISSING', text: { fr: 'Aucune collection n’est nommée.', en: 'No collection is named.' }, hint: { fr: 'Écrivez son nom, comme sur la page Collections.', en: 'Write its name, as on the page Collections.' }, field: '/collection' })
}
