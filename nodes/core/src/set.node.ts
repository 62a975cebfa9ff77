import { choiceParam, defineNode, type Json, type JsonObject, Type, ui, userError, withDefault } from '@maillon/node-sdk'
import { convertValue, type FieldType } from './convert-value.js'

const forbiddenNames: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

export const set = defineNode({
  type: 'core.set',
  title: { fr: 'Définir des champs', en: 'Set fields' },
  description: { fr: 'Ajoute ou calcule des champs sur chaque ligne.', en: 'Adds or computes fields on each row.' },
  keywords: {
    fr: ['calculer', 'colonne', 'champ', 'ajouter', 'renommer', 'affecter', 'formule', 'modifier', 'valeur'],
    en: ['compute', 'column', 'field', 'add', 'rename', 'assign', 'formula', 'edit', 'value', 'map'],
  },
  icon: 'edit',
  group: 'logic',
  params: Type.Object({
    fields: Type.Array(
      Type.Object({
        name: Type.String({ minLength: 1, maxLength: 200, ...ui({ label: { fr: 'Champ', en: 'Field' }, expression: false }) }),
        type: choiceParam<FieldType>(
          {
            auto: { fr: 'tel quel', en: 'as it is' },
            text: { fr: 'texte', en: 'text' },
            number: { fr: 'nombre', en: 'number' },
            date: { fr: 'date', en: 'date' },
            boolean: { fr: 'oui ou non', en: 'yes or no' },
            object: { fr: 'objet', en: 'object' },
            list: { fr: 'liste', en: 'list' },
          },
          { label: { fr: 'Type', en: 'Type' } },
          'auto',
        ),
        value: Type.Unknown({ ...ui({ label: { fr: 'Valeur', en: 'Value' }, placeholder: { fr: '{{item.prix}}', en: '{{item.price}}' } }) }),
      }),
      { minItems: 1, maxItems: 200, ...ui({ label: { fr: 'Champs', en: 'Fields' } }) },
    ),
    keepOthers: withDefault(
      Type.Boolean({
        default: true,
        ...ui({ label: { fr: 'Garder les autres champs', en: 'Keep the other fields' }, help: { fr: 'Sinon, seuls les champs ci-dessus restent.', en: 'Otherwise only the fields above remain.' }, advanced: true }),
      }),
    ),
  }),
  effects: 'none',
  light: true,
  keepsRows: true,
  outputShapes: { main: { kind: 'computed', rule: 'set-fields' } },
  examples: [
    {
      title: { fr: 'Ajouter un champ à chaque ligne', en: 'Add a field to each row' },
      params: { fields: [{ name: 'pays', type: 'text', value: 'FR' }, { name: 'prix', type: 'number', value: '{{item.prix}}' }] },
      input: { main: [{ produit: 'Café', prix: '1 234,56' }] },
      output: { main: [{ produit: 'Café', prix: 1234.56, pays: 'FR' }] },
    },
    {
      title: { fr: 'Ne garder que certains champs', en: 'Keep only some fields' },
      params: { fields: [{ name: 'article', value: '{{item.produit}}' }], keepOthers: false },
      input: { main: [{ produit: 'Café', prix: 3.5 }] },
      output: { main: [{ article: 'Café' }] },
    },
  ],
  words: { fr: 'définit des champs sur chaque ligne', en: 'sets fields on each row' },
  runItem: ({ params, item, locale, timeZone }) => {
    const values = new Map<string, Json>(params.keepOthers ? Object.entries(item.json) : [])
    params.fields.forEach((field, index) => {
      if (forbiddenNames.has(field.name)) throw forbiddenName(field.name, index)
      values.set(field.name, convertValue((field.value ?? null) as Json, field.type, { locale, timeZone, name: field.name, pointer: `/fields/${index}/value` }))
    })
    return Object.fromEntries(values) as JsonObject
  },
})

function forbiddenName(name: string, index: number) {
  return userError({
    code: 'DATA_FIELD_FORBIDDEN',
    text: { fr: `« ${name} » ne peut pas servir de nom de champ.`, en: `“${name}” cannot be used as a field name.` },
    hint: { fr: 'Choisissez un autre nom.', en: 'Choose another name.' },
    field: `/fields/${index}/name`,
  })
}
