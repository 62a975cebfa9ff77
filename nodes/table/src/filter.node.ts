import { comparedValueParam, comparisonParam, defineNode, emptinessParam, holds, ignoreCaseParam, type Json, matchParam, out, Type, ui } from '@maillon/node-sdk'
import { valueOf } from './seen-fields.js'

export const filter = defineNode({
  type: 'table.filter',
  title: { fr: 'Filtrer', en: 'Filter' },
  description: { fr: 'Garde les lignes qui remplissent des règles ; les autres sortent par « Reste ».', en: 'Keeps the rows that meet rules; the others leave by “Rest”.' },
  keywords: { fr: ['trier', 'garder', 'exclure', 'où', 'seulement', 'lignes', 'critère', 'tableau', 'chercher', 'rechercher', 'sélectionner'], en: ['where', 'keep', 'exclude', 'only', 'rows', 'criteria', 'select', 'table', 'find', 'search', 'condition'] },
  icon: 'filter',
  group: 'table',
  params: Type.Object({
    rules: Type.Array(
      Type.Object({
        field: Type.String({ minLength: 1, ...ui({ label: { fr: 'Champ', en: 'Field' }, widget: 'field', expression: false, lacking: emptinessParam }) }),
        operator: comparisonParam(),
        value: comparedValueParam(),
      }),
      { minItems: 1, maxItems: 50, ...ui({ label: { fr: 'Règles', en: 'Rules' } }) },
    ),
    match: matchParam(),
    ignoreCase: ignoreCaseParam(),
  }),
  outputs: [
    { id: 'main', label: { fr: 'Lignes gardées', en: 'Kept rows' } },
    { id: 'rest', label: { fr: 'Reste', en: 'Rest' } },
  ],
  effects: 'none',
  light: true,
  outputShapes: { main: { kind: 'same', input: 'main' }, rest: { kind: 'same', input: 'main' } },
  examples: [
    {
      title: { fr: 'Garder les ventes de Lyon d’au moins 100', en: 'Keep the sales in Lyon of at least 100' },
      params: { rules: [{ field: 'ville', operator: 'equals', value: 'Lyon' }, { field: 'montant', operator: 'at-least', value: 100 }] },
      input: { main: [{ ville: 'Lyon', montant: '1 234,56' }, { ville: 'Lyon', montant: 20 }, { ville: 'Nice', montant: 500 }] },
      output: { main: [{ ville: 'Lyon', montant: '1 234,56' }], rest: [{ ville: 'Lyon', montant: 20 }, { ville: 'Nice', montant: 500 }] },
    },
    {
      title: { fr: 'Garder ce qui est arrivé avant une date', en: 'Keep what came before a date' },
      params: { rules: [{ field: 'reçu', operator: 'before', value: '2026-04-01' }] },
      input: { main: [{ reçu: '2026-03-31' }, { reçu: '2026-04-01' }, { reçu: null }] },
      output: { main: [{ reçu: '2026-03-31' }], rest: [{ reçu: '2026-04-01' }, { reçu: null }] },
    },
  ],
  words: { fr: 'garde les lignes qui remplissent les règles', en: 'keeps the rows that meet the rules' },
  runItem: ({ params, item, locale, timeZone }) => {
    const place = { locale, timeZone, ignoreCase: params.ignoreCase }
    const test = ({ field, operator, value }: (typeof params.rules)[number], index: number) => {
      return holds({ left: valueOf(item.json, field), operator, right: value as Json, leftPointer: `/rules/${index}/field`, rightPointer: `/rules/${index}/value` }, place)
    }
    const kept = params.match === 'all' ? params.rules.every(test) : params.rules.some(test)
    return out(item.json, { port: kept ? 'main' : 'rest', ...(item.files === undefined ? {} : { files: item.files }) })
  },
})
