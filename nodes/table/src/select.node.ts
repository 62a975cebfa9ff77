import { choiceParam, defineNode, Type, ui, type Json } from '@maillon/node-sdk'
import { mustDiffer } from './field-name.js'
import { SeenFields, valueOf } from './seen-fields.js'

export const select = defineNode({
  type: 'table.select',
  title: { fr: 'Choisir les colonnes', en: 'Select columns' },
  description: { fr: 'Garde, range et renomme les champs des lignes.', en: 'Keeps, orders and renames the fields of the rows.' },
  keywords: {
    fr: ['colonne', 'champ', 'renommer', 'garder', 'retirer', 'supprimer', 'ordre', 'réorganiser', 'projection', 'masquer', 'réordonner'],
    en: ['column', 'field', 'rename', 'keep', 'drop', 'remove', 'order', 'rearrange', 'projection', 'pick', 'hide', 'reorder'],
  },
  icon: 'columns-3',
  group: 'table',
  params: Type.Object({
    fields: Type.Array(
      Type.Object({
        field: Type.String({ minLength: 1, ...ui({ label: { fr: 'Champ', en: 'Field' }, widget: 'field', expression: false }) }),
        name: Type.Optional(
          Type.String({ maxLength: 200, ...ui({ label: { fr: 'Nouveau nom', en: 'New name' }, help: { fr: 'Vide : le même nom.', en: 'Empty: the same name.' }, expression: false }) }),
        ),
      }),
      { minItems: 1, maxItems: 500, ...ui({ label: { fr: 'Colonnes', en: 'Columns' } }) },
    ),
    others: choiceParam<'drop' | 'keep' | 'invert'>(
      {
        drop: { fr: 'ne garder que ces colonnes', en: 'keep only these columns' },
        keep: { fr: 'garder aussi les autres, à la suite', en: 'keep the others too, after them' },
        invert: { fr: 'retirer ces colonnes, garder les autres', en: 'remove these columns, keep the others' },
      },
      { label: { fr: 'Les autres champs', en: 'The other fields' } },
      'drop',
    ),
  }),
  effects: 'none',
  keepsRows: true,
  outputShapes: { main: { kind: 'computed', rule: 'select-fields' } },
  examples: [
    {
      title: { fr: 'Deux colonnes, dont une renommée', en: 'Two columns, one of them renamed' },
      params: { fields: [{ field: 'prix', name: 'montant' }, { field: 'produit' }] },
      input: { main: [{ produit: 'Café', prix: 3.9, code: 7 }, { produit: 'Thé', code: 8 }] },
      output: { main: [{ montant: 3.9, produit: 'Café' }, { montant: null, produit: 'Thé' }] },
    },
    {
      title: { fr: 'Renommer sans rien perdre', en: 'Rename without losing anything' },
      params: { fields: [{ field: 'prix', name: 'montant' }], others: 'keep' },
      input: { main: [{ produit: 'Café', prix: 3.9 }] },
      output: { main: [{ montant: 3.9, produit: 'Café' }] },
    },
    {
      title: { fr: 'Retirer une colonne', en: 'Remove a column' },
      params: { fields: [{ field: 'code' }], others: 'invert' },
      input: { main: [{ produit: 'Café', prix: 3.9, code: 7 }] },
      output: { main: [{ produit: 'Café', prix: 3.9 }] },
    },
  ],
  words: { fr: 'choisit les colonnes', en: 'selects columns' },
  run: async ({ params, input, emit, knownFields }) => {
    const chosen = params.fields.map(({ field, name = '' }) => ({ field, name: name.trim() === '' ? field : name.trim() }))
    if (params.others !== 'invert') mustDiffer(chosen.map(({ name }) => name), (index) => `/fields/${index}/name`)
    const listed = new Set(chosen.map(({ field }) => field))
    const names = new Set(chosen.map(({ name }) => name))
    const seen = new SeenFields(knownFields())
    for await (const item of input()) {
      seen.add(item.json)
      const rest = params.others === 'drop' ? [] : Object.entries(item.json).filter(([field]) => !listed.has(field) && (params.others === 'invert' || !names.has(field)))
      const own = params.others === 'invert' ? [] : chosen.map(({ field, name }): [string, Json] => [name, valueOf(item.json, field)])
      await emit({ ...item, json: Object.fromEntries([...own, ...rest]) })
    }
    chosen.forEach(({ field }, index) => seen.mustHave(field, `/fields/${index}/field`))
  },
})
