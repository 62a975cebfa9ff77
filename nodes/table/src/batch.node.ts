import { choiceParam, defineNode, shortText, Type, ui, userError, withDefault, type Json, type JsonObject } from '@maillon/node-sdk'
import { MemoryBudget } from './memory-budget.js'
import { SeenFields, valueOf } from './seen-fields.js'

const mostGroups = 10_000

export const batch = defineNode({
  type: 'table.batch',
  title: { fr: 'Mettre en lots', en: 'Split into batches' },
  description: { fr: 'Réunit les lignes par lots : un lot devient une ligne avec la liste de ses lignes.', en: 'Puts rows into batches: a batch becomes one row with the list of its rows.' },
  keywords: { fr: ['lot', 'paquet', 'tranche', 'grouper', 'découper', 'par', 'envoi groupé'], en: ['batch', 'chunk', 'slice', 'group', 'split', 'by', 'bulk'] },
  icon: 'packages',
  group: 'table',
  params: Type.Object({
    by: choiceParam<'size' | 'field'>(
      { size: { fr: 'par nombre de lignes', en: 'by number of rows' }, field: { fr: 'par valeur d’un champ', en: 'by the value of a field' } },
      { label: { fr: 'Découper', en: 'Split' } },
      'size',
    ),
    field: Type.Optional(Type.String({ ...ui({ label: { fr: 'Champ', en: 'Field' }, widget: 'field', expression: false, showWhen: { param: 'by', is: ['field'] } }) })),
    size: withDefault(Type.Integer({ default: 100, minimum: 1, maximum: 10_000, ...ui({ label: { fr: 'Lignes par lot au plus', en: 'Rows in a batch at most' } }) })),
  }),
  effects: 'none',
  outputShapes: {
    main: { kind: 'fixed', shape: { fields: [{ name: 'batch', type: 'number' }, { name: 'key', type: 'unknown' }, { name: 'count', type: 'number' }, { name: 'rows', type: 'list' }], open: false } },
  },
  examples: [
    {
      title: { fr: 'Deux par deux', en: 'Two by two' },
      params: { size: 2 },
      input: { main: [{ n: 1 }, { n: 2 }, { n: 3 }] },
      output: { main: [{ batch: 1, key: null, count: 2, rows: [{ n: 1 }, { n: 2 }] }, { batch: 2, key: null, count: 1, rows: [{ n: 3 }] }] },
    },
    {
      title: { fr: 'Un lot par client', en: 'One batch for each customer' },
      params: { by: 'field', field: 'client' },
      input: { main: [{ client: 'A', n: 1 }, { client: 'B', n: 2 }, { client: 'A', n: 3 }] },
      output: { main: [{ batch: 1, key: 'A', count: 2, rows: [{ client: 'A', n: 1 }, { client: 'A', n: 3 }] }, { batch: 2, key: 'B', count: 1, rows: [{ client: 'B', n: 2 }] }] },
    },
  ],
  words: { fr: 'met les lignes en lots', en: 'puts the rows into batches' },
  run: async ({ params, input, emit, knownFields }) => {
    const field = params.by === 'field' ? (params.field ?? '') : null
    if (field === '') throw userError({ code: 'TABLE_FIELD_MISSING', text: { fr: 'Choisissez le champ qui fait les lots.', en: 'Choose the field that makes the batches.' }, field: '/field' })
    const open = new OpenBatches()
    const seen = new SeenFields(knownFields())
    let batches = 0
    const give = ({ key, rows }: Batch) => emit({ json: { batch: ++batches, key, count: rows.length, rows } })
    for await (const { json } of input()) {
      seen.add(json)
      const key = field === null ? null : valueOf(json, field)
      if (open.add(key, json) < params.size) continue
      await give(open.take(key))
    }
    if (field !== null) seen.mustHave(field, '/field')
    for (const rest of open.all()) await give(rest)
  },
})

interface Batch {
  readonly key: Json
  readonly rows: readonly JsonObject[]
}

/** The batches that are not full yet, by key, within a bound. */
class OpenBatches {
  private readonly rows = new Map<string, { readonly key: Json; readonly rows: JsonObject[] }>()
  private readonly keys = new Set<string>()
  private readonly budget = new MemoryBudget()

  /** @returns how many rows the batch has now. */
  add(key: Json, row: JsonObject): number {
    const id = JSON.stringify(key)
    const batch = this.rows.get(id) ?? { key, rows: [] }
    this.keys.add(id)
    if (this.keys.size > mostGroups) throw tooManyGroups(key)
    this.rows.set(id, batch)
    this.budget.keep(row)
    return batch.rows.push(row)
  }

  take(key: Json): Batch {
    const id = JSON.stringify(key)
    const batch = this.rows.get(id) ?? { key, rows: [] }
    this.rows.delete(id)
    for (const row of batch.rows) this.budget.release(row)
    return batch
  }

  all(): Iterable<Batch> {
    return this.rows.values()
  }
}

function tooManyGroups(key: Json) {
  return userError({
    code: 'TABLE_BATCHES_MANY',
    text: { fr: `Ce champ a plus de ${mostGroups} valeurs différentes (la dernière : « ${shortText(key)} »).`, en: `This field has over ${mostGroups} different values (the last: “${shortText(key)}”).` },
    hint: { fr: 'Choisissez un champ qui a moins de valeurs, ou découpez par nombre de lignes.', en: 'Choose a field with fewer values, or split by number of rows.' },
    field: '/field',
  })
}
