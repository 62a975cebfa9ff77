import { defineNode, Type } from '@maillon/node-sdk'

export const noOp = defineNode({
  type: 'core.no-op',
  title: { fr: 'Ne rien faire', en: 'Do nothing' },
  description: { fr: 'Laisse passer les lignes sans y toucher : pour réunir des branches ou nommer un endroit du flux.', en: 'Lets the rows pass untouched: to bring branches together or to name a place of the flow.' },
  keywords: { fr: ['passer', 'vide', 'rien', 'repère', 'réunir', 'neutre'], en: ['pass', 'nothing', 'noop', 'placeholder', 'join', 'neutral'] },
  icon: 'circle-dot',
  group: 'logic',
  params: Type.Object({}),
  effects: 'none',
  light: true,
  keepsRows: true,
  outputShapes: { main: { kind: 'same', input: 'main' } },
  examples: [{ title: { fr: 'Laisser passer', en: 'Let pass' }, params: {}, input: { main: [{ a: 1 }, { a: 2 }] }, output: { main: [{ a: 1 }, { a: 2 }] } }],
  words: { fr: 'laisse passer les lignes', en: 'lets the rows pass' },
  run: async ({ input, emit }) => {
    for await (const item of input()) await emit(item)
  },
})
