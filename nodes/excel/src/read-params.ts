import { choiceParam, Type, ui, withDefault, type Static } from '@maillon/node-sdk'
import { fileSourceParams } from './file-source.js'

const verbatim = (text: string) => ({ fr: text, en: text })

/** Where in a file the rows stand. */
export const sheetPlaceParams = {
  sheet: Type.Optional(
    Type.String({ maxLength: 100, ...ui({ label: { fr: 'Feuille', en: 'Sheet' }, help: { fr: 'Vide : la première.', en: 'Empty: the first one.' }, placeholder: { fr: 'Tarifs', en: 'Prices' } }) }),
  ),
  headerRow: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 1_048_576,
      ...ui({ label: { fr: 'Ligne des titres', en: 'Row of the titles' }, help: { fr: 'Vide : la première ligne qui n’est pas vide.', en: 'Empty: the first row that is not blank.' }, advanced: true }),
    }),
  ),
  range: Type.Optional(
    Type.String({
      pattern: '^$|^[A-Za-z]{1,3}[0-9]{1,7}:[A-Za-z]{1,3}[0-9]{1,7}$',
      ...ui({ label: { fr: 'Plage', en: 'Range' }, help: { fr: 'Vide : tout ce qui est rempli.', en: 'Empty: everything that is filled.' }, placeholder: verbatim('B3:H200'), advanced: true, expression: false }),
    }),
  ),
  fillMerged: withDefault(
    Type.Boolean({ default: false, ...ui({ label: { fr: 'Répéter la valeur des cellules fusionnées', en: 'Repeat the value of merged cells' }, advanced: true }) }),
  ),
  delimiter: choiceParam<'auto' | ';' | ',' | 'tab' | '|'>(
    { auto: { fr: 'deviner', en: 'guess' }, ';': { fr: 'point-virgule', en: 'semicolon' }, ',': { fr: 'virgule', en: 'comma' }, tab: { fr: 'tabulation', en: 'tab' }, '|': { fr: 'barre verticale', en: 'vertical bar' } },
    { label: { fr: 'CSV : séparateur', en: 'CSV: separator' }, advanced: true },
    'auto',
  ),
  encoding: choiceParam<'auto' | 'utf-8' | 'windows-1252' | 'utf-16le'>(
    { auto: { fr: 'deviner', en: 'guess' }, 'utf-8': verbatim('UTF-8'), 'windows-1252': verbatim('Windows-1252 (ANSI)'), 'utf-16le': verbatim('UTF-16') },
    { label: { fr: 'CSV : encodage', en: 'CSV: encoding' }, advanced: true },
    'auto',
  ),
}

const { sheet, ...place } = sheetPlaceParams

export const readParams = Type.Object({
  ...fileSourceParams('.xlsx, .xls, .csv'),
  sheet,
  columns: withDefault(
    Type.Array(
      Type.Object({
        name: Type.String({ minLength: 1, ...ui({ label: { fr: 'Colonne', en: 'Column' }, expression: false }) }),
        type: choiceParam<'text' | 'number' | 'date' | 'boolean'>(
          { text: { fr: 'texte', en: 'text' }, number: { fr: 'nombre', en: 'number' }, date: { fr: 'date', en: 'date' }, boolean: { fr: 'oui ou non', en: 'yes or no' } },
          { label: { fr: 'Type', en: 'Type' } },
        ),
        required: withDefault(Type.Boolean({ default: false, ...ui({ label: { fr: 'Ne peut pas être vide', en: 'May not be empty' } }) })),
      }),
      {
        default: [],
        maxItems: 500,
        ...ui({
          label: { fr: 'Colonnes attendues', en: 'Expected columns' },
          help: { fr: 'Leur présence et leur type sont vérifiés ; les autres colonnes sont lues telles quelles.', en: 'They are checked for presence and type; other columns are read as they are.' },
        }),
      },
    ),
  ),
  onBadCell: choiceParam<'fail' | 'empty' | 'keep'>(
    {
      fail: { fr: 'arrêter et nommer la cellule', en: 'stop and name the cell' },
      empty: { fr: 'la lire comme vide, avec un avertissement', en: 'read it as empty, with a warning' },
      keep: { fr: 'garder le texte tel quel, avec un avertissement', en: 'keep the text as it is, with a warning' },
    },
    { label: { fr: 'Si une cellule n’est pas du bon type', en: 'If a cell is not of the right type' } },
    'fail',
  ),
  rowNumberField: Type.Optional(
    Type.String({
      maxLength: 100,
      ...ui({ label: { fr: 'Champ pour le numéro de ligne', en: 'Field for the row number' }, help: { fr: 'Vide : aucun.', en: 'Empty: none.' }, advanced: true, expression: false }),
    }),
  ),
  ...place,
})

export type ReadParams = Static<typeof readParams>
export type ColumnType = ReadParams['columns'][number]['type']
/** What opening a sheet needs to know. */
export type SheetPlace = Pick<ReadParams, 'sheet' | 'delimiter' | 'encoding'>
