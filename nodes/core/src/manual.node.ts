import { defineNode, Type } from '@maillon/node-sdk'

export const manual = defineNode({
  type: 'core.manual',
  title: { fr: 'À la main', en: 'By hand' },
  description: { fr: 'Démarre quand une personne appuie sur « Exécuter ».', en: 'Starts when a person presses “Run”.' },
  keywords: { fr: ['manuel', 'bouton', 'démarrer', 'lancer', 'exécuter', 'déclencheur'], en: ['manual', 'button', 'start', 'launch', 'run', 'trigger'] },
  icon: 'hand-click',
  group: 'trigger',
  trigger: 'manual',
  params: Type.Object({}),
  effects: 'none',
  outputShapes: { main: { kind: 'fixed', shape: { fields: [{ name: 'startedAt', type: 'date' }], open: true } } },
  sample: { main: [{ startedAt: '2026-01-15T08:00:00.000Z' }] },
  words: { fr: 'démarre à la main', en: 'starts by hand' },
})
