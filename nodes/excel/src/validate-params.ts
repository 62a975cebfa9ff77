import { choiceParam, Type, ui, withDefault, type Static } from '@maillon/node-sdk'
import { fileSourceParams } from './file-source.js'
import { sheetPlaceParams } from './read-params.js'

const rule = Type.Object({
  name: Type.String({ minLength: 1, ...ui({ label: { fr: 'Colonne', en: 'Column' }, expression: false }) }),
  type: choiceParam<'any' | 'text' | 'number' | 'integer' | 'date' | 'boolean'>(
    { any: { fr: 'peu importe', en: 'any' }, text: { fr: 'texte', en: 'text' }, number: { fr: 'nombre', en: 'number' }, integer: { fr: 'nombre entier', en: 'whole number' }, date: { fr: 'date', en: 'date' }, boolean: { fr: 'oui ou non', en: 'yes or no' } },
    { label: { fr: 'Type', en: 'Type' } },
    'any',
  ),
  required: withDefault(Type.Boolean({ default: true, ...ui({ label: { fr: 'Ne peut pas être vide', en: 'May not be empty' } }) })),
  optional: withDefault(Type.Boolean({ default: false, ...ui({ label: { fr: 'La colonne peut manquer', en: 'The column may be missing' }, advanced: true }) })),
  min: Type.Optional(Type.Unknown({ ...ui({ label: { fr: 'Au moins', en: 'At least' }, help: { fr: 'Un nombre ou une date ; pour un texte, le nombre de caractères.', en: 'A number or a date; for a text, the number of characters.' }, showWhen: { param: 'type', is: ['number', 'integer', 'date', 'text'] } }) })),
  max: Type.Optional(Type.Unknown({ ...ui({ label: { fr: 'Au plus', en: 'At most' }, showWhen: { param: 'type', is: ['number', 'integer', 'date', 'text'] } }) })),
  allowed: withDefault(
    Type.Array(Type.String({ ...ui({ label: { fr: 'Valeur', en: 'Value' } }) }), { default: [], maxItems: 1000, ...ui({ label: { fr: 'Valeurs permises', en: 'Allowed values' }, help: { fr: 'Vide : toutes. Majuscules et minuscules sont confondues.', en: 'Empty: all. Upper and lower case are the same.' } }) }),
  ),
  unique: withDefault(Type.Boolean({ default: false, ...ui({ label: { fr: 'Chaque valeur une seule fois', en: 'Each value only once' } }) })),
})

export const validateParams = Type.Object({
  ...fileSourceParams('.xlsx, .xls, .csv'),
  rules: Type.Array(rule, { minItems: 1, maxItems: 500, ...ui({ label: { fr: 'Règles par colonne', en: 'Rules by column' } }) }),
  ...sheetPlaceParams,
})

export type ValidateParams = Static<typeof validateParams>
export type ColumnRule = ValidateParams['rules'][number]
