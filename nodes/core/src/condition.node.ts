import { defineNode, ignoreCaseParam, matchParam, out, Type } from '@maillon/node-sdk'
import { rulesHold, rulesParam } from './rules-param.js'

export const condition = defineNode({
  type: 'core.condition',
  title: { fr: 'Condition', en: 'Condition' },
  description: { fr: 'Envoie chaque ligne d’un côté ou de l’autre selon des règles.', en: 'Sends each row one way or the other by rules.' },
  keywords: { fr: ['si', 'sinon', 'tester', 'seuil', 'décider', 'comparer', 'branche', 'aiguillage'], en: ['if', 'else', 'test', 'threshold', 'decide', 'compare', 'branch', 'switch'] },
  icon: 'arrows-split-2',
  group: 'logic',
  params: Type.Object({
    rules: rulesParam(),
    match: matchParam(),
    ignoreCase: ignoreCaseParam(),
  }),
  outputs: [
    { id: 'true', label: { fr: 'Vrai', en: 'True' } },
    { id: 'false', label: { fr: 'Faux', en: 'False' } },
  ],
  effects: 'none',
  light: true,
  outputShapes: { true: { kind: 'same', input: 'main' }, false: { kind: 'same', input: 'main' } },
  examples: [
    {
      title: { fr: 'Séparer au-dessus d’un seuil', en: 'Split above a threshold' },
      params: { rules: [{ left: '{{item.total}}', operator: 'greater', value: '1 000' }] },
      input: { main: [{ total: '1 234,56' }, { total: 12 }, { total: 1000 }] },
      output: { true: [{ total: '1 234,56' }], false: [{ total: 12 }, { total: 1000 }] },
    },
    {
      title: { fr: 'L’une ou l’autre règle', en: 'One rule or the other' },
      params: {
        match: 'any',
        ignoreCase: true,
        rules: [
          { left: '{{item.statut}}', operator: 'equals', value: 'payé' },
          { left: '{{item.remise}}', operator: 'not-empty' },
        ],
      },
      input: { main: [{ statut: 'PAYÉ', remise: '' }, { statut: 'attente', remise: '' }, { statut: 'attente', remise: 5 }] },
      output: { true: [{ statut: 'PAYÉ', remise: '' }, { statut: 'attente', remise: 5 }], false: [{ statut: 'attente', remise: '' }] },
    },
  ],
  words: {
    fr: 'aiguille chaque ligne selon des règles',
    en: 'routes each row by rules',
  },
  runItem: ({ params, item, locale, timeZone }) => {
    const met = rulesHold(params.rules, { locale, timeZone, ignoreCase: params.ignoreCase, match: params.match, pointer: '/rules' })
    return out(item.json, { port: met ? 'true' : 'false', ...(item.files === undefined ? {} : { files: item.files }) })
  },
})
