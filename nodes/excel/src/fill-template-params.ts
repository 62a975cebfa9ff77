import { Type, ui, withDefault, type Static } from '@maillon/node-sdk'
import { fileSourceParams } from './file-source.js'

const verbatim = (text: string) => ({ fr: text, en: text })

export const sheetParam = Type.Optional(
  Type.String({ maxLength: 100, ...ui({ label: { fr: 'Feuille', en: 'Sheet' }, help: { fr: 'Vide : la première.', en: 'Empty: the first one.' }, placeholder: { fr: 'Facture', en: 'Invoice' } }) }),
)

export const fileNameParam = Type.Optional(
  Type.String({ maxLength: 150, ...ui({ label: { fr: 'Nom du fichier', en: 'File name' }, help: { fr: 'Vide : celui du classeur ouvert.', en: 'Empty: that of the opened workbook.' }, placeholder: { fr: 'facture-{{today}}.xlsx', en: 'invoice-{{today}}.xlsx' } }) }),
)

export const cellAddressParam = Type.String({
  minLength: 1,
  maxLength: 255,
  ...ui({ label: { fr: 'Cellule', en: 'Cell' }, help: { fr: 'Une adresse comme B3, ou un nom défini dans le classeur.', en: 'An address such as B3, or a name that the workbook defines.' }, placeholder: verbatim('B3') }),
})

const table = Type.Object({
  id: Type.String({
    pattern: '^[a-z][a-z0-9-]*$',
    maxLength: 60,
    ...ui({ label: { fr: 'Entrée', en: 'Input' }, help: { fr: 'Le nom du point d’entrée de ce tableau : minuscules, chiffres et tirets.', en: 'The name of this table’s input: small letters, digits and hyphens.' }, placeholder: { fr: 'lignes', en: 'lines' }, expression: false }),
  }),
  sheet: sheetParam,
  start: Type.String({
    minLength: 1,
    maxLength: 255,
    ...ui({ label: { fr: 'Première cellule', en: 'First cell' }, help: { fr: 'Là où va la première valeur de la première ligne.', en: 'Where the first value of the first row goes.' }, placeholder: verbatim('A5') }),
  }),
  preparedRows: withDefault(
    Type.Integer({
      default: 1,
      minimum: 1,
      maximum: 10_000,
      ...ui({
        label: { fr: 'Lignes préparées dans le modèle', en: 'Rows prepared in the template' },
        help: { fr: 'S’il y a plus de données, des lignes semblables à la dernière sont insérées. Un tableau Excel connaît les siennes.', en: 'Where there are more data, rows like the last one are inserted. An Excel table knows its own.' },
        advanced: true,
      }),
    }),
  ),
  columns: withDefault(
    Type.Array(
      Type.Object({
        field: Type.String({ minLength: 1, ...ui({ label: { fr: 'Champ', en: 'Field' }, widget: 'field', expression: false }) }),
        column: Type.Optional(Type.String({ pattern: '^$|^[A-Za-z]{1,3}$', ...ui({ label: { fr: 'Colonne', en: 'Column' }, help: { fr: 'Vide : à côté de la précédente.', en: 'Empty: beside the one before.' }, placeholder: verbatim('C'), expression: false }) })),
      }),
      { default: [], maxItems: 500, ...ui({ label: { fr: 'Champs à écrire', en: 'Fields to write' }, help: { fr: 'Vide : tous, dans leur ordre.', en: 'Empty: all, in their order.' } }) },
    ),
  ),
})

export const fillTemplateParams = Type.Object({
  ...fileSourceParams('.xlsx'),
  fileName: fileNameParam,
  tables: Type.Array(table, { minItems: 1, maxItems: 20, ...ui({ label: { fr: 'Tableaux', en: 'Tables' }, help: { fr: 'Chaque tableau a son point d’entrée.', en: 'Each table has its own input.' } }) }),
  cells: withDefault(
    Type.Array(Type.Object({ sheet: sheetParam, cell: cellAddressParam, value: Type.Unknown({ ...ui({ label: { fr: 'Valeur', en: 'Value' }, placeholder: { fr: '{{today}}', en: '{{today}}' } }) }) }), {
      default: [],
      maxItems: 500,
      ...ui({ label: { fr: 'Cellules', en: 'Cells' }, help: { fr: 'Des valeurs seules : une date, un nom, un numéro.', en: 'Single values: a date, a name, a number.' } }),
    }),
  ),
})

export type FillTemplateParams = Static<typeof fillTemplateParams>
