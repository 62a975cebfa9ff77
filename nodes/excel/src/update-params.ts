import { choiceParam, Type, ui, withDefault, type Static } from '@maillon/node-sdk'
import { fileSourceParams } from './file-source.js'
import { cellAddressParam, fileNameParam, sheetParam } from './fill-template-params.js'

const verbatim = (text: string) => ({ fr: text, en: text })

export const updateParams = Type.Object({
  ...fileSourceParams('.xlsx'),
  fileName: fileNameParam,
  cells: withDefault(
    Type.Array(
      Type.Object({
        sheet: sheetParam,
        cell: cellAddressParam,
        what: choiceParam<'value' | 'formula' | 'clear'>(
          { value: { fr: 'écrire une valeur', en: 'write a value' }, formula: { fr: 'écrire une formule', en: 'write a formula' }, clear: { fr: 'vider', en: 'clear' } },
          { label: { fr: 'Action', en: 'Action' } },
          'value',
        ),
        value: Type.Optional(Type.Unknown({ ...ui({ label: { fr: 'Valeur', en: 'Value' }, showWhen: { param: 'what', is: ['value'] } }) })),
        formula: Type.Optional(
          Type.String({ maxLength: 8192, ...ui({ label: { fr: 'Formule (en anglais, comme dans le fichier)', en: 'Formula (in English, as in the file)' }, placeholder: verbatim('SUM(B2:B9)'), showWhen: { param: 'what', is: ['formula'] }, expression: false }) }),
        ),
      }),
      { default: [], maxItems: 1000, ...ui({ label: { fr: 'Cellules à changer', en: 'Cells to change' } }) },
    ),
  ),
  rows: withDefault(
    Type.Object(
      {
        sheet: sheetParam,
        rowField: withDefault(
          Type.String({
            default: '',
            maxLength: 200,
            ...ui({
              label: { fr: 'Champ du numéro de ligne', en: 'Field of the row number' },
              help: { fr: 'Chaque ligne reçue change la ligne du classeur que ce champ nomme (« Lire un classeur » peut le donner). Vide : aucune.', en: 'Each incoming row changes the row of the workbook that this field names (“Read a workbook” can give it). Empty: none.' },
              widget: 'field',
              expression: false,
            }),
          }),
        ),
        columns: withDefault(
          Type.Array(
            Type.Object({
              field: Type.String({ minLength: 1, ...ui({ label: { fr: 'Champ', en: 'Field' }, widget: 'field', expression: false }) }),
              column: Type.String({ pattern: '^[A-Za-z]{1,3}$', ...ui({ label: { fr: 'Colonne', en: 'Column' }, placeholder: verbatim('D'), expression: false }) }),
            }),
            { default: [], maxItems: 500, ...ui({ label: { fr: 'Champs à écrire', en: 'Fields to write' } }) },
          ),
        ),
      },
      { default: {}, ...ui({ label: { fr: 'Lignes à changer', en: 'Rows to change' } }) },
    ),
  ),
  replaceFormulas: withDefault(Type.Boolean({ default: false, ...ui({ label: { fr: 'Remplacer aussi les formules', en: 'Replace formulas too' }, advanced: true }) })),
})

export type UpdateParams = Static<typeof updateParams>
