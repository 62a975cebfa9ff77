import { choiceParam, defineNode, type Item, Type, ui, withDefault } from '@maillon/node-sdk'
import { MemoryBudget } from './memory-budget.js'

export const limit = defineNode({
  type: 'table.limit',
  title: { fr: 'Limiter', en: 'Limit' },
  description: { fr: 'Garde les premières ou les dernières lignes.', en: 'Keeps the first or the last rows.' },
  keywords: { fr: ['premiers', 'derniers', 'couper', 'nombre', 'top', 'meilleurs', 'échantillon'], en: ['first', 'last', 'top', 'head', 'tail', 'sample', 'number'] },
  icon: 'list-numbers',
  group: 'table',
  params: Type.Object({
    count: Type.Integer({ minimum: 1, maximum: 10_000_000, ...ui({ label: { fr: 'Nombre de lignes', en: 'Number of rows' } }) }),
    from: choiceParam<'first' | 'last'>(
      { first: { fr: 'les premières', en: 'the first ones' }, last: { fr: 'les dernières', en: 'the last ones' } },
      { label: { fr: 'Lesquelles', en: 'Which ones' } },
      'first',
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
  ],
  words: { fr: 'ne garde que {{count}} lignes', en: 'keeps only {{count}} rows' },
  run: async ({ params, input, emit }) => {
    const { count, skip } = params
    if (params.from === 'last') {
      for (const item of (await lastOf(input(), count + skip)).slice(0, -skip || undefined)) await emit(item)
      return
    }
    let position = 0
    for await (const item of input()) {
      if (position++ >= skip) await emit(item)
      if (position >= skip + count) break
    }
  },
})

/** The last `count` items, in order; never more than twice as many are held. */
async function lastOf(items: AsyncIterable<Item>, count: number): Promise<readonly Item[]> {
  let kept: Item[] = []
  let budget = new MemoryBudget()
  for await (const item of items) {
    kept.push(item)
    budget.keep(item.json)
    if (kept.length < 2 * count + 1000) continue
    kept = kept.slice(-count)
    budget = new MemoryBudget()
    for (const one of kept) budget.keep(one.json)
  }
  return kept.slice(-count)
}
