import { defineNode, Type } from '@maillon/node-sdk'

export const onError = defineNode({
  type: 'core.on-error',
  title: { fr: 'En cas d’échec', en: 'On failure' },
  description: {
    fr: 'Démarre quand une exécution d’un autre flux échoue, si les réglages de ce flux nomment celui-ci.',
    en: 'Starts when a run of another flow fails, where that flow’s settings name this one.',
  },
  keywords: { fr: ['erreur', 'échec', 'alerte', 'panne', 'prévenir', 'déclencheur', 'incident'], en: ['error', 'failure', 'alert', 'incident', 'tell', 'trigger', 'catch'] },
  icon: 'alert-triangle',
  group: 'trigger',
  trigger: 'error',
  params: Type.Object({}),
  effects: 'none',
  outputShapes: {
    main: {
      kind: 'fixed',
      shape: {
        fields: [
          { name: 'flowId', type: 'text' },
          { name: 'flowName', type: 'text' },
          { name: 'runId', type: 'text' },
          { name: 'node', type: 'text' },
          { name: 'nodeName', type: 'text' },
          { name: 'code', type: 'text' },
          { name: 'message', type: 'text' },
          { name: 'hint', type: 'text' },
          { name: 'failedAt', type: 'date' },
          { name: 'link', type: 'text' },
        ],
        open: true,
      },
    },
  },
  sample: {
    main: [
      {
        flowId: 'ventes',
        flowName: 'Rapport des ventes',
        runId: '0190c8a4-7b1e-7c3a-9f00-1234567890ab',
        node: 'lire-les-prix',
        nodeName: 'Lire les prix',
        code: 'EXCEL_SHEET_MISSING',
        message: 'La feuille « Prix » n’existe pas.',
        hint: 'Vérifiez le nom de la feuille dans le classeur.',
        failedAt: '2026-01-15T08:00:12.000Z',
        link: 'https://maillon.example/runs/0190c8a4-7b1e-7c3a-9f00-1234567890ab',
      },
    ],
  },
  words: { fr: 'démarre quand un autre flux échoue', en: 'starts when another flow fails' },
})
