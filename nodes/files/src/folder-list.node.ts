import { choiceParam, defineNode, nameMatches, Type, ui, withDefault, type AllContext, type FolderFile, type Item, type Static } from '@maillon/node-sdk'
import { mediaTypeOf } from './media-type.js'
import { mustKnowRoot, pathParam, placeIn, rootParam } from './folder-place.js'

const mostMegabytes = 2000

const params = Type.Object({
  root: rootParam(),
  path: pathParam({ fr: 'Sous-dossier', en: 'Folder below' }, { fr: 'ventes/2026', en: 'sales/2026' }),
  pattern: Type.Optional(Type.String({ maxLength: 500, ...ui({ label: { fr: 'Seulement ces fichiers', en: 'Only these files' }, placeholder: { fr: '*.csv; *.xlsx', en: '*.csv; *.xlsx' }, help: { fr: 'Vide : tous.', en: 'Empty: all of them.' } }) })),
  deep: withDefault(Type.Boolean({ default: false, ...ui({ label: { fr: 'Avec les sous-dossiers', en: 'With the folders below' } }) })),
  bring: withDefault(Type.Boolean({ default: true, ...ui({ label: { fr: 'Apporter les fichiers', en: 'Bring the files' }, help: { fr: 'Sinon, seulement leurs noms, tailles et dates.', en: 'Otherwise only their names, sizes and dates.' } }) })),
  order: choiceParam<'name' | 'oldest' | 'newest'>(
    { name: { fr: 'par nom', en: 'by name' }, oldest: { fr: 'les plus anciens d’abord', en: 'the oldest first' }, newest: { fr: 'les plus récents d’abord', en: 'the newest first' } },
    { label: { fr: 'Ordre', en: 'Order' }, advanced: true },
    'name',
  ),
  limit: withDefault(Type.Integer({ default: 1000, minimum: 1, maximum: 100_000, ...ui({ label: { fr: 'Fichiers au plus', en: 'Files at most' }, help: { fr: 'S’il y en a plus, le journal le dit.', en: 'Where there are more, the log says so.' }, advanced: true }) })),
  settledSeconds: withDefault(
    Type.Integer({
      default: 0,
      minimum: 0,
      maximum: 86_400,
      ...ui({ label: { fr: 'Laisser ceux qui viennent de changer (secondes)', en: 'Leave those just changed (seconds)' }, help: { fr: 'Pour ne pas prendre un fichier qui s’écrit encore.', en: 'Not to take a file that is still being written.' }, advanced: true }),
    }),
  ),
})

export const folderList = defineNode({
  type: 'folder.list',
  title: { fr: 'Lister un dossier', en: 'List a folder' },
  description: { fr: 'Donne une ligne par fichier d’un dossier du serveur, avec le fichier.', en: 'Gives a row for each file of a folder of the server, with the file.' },
  keywords: { fr: ['dossier', 'répertoire', 'fichiers', 'lister', 'parcourir', 'disque', 'partage', 'lire'], en: ['folder', 'directory', 'files', 'list', 'browse', 'disk', 'share', 'read'] },
  icon: 'folder-open',
  group: 'files',
  params,
  effects: 'read',
  runOnEmpty: true,
  outputShapes: {
    main: {
      kind: 'fixed',
      shape: {
        fields: [{ name: 'fileName', type: 'text' }, { name: 'folder', type: 'text' }, { name: 'path', type: 'text' }, { name: 'size', type: 'number' }, { name: 'modifiedAt', type: 'date' }],
        open: false,
        files: ['file'],
      },
    },
  },
  examples: [{ title: { fr: 'Les CSV arrivés', en: 'The CSV files that have come' }, params: { root: 'entrees', pattern: '*.csv' }, input: { main: [{}] } }],
  sample: { main: [{ fileName: 'ventes.csv', folder: 'entrees', path: '2026/ventes.csv', size: 2048, modifiedAt: '2026-01-15T07:00:00.000Z' }] },
  words: { fr: 'liste les fichiers de « {{root}} »', en: 'lists the files of “{{root}}”' },
  run: async (context) => {
    const { params: given, folders } = context
    mustKnowRoot(folders, given.root, '/root')
    const found: FolderFile[] = []
    const newest = context.now() - given.settledSeconds * 1000
    for await (const file of folders.list(placeIn(given.root, given.path), { deep: given.deep })) {
      if (!nameMatches(file.name, given.pattern ?? '') || (given.settledSeconds > 0 && Date.parse(file.modifiedAt) > newest)) continue
      found.push(file)
      // By name they come in order; else all have to be looked at.
      if (given.order === 'name' && found.length > given.limit) break
    }
    if (given.order !== 'name') found.sort((left, right) => (given.order === 'oldest' ? 1 : -1) * (Date.parse(left.modifiedAt) - Date.parse(right.modifiedAt)))
    for (const file of found.slice(0, given.limit)) await context.emit(await itemOf(context, file))
    if (found.length > given.limit) sayMore(context)
  },
})

function sayMore({ params: { limit }, log, locale }: AllContext<Static<typeof params>>): void {
  log.warn(locale === 'fr' ? `Il y a plus de ${limit} fichiers : les suivants n’ont pas été donnés.` : `There are more than ${limit} files: the others were not given.`)
}

async function itemOf({ params: given, folders, files, log, locale }: AllContext<Static<typeof params>>, file: FolderFile): Promise<Item> {
  const json = { fileName: file.name, folder: file.root, path: file.path, size: file.size, modifiedAt: file.modifiedAt }
  if (!given.bring) return { json }
  if (file.size > mostMegabytes * 1024 * 1024) {
    log.warn(locale === 'fr' ? `« ${file.path} » dépasse ${mostMegabytes} Mo : il n’est pas apporté.` : `“${file.path}” is over ${mostMegabytes} MB: it is not brought.`)
    return { json }
  }
  return { json, files: { file: await files.create({ name: file.name, mediaType: mediaTypeOf(file.name) }, folders.read(file)) } }
}
