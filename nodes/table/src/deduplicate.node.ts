import { choiceParam, defineNode, Type } from '@maillon/node-sdk'
import { deduplicateRows } from './deduplicate-rows.js'
import { ignoreKeyCaseParam, keyFieldsParam } from './key-params.js'
import { rowKey } from './row-key.js'
import { SeenFields } from './seen-fields.js'
import { withSpillFolder } from './spill/spill-folder.js'

export const deduplicate = defineNode({
  type: 'table.deduplicate',
  title: { fr: 'Retirer les doublons', en: 'Remove duplicates' },
  description: { fr: 'Garde une ligne de chaque ; les autres sortent par « Doublons ».', en: 'Keeps one row of each; the others leave by “Duplicates”.' },
  keywords: {
    fr: ['doublon', 'unique', 'dédoublonner', 'distinct', 'répétition', 'double', 'nettoyer'],
    en: ['duplicate', 'unique', 'dedupe', 'distinct', 'repeated', 'double', 'clean'],
  },
  icon: 'copy-off',
  group: 'table',
  params: Type.Object({
    fields: keyFieldsParam(
      { fr: 'Pareilles quand ces champs sont égaux', en: 'The same when these fields are equal' },
      { fr: 'Vide : quand toute la ligne est égale. Une ligne où tous ces champs sont vides est toujours gardée.', en: 'Empty: when the whole row is equal. A row where all these fields are empty is always kept.' },
    ),
    keep: choiceParam<'first' | 'last'>(
      { first: { fr: 'la première', en: 'the first' }, last: { fr: 'la dernière', en: 'the last' } },
      { label: { fr: 'Garder', en: 'Keep' } },
      'first',
    ),
    ignoreCase: ignoreKeyCaseParam(),
  }),
  outputs: [
    { id: 'main', label: { fr: 'Lignes uniques', en: 'Unique rows' } },
    { id: 'duplicates', label: { fr: 'Doublons', en: 'Duplicates' } },
  ],
  effects: 'none',
  outputShapes: { main: { kind: 'same', input: 'main' }, duplicates: { kind: 'same', input: 'main' } },
  examples: [
    {
      title: { fr: 'Un client par adresse', en: 'One customer for each address' },
      params: { fields: ['courriel'], ignoreCase: true },
      input: { main: [{ nom: 'Zoé', courriel: 'zoe@a.fr' }, { nom: 'Zoé B.', courriel: 'ZOE@a.fr' }, { nom: 'Ali', courriel: '' }, { nom: 'Max', courriel: '' }] },
      output: { main: [{ nom: 'Zoé', courriel: 'zoe@a.fr' }, { nom: 'Ali', courriel: '' }, { nom: 'Max', courriel: '' }], duplicates: [{ nom: 'Zoé B.', courriel: 'ZOE@a.fr' }] },
    },
    {
      title: { fr: 'La dernière ligne de chaque code', en: 'The last row of each code' },
      params: { fields: ['code'], keep: 'last' },
      input: { main: [{ code: 12, prix: 1 }, { code: '7', prix: 2 }, { code: '12', prix: 3 }] },
      output: { main: [{ code: '7', prix: 2 }, { code: '12', prix: 3 }], duplicates: [{ code: 12, prix: 1 }] },
    },
  ],
  words: { fr: 'retire les doublons', en: 'removes duplicates' },
  run: async ({ params, input, emit, signal, knownFields }) => {
    const seen = new SeenFields(knownFields())
    await withSpillFolder(signal, async (folder) => {
      const keyOf = ({ json }: { readonly json: Parameters<typeof rowKey>[0] }) => {
        seen.add(json)
        return rowKey(json, params.fields, params.ignoreCase)
      }
      for await (const { item, isDuplicate } of deduplicateRows(input(), { keyOf, keep: params.keep, folder, signal })) await emit(item, isDuplicate ? 'duplicates' : 'main')
    })
    params.fields.forEach((field, index) => seen.mustHave(field, `/fields/${index}`))
  },
})
