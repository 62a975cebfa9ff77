import { choiceParam, defineNode, isEmpty, shortText, Type, ui, userError, type Json, type JsonObject } from '@maillon/node-sdk'
import { SeenFields, valueOf } from './seen-fields.js'

export const unfold = defineNode({
  type: 'table.unfold',
  title: { fr: 'Déplier une liste', en: 'Unfold a list' },
  description: { fr: 'Fait une ligne de chaque élément d’une liste (les lignes d’un lot, les articles d’une commande…).', en: 'Makes a row of each element of a list (the rows of a batch, the articles of an order…).' },
  keywords: { fr: ['déplier', 'liste', 'éclater', 'aplatir', 'éléments', 'défaire', 'lot', 'imbriqué'], en: ['unfold', 'list', 'explode', 'flatten', 'elements', 'unbatch', 'split out', 'nested'] },
  icon: 'list-tree',
  group: 'table',
  params: Type.Object({
    field: Type.String({ minLength: 1, ...ui({ label: { fr: 'Champ qui contient la liste', en: 'Field that holds the list' }, widget: 'field', expression: false }) }),
    others: choiceParam<'drop' | 'keep'>(
      { drop: { fr: 'laisser de côté', en: 'leave out' }, keep: { fr: 'répéter sur chaque ligne', en: 'repeat on each row' } },
      { label: { fr: 'Les autres champs', en: 'The other fields' } },
      'drop',
    ),
  }),
  effects: 'none',
  examples: [
    {
      title: { fr: 'Les articles de chaque commande', en: 'The articles of each order' },
      params: { field: 'articles', others: 'keep' },
      input: { main: [{ commande: 7, articles: [{ code: 'A' }, { code: 'B' }] }, { commande: 8, articles: [] }, { commande: 9, articles: ['C'] }] },
      output: { main: [{ commande: 7, code: 'A' }, { commande: 7, code: 'B' }, { commande: 9, value: 'C' }] },
    },
  ],
  words: { fr: 'fait une ligne de chaque élément de « {{field}} »', en: 'makes a row of each element of “{{field}}”' },
  run: async ({ params: { field, others }, input, emit, refuse, knownFields }) => {
    const seen = new SeenFields(knownFields())
    let row = -1
    for await (const item of input()) {
      row++
      seen.add(item.json)
      const list = valueOf(item.json, field)
      if (!Array.isArray(list) && !isEmpty(list)) {
        await refuse(notAList(list, row), { item, index: row })
        continue
      }
      const rest = others === 'keep' ? Object.fromEntries(Object.entries(item.json).filter(([name]) => name !== field)) : {}
      for (const element of (Array.isArray(list) ? list : []) as readonly Json[]) await emit({ ...item, json: { ...rest, ...rowOf(element) } })
    }
    seen.mustHave(field, '/field')
  },
})

function rowOf(element: Json): JsonObject {
  return typeof element === 'object' && element !== null && !Array.isArray(element) ? (element as JsonObject) : { value: element }
}

function notAList(value: Json, row: number) {
  return userError({
    code: 'TABLE_LIST_EXPECTED',
    text: { fr: `Ligne ${row + 1} : « ${shortText(value)} » n’est pas une liste.`, en: `Row ${row + 1}: “${shortText(value)}” is not a list.` },
    hint: { fr: 'Choisissez un champ qui contient une liste.', en: 'Choose a field that holds a list.' },
    field: '/field',
    row,
  })
}
