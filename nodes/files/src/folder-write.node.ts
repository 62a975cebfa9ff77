import { defineNode, sendOnce, Type, ui, userError, type FileRef, type ItemContext, type JsonObject, type Static } from '@maillon/node-sdk'
import { existingParam } from './existing-param.js'
import { fileNameFor, mustKnowRoot, pathParam, placeIn, rootParam } from './folder-place.js'

const params = Type.Object({
  root: rootParam(),
  path: pathParam({ fr: 'Sous-dossier', en: 'Folder below' }, { fr: 'rapports/{{today}}', en: 'reports/{{today}}' }),
  name: Type.Optional(Type.String({ maxLength: 150, ...ui({ label: { fr: 'Nom du fichier', en: 'File name' }, help: { fr: 'Vide : le nom du fichier reçu.', en: 'Empty: the name of the file received.' }, placeholder: { fr: 'ventes-{{today}}.xlsx', en: 'sales-{{today}}.xlsx' } }) })),
  existing: existingParam('keep-both'),
})

type WriteContext = ItemContext<Static<typeof params>>

export const folderWrite = defineNode({
  type: 'folder.write',
  title: { fr: 'Déposer dans un dossier', en: 'Put into a folder' },
  description: { fr: 'Écrit les fichiers de la ligne dans un dossier du serveur, entiers ou pas du tout.', en: 'Writes the files of the row into a folder of the server, whole or not at all.' },
  keywords: { fr: ['dossier', 'répertoire', 'enregistrer', 'écrire', 'déposer', 'disque', 'partage', 'exporter'], en: ['folder', 'directory', 'save', 'write', 'put', 'disk', 'share', 'export'] },
  icon: 'folder-down',
  group: 'files',
  params,
  effects: 'write',
  keepsRows: true,
  examples: [{ title: { fr: 'Déposer le rapport du jour', en: 'Put the report of the day there' }, params: { root: 'sorties', path: 'rapports', existing: 'replace' }, input: { main: [{}] } }],
  sample: { main: [{ written: [{ folder: 'sorties', path: 'rapports/ventes.xlsx', size: 2048 }] }] },
  words: { fr: 'dépose les fichiers dans « {{root}} »', en: 'puts the files into “{{root}}”' },
  runItem: async (context) => {
    const written: JsonObject[] = []
    for (const [index, file] of filesOf(context).entries()) {
      const idempotencyKey = `${context.idempotencyKey}-f${index}`
      const wasCutOff = (await context.state.get(`sent/${idempotencyKey}`)) !== null
      const { outcome } = await sendOnce({ ...context, idempotencyKey }, 'again', () => put(context, file, wasCutOff))
      written.push(outcome)
    }
    // A list in a field of its own, since `path` may well be that of the file's origin.
    return { ...context.item.json, written }
  },
  preview: (context) => {
    const item = context as WriteContext
    return { folder: item.params.root, paths: filesOf(item).map((file) => placeOf(item, file).path), existing: item.params.existing }
  },
})

/** @param wasCutOff an earlier attempt may have written it: then one of the same size there is that one. */
async function put(context: WriteContext, file: FileRef, wasCutOff: boolean): Promise<JsonObject> {
  const { folders, files, params: given } = context
  const there = wasCutOff ? await folders.find(placeOf(context, file)) : null
  const written = there !== null && there.size === file.size ? there : await folders.write(placeOf(context, file), files.read(file), given.existing)
  return { folder: written.root, path: written.path, size: written.size }
}

function placeOf({ params: given }: WriteContext, file: FileRef) {
  const wanted = given.name?.trim() ?? ''
  return placeIn(given.root, given.path, fileNameFor(wanted === '' ? file.name : wanted))
}

function filesOf({ item, params: given, folders }: WriteContext): readonly FileRef[] {
  mustKnowRoot(folders, given.root, '/root')
  const files = Object.values(item.files ?? {})
  if (files.length > 0) return files
  throw userError({
    code: 'FILES_FILE_NOT_RECEIVED',
    text: { fr: 'Cette ligne n’apporte aucun fichier à écrire.', en: 'This row brings no file to write.' },
    hint: { fr: 'Reliez cette étape à une étape qui donne un fichier.', en: 'Connect this step to one that gives a file.' },
  })
}
