import { choiceParam, defineNode, type Json, type JsonObject, Type, ui, userError, withDefault } from '@maillon/node-sdk'
import { accumulatorOf, type Accumulator, type AggregateFunction } from './accumulator.js'
import { MemoryBudget } from './memory-budget.js'
import { SeenFields, valueOf } from './seen-fields.js'

interface Group {
  readonly keys: readonly Json[]
  readonly totals: readonly Accumulator[]
}

export const aggregate = defineNode({
  type: 'table.aggregate',
  title: { fr: 'Totaliser', en: 'Aggregate' },
  description: { fr: 'Calcule sommes, moyennes, nombres… par groupe ou pour toutes les lignes.', en: 'Computes sums, means, counts… by group or over all rows.' },
  keywords: {
    fr: ['total', 'somme', 'moyenne', 'compter', 'regrouper', 'grouper', 'minimum', 'maximum', 'sous-total', 'tableau croisé'],
    en: ['total', 'sum', 'average', 'mean', 'count', 'group by', 'minimum', 'maximum', 'subtotal', 'pivot'],
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
  run: async ({ params, input, emit, locale }) => {
    checkFields(params.totals)
    const groups = new Map<string, Group>()
    const seen = new SeenFields()
    const budget = new MemoryBudget()
    let row = 0
    for await (const { json } of input()) {
      seen.add(json)
      const keys = params.groupBy.map((field) => valueOf(json, field))
      const id = JSON.stringify(keys)
      let group = groups.get(id)
      if (group === undefined) {
        budget.keep([id, id, ...params.totals.map(({ name }) => name)])
        group = { keys, totals: params.totals.map((total) => accumulatorOf(total.function, (value) => budget.keep(value))) }
        groups.set(id, group)
      }
      for (const [index, total] of params.totals.entries()) {
        const value = total.field === undefined || total.field === '' ? true : valueOf(json, total.field)
        group.totals[index]?.add(value, { locale, row, pointer: `/totals/${index}/field` })
      }
      row++
    }
    params.groupBy.forEach((field, index) => seen.mustHave(field, `/groupBy/${index}`))
    params.totals.forEach(({ field }, index) => field === undefined || field === '' || seen.mustHave(field, `/totals/${index}/field`))
    for (const group of groups.values()) await emit({ json: rowOf(group, params) })
  },
})

interface Wanted {
  readonly groupBy: readonly string[]
  readonly totals: readonly { readonly name: string }[]
}

function rowOf(group: Group, { groupBy, totals }: Wanted): JsonObject {
  return Object.fromEntries([
    ...groupBy.map((field, index) => [field, group.keys[index] ?? null] as const),
    ...totals.map(({ name }, index) => [name, group.totals[index]?.result() ?? null] as const),
  ])
}

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
