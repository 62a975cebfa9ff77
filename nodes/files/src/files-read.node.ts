import { choiceParam, defineNode, eachRowStreamed, fileParam, Type, ui, userError, withDefault, type AllContext, type FileRef, type Locale, type Static, type TextEncoding } from '@maillon/node-sdk'
import { withNumbers } from './number-columns.js'
import { rowsOfCsv } from './rows-of-csv.js'
import { rowsOfJson } from './rows-of-json.js'
import { rowsOfXml } from './rows-of-xml.js'
import { textOf, textPieces } from './text-of.js'

const params = Type.Object({
  source: choiceParam<'chosen' | 'item' | 'text'>(
    { chosen: { fr: 'un fichier choisi', en: 'a chosen file' }, item: { fr: 'le fichier reçu par cette étape', en: 'the file that this step receives' }, text: { fr: 'un texte', en: 'a text' } },
    { label: { fr: 'Lire', en: 'Read' } },
    'chosen',
  ),
  file: Type.Optional(fileParam({ label: { fr: 'Fichier', en: 'File' }, showWhen: { param: 'source', is: ['chosen'] } })),
  text: Type.Optional(Type.String({ ...ui({ label: { fr: 'Texte', en: 'Text' }, placeholder: { fr: '{{item.body}}', en: '{{item.body}}' }, widget: 'text', showWhen: { param: 'source', is: ['text'] } }) })),
  as: choiceParam<'file' | 'csv' | 'json' | 'xml' | 'text'>(
    {
      file: { fr: 'le fichier tel quel', en: 'the file as it is' },
      csv: { fr: 'des lignes (CSV)', en: 'rows (CSV)' },
      json: { fr: 'des lignes (JSON)', en: 'rows (JSON)' },
      xml: { fr: 'des lignes (XML)', en: 'rows (XML)' },
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
  numbers: choiceParam<'text' | 'auto' | 'comma' | 'point'>(
    {
      text: { fr: 'des textes', en: 'texts' },
      auto: { fr: 'des nombres, décimales selon le séparateur', en: 'numbers, decimals by the separator' },
      comma: { fr: 'des nombres, virgule décimale (1 234,5)', en: 'numbers, decimal comma (1 234,5)' },
      point: { fr: 'des nombres, point décimal (1,234.5)', en: 'numbers, decimal point (1,234.5)' },
    },
    { label: { fr: 'Colonnes de nombres comme', en: 'Columns of numbers as' }, showWhen: { param: 'as', is: ['csv'] } },
    'text',
  ),
  element: Type.Optional(
    Type.String({
      maxLength: 200,
      ...ui({ label: { fr: 'Élément qui fait une ligne', en: 'Element that makes a row' }, help: { fr: 'Vide : le premier qui se répète.', en: 'Empty: the first that repeats.' }, placeholder: { fr: 'commande', en: 'order' }, showWhen: { param: 'as', is: ['xml'] } }),
    }),
  ),
  encoding: choiceParam<TextEncoding | 'auto'>(
    { auto: { fr: 'deviner', en: 'guess' }, 'utf-8': { fr: 'UTF-8', en: 'UTF-8' }, 'windows-1252': { fr: 'Windows-1252 (ANSI)', en: 'Windows-1252 (ANSI)' }, 'utf-16le': { fr: 'UTF-16', en: 'UTF-16' }, 'utf-16be': { fr: 'UTF-16 (gros-boutiste)', en: 'UTF-16 (big-endian)' } },
    { label: { fr: 'Encodage', en: 'Encoding' }, advanced: true, showWhen: { param: 'as', is: ['csv', 'json', 'xml', 'text'] } },
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
  description: { fr: 'Donne un fichier de l’espace de travail, ou les lignes qu’il contient (CSV, JSON, XML, texte).', en: 'Gives a file of the workspace, or the rows that it holds (CSV, JSON, XML, text).' },
  keywords: { fr: ['fichier', 'ouvrir', 'csv', 'json', 'xml', 'texte', 'document', 'importer', 'charger', 'analyser'], en: ['file', 'open', 'csv', 'json', 'xml', 'text', 'document', 'import', 'load', 'parse'] },
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
    {
      title: { fr: 'Les lignes d’un CSV dans un texte, nombres compris', en: 'The rows of a CSV in a text, numbers included' },
      params: { source: 'text', text: 'code;prix\n007;1 234,50\n008;2\n', as: 'csv', numbers: 'auto' },
      input: { main: [{}] },
      output: { main: [{ code: '007', prix: 1234.5 }, { code: '008', prix: 2 }] },
    },
    {
      title: { fr: 'Les commandes d’un document XML', en: 'The orders of an XML document' },
      params: { source: 'text', text: '<liste><commande id="7"><client>Zoé</client><article>A</article><article>B</article></commande><commande id="8"/></liste>', as: 'xml' },
      input: { main: [{}] },
      output: { main: [{ '@id': '7', client: 'Zoé', article: ['A', 'B'] }, { '@id': '8' }] },
    },
  ],
  words: { fr: 'lit un fichier', en: 'reads a file' },
  run: async (context) => {
    const { source, file, text = '' } = context.params
    if (source === 'chosen') {
      if (file === undefined) throw noFile('/file')
      return give(context, await context.files.chosen(file))
    }
    if (source === 'text') return giveRows(context, { name: context.locale === 'fr' ? 'texte' : 'text', size: Buffer.byteLength(text), bytes: once(Buffer.from(text, 'utf8')) })
    await eachRowStreamed(context, async (item, _row, emit) => {
      const received = Object.values(item.files ?? {})[0]
      if (received === undefined) throw noFile('/source')
      await give({ ...context, emit }, received)
    })
  },
})

type FilesReadContext = AllContext<FilesReadParams>

interface Content {
  readonly name: string
  readonly size: number
  readonly bytes: AsyncIterable<Uint8Array>
}

async function give(context: FilesReadContext, file: FileRef): Promise<void> {
  if (context.params.as === 'file') return context.emit({ json: { fileName: file.name, mediaType: file.mediaType, size: file.size }, files: { file } })
  return giveRows(context, { name: file.name, size: file.size, bytes: context.files.read(file) })
}

async function giveRows({ params: given, emit, log, locale }: FilesReadContext, content: Content): Promise<void> {
  const { bytes, name, size } = content
  // A transfer that was cut off at its beginning looks like this, and the flow would go on as on a day without rows.
  if (size === 0 && (given.as === 'csv' || given.as === 'json')) log.warn(locale === 'fr' ? `« ${name} » est vide : aucune ligne n’a été lue.` : `“${name}” is empty: no rows were read.`)
  if (given.as === 'csv') return giveCsv({ params: given, emit, log, locale }, content)
  if (given.as === 'xml') {
    for await (const json of rowsOfXml(textPieces(bytes, name, given.encoding), given.element ?? '', name)) await emit({ json })
    return
  }
  if (size > given.maxMegabytes * 1024 * 1024) throw tooLarge(name, given.maxMegabytes)
  const text = await textOf(bytes, name, given.encoding)
  if (given.as === 'json') for (const json of rowsOfJson(text, name)) await emit({ json })
  else await emit({ json: { fileName: name, text } })
}

async function giveCsv({ params: given, emit, log, locale }: Pick<FilesReadContext, 'params' | 'emit' | 'log' | 'locale'>, { bytes, name }: Content): Promise<void> {
  let decimals: Locale = given.numbers === 'point' ? 'en' : 'fr'
  // A file whose fields are parted by commas writes its decimals with a point.
  const onSeparator = (separator: string) => void (given.numbers === 'auto' && separator === ',' && (decimals = 'en'))
  const rows = rowsOfCsv({ bytes, name, separator: given.delimiter, encoding: given.encoding, onSeparator })
  const late = (field: string) => log.warn(locale === 'fr' ? `La colonne « ${field} » ne contient pas que des nombres ; le reste y demeure du texte.` : `The column “${field}” holds not only numbers; the rest stays text there.`)
  for await (const json of given.numbers === 'text' ? rows : withNumbers(rows, () => decimals, late)) await emit({ json })
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
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
