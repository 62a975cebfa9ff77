import { choiceParam, defineNode, flowParam, Type, ui, withDefault, type OutputShape } from '@maillon/node-sdk'
import { periodBounds, type Period } from './period-bounds.js'

const shape: OutputShape = {
  kind: 'fixed',
  shape: {
    fields: [
      { name: 'id', type: 'text' }, { name: 'flow', type: 'text' }, { name: 'status', type: 'text' }, { name: 'origin', type: 'text' }, { name: 'startedBy', type: 'text' },
      { name: 'acceptedAt', type: 'date' }, { name: 'startedAt', type: 'date' }, { name: 'finishedAt', type: 'date' }, { name: 'durationMs', type: 'number' }, { name: 'message', type: 'text' },
    ],
    open: false,
  },
}

const statuses = { queued: ['en file', 'queued'], running: ['en cours', 'running'], waiting: ['en attente', 'waiting'], succeeded: ['réussies', 'succeeded'], warned: ['avec avertissement', 'with a warning'], failed: ['échouées', 'failed'], cancelled: ['annulées', 'cancelled'] } as const
type Status = keyof typeof statuses

export const historyRuns = defineNode({
  type: 'maillon.runs',
  title: { fr: 'Exécutions de Maillon', en: 'Executions of Maillon' },
  description: { fr: 'Donne les exécutions des flux comme des lignes : pour un rapport, une alerte, des statistiques.', en: 'Gives the executions of the flows as rows: for a report, an alert, statistics.' },
  keywords: {
    fr: ['rapport', 'exécutions', 'historique', 'journal', 'statistiques', 'échecs', 'maillon', 'suivi', 'durée'],
    en: ['report', 'executions', 'runs', 'history', 'log', 'statistics', 'failures', 'maillon', 'monitoring', 'duration'],
  },
  icon: 'history',
  group: 'data',
  params: Type.Object({
    period: choiceParam<Period>(
      {
        today: { fr: 'aujourd’hui', en: 'today' },
        yesterday: { fr: 'hier', en: 'yesterday' },
        'last-24h': { fr: '24 dernières heures', en: 'last 24 hours' },
        'last-7-days': { fr: '7 derniers jours', en: 'last 7 days' },
        'last-30-days': { fr: '30 derniers jours', en: 'last 30 days' },
        'this-month': { fr: 'ce mois', en: 'this month' },
        'last-month': { fr: 'le mois dernier', en: 'last month' },
      },
      { label: { fr: 'Période', en: 'Period' } },
      'yesterday',
    ),
    flow: Type.Optional(flowParam({ label: { fr: 'Flux', en: 'Flow' }, help: { fr: 'Aucun : tous les flux.', en: 'None: all flows.' } })),
    statuses: withDefault(
      Type.Array(
        Type.Unsafe<Status>(Type.Enum(Object.keys(statuses) as Status[], ui({ label: { fr: 'État', en: 'Status' }, choices: Object.fromEntries(Object.entries(statuses).map(([status, [fr, en]]) => [status, { fr, en }])) }))),
        { default: [], maxItems: 7, ...ui({ label: { fr: 'États', en: 'Statuses' }, help: { fr: 'Aucun : tous.', en: 'None: all of them.' } }) },
      ),
    ),
    trials: withDefault(Type.Boolean({ default: false, ...ui({ label: { fr: 'Aussi les essais et les simulations', en: 'Tests and dry runs as well' }, advanced: true }) })),
  }),
  effects: 'read',
  runOnEmpty: true,
  outputShapes: { main: shape },
  examples: [
    { title: { fr: 'Les échecs d’hier', en: 'Yesterday’s failures' }, params: { period: 'yesterday', statuses: ['failed'] }, input: { main: [{}] } },
  ],
  sample: {
    main: [{ id: '0193…', flow: 'Rapport quotidien', status: 'succeeded', origin: 'schedule', startedBy: null, acceptedAt: '2026-01-14T07:00:00.000Z', startedAt: '2026-01-14T07:00:00.100Z', finishedAt: '2026-01-14T07:00:09.000Z', durationMs: 8900, message: '' }],
  },
  words: { fr: 'lit les exécutions de Maillon ({{period}})', en: 'reads the executions of Maillon ({{period}})' },
  run: async ({ params, workspace, now, timeZone, emit, run: own }) => {
    const query = { ...periodBounds(params.period, now(), timeZone), ...(params.flow === undefined ? {} : { flowId: params.flow.id }) }
    for await (const { flowId: _, isTest, isDryRun, ...run } of workspace.history.runs(query)) {
      if (run.id === own.id || (!params.trials && (isTest || isDryRun))) continue
      if (params.statuses.length === 0 || params.statuses.includes(run.status as Status)) await emit({ json: run })
    }
  },
})
