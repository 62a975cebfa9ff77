import { choiceParam, defineNode, sendOnce, Type, ui, userError, type AllContext, type FileRef, type Item, type JsonObject, type Static } from '@maillon/node-sdk'
import { eachRemoteRow } from './each-remote-row.js'
import { checkPath, isPlainName, joinPath } from './remote-path.js'
import type { RemoteStore } from './remote-store.js'
import { remoteSlot, withRemote } from './with-remote.js'

const params = Type.Object({
  folder: Type.String({ minLength: 1, maxLength: 2000, ...ui({ label: { fr: 'Vers le dossier', en: 'To the folder' }, help: { fr: 'Un point : là où mène la connexion. Il est créé s’il manque.', en: 'A dot: where the login leads. It is made where it is missing.' }, placeholder: { fr: 'sortants', en: 'outgoing' } }) }),
  name: Type.Optional(Type.String({ maxLength: 200, ...ui({ label: { fr: 'Nom', en: 'Name' }, help: { fr: 'Vide : le nom du fichier. Pour un seul fichier.', en: 'Empty: the name of the file. For a single file.' }, placeholder: { fr: 'ventes-{{today}}.csv', en: 'sales-{{today}}.csv' } }) })),
  existing: choiceParam<'replace' | 'skip' | 'fail'>(
    { replace: { fr: 'le remplacer', en: 'replace it' }, skip: { fr: 'garder celui qui est là', en: 'keep the one that is there' }, fail: { fr: 'signaler une erreur', en: 'report an error' } },
    { label: { fr: 'Si un fichier porte déjà ce nom', en: 'If a file has this name already' } },
    'replace',
  ),
})

type UploadParams = Static<typeof params>

export const remoteUpload = defineNode({
  type: 'remote.upload',
  title: { fr: 'Déposer des fichiers sur un serveur', en: 'Upload files to a server' },
  description: { fr: 'Dépose les fichiers reçus sur un serveur FTP, FTPS, SFTP ou S3. Personne n’y voit jamais un fichier à moitié écrit.', en: 'Puts the files received on an FTP, FTPS, SFTP or S3 server. Nobody there ever sees a file half written.' },
  keywords: { fr: ['ftp', 'ftps', 'sftp', 's3', 'déposer', 'envoyer', 'téléverser', 'fichier', 'serveur', 'bucket'], en: ['ftp', 'ftps', 'sftp', 's3', 'upload', 'put', 'send', 'file', 'server', 'bucket'] },
  icon: 'cloud-upload',
  group: 'files',
  params,
  effects: 'write',
  credentials: [remoteSlot],
  outputShapes: {
    main: { kind: 'fixed', shape: { fields: [{ name: 'path', type: 'text' }, { name: 'size', type: 'number' }, { name: 'uploaded', type: 'boolean' }, { name: 'alreadySentAt', type: 'date' }], open: false, files: ['file'] } },
  },
  timeoutMs: 3_600_000,
  examples: [{ title: { fr: 'Déposer le rapport', en: 'Put the report there' }, params: { folder: 'sortants' }, input: { main: [{ fileName: 'ventes.xlsx' }] } }],
  sample: { main: [{ path: 'sortants/ventes.xlsx', size: 18_213, uploaded: true, alreadySentAt: null }] },
  words: { fr: 'dépose les fichiers dans « {{folder}} »', en: 'puts the files into “{{folder}}”' },
  run: async (context) => {
    const folder = checkPath(context.params.folder, '/folder')
    await withRemote(context, (store) =>
      eachRemoteRow(context, async (item, row) => {
        const sent: Item[] = []
        for (const [index, { file, name }] of filesOf(item, context.params, row).entries()) {
          context.signal.throwIfAborted()
          sent.push(await upload(context, store, { file, path: joinPath(folder, name), key: `${context.idempotencyKey}-${row}-${index}` }))
        }
        return sent
      }))
  },
  preview: async (context) => {
    const folder = checkPath(context.params.folder, '/folder')
    const files: JsonObject[] = []
    let row = 0
    if ('input' in context) for await (const item of context.input()) for (const { file, name } of filesOf(item, context.params, row++)) files.push({ path: joinPath(folder, name), size: file.size })
    return { existing: context.params.existing, count: files.length, files: files.slice(0, 100) }
  },
})

interface Upload {
  readonly file: FileRef
  readonly path: string
  readonly key: string
}

/** What was cut off is sent again: the same bytes under the same name. */
async function upload(context: AllContext<UploadParams>, store: RemoteStore, { file, path, key }: Upload): Promise<Item> {
  const { existing } = context.params
  const { outcome, alreadyAt } = await sendOnce({ ...context, idempotencyKey: key }, 'again', async () => {
    const known = existing === 'replace' ? null : await store.find(path)
    if (known !== null && existing === 'fail') throw taken(path)
    if (known === null) await store.write(path, file, () => context.files.read(file))
    return { path, size: file.size, uploaded: known === null }
  })
  return { json: { ...outcome, alreadySentAt: alreadyAt }, files: { file } }
}

function filesOf(item: Item, { name = '' }: UploadParams, row: number): readonly { readonly file: FileRef; readonly name: string }[] {
  const files = Object.values(item.files ?? {})
  const wanted = name.trim()
  if (files.length === 0) throw noFile(row)
  if (wanted === '') return files.map((file) => ({ file, name: isPlainName(file.name) ? file.name : 'file' }))
  if (files.length > 1) throw severalFiles(files.length, row)
  if (!isPlainName(wanted)) throw badName(wanted)
  return files.map((file) => ({ file, name: wanted }))
}

function noFile(row: number) {
  return userError({
    code: 'REMOTE_FILE_ABSENT',
    text: { fr: 'Cette ligne n’apporte aucun fichier à déposer.', en: 'This row brings no file to upload.' },
    hint: { fr: 'Reliez cette étape à une étape qui donne un fichier.', en: 'Connect this step to one that gives a file.' },
    row,
  })
}

function severalFiles(count: number, row: number) {
  return userError({
    code: 'REMOTE_NAME_SHARED',
    text: { fr: `Cette ligne apporte ${count} fichiers, pour un seul nom.`, en: `This row brings ${count} files for a single name.` },
    hint: { fr: 'Laissez le nom vide : chacun garde le sien.', en: 'Leave the name empty: each keeps its own.' },
    field: '/name',
    row,
  })
}

function badName(name: string) {
  return userError({
    code: 'REMOTE_NAME_INVALID',
    text: { fr: `« ${name.slice(0, 80)} » n’est pas un nom de fichier.`, en: `“${name.slice(0, 80)}” is not a file name.` },
    hint: { fr: 'Sans / ni retour à la ligne ; le dossier a son propre champ.', en: 'Without / and line breaks; the folder has a field of its own.' },
    field: '/name',
  })
}

function taken(path: string) {
  return userError({
    code: 'REMOTE_FILE_TAKEN',
    text: { fr: `Il y a déjà un fichier « ${path} » sur le serveur.`, en: `There is a file “${path}” on the server already.` },
    hint: { fr: 'Choisissez un autre nom, ou de remplacer le fichier.', en: 'Choose another name, or to replace the file.' },
    field: '/existing',
  })
}
