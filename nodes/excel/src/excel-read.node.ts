import { defineNode, type AllContext, type FileRef } from '@maillon/node-sdk'
import { eachSourceFile } from './file-source.js'
import { openSheet } from './open-sheet.js'
import { readingFailed, ReadingStopped } from './reading-failed.js'
import { readParams, type ReadParams } from './read-params.js'
import { rowsToItems } from './rows-to-items.js'

export const excelRead = defineNode({
  type: 'excel.read',
  title: { fr: 'Lire un classeur Excel', en: 'Read an Excel workbook' },
  description: { fr: 'Donne les lignes d’une feuille (.xlsx, .xls ou .csv), par titre de colonne.', en: 'Gives the rows of a sheet (.xlsx, .xls or .csv) by column title.' },
  keywords: {
    fr: ['tableur', 'xlsx', 'xls', 'csv', 'classeur', 'feuille', 'lire', 'importer', 'ouvrir', 'tableau', 'banque', 'relevé bancaire', 'onglet'],
    en: ['spreadsheet', 'xlsx', 'xls', 'csv', 'workbook', 'sheet', 'read', 'import', 'open', 'table', 'bank statement', 'tab'],
  },
  icon: 'table-import',
  group: 'excel',
  params: readParams,
  effects: 'none',
  heavy: true,
  outputShapes: { main: { kind: 'computed', rule: 'declared-columns' } },
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
    let done = 0
    await eachSourceFile(context, async (file, emit) => {
      done = await readFile({ ...context, emit }, file, done)
    })
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
    throw error instanceof ReadingStopped ? readingFailed(error, file.name) : error
  }
  return count
}
