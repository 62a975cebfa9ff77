import { choiceParam, defineNode, Type, ui, userError, withDefault } from '@maillon/node-sdk'
import type { AggregateFunction } from './accumulator.js'
import { aggregateRows } from './aggregate-rows.js'
import { mustDiffer } from './field-name.js'
import { withSpillFolder } from './spill/spill-folder.js'

export const aggregate = defineNode({
  type: 'table.aggregate',
  title: { fr: 'Totaliser', en: 'Aggregate' },
  description: { fr: 'Calcule sommes, moyennes, nombres… par groupe ou pour toutes les lignes.', en: 'Computes sums, means, counts… by group or over all rows.' },
  keywords: {
    fr: ['total', 'somme', 'moyenne', 'compter', 'regrouper', 'grouper', 'minimum', 'maximum', 'sous-total', 'tableau croisé', 'tableau croisé dynamique', 'tcd', 'somme.si', 'nb.si', 'addition', 'synthèse', 'récapitulatif', 'statistiques'],
    en: ['total', 'sum', 'average', 'mean', 'count', 'group by', 'minimum', 'maximum', 'subtotal', 'pivot', 'pivot table', 'sumif', 'countif', 'summary', 'statistics', 'group'],
  },
  icon: 'sum',
  group: 'table',
  params: Type.Object({
    groupBy: withDefault(
      Type.Array(Type.String({ minLength: 1, ...ui({ label: { fr: 'Champ', en: 'Field' }, widget: 'field', expression: false }) }), {
        default: [],
        maxItems: 20,
        ...ui({ label: { fr: 'Une ligne par', en: 'One row for each' }, help: { fr: 'Vide : une seule ligne pour tout.', en: 'Empty: a single row for everything.' }, widget: 'fields', expression: false }),
      }),
    ),
    totals: Type.Array(
      Type.Object({
        name: Type.String({ minLength: 1, maxLength: 200, ...ui({ label: { fr: 'Nom du résultat', en: 'Name of the result' }, expression: false }) }),
        function: choiceParam<AggregateFunction>(
          {
            sum: { fr: 'somme', en: 'sum' },
            mean: { fr: 'moyenne', en: 'mean' },
            min: { fr: 'plus petit', en: 'smallest' },
            max: { fr: 'plus grand', en: 'largest' },
            count: { fr: 'nombre', en: 'count' },
            distinct: { fr: 'nombre de valeurs différentes', en: 'number of different values' },
            first: { fr: 'première valeur', en: 'first value' },
            last: { fr: 'dernière valeur', en: 'last value' },
          },
          { label: { fr: 'Calcul', en: 'Function' } },
        ),
        field: Type.Optional(
          Type.String({
            ...ui({ label: { fr: 'Champ', en: 'Field' }, help: { fr: 'Peut rester vide pour un nombre de lignes.', en: 'May stay empty to count rows.' }, widget: 'field', expression: false }),
          }),
        ),
      }),
      { minItems: 1, maxItems: 50, ...ui({ label: { fr: 'Calculs', en: 'Totals' } }) },
    ),
  }),
  effects: 'none',
  outputShapes: { main: { kind: 'computed', rule: 'aggregate' } },
  examples: [
    {
      title: { fr: 'Total et moyenne par produit', en: 'Total and mean by product' },
      params: {
        groupBy: ['produit'],
        totals: [
          { name: 'total', function: 'sum', field: 'montant' },
          { name: 'moyenne', function: 'mean', field: 'montant' },
          { name: 'ventes', function: 'count' },
        ],
      },
      input: { main: [{ produit: 'Thé', montant: 0.1 }, { produit: 'Café', montant: '1 000,50' }, { produit: 'Thé', montant: 0.2 }] },
      output: { main: [{ produit: 'Thé', total: 0.3, moyenne: 0.15, ventes: 2 }, { produit: 'Café', total: 1000.5, moyenne: 1000.5, ventes: 1 }] },
    },
    {
      title: { fr: 'Un seul total', en: 'A single total' },
      params: { totals: [{ name: 'total', function: 'sum', field: 'montant' }, { name: 'clients', function: 'distinct', field: 'client' }] },
      input: { main: [{ client: 'A', montant: 2 }, { client: 'B', montant: null }, { client: 'A', montant: 3 }] },
      output: { main: [{ total: 5, clients: 2 }] },
    },
  ],
  words: { fr: 'calcule des totaux', en: 'computes totals' },
  run: async ({ params, input, emit, locale, signal, knownFields }) => {
    checkFields(params.totals)
    const groups = [...new Set(params.groupBy)]
    mustDiffer([...groups, ...params.totals.map(({ name }) => name)], (index) => (index < groups.length ? `/groupBy/${index}` : `/totals/${index - groups.length}/name`))
    await withSpillFolder(signal, async (folder) => {
      for await (const json of aggregateRows(input(), params, { locale, signal, folder, known: knownFields() })) await emit({ json })
    })
  },
})

/** Only a number of rows can do without a field. */
function checkFields(totals: readonly { readonly function: AggregateFunction; readonly field?: string }[]): void {
  totals.forEach((total, index) => {
    if (total.function === 'count' || (total.field ?? '') !== '') return
    throw userError({
      code: 'TABLE_FIELD_MISSING',
      text: { fr: 'Choisissez le champ de ce calcul.', en: 'Choose the field of this total.' },
      field: `/totals/${index}/field`,
    })
  })
}
