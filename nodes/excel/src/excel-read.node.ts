import { defineNode, isMaillonError, type AllContext, type FileRef, type Item } from '@maillon/node-sdk'
import { openSheet, readingFailed } from './open-sheet.js'
import { readParams, type ReadParams } from './read-params.js'
import { rowsToItems } from './rows-to-items.js'
import { fileNotChosen, fileNotReceived } from './workbook-errors.js'

export const excelRead = defineNode({
  type: 'excel.read',
  title: { fr: 'Lire un classeur Excel', en: 'Read an Excel workbook' },
  description: { fr: 'Donne les lignes d’une feuille (.xlsx, .xls ou .csv), par titre de colonne.', en: 'Gives the rows of a sheet (.xlsx, .xls or .csv) by column title.' },
  keywords: {
    fr: ['tableur', 'xlsx', 'xls', 'csv', 'classeur', 'feuille', 'lire', 'importer', 'ouvrir', 'tableau'],
    en: ['spreadsheet', 'xlsx', 'xls', 'csv', 'workbook', 'sheet', 'read', 'import', 'open', 'table'],
  },
  icon: 'table-import',
  group: 'excel',
  params: readParams,
  effects: 'none',
  heavy: true,
  examples: [
    {
      title: { fr: 'Lire une liste de prix et vérifier ses types', en: 'Read a price list and check its types' },
      params: {
        file: { id: 'file-1', name: 'tarifs.xlsx' },
        sheet: 'Tarifs',
        columns: [{ name: 'Référence', type: 'text', required: true }, { name: 'Prix', type: 'number', required: true }],
      },
      input: { main: [{}] },
    },
  ],
  sample: { main: [{ Référence: 'A1', Désignation: 'Café moulu 250 g', Prix: 3.9, Depuis: '2026-01-01' }] },
  words: { fr: 'lit un classeur', en: 'reads a workbook' },
  run: async (context) => {
    if (context.params.source === 'chosen') {
      if (context.params.file === undefined) throw fileNotChosen()
      await readFile(context, await context.files.chosen(context.params.file), 0)
      return
    }
    let done = 0
    let row = 0
    for await (const item of context.input()) done = await readFile(context, receivedFile(item, context.params.fileField ?? '', row++), done)
  },
})

/** Gives the rows of one file. @returns how many rows were given in all. */
async function readFile(context: AllContext<ReadParams>, file: FileRef, before: number): Promise<number> {
  const { params, locale, timeZone, log, signal } = context
  let count = before
  try {
    const sheet = await openSheet(await context.files.localPath(file), file, params)
    for await (const json of rowsToItems(sheet, params, { locale, timeZone, warn: (message) => log.warn(message) })) {
      signal.throwIfAborted()
      await context.emit({ json })
      count++
      if (count % 1000 === 0) context.progress(count)
    }
  } catch (error) {
    if (isMaillonError(error) || signal.aborted || !fromReading(error)) throw error
    throw readingFailed(error, file.name)
  }
  return count
}

/** Errors of the libraries while they read: a workbook may turn out damaged in its middle. */
function fromReading(error: unknown): boolean {
  return error instanceof Error && (/^(ParseError|ZipError|XmlError|HucreError|EncryptedFileError|UnsupportedFormatError|InvalidArgumentError)$/.test(error.name) || /hucre|exceljs|saxes|unzipper|zlib/.test(error.stack ?? ''))
}

function receivedFile(item: Item, wanted: string, row: number): FileRef {
  const files = item.files ?? {}
  const names = Object.keys(files)
  const name = wanted === '' ? names[0] : wanted
  const file = name === undefined || !Object.hasOwn(files, name) ? undefined : files[name]
  if (file === undefined) throw fileNotReceived(wanted === '' ? null : wanted, names, row)
  return file
}
