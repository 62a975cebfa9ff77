import { choiceParam, defineNode, Type, ui } from '@maillon/node-sdk'
import { sortRows } from './sort-rows.js'
import { withSpillFolder } from './spill/spill-folder.js'

export const sort = defineNode({
  type: 'table.sort',
  title: { fr: 'Trier', en: 'Sort' },
  description: { fr: 'Range les lignes selon un ou plusieurs champs ; les valeurs vides viennent en dernier.', en: 'Puts the rows in order by one or more fields; empty values come last.' },
  keywords: { fr: ['ordre', 'classer', 'croissant', 'décroissant', 'alphabétique', 'meilleurs', 'tableau'], en: ['order', 'rank', 'ascending', 'descending', 'alphabetical', 'best', 'table'] },
  icon: 'sort-ascending',
  group: 'table',
  params: Type.Object({
    by: Type.Array(
      Type.Object({
        field: Type.String({ minLength: 1, ...ui({ label: { fr: 'Champ', en: 'Field' }, widget: 'field', expression: false }) }),
        direction: choiceParam<'ascending' | 'descending'>(
          { ascending: { fr: 'croissant (A à Z, petit à grand)', en: 'ascending (A to Z, small to large)' }, descending: { fr: 'décroissant (Z à A, grand à petit)', en: 'descending (Z to A, large to small)' } },
          { label: { fr: 'Sens', en: 'Direction' } },
          'ascending',
        ),
        as: choiceParam<'auto' | 'text' | 'number' | 'date'>(
          {
            auto: { fr: 'selon les données', en: 'as the data is' },
            text: { fr: 'des textes', en: 'texts' },
            number: { fr: 'des nombres', en: 'numbers' },
            date: { fr: 'des dates', en: 'dates' },
          },
          { label: { fr: 'Comparer comme', en: 'Compare as' }, advanced: true },
          'auto',
        ),
      }),
      { minItems: 1, maxItems: 10, ...ui({ label: { fr: 'Trier par', en: 'Sort by' } }) },
    ),
  }),
  effects: 'none',
  outputShapes: { main: { kind: 'same', input: 'main' } },
  examples: [
    {
      title: { fr: 'Les plus grands montants d’abord', en: 'The largest amounts first' },
      params: { by: [{ field: 'montant', direction: 'descending' }, { field: 'client' }] },
      input: { main: [{ client: 'Zoé', montant: 9 }, { client: 'Élodie', montant: 10 }, { client: 'Marc', montant: null }, { client: 'Eric', montant: 10 }] },
      output: { main: [{ client: 'Élodie', montant: 10 }, { client: 'Eric', montant: 10 }, { client: 'Zoé', montant: 9 }, { client: 'Marc', montant: null }] },
    },
  ],
  words: { fr: 'trie les lignes par « {{by.[0].field}} »', en: 'sorts the rows by “{{by.[0].field}}”' },
  run: async ({ params, input, emit, locale, timeZone, signal, knownFields }) => {
    await withSpillFolder(signal, async (folder) => {
      for await (const item of sortRows(input(), params.by, { locale, timeZone, signal, folder, known: knownFields() })) await emit(item)
    })
  },
})
