import { open } from 'node:fs/promises'
import type { ZipFile } from 'yauzl'
import { defineNode, eachRow, isMaillonError, nameMatches, Type, ui, userError, withDefault, type AllContext, type FileRef, type Item, type Static } from '@maillon/node-sdk'
import { archiveError } from './archive-error.js'
import { cleanEntryPath } from './entry-name.js'
import { readEntries } from './read-entries.js'

const params = Type.Object({
  pattern: Type.Optional(Type.String({ maxLength: 500, ...ui({ label: { fr: 'Seulement ces fichiers', en: 'Only these files' }, placeholder: { fr: '*.csv; *.xlsx', en: '*.csv; *.xlsx' }, help: { fr: 'Vide : tous.', en: 'Empty: all of them.' } }) })),
  maxFiles: withDefault(Type.Integer({ default: 1000, minimum: 1, maximum: 10_000, ...ui({ label: { fr: 'Fichiers au plus', en: 'Files at most' }, advanced: true }) })),
  maxMegabytes: withDefault(Type.Integer({ default: 500, minimum: 1, maximum: 4000, ...ui({ label: { fr: 'Taille dépliée au plus (Mo)', en: 'Unpacked size at most (MB)' }, advanced: true }) })),
})

type UnzipContext = AllContext<Static<typeof params>>

export const unzip = defineNode({
  type: 'archive.unzip',
  title: { fr: 'Décompresser (zip)', en: 'Unzip' },
  description: { fr: 'Donne une ligne par fichier d’une archive zip, avec ce fichier.', en: 'Gives a row for each file of a zip archive, with that file.' },
  keywords: { fr: ['zip', 'décompresser', 'dézipper', 'extraire', 'archive', 'déplier', 'ouvrir'], en: ['unzip', 'decompress', 'extract', 'archive', 'unpack', 'open'] },
  icon: 'file-zip',
  group: 'files',
  params,
  effects: 'none',
  heavy: true,
  outputShapes: {
    main: {
      kind: 'fixed',
      shape: { fields: [{ name: 'fileName', type: 'text' }, { name: 'path', type: 'text' }, { name: 'size', type: 'number' }, { name: 'archive', type: 'text' }], open: false, files: ['file'] },
    },
  },
  examples: [{ title: { fr: 'Les CSV d’une archive reçue', en: 'The CSV files of an archive received' }, params: { pattern: '*.csv' }, input: { main: [{}] } }],
  sample: { main: [{ fileName: 'ventes.csv', path: '2026/ventes.csv', size: 2048, archive: 'export.zip' }] },
  words: { fr: 'déplie une archive zip', en: 'unpacks a zip archive' },
  run: async (context) => {
    await eachRow(context, async (item, row) => {
      const received = Object.values(item.files ?? {})
      if (received.length === 0) throw noFile(row)
      const unpacked: Item[] = []
      for (const file of received) unpacked.push(...(await unpack(context, file)))
      return unpacked
    })
  },
})

async function unpack(context: UnzipContext, file: FileRef): Promise<readonly Item[]> {
  const { openPromise } = await import('yauzl')
  const path = await context.files.localPath(file)
  await mustBeginAsZip(path, file)
  try {
    const archive = await openPromise(path, { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: true })
    try {
      return await itemsOf(context, archive, file)
    } finally {
      archive.close()
    }
  } catch (error) {
    context.signal.throwIfAborted()
    if (isMaillonError(error)) throw error
    throw archiveError('DAMAGED', file.name, error instanceof Error ? error.message : String(error))
  }
}

/** At most as many as `maxFiles` allows. */
async function itemsOf({ params: limits, files, log, locale, signal }: UnzipContext, archive: ZipFile, file: FileRef): Promise<readonly Item[]> {
  const entries = await readEntries(archive, file.name, limits)
  const given: Item[] = []
  for (const { rawName, entry } of entries) {
    const entryPath = cleanEntryPath(rawName) || 'file'
    const fileName = entryPath.split('/').at(-1) ?? 'file'
    if (!nameMatches(fileName, limits.pattern ?? '')) continue
    signal.throwIfAborted()
    const created = await files.create({ name: fileName, mediaType: mediaTypeOf(fileName) }, (await archive.openReadStreamPromise(entry)) as AsyncIterable<Uint8Array>)
    given.push({ json: { fileName: created.name, path: entryPath, size: created.size, archive: file.name }, files: { file: created } })
  }
  if (given.length === 0) log.warn(locale === 'fr' ? `« ${file.name} » ne contient aucun fichier voulu (${entries.length} en tout).` : `“${file.name}” holds no file that is wanted (${entries.length} in all).`)
  return given
}

/** A name is no proof: the first bytes are. */
async function mustBeginAsZip(path: string, { name }: FileRef): Promise<void> {
  const handle = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0)
    if (bytesRead === 0) throw archiveError('EMPTY', name)
    const mark = buffer.toString('latin1')
    if (mark !== 'PK\x03\x04' && mark !== 'PK\x05\x06') throw archiveError('NOT_ZIP', name)
  } finally {
    await handle.close()
  }
}

const mediaTypes: ReadonlyMap<string, string> = new Map([
  ['csv', 'text/csv'], ['txt', 'text/plain'], ['json', 'application/json'], ['xml', 'application/xml'], ['pdf', 'application/pdf'], ['zip', 'application/zip'], ['png', 'image/png'], ['jpg', 'image/jpeg'], ['jpeg', 'image/jpeg'],
  ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'], ['xls', 'application/vnd.ms-excel'],
])

function mediaTypeOf(name: string): string {
  return mediaTypes.get(name.split('.').at(-1)?.toLowerCase() ?? '') ?? 'application/octet-stream'
}

function noFile(row: number) {
  return userError({
    code: 'ARCHIVE_FILE_MISSING',
    text: { fr: 'Cette ligne n’apporte aucun fichier à déplier.', en: 'This row brings no file to unpack.' },
    hint: { fr: 'Reliez cette étape à une étape qui donne un fichier.', en: 'Connect this step to one that gives a file.' },
    row,
  })
}
