import { choiceParam, comparedValueParam, comparisonParam, defineNode, holds, ignoreCaseParam, matchParam, Type, ui, withDefault, type AllContext, type Json, type JsonObject, type Static } from '@maillon/node-sdk'
import { collectionParam, collectionWords } from './collection-params.js'

const params = Type.Object({
  collection: collectionParam,
  rules: withDefault(
    Type.Array(
      Type.Object({
        field: Type.String({ minLength: 1, maxLength: 200, ...ui({ label: { fr: 'Champ', en: 'Field' }, expression: false }) }),
        operator: comparisonParam(),
        value: comparedValueParam(),
      }),
      { default: [], maxItems: 50, ...ui({ label: { fr: 'Règles', en: 'Rules' }, help: { fr: 'Aucune règle : toutes les lignes.', en: 'No rule: all rows.' } }) },
    ),
  ),
  match: matchParam(),
  ignoreCase: ignoreCaseParam(),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000_000, ...ui({ label: { fr: 'Lignes au plus', en: 'Rows at most' }, advanced: true }) })),
  stamps: withDefault(
    Type.Boolean({ default: false, ...ui({ label: { fr: 'Donner aussi les dates d’ajout et de changement', en: 'Give the dates of adding and changing as well' }, advanced: true }) }),
  ),
  ifMissing: choiceParam<'empty' | 'fail'>(
    { empty: { fr: 'continuer sans ligne', en: 'go on without rows' }, fail: { fr: 'échouer', en: 'fail' } },
    { label: { fr: 'Si la collection n’existe pas encore', en: 'If the collection is not there yet' }, advanced: true },
    'empty',
  ),
})
type Params = Static<typeof params>

export const collectionQuery = defineNode({
  type: 'collection.query',
  title: { fr: 'Lire une collection', en: 'Read a collection' },
  description: { fr: 'Donne les lignes d’une collection, toutes ou celles qui remplissent des règles.', en: 'Gives the rows of a collection, all of them or those that meet rules.' },
  keywords: { fr: [...collectionWords.fr, 'lire', 'chercher', 'alias'], en: [...collectionWords.en, 'read', 'find', 'look up', 'alias'] },
  icon: 'table',
  group: 'data',
  params,
  effects: 'read',
  runOnEmpty: true,
  examples: [
    {
      title: { fr: 'Les colis qui ne sont pas livrés', en: 'The parcels that are not delivered' },
      params: { collection: 'Colis', rules: [{ field: 'statut', operator: 'differs', value: 'livré' }] },
      input: { main: [{}] },
    },
  ],
  sample: { main: [{ code: 'U-12', nom: 'Rond-point des Pins' }] },
  words: { fr: 'lit la collection « {{collection}} »', en: 'reads the collection “{{collection}}”' },
  run: async (context) => {
    const { params: wanted, workspace, log, locale } = context
    if (wanted.ifMissing === 'empty' && (await workspace.collections.find(wanted.collection)) === null) {
      log.info(locale === 'fr' ? `La collection « ${wanted.collection} » n’existe pas encore : aucune ligne.` : `The collection “${wanted.collection}” is not there yet: no rows.`)
      return
    }
    let given = 0
    for await (const { row, addedAt, changedAt } of workspace.collections.rows(wanted.collection)) {
      if (!fits(row, context)) continue
      await context.emit({ json: wanted.stamps ? { ...row, addedAt, changedAt } : row })
      given += 1
      if (given === wanted.limit) return
    }
  },
})

/** A field that a row does not have is empty: rows of a collection needn’t be alike. */
function fits(row: JsonObject, { params: { rules, match, ignoreCase }, locale, timeZone }: AllContext<Params>): boolean {
  const test = ({ field, operator, value }: Params['rules'][number], index: number) =>
    holds({ left: Object.hasOwn(row, field) ? row[field] : undefined, operator, right: value as Json, leftPointer: `/rules/${index}/field`, rightPointer: `/rules/${index}/value` }, { locale, timeZone, ignoreCase })
  if (rules.length === 0) return true
  return match === 'all' ? rules.every(test) : rules.some(test)
}
