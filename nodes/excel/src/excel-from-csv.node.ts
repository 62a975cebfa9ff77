import { defineNode, Type, ui, userError, withDefault, type AllContext, type FileRef, type Item, type Static } from '@maillon/node-sdk'
import { eachSourceFile, fileSourceParams } from './file-source.js'
import { editedShape, withExtension } from './keep-edited.js'
import { openSheet } from './open-sheet.js'
import { planAndWrite } from './plan-and-write.js'
import { sheetPlaceParams } from './read-params.js'
import { rowsToItems } from './rows-to-items.js'
import type { WriteParams } from './write-params.js'

const { delimiter, encoding } = sheetPlaceParams

const params = Type.Object({
  ...fileSourceParams('.csv, .txt'),
  fileName: Type.Optional(
    Type.String({ maxLength: 150, ...ui({ label: { fr: 'Nom du classeur', en: 'Name of the workbook' }, help: { fr: 'Vide : celui du fichier CSV.', en: 'Empty: that of the CSV file.' }, placeholder: { fr: 'ventes.xlsx', en: 'sales.xlsx' } }) }),
  ),
  sheetName: withDefault(
    Type.String({ default: 'Données', minLength: 1, maxLength: 31, pattern: "^[^\\[\\]:*?/\\\\'](?:[^\\[\\]:*?/\\\\]*[^\\[\\]:*?/\\\\'])?$", ...ui({ label: { fr: 'Nom de la feuille', en: 'Name of the sheet' }, expression: false }) }),
  ),
  delimiter,
  encoding,
})

type CsvParams = Static<typeof params>

export const excelFromCsv = defineNode({
  type: 'excel.from-csv',
  title: { fr: 'Convertir un CSV en classeur', en: 'Turn a CSV file into a workbook' },
  description: { fr: 'Fait d’un fichier CSV un classeur .xlsx : nombres et dates reconnus, codes gardés tels quels.', en: 'Makes an .xlsx workbook of a CSV file: numbers and dates recognised, codes kept as they are.' },
  keywords: { fr: ['csv', 'convertir', 'tableur', 'xlsx', 'classeur', 'importer', 'texte', 'banque', 'relevé bancaire', 'point-virgule', 'export'], en: ['csv', 'convert', 'spreadsheet', 'xlsx', 'workbook', 'import', 'text', 'bank statement', 'semicolon', 'export'] },
  icon: 'file-type-csv',
  group: 'excel',
  params,
  effects: 'none',
  heavy: true,
  outputShapes: { main: { kind: 'fixed', shape: editedShape('rows') } },
  examples: [{ title: { fr: 'Ouvrir l’export de la banque dans Excel', en: 'Open the bank’s export in Excel' }, params: { file: { id: 'file-1', name: 'relevé.csv' }, sheetName: 'Relevé' }, input: { main: [{}] } }],
  sample: { main: [{ fileName: 'relevé.xlsx', rows: 120 }] },
  words: { fr: 'convertit un CSV en classeur', en: 'turns a CSV file into a workbook' },
  run: (context) => eachSourceFile(context, async (file, emit) => emit(await converted(context, file))),
})

async function converted(context: AllContext<CsvParams>, file: FileRef): Promise<Item> {
  const { files, locale, timeZone, log } = context
  const sheet = await openSheet(await files.localPath(file), file, context.params)
  if (!sheet.isText) throw notCsv(file.name)
  const rows = rowsToItems(sheet, { ...context.params, columns: [], onBadCell: 'keep', fillMerged: false }, { locale, timeZone, warn: (message) => log.warn(message) })
  const items = async function* (): AsyncIterable<Item> {
    for await (const json of rows) {
      context.signal.throwIfAborted()
      yield { json }
    }
  }
  const { bytes, counted } = await planAndWrite({ ...context, params: writeParamsFor(context.params), input: items })
  const { fileName = '' } = context.params
  const workbook = await files.create({ name: withExtension(fileName.trim() === '' ? file.name : fileName.trim()), mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }, bytes)
  return { json: { fileName: workbook.name, rows: counted() }, files: { workbook } }
}

function writeParamsFor({ sheetName }: CsvParams): WriteParams {
  const sheet = { id: 'main', name: sheetName, columns: [], table: true, totals: [], freezeHeader: true, chart: { kind: 'none' as const, values: [] } }
  return { fileName: 'x.xlsx', sheets: [sheet], currency: 'EUR' }
}

function notCsv(name: string) {
  return userError({
    code: 'EXCEL_CSV_EXPECTED',
    text: { fr: `« ${name} » est déjà un classeur, et non un fichier CSV.`, en: `“${name}” is already a workbook, not a CSV file.` },
    hint: { fr: 'Choisissez un fichier .csv, ou retirez cette étape.', en: 'Choose a .csv file, or remove this step.' },
    field: '/file',
  })
}
