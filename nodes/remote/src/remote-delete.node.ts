import { defineNode, Type } from '@maillon/node-sdk'
import { eachRemoteRow } from './each-remote-row.js'
import { pathFieldParam } from './path-field-param.js'
import { previewRows } from './preview-rows.js'
import { pathOfRow } from './row-path.js'
import { remoteSlot, withRemote } from './with-remote.js'

export const remoteDelete = defineNode({
  type: 'remote.delete',
  title: { fr: 'Supprimer des fichiers distants', en: 'Delete remote files' },
  description: { fr: 'Supprime un fichier par ligne sur un serveur FTP, FTPS, SFTP ou S3. Les dossiers restent.', en: 'Deletes a file for each row on an FTP, FTPS, SFTP or S3 server. Folders stay.' },
  keywords: { fr: ['ftp', 'ftps', 'sftp', 's3', 'supprimer', 'effacer', 'enlever', 'fichier', 'serveur', 'bucket'], en: ['ftp', 'ftps', 'sftp', 's3', 'delete', 'remove', 'erase', 'file', 'server', 'bucket'] },
  icon: 'file-x',
  group: 'files',
  params: Type.Object({ pathField: pathFieldParam() }),
  effects: 'write',
  keepsRows: true,
  credentials: [remoteSlot],
  outputShapes: { main: { kind: 'same', input: 'main' } },
  examples: [{ title: { fr: 'Supprimer ce qui a été traité', en: 'Delete what was handled' }, params: {}, input: { main: [{ path: 'entrants/contrats.csv' }] } }],
  words: { fr: 'supprime les fichiers du serveur', en: 'deletes the files on the server' },
  run: (context) =>
    withRemote(context, (store) =>
      eachRemoteRow(context, async (item, row) => {
        const path = pathOfRow(item, context.params.pathField, row)
        // Gone already (an earlier attempt, somebody else): that is what was wanted.
        if (!(await store.remove(path))) context.log.info(context.locale === 'fr' ? `Il n’y a pas, ou plus, de fichier « ${path} » : rien à supprimer.` : `There is no file “${path}” (any more): nothing to delete.`)
        return [item]
      })),
  preview: (context) => previewRows(context, (item, row) => ({ delete: pathOfRow(item, context.params.pathField, row) })),
})
