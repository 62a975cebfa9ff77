import { choiceParam, defineNode, Type, ui, userError, withDefault, type AllContext, type FileRef, type Item, type Static } from '@maillon/node-sdk'
import { csvBytes, jsonBytes, RowsOnTheWay } from './rows-to-bytes.js'

const params = Type.Object({
  content: choiceParam<'file' | 'csv' | 'json'>(
    { file: { fr: 'le fichier reçu', en: 'the file received' }, csv: { fr: 'les lignes, en CSV', en: 'the rows, as CSV' }, json: { fr: 'les lignes, en JSON', en: 'the rows, as JSON' } },
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
  description: { fr: 'Garde le fichier reçu, ou les lignes en CSV ou JSON, parmi les fichiers de l’espace de travail.', en: 'Keeps the file received, or the rows as CSV or JSON, among the files of the workspace.' },
  keywords: { fr: ['fichier', 'enregistrer', 'sauvegarder', 'archiver', 'csv', 'json', 'exporter'], en: ['file', 'save', 'store', 'archive', 'csv', 'json', 'export'] },
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
    if (context.params.content !== 'file') return publish(context, await fileOfRows(context))
    let row = 0
    for await (const item of context.input()) {
      for (const file of filesOf(item, row++)) await publish(context, file)
    }
  },
})

async function publish(context: AllContext<FilesWriteParams>, file: FileRef): Promise<void> {
  context.signal.throwIfAborted()
  const name = context.params.name?.trim() ?? ''
  const kept = await context.files.publish(file, { replace: context.params.existing === 'replace', ...(name === '' ? {} : { name }) })
  await context.emit({ json: { fileName: kept.name, mediaType: kept.mediaType, size: kept.size }, files: { file: kept } })
}

async function fileOfRows(context: AllContext<FilesWriteParams>): Promise<FileRef> {
  const { content, name = '', separator, decimal, safe } = context.params
  const rows = new RowsOnTheWay(context.input())
  const file = { name: name.trim() === '' ? `export.${content}` : name.trim() }
  if (content === 'json') return context.files.create({ ...file, mediaType: 'application/json' }, jsonBytes(rows))
  return context.files.create({ ...file, mediaType: 'text/csv' }, csvBytes(rows, { separator: separator === 'tab' ? '\t' : separator, decimal, safe }))
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
