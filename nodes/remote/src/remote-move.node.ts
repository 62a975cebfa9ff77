import { choiceParam, defineNode, Type, ui, userError, type AllContext, type Item, type Static } from '@maillon/node-sdk'
import { eachRemoteRow } from './each-remote-row.js'
import { pathFieldParam } from './path-field-param.js'
import { previewRows } from './preview-rows.js'
import { fileMissing } from './remote-errors.js'
import { checkPath, joinPath, splitPath } from './remote-path.js'
import type { RemoteStore } from './remote-store.js'
import { pathOfRow } from './row-path.js'
import { remoteSlot, withRemote } from './with-remote.js'

const params = Type.Object({
  pathField: pathFieldParam(),
  folder: Type.String({ minLength: 1, maxLength: 2000, ...ui({ label: { fr: 'Vers le dossier', en: 'To the folder' }, help: { fr: 'Il est créé s’il manque.', en: 'It is made where it is missing.' }, placeholder: { fr: 'traites/2026', en: 'done/2026' } }) }),
  existing: choiceParam<'fail' | 'replace'>(
    { fail: { fr: 'signaler une erreur', en: 'report an error' }, replace: { fr: 'le remplacer', en: 'replace it' } },
    { label: { fr: 'Si un fichier y porte déjà ce nom', en: 'If a file there has this name already' } },
    'fail',
  ),
})

type MoveParams = Static<typeof params>

export const remoteMove = defineNode({
  type: 'remote.move',
  title: { fr: 'Déplacer des fichiers distants', en: 'Move remote files' },
  description: { fr: 'Déplace un fichier par ligne dans un autre dossier du même serveur FTP, FTPS, SFTP ou S3.', en: 'Moves a file for each row to another folder of the same FTP, FTPS, SFTP or S3 server.' },
  keywords: { fr: ['ftp', 'ftps', 'sftp', 's3', 'déplacer', 'archiver', 'ranger', 'fichier', 'serveur', 'bucket'], en: ['ftp', 'ftps', 'sftp', 's3', 'move', 'archive', 'rename', 'file', 'server', 'bucket'] },
  icon: 'file-arrow-right',
  group: 'files',
  params,
  effects: 'write',
  keepsRows: true,
  credentials: [remoteSlot],
  outputShapes: { main: { kind: 'same', input: 'main' } },
  examples: [{ title: { fr: 'Ranger ce qui a été traité', en: 'Put away what was handled' }, params: { folder: 'traites' }, input: { main: [{ path: 'entrants/contrats.csv' }] } }],
  words: { fr: 'déplace les fichiers vers « {{folder}} »', en: 'moves the files to “{{folder}}”' },
  run: async (context) => {
    const folder = checkPath(context.params.folder, '/folder')
    await withRemote(context, (store) =>
      eachRemoteRow(context, async (item, row) => {
        const from = pathOfRow(item, context.params.pathField, row)
        return [await move(context, store, { item, from, to: joinPath(folder, splitPath(from).name) })]
      }))
  },
  preview: (context) => {
    const folder = checkPath(context.params.folder, '/folder')
    return previewRows(context, (item, row) => {
      const from = pathOfRow(item, context.params.pathField, row)
      return { from, to: joinPath(folder, splitPath(from).name) }
    })
  },
})

async function move(context: AllContext<MoveParams>, store: RemoteStore, { item, from, to }: { readonly item: Item; readonly from: string; readonly to: string }): Promise<Item> {
  const there = from === to ? null : await store.find(to)
  if (from !== to) {
    if ((await store.find(from)) === null) {
      // An earlier attempt has moved it.
      if (there === null) throw fileMissing(from)
      context.log.info(context.locale === 'fr' ? `« ${from} » était déjà déplacé.` : `“${from}” had been moved already.`)
    } else {
      if (there !== null && context.params.existing === 'fail') throw taken(to)
      await store.move(from, to)
    }
  }
  return { ...item, json: { ...item.json, [context.params.pathField]: to } }
}

function taken(path: string) {
  return userError({
    code: 'REMOTE_FILE_TAKEN',
    text: { fr: `Il y a déjà un fichier « ${path} » sur le serveur.`, en: `There is a file “${path}” on the server already.` },
    hint: { fr: 'Choisissez un autre dossier, ou de remplacer le fichier.', en: 'Choose another folder, or to replace the file.' },
    field: '/existing',
  })
}
