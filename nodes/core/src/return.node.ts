import { defineNode, Type } from '@maillon/node-sdk'

export const giveBack = defineNode({
  type: 'core.return',
  title: { fr: 'Rendre au flux appelant', en: 'Give back to the caller' },
  description: {
    fr: 'Les lignes reçues sont rendues au flux qui a appelé celui-ci.',
    en: 'The rows received are given back to the flow that called this one.',
  },
  keywords: { fr: ['retour', 'résultat', 'sortie', 'rendre', 'sous-flux', 'réponse'], en: ['return', 'result', 'output', 'sub-flow', 'subflow', 'answer'] },
  icon: 'corner-up-left',
  group: 'logic',
  construct: 'return',
  params: Type.Object({}),
  effects: 'none',
  keepsRows: true,
  outputShapes: { main: { kind: 'same', input: 'main' } },
  words: { fr: 'rend ses lignes au flux appelant', en: 'gives its rows back to the calling flow' },
})
