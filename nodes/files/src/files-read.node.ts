import { choiceParam, defineNode, fileParam, Type, ui, userError, withDefault, type AllContext, type FileRef, type Static } from '@maillon/node-sdk'
import { rowsOfCsv } from './rows-of-csv.js'
import { rowsOfJson } from './rows-of-json.js'
import { textOf } from './text-of.js'

const params = Type.Object({
  source: choiceParam<'chosen' | 'item'>(
    { chosen: { fr: 'un fichier choisi', en: 'a chosen file' }, item: { fr: 'le fichier reçu par cette étape', en: 'the file that this step receives' } },
    { label: { fr: 'Lire', en: 'Read' } },
    'chosen',
  ),
  file: Type.Optional(fileParam({ label: { fr: 'Fichier', en: 'File' }, showWhen: { param: 'source', is: ['chosen'] } })),
  as: choiceParam<'file' | 'csv' | 'json' | 'text'>(
    {
      file: { fr: 'le fichier tel quel', en: 'the file as it is' },
      csv: { fr: 'des lignes (CSV)', en: 'rows (CSV)' },
      json: { fr: 'des lignes (JSON)', en: 'rows (JSON)' },
      text: { fr: 'un texte', en: 'a text' },
    },
    { label: { fr: 'En faire', en: 'Make of it' } },
    'file',
  ),
  delimiter: choiceParam<'auto' | ';' | ',' | 'tab' | '|'>(
    {
      auto: { fr: 'deviner', en: 'guess' },
      ';': { fr: 'point-virgule', en: 'semicolon' },
      ',': { fr: 'virgule', en: 'comma' },
      tab: { fr: 'tabulation', en: 'tab' },
      '|': { fr: 'barre verticale', en: 'vertical bar' },
    },
    { label: { fr: 'Séparateur', en: 'Separator' }, advanced: true, showWhen: { param: 'as', is: ['csv'] } },
    'auto',
  ),
  maxMegabytes: withDefault(
    Type.Integer({
      default: 50,
      minimum: 1,
      maximum: 500,
      ...ui({ label: { fr: 'Taille au plus (Mo)', en: 'Size at most (MB)' }, advanced: true, showWhen: { param: 'as', is: ['json', 'text'] } }),
    }),
  ),
})

export type FilesReadParams = Static<typeof params>

export const filesRead = defineNode({
  type: 'files.read',
  title: { fr: 'Lire un fichier', en: 'Read a file' },
  description: { fr: 'Donne un fichier de l’espace de travail, ou les lignes qu’il contient (CSV, JSON, texte).', en: 'Gives a file of the workspace, or the rows that it holds (CSV, JSON, text).' },
  keywords: { fr: ['fichier', 'ouvrir', 'csv', 'json', 'texte', 'document', 'importer', 'charger'], en: ['file', 'open', 'csv', 'json', 'text', 'document', 'import', 'load'] },
  icon: 'file-import',
  group: 'files',
  params,
  effects: 'none',
  examples: [
    {
      title: { fr: 'Lire une liste de clients', en: 'Read a list of customers' },
      params: { file: { id: 'file-1', name: 'clients.csv' }, as: 'csv' },
      input: { main: [{}] },
    },
  ],
  words: { fr: 'lit un fichier', en: 'reads a file' },
  run: async (context) => {
    if (context.params.source === 'chosen') {
      if (context.params.file === undefined) throw noFile('/file')
      return give(context, await context.files.chosen(context.params.file))
    }
    for await (const item of context.input()) {
      const file = Object.values(item.files ?? {})[0]
      if (file === undefined) throw noFile('/source')
      await give(context, file)
    }
  },
})

async function give(context: AllContext<FilesReadParams>, file: FileRef): Promise<void> {
  const { params: given, emit } = context
  if (given.as === 'file') return emit({ json: { fileName: file.name, mediaType: file.mediaType, size: file.size }, files: { file } })
  if (given.as === 'csv') {
    for await (const json of rowsOfCsv(context.files.read(file), given.delimiter, file.name)) await emit({ json })
    return
  }
  if (file.size > given.maxMegabytes * 1024 * 1024) throw tooLarge(file.name, given.maxMegabytes)
  const text = await textOf(context.files.read(file))
  if (given.as === 'text') return emit({ json: { fileName: file.name, text } })
  for (const json of rowsOfJson(text, file.name)) await emit({ json })
}

function noFile(field: string) {
  return userError({
    code: 'FILES_FILE_MISSING',
    text: field === '/file' ? { fr: 'Aucun fichier n’est choisi.', en: 'No file is chosen.' } : { fr: 'Cette ligne n’apporte aucun fichier.', en: 'This row brings no file.' },
    hint: { fr: 'Choisissez un fichier, ou reliez cette étape à une étape qui en donne un.', en: 'Choose a file, or connect this step to one that gives a file.' },
    field,
  })
}

function tooLarge(name: string, most: number) {
  return userError({
    code: 'FILES_FILE_TOO_LARGE',
    text: { fr: `Le fichier « ${name} » pèse plus de ${most} Mo.`, en: `The file “${name}” is larger than ${most} MB.` },
    hint: { fr: 'Augmentez la taille permise, ou enregistrez-le en CSV, qui est lu ligne à ligne.', en: 'Raise the size allowed, or save it as CSV, which is read row by row.' },
    field: '/maxMegabytes',
  })
}
