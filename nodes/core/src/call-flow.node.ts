import { defineNode, flowParam, Type, ui, withDefault } from '@maillon/node-sdk'

export const callFlow = defineNode({
  type: 'core.call-flow',
  title: { fr: 'Appeler un flux', en: 'Call a flow' },
  description: {
    fr: 'Exécute un autre flux avec les lignes reçues et rend ce que celui-ci donne.',
    en: 'Runs another flow with the rows received and gives what that one gives back.',
  },
  keywords: { fr: ['sous-flux', 'appeler', 'exécuter', 'réutiliser', 'sous-programme', 'lancer'], en: ['sub-flow', 'subflow', 'call', 'execute', 'reuse', 'subroutine', 'workflow'] },
  icon: 'arrow-ramp-right',
  group: 'logic',
  construct: 'call',
  params: Type.Object({
    flow: flowParam({ label: { fr: 'Flux', en: 'Flow' }, help: { fr: 'Un flux publié qui commence par « Appelé par un flux ».', en: 'A published flow that begins with “Called by a flow”.' } }),
    waits: withDefault(
      Type.Boolean({
        default: true,
        ...ui({
          label: { fr: 'Attendre la fin', en: 'Wait for its end' },
          help: { fr: 'Sinon, ce flux continue aussitôt avec ses propres lignes.', en: 'Otherwise this flow goes on at once with its own rows.' },
        }),
      }),
    ),
    batchSize: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 10_000,
        ...ui({
          label: { fr: 'Lignes par appel', en: 'Rows for each call' },
          help: { fr: 'Vide : toutes les lignes en un seul appel.', en: 'Empty: all rows in a single call.' },
          expression: false,
          advanced: true,
        }),
      }),
    ),
    concurrency: withDefault(
      Type.Integer({ minimum: 1, maximum: 50, default: 1, ...ui({ label: { fr: 'Appels en même temps', en: 'Calls at once' }, expression: false, advanced: true }) }),
    ),
  }),
  effects: 'none',
  outputShapes: { main: { kind: 'computed', rule: 'called-flow' } },
  examples: [
    { title: { fr: 'Traiter une commande par le flux prévu pour cela', en: 'Handle an order by the flow made for it' }, params: { flow: { id: 'commande', name: 'Traiter une commande' }, batchSize: 1 }, input: { main: [{ numero: 4512 }] } },
    { title: { fr: 'Prévenir sans attendre', en: 'Tell somebody without waiting' }, params: { flow: { id: 'alerte', name: 'Alerter' }, waits: false }, input: { main: [{ numero: 4512 }] } },
  ],
  words: { fr: 'appelle le flux « {{flow.name}} »', en: 'calls the flow “{{flow.name}}”' },
})
