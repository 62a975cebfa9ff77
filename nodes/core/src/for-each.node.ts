import { defineNode, Type, ui, withDefault } from '@maillon/node-sdk'

export const forEach = defineNode({
  type: 'core.for-each',
  title: { fr: 'Pour chaque ligne', en: 'For each row' },
  description: {
    fr: 'Répète les étapes qu’elle contient pour chaque ligne, ou pour quelques lignes à la fois, puis rend ce que tous les tours ont donné.',
    en: 'Repeats the steps that it holds for each row, or for a few rows at a time, then gives what all turns gave.',
  },
  keywords: { fr: ['boucle', 'répéter', 'itérer', 'lot', 'paquet', 'parcourir', 'tour', 'un par un', 'chacun', 'chaque'], en: ['loop', 'repeat', 'iterate', 'batch', 'foreach', 'split', 'turn', 'one by one', 'each'] },
  icon: 'repeat',
  group: 'logic',
  construct: 'loop',
  params: Type.Object({
    batchSize: withDefault(
      Type.Integer({
        minimum: 1,
        maximum: 10_000,
        default: 1,
        ...ui({
          label: { fr: 'Lignes par tour', en: 'Rows for each turn' },
          help: { fr: '1 : les étapes sont répétées pour chaque ligne.', en: '1: the steps are repeated for each row.' },
          expression: false,
        }),
      }),
    ),
    concurrency: withDefault(
      Type.Integer({
        minimum: 1,
        maximum: 50,
        default: 1,
        ...ui({
          label: { fr: 'Tours en même temps', en: 'Turns at once' },
          help: { fr: 'Au-delà de 1, les tours n’attendent pas la fin du précédent ; leurs résultats restent dans l’ordre des lignes.', en: 'Above 1, turns don’t wait for the one before; their results stay in the order of the rows.' },
          expression: false,
          advanced: true,
        }),
      }),
    ),
  }),
  outputs: [
    { id: 'each', label: { fr: 'À chaque tour', en: 'At each turn' } },
    { id: 'done', label: { fr: 'Terminé', en: 'Done' } },
  ],
  effects: 'none',
  outputShapes: { each: { kind: 'same', input: 'main' }, done: { kind: 'computed', rule: 'collected' } },
  examples: [
    { title: { fr: 'Cent lignes à la fois', en: 'A hundred rows at a time' }, params: { batchSize: 100 }, input: { main: [{ client: 'Durand' }, { client: 'Petit' }] } },
    { title: { fr: 'Ligne par ligne, cinq en même temps', en: 'Row by row, five at once' }, params: { concurrency: 5 }, input: { main: [{ client: 'Durand' }, { client: 'Petit' }] } },
  ],
  words: { fr: 'répète des étapes pour chaque ligne', en: 'repeats steps for each row' },
})
