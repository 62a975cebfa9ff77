import { choiceParam, defineNode, eachRow, Type, ui, userError, withDefault, type AllContext, type FileRef, type Item, type Static } from '@maillon/node-sdk'
import { csvColumns, csvColumnsParam } from './csv-columns.js'
import { encoded, type WrittenEncoding } from './encode-text.js'
import { csvTexts, jsonBytes, RowsOnTheWay, xmlBytes } from './rows-to-bytes.js'

const params = Type.Object({
  content: choiceParam<'file' | 'csv' | 'json' | 'xml'>(
    { file: { fr: 'le fichier reçu', en: 'the file received' }, csv: { fr: 'les lignes, en CSV', en: 'the rows, as CSV' }, json: { fr: 'les lignes, en JSON', en: 'the rows, as JSON' }, xml: { fr: 'les lignes, en XML', en: 'the rows, as XML' } },
    { label: { fr: 'Écrire', en: 'Write' } },
    'file',
  ),
  name: Type.Optional(
    Type.String({
      maxLength: 150,
      ...ui({ label: { fr: 'Nom du fichier', en: 'File name' }, help: { fr: 'Vide : le nom du fichier reçu.', en: 'Empty: the name of the file received.' }, placeholder: { fr: 'ventes-{{today}}.csv', en: 'sales-{{today}}.csv' } }),
    }),
  ),
  existing: choiceParam<'replace' | 'keep'>(
    { replace: { fr: 'le remplacer', en: 'replace it' }, keep: { fr: 'garder les deux', en: 'keep both' } },
    { label: { fr: 'Si un fichier porte déjà ce nom', en: 'If a file has this name already' } },
    'replace',
  ),
  columns: csvColumnsParam,
  separator: choiceParam<';' | ',' | 'tab'>(
    { ';': { fr: 'point-virgule', en: 'semicolon' }, ',': { fr: 'virgule', en: 'comma' }, tab: { fr: 'tabulation', en: 'tab' } },
    { label: { fr: 'Séparateur', en: 'Separator' }, advanced: true, showWhen: { param: 'content', is: ['csv'] } },
    ';',
  ),
  decimal: choiceParam<',' | '.'>(
    { ',': { fr: 'virgule (1,5)', en: 'comma (1,5)' }, '.': { fr: 'point (1.5)', en: 'point (1.5)' } },
    { label: { fr: 'Décimales', en: 'Decimals' }, advanced: true, showWhen: { param: 'content', is: ['csv'] } },
    ',',
  ),
  encoding: choiceParam<WrittenEncoding>(
    {
      'utf-8-bom': { fr: 'UTF-8, pour Excel', en: 'UTF-8, for Excel' },
      'utf-8': { fr: 'UTF-8', en: 'UTF-8' },
      'windows-1252': { fr: 'Windows-1252 (ANSI)', en: 'Windows-1252 (ANSI)' },
      'utf-16le': { fr: 'UTF-16', en: 'UTF-16' },
    },
    { label: { fr: 'Encodage', en: 'Encoding' }, advanced: true, showWhen: { param: 'content', is: ['csv'] } },
    'utf-8-bom',
  ),
  root: withDefault(Type.String({ default: 'rows', minLength: 1, maxLength: 100, ...ui({ label: { fr: 'Élément racine', en: 'Root element' }, advanced: true, showWhen: { param: 'content', is: ['xml'] } }) })),
  element: withDefault(Type.String({ default: 'row', minLength: 1, maxLength: 100, ...ui({ label: { fr: 'Élément d’une ligne', en: 'Element of a row' }, advanced: true, showWhen: { param: 'content', is: ['xml'] } }) })),
  safe: withDefault(
    Type.Boolean({
      default: true,
      ...ui({
        label: { fr: 'Sans danger pour un tableur', en: 'Safe for a spreadsheet' },
        help: { fr: 'Un texte qui commence par =, +, - ou @ est précédé d’une apostrophe.', en: 'A text that begins with =, +, - or @ gets an apostrophe before it.' },
        advanced: true,
        showWhen: { param: 'content', is: ['csv'] },
      }),
    }),
  ),
})

export type FilesWriteParams = Static<typeof params>

export const filesWrite = defineNode({
  type: 'files.write',
  title: { fr: 'Écrire un fichier', en: 'Write a file' },
  description: { fr: 'Garde le fichier reçu, ou les lignes en CSV, JSON ou XML, parmi les fichiers de l’espace de travail.', en: 'Keeps the file received, or the rows as CSV, JSON or XML, among the files of the workspace.' },
  keywords: { fr: ['fichier', 'enregistrer', 'sauvegarder', 'archiver', 'csv', 'json', 'xml', 'exporter'], en: ['file', 'save', 'store', 'archive', 'csv', 'json', 'xml', 'export'] },
  icon: 'device-floppy',
  group: 'files',
  params,
  effects: 'write',
  outputShapes: {
    main: {
      kind: 'fixed',
      shape: { fields: [{ name: 'fileName', type: 'text' }, { name: 'mediaType', type: 'text' }, { name: 'size', type: 'number' }], open: false, files: ['file'] },
    },
  },
  examples: [
    {
      title: { fr: 'Garder les lignes en CSV', en: 'Keep the rows as CSV' },
      params: { content: 'csv', name: 'ventes.csv' },
      input: { main: [{ produit: 'Café', prix: 3.9 }, { produit: '=1+1', prix: -2 }] },
      output: { main: [{ fileName: 'ventes.csv', mediaType: 'text/csv', size: 38 }] },
    },
  ],
  sample: { main: [{ fileName: 'ventes.csv', mediaType: 'text/csv', size: 38 }] },
  words: { fr: 'enregistre un fichier', en: 'saves a file' },
  run: async (context) => {
    if (context.params.content !== 'file') return context.emit(await publish(context, await fileOfRows(context)))
    await eachRow(context, async (item, row) => {
      const kept: Item[] = []
      for (const file of filesOf(item, row)) kept.push(await publish(context, file))
      return kept
    })
  },
  preview: ({ params: given }) => ({ content: given.content, name: given.name ?? null, existing: given.existing }),
})

async function publish(context: AllContext<FilesWriteParams>, file: FileRef): Promise<Item> {
  context.signal.throwIfAborted()
  const name = context.params.name?.trim() ?? ''
  const kept = await context.files.publish(file, { replace: context.params.existing === 'replace', ...(name === '' ? {} : { name }) })
  return { json: { fileName: kept.name, mediaType: kept.mediaType, size: kept.size }, files: { file: kept } }
}

async function fileOfRows(context: AllContext<FilesWriteParams>): Promise<FileRef> {
  const { content, name = '', columns, separator, decimal, safe, encoding, root, element } = context.params
  const rows = new RowsOnTheWay(context.input())
  const file = { name: name.trim() === '' ? `export.${content}` : name.trim() }
  if (content === 'json') return context.files.create({ ...file, mediaType: 'application/json' }, jsonBytes(rows))
  if (content === 'xml') return context.files.create({ ...file, mediaType: 'application/xml' }, xmlBytes(context.input(), root, element))
  return context.files.create({ ...file, mediaType: 'text/csv' }, encoded(csvTexts(rows, { separator: separator === 'tab' ? '\t' : separator, decimal, safe }, (head) => csvColumns(columns, head, context)), encoding))
}

function filesOf(item: Item, row: number): readonly FileRef[] {
  const files = Object.values(item.files ?? {})
  if (files.length > 0) return files
  throw userError({
    code: 'FILES_FILE_NOT_RECEIVED',
    text: { fr: 'Cette ligne n’apporte aucun fichier à écrire.', en: 'This row brings no file to write.' },
    hint: { fr: 'Reliez cette étape à une autre qui donne un fichier, ou écrivez les lignes en CSV ou JSON.', en: 'Connect this step to one that gives a file, or write the rows as CSV or JSON.' },
    field: '/content',
    row,
  })
}
