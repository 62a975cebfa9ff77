import { choiceParam, Type, ui, withDefault, type Static } from '@maillon/node-sdk'

const field = (label: { fr: string; en: string }) => Type.String({ minLength: 1, ...ui({ label, widget: 'field', expression: false }) })

const column = Type.Object({
  field: field({ fr: 'Champ', en: 'Field' }),
  title: Type.Optional(Type.String({ maxLength: 255, ...ui({ label: { fr: 'Titre', en: 'Title' }, help: { fr: 'Vide : le nom du champ.', en: 'Empty: the name of the field.' } }) })),
  format: choiceParam<'auto' | 'text' | 'number' | 'integer' | 'currency' | 'percent' | 'date' | 'datetime'>(
    {
      auto: { fr: 'selon les données', en: 'as the data is' },
      text: { fr: 'texte', en: 'text' },
      number: { fr: 'nombre (2 décimales)', en: 'number (2 decimals)' },
      integer: { fr: 'nombre entier', en: 'whole number' },
      currency: { fr: 'montant', en: 'currency' },
      percent: { fr: 'pourcentage', en: 'percent' },
      date: { fr: 'date', en: 'date' },
      datetime: { fr: 'date et heure', en: 'date and time' },
    },
    { label: { fr: 'Format', en: 'Format' } },
    'auto',
  ),
  width: Type.Optional(Type.Number({ minimum: 1, maximum: 255, ...ui({ label: { fr: 'Largeur (caractères)', en: 'Width (characters)' }, advanced: true }) })),
})

const total = Type.Object({
  field: field({ fr: 'Champ', en: 'Field' }),
  function: choiceParam<'sum' | 'average' | 'count' | 'min' | 'max'>(
    {
      sum: { fr: 'somme', en: 'sum' },
      average: { fr: 'moyenne', en: 'average' },
      count: { fr: 'nombre', en: 'count' },
      min: { fr: 'plus petit', en: 'smallest' },
      max: { fr: 'plus grand', en: 'largest' },
    },
    { label: { fr: 'Calcul', en: 'Function' } },
    'sum',
  ),
})

const chart = Type.Object(
  {
    kind: choiceParam<'none' | 'bar' | 'line' | 'pie'>(
      { none: { fr: 'aucun', en: 'none' }, bar: { fr: 'barres', en: 'bars' }, line: { fr: 'courbe', en: 'line' }, pie: { fr: 'secteurs', en: 'pie' } },
      { label: { fr: 'Type', en: 'Kind' } },
      'none',
    ),
    category: Type.Optional(
      Type.String({ ...ui({ label: { fr: 'Légende (champ)', en: 'Category (field)' }, widget: 'field', expression: false, showWhen: { param: 'kind', is: ['bar', 'line', 'pie'] } }) }),
    ),
    values: withDefault(
      Type.Array(field({ fr: 'Champ', en: 'Field' }), {
        default: [],
        maxItems: 10,
        ...ui({ label: { fr: 'Valeurs (champs)', en: 'Values (fields)' }, widget: 'fields', expression: false, showWhen: { param: 'kind', is: ['bar', 'line', 'pie'] } }),
      }),
    ),
    title: Type.Optional(Type.String({ maxLength: 255, ...ui({ label: { fr: 'Titre', en: 'Title' }, showWhen: { param: 'kind', is: ['bar', 'line', 'pie'] } }) })),
  },
  { default: { kind: 'none' }, ...ui({ label: { fr: 'Graphique', en: 'Chart' } }) },
)

const sheet = Type.Object({
  id: Type.String({
    pattern: '^[a-z][a-z0-9-]*$',
    maxLength: 60,
    ...ui({
      label: { fr: 'Entrée', en: 'Input' },
      help: { fr: 'Le nom du point d’entrée de cette feuille : minuscules, chiffres et tirets.', en: 'The name of this sheet’s input: small letters, digits and hyphens.' },
      placeholder: { fr: 'ventes', en: 'sales' },
      expression: false,
    }),
  }),
  name: Type.String({
    minLength: 1,
    maxLength: 31,
    pattern: "^[^\\[\\]:*?/\\\\'](?:[^\\[\\]:*?/\\\\]*[^\\[\\]:*?/\\\\'])?$",
    ...ui({ label: { fr: 'Nom de la feuille', en: 'Name of the sheet' }, placeholder: { fr: 'Ventes', en: 'Sales' }, expression: false }),
  }),
  columns: withDefault(
    Type.Array(column, {
      default: [],
      maxItems: 1000,
      ...ui({ label: { fr: 'Colonnes', en: 'Columns' }, help: { fr: 'Vide : tous les champs, dans leur ordre.', en: 'Empty: all fields, in their order.' } }),
    }),
  ),
  table: withDefault(Type.Boolean({ default: true, ...ui({ label: { fr: 'Tableau mis en forme', en: 'Formatted table' }, advanced: true }) })),
  totals: withDefault(Type.Array(total, { default: [], maxItems: 100, ...ui({ label: { fr: 'Ligne de totaux', en: 'Totals row' } }) })),
  freezeHeader: withDefault(Type.Boolean({ default: true, ...ui({ label: { fr: 'Figer les titres', en: 'Freeze the header' }, advanced: true }) })),
  chart: withDefault(chart),
})

export const writeParams = Type.Object({
  fileName: withDefault(
    Type.String({
      default: 'rapport.xlsx',
      minLength: 1,
      maxLength: 150,
      ...ui({ label: { fr: 'Nom du fichier', en: 'File name' }, placeholder: { fr: 'ventes-{{today}}.xlsx', en: 'sales-{{today}}.xlsx' } }),
    }),
  ),
  sheets: Type.Array(sheet, { minItems: 1, maxItems: 50, ...ui({ label: { fr: 'Feuilles', en: 'Sheets' }, help: { fr: 'Chaque feuille a son point d’entrée.', en: 'Each sheet has its own input.' } }) }),
  currency: choiceParam<'EUR' | 'USD' | 'GBP' | 'CAD' | 'CHF'>(
    { EUR: { fr: 'euro (€)', en: 'euro (€)' }, USD: { fr: 'dollar américain ($)', en: 'US dollar ($)' }, GBP: { fr: 'livre sterling (£)', en: 'pound sterling (£)' }, CAD: { fr: 'dollar canadien ($ CA)', en: 'Canadian dollar (CA$)' }, CHF: { fr: 'franc suisse (CHF)', en: 'Swiss franc (CHF)' } },
    { label: { fr: 'Monnaie des montants', en: 'Currency of amounts' }, advanced: true },
    'EUR',
  ),
})

export type WriteParams = Static<typeof writeParams>
export type SheetParams = WriteParams['sheets'][number]
export type ColumnFormat = SheetParams['columns'][number]['format']
export type TotalFunction = SheetParams['totals'][number]['function']
