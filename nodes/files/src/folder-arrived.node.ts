import { choiceParam, defineNode, lookForFiles, nameMatches, Type, ui, userError, withDefault, type FileSource, type FolderFile, type LookContext, type Static } from '@maillon/node-sdk'
import { mustKnowRoot, pathParam, placeIn, rootParam } from './folder-place.js'
import { mediaTypeOf } from './media-type.js'

const params = Type.Object({
  root: rootParam(),
  path: pathParam({ fr: 'Sous-dossier', en: 'Folder below' }, { fr: 'ventes/2026', en: 'sales/2026' }),
  pattern: Type.Optional(Type.String({ maxLength: 500, ...ui({ label: { fr: 'Seulement ces fichiers', en: 'Only these files' }, placeholder: { fr: '*.csv; *.xlsx', en: '*.csv; *.xlsx' }, help: { fr: 'Vide : tous.', en: 'Empty: all of them.' }, expression: false }) })),
  deep: withDefault(Type.Boolean({ default: false, ...ui({ label: { fr: 'Avec les sous-dossiers', en: 'With the folders below' } }) })),
  after: choiceParam<'leave' | 'move' | 'delete'>(
    { leave: { fr: 'le laisser, et s’en souvenir', en: 'leave it, and remember it' }, move: { fr: 'le déplacer', en: 'move it' }, delete: { fr: 'le supprimer', en: 'delete it' } },
    { label: { fr: 'Ensuite, du fichier', en: 'Afterwards, the file' }, help: { fr: 'Une fois l’exécution enregistrée, avec sa copie du fichier.', en: 'Once the run is recorded, with its copy of the file.' } },
    'leave',
  ),
  moveTo: Type.Optional(Type.String({ maxLength: 1000, ...ui({ label: { fr: 'Déplacer vers', en: 'Move to' }, placeholder: { fr: 'traites', en: 'done' }, showWhen: { param: 'after', is: ['move'] }, expression: false }) })),
  settleSeconds: withDefault(
    Type.Integer({ default: 10, minimum: 0, maximum: 86_400, ...ui({ label: { fr: 'Inchangé depuis (secondes)', en: 'Unchanged for (seconds)' }, help: { fr: 'Pour ne pas prendre un fichier qui s’écrit encore.', en: 'Not to take a file that is still being written.' }, advanced: true }) }),
  ),
  everySeconds: withDefault(Type.Integer({ default: 30, minimum: 5, maximum: 86_400, ...ui({ label: { fr: 'Regarder toutes les (secondes)', en: 'Look every (seconds)' }, advanced: true }) })),
  knownBy: choiceParam<'name-size-time' | 'content'>(
    { 'name-size-time': { fr: 'à son nom, sa taille et sa date', en: 'by its name, size and date' }, content: { fr: 'à son contenu : une copie sous un autre nom est passée', en: 'by its content: a copy under another name is passed over' } },
    { label: { fr: 'Un fichier déjà traité se reconnaît', en: 'A file handled before is known' }, advanced: true },
    'name-size-time',
  ),
})

type ArrivedParams = Static<typeof params>

export const folderArrived = defineNode({
  type: 'folder.arrived',
  title: { fr: 'Fichier arrivé dans un dossier', en: 'File arrived in a folder' },
  description: { fr: 'Démarre pour chaque fichier nouveau ou changé d’un dossier du serveur, une seule fois, dès qu’il est complet.', en: 'Starts for each new or changed file of a folder of the server, once only, as soon as it is whole.' },
  keywords: { fr: ['dossier', 'fichier', 'arrive', 'nouveau', 'dépôt', 'surveiller', 'déclencheur', 'répertoire', 'partage'], en: ['folder', 'file', 'arrives', 'new', 'drop', 'watch', 'trigger', 'directory', 'share'] },
  icon: 'folder-down',
  group: 'trigger',
  trigger: 'watch',
  params,
  effects: 'read',
  effectsWhen: { param: 'after', is: ['move', 'delete'], effects: 'write' },
  outputShapes: {
    main: {
      kind: 'fixed',
      shape: { fields: [{ name: 'fileName', type: 'text' }, { name: 'folder', type: 'text' }, { name: 'path', type: 'text' }, { name: 'size', type: 'number' }, { name: 'modifiedAt', type: 'date' }], open: false, files: ['file'] },
    },
  },
  examples: [{ title: { fr: 'Chaque CSV déposé', en: 'Each CSV file dropped' }, params: { root: 'entrees', pattern: '*.csv', after: 'move', moveTo: 'traites' }, input: {} }],
  sample: { main: [{ fileName: 'ventes.csv', folder: 'entrees', path: 'ventes.csv', size: 2048, modifiedAt: '2026-01-15T07:00:00.000Z' }] },
  words: { fr: 'démarre pour chaque fichier arrivé dans « {{root}} »', en: 'starts for each file that arrives in “{{root}}”' },
  look: async (context) => {
    mustKnowRoot(context.folders, context.params.root, '/root')
    return lookForFiles(context, sourceOf(context), context.params)
  },
})

function sourceOf({ params: given, folders, files }: LookContext<ArrivedParams>): FileSource<FolderFile> {
  const place = placeIn(given.root, given.path)
  const finish = finishOf(given, folders)
  return {
    name: `folder:${place.root}/${place.path}`,
    async *list() {
      for await (const file of folders.list(place, { deep: given.deep })) if (nameMatches(file.name, given.pattern ?? '') && !isHandled(file, given)) yield file
    },
    find: (file) => folders.find(file),
    bring: (file) => files.create({ name: file.name, mediaType: mediaTypeOf(file.name) }, folders.read(file)),
    describe: (file) => ({ fileName: file.name, folder: file.root, path: file.path, size: file.size, modifiedAt: file.modifiedAt }),
    ...(finish === null ? {} : { finish }),
  }
}

function finishOf({ after, root, moveTo = '' }: ArrivedParams, folders: LookContext<ArrivedParams>['folders']): ((file: FolderFile) => Promise<void>) | null {
  if (after === 'leave') return null
  if (after === 'delete') return async (file) => void (await folders.remove(file))
  if (moveTo.trim() === '') throw missingPlace()
  return async (file) => void (await folders.move(file, placeIn(root, moveTo, file.name), 'keep-both'))
}

/** What was moved aside lies below: it has not arrived. */
function isHandled({ path }: FolderFile, { after, deep, moveTo = '' }: ArrivedParams): boolean {
  const aside = placeIn('', moveTo).path.replace(/^\/+|\/+$/g, '')
  return after === 'move' && deep && aside !== '' && path.startsWith(`${aside}/`)
}

function missingPlace() {
  return userError({
    code: 'FOLDER_DESTINATION_MISSING',
    text: { fr: 'Il manque le dossier où déplacer les fichiers.', en: 'The folder to move the files to is missing.' },
    hint: { fr: 'Indiquez un sous-dossier, par exemple « traites ».', en: 'Name a folder below, for example “done”.' },
    field: '/moveTo',
  })
}
