import { Readable } from 'node:stream'
import { defineNode, out, Type, ui, userError, withDefault, type FileRef, type NodeFiles, type Static } from '@maillon/node-sdk'
import { cleanEntryPath, FreeNames } from './entry-name.js'

const mostFiles = 10_000

const params = Type.Object({
  name: withDefault(
    Type.String({ default: 'archive.zip', minLength: 1, maxLength: 150, ...ui({ label: { fr: 'Nom de l’archive', en: 'Name of the archive' }, placeholder: { fr: 'factures-{{today}}.zip', en: 'invoices-{{today}}.zip' } }) }),
  ),
  folder: Type.Optional(Type.String({ maxLength: 200, ...ui({ label: { fr: 'Dossier dans l’archive', en: 'Folder in the archive' }, placeholder: { fr: 'factures', en: 'invoices' }, advanced: true }) })),
})

export const zip = defineNode({
  type: 'archive.zip',
  title: { fr: 'Compresser (zip)', en: 'Zip files' },
  description: { fr: 'Réunit les fichiers reçus en une archive zip : une pour tout, ou une par ligne.', en: 'Puts the files received into a zip archive: one for all, or one for each row.' },
  keywords: { fr: ['zip', 'compresser', 'archive', 'archiver', 'réunir', 'pièces jointes', 'regrouper'], en: ['zip', 'compress', 'archive', 'pack', 'attachments', 'bundle'] },
  icon: 'file-zip',
  group: 'files',
  params,
  effects: 'none',
  defaultMode: 'all',
  outputShapes: {
    main: { kind: 'fixed', shape: { fields: [{ name: 'fileName', type: 'text' }, { name: 'size', type: 'number' }, { name: 'files', type: 'number' }], open: false, files: ['file'] } },
  },
  examples: [{ title: { fr: 'Toutes les factures du jour', en: 'All invoices of the day' }, params: { name: 'factures.zip' }, input: { main: [{}] } }],
  sample: { main: [{ fileName: 'factures.zip', size: 20_480, files: 3 }] },
  words: { fr: 'réunit les fichiers dans « {{name}} »', en: 'puts the files into “{{name}}”' },
  runItem: async ({ params: given, item, files, now }) => {
    const { json, file } = await archive(Object.values(item.files ?? {}), given, { files, now })
    return out({ ...item.json, ...json }, { files: { file } })
  },
  run: async ({ params: given, input, emit, files, now }) => {
    const received: FileRef[] = []
    for await (const item of input()) {
      received.push(...Object.values(item.files ?? {}))
      if (received.length > mostFiles) throw tooManyFiles()
    }
    const { json, file } = await archive(received, given, { files, now })
    await emit({ json, files: { file } })
  },
})

async function archive(received: readonly FileRef[], given: Static<typeof params>, { files, now }: { readonly files: NodeFiles; readonly now: () => number }) {
  if (received.length === 0) throw noFiles()
  const { ZipFile } = await import('yazl')
  const packing = new ZipFile()
  const names = new FreeNames()
  const folder = cleanEntryPath(given.folder ?? '')
  for (const ref of received) {
    const name = names.take([folder, cleanEntryPath(ref.name).split('/').at(-1) ?? ''].filter((part) => part !== '').join('/') || 'file')
    packing.addReadStreamLazy(name, { mtime: new Date(now()), mode: 0o100644 }, (give) => give(null, Readable.from(files.read(ref))))
  }
  packing.end()
  const output = packing.outputStream as Readable
  packing.on('error', (error: Error) => output.destroy(error))
  const name = given.name.trim().toLowerCase().endsWith('.zip') ? given.name.trim() : `${given.name.trim()}.zip`
  const file = await files.create({ name, mediaType: 'application/zip' }, output as AsyncIterable<Uint8Array>)
  return { file, json: { fileName: file.name, size: file.size, files: received.length } }
}

function noFiles() {
  return userError({
    code: 'ARCHIVE_FILE_MISSING',
    text: { fr: 'Aucun fichier n’est arrivé à mettre dans l’archive.', en: 'No file came to put into the archive.' },
    hint: { fr: 'Reliez cette étape à une étape qui donne des fichiers.', en: 'Connect this step to one that gives files.' },
  })
}

function tooManyFiles() {
  return userError({
    code: 'ARCHIVE_FILES_MANY',
    text: { fr: `Plus de ${mostFiles} fichiers sont arrivés pour une seule archive.`, en: `Over ${mostFiles} files came for a single archive.` },
    hint: { fr: 'Faites une archive par ligne, ou découpez les lignes en lots avant cette étape.', en: 'Make an archive for each row, or split the rows into batches before this step.' },
  })
}
