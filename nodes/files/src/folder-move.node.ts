import { choiceParam, defineNode, isMaillonError, sendOnce, Type, ui, userError, type FolderPlace, type ItemContext, type JsonObject, type Static } from '@maillon/node-sdk'
import { existingParam } from './existing-param.js'
import { fileNameFor, mustKnowRoot, pathParam, placeIn, rootParam } from './folder-place.js'

const params = Type.Object({
  action: choiceParam<'move' | 'archive' | 'delete'>(
    { archive: { fr: 'archiver (déplacer sous un dossier du mois)', en: 'archive (move below a folder of the month)' }, move: { fr: 'déplacer ou renommer', en: 'move or rename' }, delete: { fr: 'supprimer', en: 'delete' } },
    { label: { fr: 'Faire', en: 'Do' } },
    'archive',
  ),
  root: rootParam(),
  path: Type.String({ minLength: 1, maxLength: 1000, ...ui({ label: { fr: 'Fichier', en: 'File' }, placeholder: { fr: '{{item.path}}', en: '{{item.path}}' } }) }),
  toRoot: Type.Optional(Type.String({ maxLength: 50, ...ui({ label: { fr: 'Vers le dossier ouvert', en: 'To the opened folder' }, help: { fr: 'Vide : le même.', en: 'Empty: the same.' }, showWhen: { param: 'action', is: ['move', 'archive'] } }) })),
  toPath: pathParam({ fr: 'Vers le sous-dossier', en: 'To the folder below' }, { fr: 'traités', en: 'done' }),
  name: Type.Optional(Type.String({ maxLength: 150, ...ui({ label: { fr: 'Nouveau nom', en: 'New name' }, help: { fr: 'Vide : le même nom.', en: 'Empty: the same name.' }, showWhen: { param: 'action', is: ['move'] } }) })),
  existing: existingParam('keep-both'),
  missing: choiceParam<'fail' | 'skip'>(
    { fail: { fr: 'arrêter avec une erreur', en: 'stop with an error' }, skip: { fr: 'continuer', en: 'go on' } },
    { label: { fr: 'Si le fichier n’est plus là', en: 'If the file is not there any more' }, advanced: true },
    'fail',
  ),
})

type MoveContext = ItemContext<Static<typeof params>>

export const folderMove = defineNode({
  type: 'folder.move',
  title: { fr: 'Archiver, déplacer, supprimer', en: 'Archive, move, delete' },
  description: { fr: 'Range ou supprime un fichier d’un dossier du serveur.', en: 'Puts away or deletes a file of a folder of the server.' },
  keywords: { fr: ['dossier', 'archiver', 'déplacer', 'renommer', 'supprimer', 'effacer', 'ranger', 'fichier'], en: ['folder', 'archive', 'move', 'rename', 'delete', 'remove', 'tidy', 'file'] },
  icon: 'folder-symlink',
  group: 'files',
  params,
  effects: 'write',
  keepsRows: true,
  examples: [{ title: { fr: 'Archiver chaque fichier traité', en: 'Archive each file that was handled' }, params: { action: 'archive', root: 'entrees', path: '{{item.path}}', toPath: 'archives' }, input: { main: [{ path: 'ventes.csv' }] } }],
  sample: { main: [{ path: 'ventes.csv', done: 'archive', newPath: 'archives/2026-01/ventes.csv' }] },
  words: { fr: 'range ou supprime un fichier de « {{root}} »', en: 'puts away or deletes a file of “{{root}}”' },
  runItem: async (context) => {
    const { item, folders, params: given, state, idempotencyKey } = context
    mustKnowRoot(folders, given.root, '/root')
    if ((given.toRoot ?? '').trim() !== '') mustKnowRoot(folders, given.toRoot ?? '', '/toRoot')
    // An attempt that was cut off may have done it already: then what is missing is no mistake.
    const wasCutOff = (await state.get(`sent/${idempotencyKey}`)) !== null
    const { outcome } = await sendOnce(context, 'again', () => act(context, wasCutOff))
    return { ...item.json, ...outcome }
  },
  preview: (context) => {
    const item = context as MoveContext
    const { action, root, path } = item.params
    return { action, root, path, ...(action === 'delete' ? {} : { to: targetOf(item) }) }
  },
})

async function act(context: MoveContext, wasCutOff: boolean): Promise<JsonObject> {
  const { folders, params: given } = context
  const from = placeIn(given.root, given.path)
  try {
    if (given.action === 'delete') {
      if (!(await folders.remove(from)) && !wasCutOff) throw gone(from)
      return { done: 'delete', newPath: null }
    }
    const moved = await folders.move(from, targetOf(context), given.existing)
    return { done: given.action, newPath: moved.path }
  } catch (error) {
    if (!isMaillonError(error) || error.info.code !== 'FOLDER_FILE_MISSING') throw error
    const there = wasCutOff && given.action !== 'delete' ? await folders.find(targetOf(context)) : null
    if (there !== null) return { done: given.action, newPath: there.path }
    if (given.missing === 'skip') return { done: null, newPath: null }
    throw error
  }
}

function targetOf(context: MoveContext): FolderPlace & JsonObject {
  const { params: given } = context
  const parts = given.path.split(/[/\\]/)
  const old = parts.at(-1) ?? given.path
  const root = filled(given.toRoot) ?? given.root
  if (given.action === 'archive') return { ...placeIn(root, given.toPath, monthOf(context), fileNameFor(old)) }
  // Where only a new name is given, the file stays where it is.
  const folder = filled(given.toPath) ?? (root === given.root ? parts.slice(0, -1).join('/') : '')
  return { ...placeIn(root, folder, fileNameFor(filled(given.name) ?? old)) }
}

function filled(text: string | undefined): string | null {
  const trimmed = (text ?? '').trim()
  return trimmed === '' ? null : trimmed
}

/** `2026-01`, in the time zone of the flow. */
function monthOf({ now, timeZone }: MoveContext): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now()).slice(0, 7)
}

function gone({ root, path }: FolderPlace) {
  return userError({
    code: 'FOLDER_FILE_MISSING',
    text: { fr: `Le dossier « ${root} » ne contient pas « ${path} ».`, en: `The folder “${root}” holds no “${path}”.` },
    hint: { fr: 'Vérifiez le chemin, ou choisissez de continuer si le fichier n’est plus là.', en: 'Check the path, or choose to go on if the file is not there any more.' },
    field: '/path',
  })
}
