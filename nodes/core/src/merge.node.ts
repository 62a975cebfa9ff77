import { choiceParam, defineNode, Type } from '@maillon/node-sdk'

export const merge = defineNode({
  type: 'core.merge',
  title: { fr: 'Réunir', en: 'Merge' },
  description: {
    fr: 'Met deux suites de lignes bout à bout, ou prend la première qui en a.',
    en: 'Puts two lots of rows one after the other, or takes the first that has some.',
  },
  keywords: { fr: ['fusionner', 'concaténer', 'ajouter', 'union', 'bout à bout', 'secours', 'branches'], en: ['merge', 'concatenate', 'append', 'union', 'combine', 'fallback', 'branches'] },
  icon: 'arrows-join-2',
  group: 'logic',
  params: Type.Object({
    how: choiceParam<'append' | 'first'>(
      {
        append: { fr: 'toutes les lignes, la première entrée d’abord', en: 'all rows, the first input first' },
        first: { fr: 'la première entrée, ou à défaut la seconde', en: 'the first input, or else the second' },
      },
      { label: { fr: 'Garder', en: 'Keep' } },
      'append',
    ),
  }),
  inputs: [
    { id: 'first', label: { fr: 'Première', en: 'First' }, required: true },
    { id: 'second', label: { fr: 'Seconde', en: 'Second' }, required: true },
  ],
  effects: 'none',
  light: true,
  outputShapes: { main: { kind: 'computed', rule: 'append' } },
  examples: [
    { title: { fr: 'Bout à bout', en: 'One after the other' }, params: {}, input: { first: [{ a: 1 }], second: [{ a: 2 }, { b: 3 }] }, output: { main: [{ a: 1 }, { a: 2 }, { b: 3 }] } },
    { title: { fr: 'La seconde sert de secours', en: 'The second is the fallback' }, params: { how: 'first' }, input: { first: [], second: [{ a: 2 }] }, output: { main: [{ a: 2 }] } },
  ],
  words: { fr: 'réunit deux suites de lignes', en: 'merges two lots of rows' },
  run: async ({ params, input, emit }) => {
    let count = 0
    for await (const item of input('first')) {
      await emit(item)
      count += 1
    }
    if (params.how === 'first' && count > 0) return
    for await (const item of input('second')) await emit(item)
  },
})
