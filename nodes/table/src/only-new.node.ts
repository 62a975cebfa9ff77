import { defineNode, Type, ui, withDefault, type AllContext, type Item, type Static } from '@maillon/node-sdk'
import { ignoreKeyCaseParam, keyFieldsParam } from './key-params.js'
import { MemoryBudget } from './memory-budget.js'
import { rowKey } from './row-key.js'
import { hashOf, SeenMemory } from './seen-memory.js'
import { SeenFields } from './seen-fields.js'

const params = Type.Object({
  fields: keyFieldsParam(
    { fr: 'Ce qui identifie une ligne', en: 'What identifies a row' },
    { fr: 'Vide : toute la ligne. Une ligne où tous ces champs sont vides passe toujours.', en: 'Empty: the whole row. A row where all these fields are empty always passes.' },
  ),
  ignoreCase: ignoreKeyCaseParam(),
  remember: withDefault(
    Type.Integer({
      default: 100_000,
      minimum: 1_000,
      maximum: 500_000,
      ...ui({ label: { fr: 'Lignes à retenir au plus', en: 'Rows to remember at most' }, help: { fr: 'Au-delà, les plus anciennes sont oubliées.', en: 'Beyond it, the oldest ones are forgotten.' }, advanced: true }),
    }),
  ),
  forgetAfterDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 3650, ...ui({ label: { fr: 'Oublier après (jours)', en: 'Forget after (days)' }, help: { fr: 'Vide : jamais.', en: 'Empty: never.' }, advanced: true }) })),
})

export const onlyNew = defineNode({
  type: 'table.only-new',
  title: { fr: 'Seulement les nouvelles lignes', en: 'Only new rows' },
  description: {
    fr: 'Laisse passer les lignes que les exécutions précédentes de ce flux n’ont pas vues ; les autres sortent par « Déjà vues ».',
    en: 'Lets through the rows that earlier runs of this flow have not seen; the others leave by “Seen before”.',
  },
  keywords: {
    fr: ['nouveau', 'nouvelle', 'déjà vu', 'déjà traité', 'mémoire', 'une seule fois', 'doublon', 'incrémental', 'depuis la dernière fois', 'nouveautés'],
    en: ['new', 'already seen', 'already handled', 'memory', 'once', 'duplicate', 'incremental', 'since last time', 'deduplicate'],
  },
  icon: 'history',
  group: 'table',
  params,
  outputs: [
    { id: 'main', label: { fr: 'Nouvelles', en: 'New' } },
    { id: 'seen', label: { fr: 'Déjà vues', en: 'Seen before' } },
  ],
  effects: 'write',
  outputShapes: { main: { kind: 'same', input: 'main' }, seen: { kind: 'same', input: 'main' } },
  examples: [
    {
      title: { fr: 'Les commandes pas encore traitées', en: 'The orders not handled yet' },
      params: { fields: ['commande'] },
      input: { main: [{ commande: 7, total: 20 }, { commande: 8, total: 5 }, { commande: '7', total: 20 }] },
      output: { main: [{ commande: 7, total: 20 }, { commande: 8, total: 5 }], seen: [{ commande: '7', total: 20 }] },
    },
  ],
  words: { fr: 'ne garde que les lignes jamais vues', en: 'keeps only the rows never seen before' },
  run: async (context) => {
    const { fresh, memory } = await judge(context, (item, isNew) => context.emit(item, isNew ? 'main' : 'seen'))
    await memory.remember(fresh)
  },
  preview: async (context) => {
    let [news, seen] = [0, 0]
    await judge(context as AllContext<Static<typeof params>>, (_item, isNew) => {
      if (isNew) news += 1
      else seen += 1
      return Promise.resolve()
    })
    return { new: news, seen }
  },
})

async function judge(context: AllContext<Static<typeof params>>, tell: (item: Item, isNew: boolean) => Promise<void>): Promise<{ readonly fresh: ReadonlySet<string>; readonly memory: SeenMemory }> {
  const { params: given, input, state, idempotencyKey, now, knownFields } = context
  const memory = await SeenMemory.load({ state, idempotencyKey, now: now(), remember: given.remember, forgetAfterDays: given.forgetAfterDays ?? null })
  const fresh = new Set<string>()
  const fields = new SeenFields(knownFields())
  const budget = new MemoryBudget()
  for await (const item of input()) {
    fields.add(item.json)
    const key = rowKey(item.json, given.fields, given.ignoreCase)
    const hash = key === null ? null : hashOf(key)
    const isNew = hash === null || (!fresh.has(hash) && !memory.has(hash))
    if (isNew && hash !== null) {
      budget.keep(hash)
      fresh.add(hash)
    }
    await tell(item, isNew)
  }
  given.fields.forEach((field, index) => fields.mustHave(field, `/fields/${index}`))
  return { fresh, memory }
}
