import { choiceParam, defineNode, Type, ui } from '@maillon/node-sdk'

const literal = { expression: false } as const
const at = Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$', ...ui({ label: { fr: 'À', en: 'At' }, ...literal }) })

/** A `ScheduleParam`: five plain frequencies, once at a time or after a delay, and cron for those who want it. */
const when = Type.Unsafe<object>({
  oneOf: [
    Type.Object({ every: Type.Literal('minutes'), count: Type.Integer({ minimum: 1, maximum: 60 }) }, { additionalProperties: false }),
    Type.Object({ every: Type.Literal('hours'), count: Type.Integer({ minimum: 1, maximum: 24 }) }, { additionalProperties: false }),
    Type.Object({ every: Type.Literal('day'), at }, { additionalProperties: false }),
    Type.Object({ every: Type.Literal('week'), day: Type.Integer({ minimum: 1, maximum: 7 }), at }, { additionalProperties: false }),
    Type.Object({ every: Type.Literal('month'), day: Type.Integer({ minimum: 1, maximum: 31 }), at }, { additionalProperties: false }),
    Type.Object({ every: Type.Literal('once'), date: Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' }), at }, { additionalProperties: false }),
    Type.Object({ every: Type.Literal('delay'), minutes: Type.Integer({ minimum: 1, maximum: 527_040 }) }, { additionalProperties: false }),
    Type.Object({ every: Type.Literal('cron'), cron: Type.String({ minLength: 1, maxLength: 200, ...ui({ label: { fr: 'Cron', en: 'Cron' }, ...literal }) }) }, { additionalProperties: false }),
  ],
  ...ui({ label: { fr: 'Quand', en: 'When' }, widget: 'schedule', ...literal }),
})

export const schedule = defineNode({
  type: 'core.schedule',
  title: { fr: 'Horaire', en: 'Schedule' },
  description: { fr: 'Démarre à des moments réguliers : chaque jour, chaque lundi, toutes les 5 minutes… ou une seule fois.', en: 'Starts at regular times: every day, every Monday, every 5 minutes… or just once.' },
  keywords: {
    fr: ['planifier', 'planification', 'cron', 'tous les jours', 'quotidien', 'chaque semaine', 'mensuel', 'minuterie', 'récurrent', 'une fois', 'délai', 'jours fériés', 'déclencheur', 'calendrier', 'matin', 'lundi', 'heure', 'échéance', 'rappel', 'programmer', 'automatique'],
    en: ['cron', 'timer', 'every day', 'daily', 'weekly', 'monthly', 'recurring', 'interval', 'once', 'delay', 'holidays', 'trigger', 'calendar', 'morning', 'monday', 'hour', 'reminder', 'deadline', 'automatic'],
  },
  icon: 'calendar-time',
  group: 'trigger',
  trigger: 'schedule',
  params: Type.Object({
    schedule: when,
    exceptDates: Type.Optional(
      Type.Array(Type.String({ maxLength: 24 }), {
        maxItems: 500,
        ...ui({
          label: { fr: 'Sauf ces jours', en: 'Except on these days' },
          help: {
            fr: 'Jours fériés, congés : une date (2026-12-25), un jour de chaque année (12-25) ou une période (2026-08-03/2026-08-21).',
            en: 'Holidays, closing days: a date (2026-12-25), a day of each year (12-25) or a period (2026-08-03/2026-08-21).',
          },
          widget: 'dates',
          ...literal,
        }),
      }),
    ),
    timeZone: Type.Optional(
      Type.String({
        minLength: 1,
        ...ui({
          label: { fr: 'Fuseau horaire', en: 'Time zone' },
          help: { fr: 'Vide : celui du flux.', en: 'Empty: the one of the flow.' },
          placeholder: { fr: 'Europe/Paris', en: 'Europe/Paris' },
          widget: 'time-zone',
          advanced: true,
          ...literal,
        }),
      }),
    ),
    catchUp: choiceParam<'skip' | 'one' | 'all'>(
      {
        skip: { fr: 'ne rien rattraper', en: 'do not catch up' },
        one: { fr: 'rattraper une seule fois', en: 'catch up once' },
        all: { fr: 'rattraper chaque fois manquée', en: 'catch up every missed time' },
      },
      {
        label: { fr: 'Si le serveur était arrêté à l’heure dite', en: 'If the server was down at that time' },
        help: { fr: 'Ce qui se passe au redémarrage pour les exécutions manquées.', en: 'What happens on restart for the runs that were missed.' },
        advanced: true,
      },
      'one',
    ),
    catchUpLimit: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 1000,
        default: 100,
        ...ui({
          label: { fr: 'Rattraper au plus … fois', en: 'Catch up at most … times' },
          help: { fr: 'Pour « rattraper chaque fois manquée » : les plus récentes d’abord retenues.', en: 'For “catch up every missed time”: the latest ones are kept.' },
          advanced: true,
          ...literal,
        }),
      }),
    ),
    catchUpDays: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 31,
        default: 7,
        ...ui({
          label: { fr: 'Ne rattraper que les … derniers jours', en: 'Catch up only the last … days' },
          help: { fr: 'Ce qui est plus ancien reste noté comme manqué.', en: 'What is older stays noted as missed.' },
          advanced: true,
          ...literal,
        }),
      }),
    ),
  }),
  effects: 'none',
  outputShapes: { main: { kind: 'fixed', shape: { fields: [{ name: 'instant', type: 'date' }], open: true } } },
  sample: { main: [{ instant: '2026-01-15T07:00:00.000Z' }] },
  words: { fr: 'démarre selon un horaire', en: 'starts on a schedule' },
})
