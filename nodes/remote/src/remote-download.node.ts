import { choiceParam, defineNode, isMaillonError, Type, ui, withDefault, type AllContext, type Item, type Static } from '@maillon/node-sdk'
import { bounded } from './bounded-bytes.js'
import { eachRemoteRow } from './each-remote-row.js'
import { mediaTypeOf } from './media-type-of.js'
import { pathFieldParam } from './path-field-param.js'
import { splitPath } from './remote-path.js'
import type { RemoteStore } from './remote-store.js'
import { pathOfRow } from './row-path.js'
import { remoteSlot, withRemote } from './with-remote.js'

const params = Type.Object({
  pathField: pathFieldParam(),
  ifMissing: choiceParam<'stop' | 'skip'>(
    { stop: { fr: 'signaler une erreur', en: 'report an error' }, skip: { fr: 'passer la ligne', en: 'skip the row' } },
    { label: { fr: 'Si un fichier n’est plus là', en: 'If a file is no longer there' } },
    'stop',
  ),
  maxMegabytes: withDefault(Type.Integer({ default: 1000, minimum: 1, maximum: 100_000, ...ui({ label: { fr: 'Taille d’un fichier au plus (Mo)', en: 'Size of a file at most (MB)' }, advanced: true }) })),
})

type DownloadParams = Static<typeof params>

export const remoteDownload = defineNode({
  type: 'remote.download',
  title: { fr: 'Télécharger des fichiers distants', en: 'Download remote files' },
  description: { fr: 'Prend un fichier par ligne sur un serveur FTP, FTPS, SFTP ou S3. Un fichier incomplet n’est jamais gardé.', en: 'Takes a file for each row from an FTP, FTPS, SFTP or S3 server. A file that is not whole is never kept.' },
  keywords: { fr: ['ftp', 'ftps', 'sftp', 's3', 'télécharger', 'récupérer', 'recevoir', 'fichier', 'serveur', 'bucket'], en: ['ftp', 'ftps', 'sftp', 's3', 'download', 'get', 'fetch', 'file', 'server', 'bucket'] },
  icon: 'cloud-download',
  group: 'files',
  params,
  effects: 'read',
  credentials: [remoteSlot],
  outputShapes: { main: { kind: 'same', input: 'main' } },
  timeoutMs: 3_600_000,
  examples: [{ title: { fr: 'Prendre les fichiers listés', en: 'Take the files listed' }, params: {}, input: { main: [{ name: 'contrats.csv', path: 'entrants/contrats.csv' }] } }],
  words: { fr: 'télécharge les fichiers', en: 'downloads the files' },
  run: (context) =>
    withRemote(context, (store) => eachRemoteRow(context, (item, row) => download(context, store, { item, path: pathOfRow(item, context.params.pathField, row) }))),
})

async function download(context: AllContext<DownloadParams>, store: RemoteStore, { item, path }: { readonly item: Item; readonly path: string }): Promise<readonly Item[]> {
  const { files, log, locale, params: given } = context
  const name = splitPath(path).name
  try {
    const file = await files.create({ name, mediaType: mediaTypeOf(name) }, bounded(store.read(path), path, given.maxMegabytes))
    return [{ json: { ...item.json, fileName: file.name, size: file.size }, files: { ...item.files, file } }]
  } catch (error) {
    if (given.ifMissing !== 'skip' || !isMaillonError(error) || error.info.code !== 'REMOTE_FILE_MISSING') throw error
    log.warn(locale === 'fr' ? `« ${path} » n’est plus sur le serveur : ligne passée.` : `“${path}” is no longer on the server: row skipped.`)
    return []
  }
}
