import { choiceParam, defineNode, type Item, Type, ui, withDefault } from '@maillon/node-sdk'
import { keyFieldsParam } from './key-params.js'
import { MemoryBudget } from './memory-budget.js'
import { rowKey } from './row-key.js'
import { SeenFields } from './seen-fields.js'

export const limit = defineNode({
  type: 'table.limit',
  title: { fr: 'Limiter', en: 'Limit' },
  description: { fr: 'Garde les premières ou les dernières lignes.', en: 'Keeps the first or the last rows.' },
  keywords: { fr: ['premiers', 'derniers', 'couper', 'nombre', 'top', 'meilleurs', 'par groupe', 'échantillon'], en: ['first', 'last', 'top', 'best', 'per group', 'head', 'tail', 'sample', 'number'] },
  icon: 'list-numbers',
  group: 'table',
  params: Type.Object({
    count: Type.Integer({ minimum: 1, maximum: 10_000_000, ...ui({ label: { fr: 'Nombre de lignes', en: 'Number of rows' } }) }),
    from: choiceParam<'first' | 'last'>(
      { first: { fr: 'les premières', en: 'the first ones' }, last: { fr: 'les dernières', en: 'the last ones' } },
      { label: { fr: 'Lesquelles', en: 'Which ones' } },
      'first',
    ),
    groupBy: keyFieldsParam(
      { fr: 'Pour chaque', en: 'For each' },
      { fr: 'Par exemple « ville » : tant de lignes de chaque ville. Vide : tant de lignes en tout.', en: 'For example “city”: so many rows of each city. Empty: so many rows in all.' },
    ),
    skip: withDefault(Type.Integer({ minimum: 0, default: 0, ...ui({ label: { fr: 'En passer d’abord', en: 'Skip first' }, advanced: true }) })),
  }),
  effects: 'none',
  outputShapes: { main: { kind: 'same', input: 'main' } },
  examples: [
    {
      title: { fr: 'Les deux premières lignes', en: 'The first two rows' },
      params: { count: 2 },
      input: { main: [{ n: 1 }, { n: 2 }, { n: 3 }] },
      output: { main: [{ n: 1 }, { n: 2 }] },
    },
    {
      title: { fr: 'Les deux dernières, sans la toute dernière', en: 'The last two, without the very last' },
      params: { count: 2, from: 'last', skip: 1 },
      input: { main: [{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }] },
      output: { main: [{ n: 2 }, { n: 3 }] },
    },
    {
      title: { fr: 'Le meilleur de chaque ville, une fois triées', en: 'The best of each city, once they are sorted' },
      params: { count: 1, groupBy: ['ville'] },
      input: { main: [{ ville: 'Lyon', total: 9 }, { ville: 'Nice', total: 7 }, { ville: 'Lyon', total: 5 }] },
      output: { main: [{ ville: 'Lyon', total: 9 }, { ville: 'Nice', total: 7 }] },
    },
  ],
  words: { fr: 'ne garde que {{count}} lignes', en: 'keeps only {{count}} rows' },
  run: async ({ params, input, emit, knownFields }) => {
    const { count, skip, groupBy } = params
    const seen = new SeenFields(knownFields())
    const groupOf = ({ json }: Item) => {
      seen.add(json)
      return groupBy.length === 0 ? '' : rowKey(json, groupBy, false)
    }
    const rows = params.from === 'last' ? await lastOf(input(), { count, skip, groupOf }) : firstOf(input(), { count, skip, groupOf, isOneGroup: groupBy.length === 0 })
    for await (const item of rows) await emit(item)
    groupBy.forEach((field, index) => seen.mustHave(field, `/groupBy/${index}`))
  },
})

interface Wanted {
  readonly count: number
  readonly skip: number
  /** Rows without a value there are a group too. */
  readonly groupOf: (item: Item) => string | null
}

/** The first `count` of each group after its first `skip`. The rest isn't read where there is one group only. */
async function* firstOf(items: AsyncIterable<Item>, { count, skip, groupOf, isOneGroup }: Wanted & { readonly isOneGroup: boolean }): AsyncGenerator<Item> {
  const positions = new Map<string | null, number>()
  const budget = new MemoryBudget()
  for await (const item of items) {
    const group = groupOf(item)
    const position = positions.get(group) ?? 0
    if (position === 0) budget.keep(group)
    positions.set(group, position + 1)
    if (position >= skip && position < skip + count) yield item
    if (isOneGroup && position + 1 >= skip + count) return
  }
}

interface HeldRow {
  readonly at: number
  readonly item: Item
}

/** The last `count` of each group but its very last `skip`, in their order; never more than about twice as many are held. */
async function lastOf(items: AsyncIterable<Item>, { count, skip, groupOf }: Wanted): Promise<readonly Item[]> {
  const groups = new Map<string | null, HeldRow[]>()
  const budget = new MemoryBudget()
  const most = count + skip
  let at = 0
  for await (const item of items) {
    const group = groupOf(item)
    const held = groups.get(group) ?? []
    held.push({ at: at++, item })
    budget.keep(item.json)
    groups.set(group, held)
    if (held.length < 2 * most + 1000) continue
    for (const { item: old } of held.splice(0, held.length - most)) budget.release(old.json)
  }
  const kept = [...groups.values()].flatMap((held) => held.slice(-most).slice(0, -skip || undefined))
  return kept.toSorted((one, other) => one.at - other.at).map(({ item }) => item)
}
