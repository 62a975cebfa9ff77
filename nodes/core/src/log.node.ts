import { choiceParam, defineNode, out, Type, ui, userError, withDefault, type JsonObject, type NodeLog } from '@maillon/node-sdk'

export const log = defineNode({
  type: 'core.log',
  title: { fr: 'Écrire au journal', en: 'Write to the log' },
  description: { fr: 'Écrit un message dans le journal de l’exécution ; les lignes passent sans changement.', en: 'Writes a message to the log of the run; the rows pass unchanged.' },
  keywords: { fr: ['journal', 'trace', 'message', 'noter', 'historique'], en: ['journal', 'trace', 'message', 'note', 'history', 'print'] },
  icon: 'notes',
  group: 'logic',
  params: Type.Object({
    message: Type.String({ minLength: 1, ...ui({ label: { fr: 'Message', en: 'Message' }, widget: 'text' }) }),
    level: choiceParam<'info' | 'warning'>(
      { info: { fr: 'information', en: 'information' }, warning: { fr: 'avertissement', en: 'warning' } },
      { label: { fr: 'Niveau', en: 'Level' }, advanced: true },
      'info',
    ),
    result: withDefault(
      Type.Boolean({
        default: false,
        ...ui({
          label: { fr: 'C’est le résultat de l’exécution', en: 'It is the result of the run' },
          help: { fr: 'Le message se lit alors dans la liste des exécutions, sans ouvrir celle-ci. Le dernier compte.', en: 'The message is then read in the list of runs, without opening this one. The last one counts.' },
          expression: false,
        }),
      }),
    ),
    statistics: Type.Optional(
      Type.Unknown({
        ...ui({
          label: { fr: 'Statistiques (JSON)', en: 'Statistics (JSON)' },
          help: { fr: 'Des chiffres pour l’API et les tableaux, par exemple { "lignes": "{{item.lignes}}" }.', en: 'Figures for the API and for tables, for example { "rows": "{{item.rows}}" }.' },
          widget: 'json',
          showWhen: { param: 'result', is: [true] },
        }),
      }),
    ),
  }),
  effects: 'none',
  light: true,
  keepsRows: true,
  outputShapes: { main: { kind: 'same', input: 'main' } },
  examples: [
    {
      title: { fr: 'Noter chaque ligne', en: 'Note each row' },
      params: { message: 'Commande {{item.numero}} traitée' },
      input: { main: [{ numero: 4512 }] },
      output: { main: [{ numero: 4512 }] },
    },
  ],
  words: { fr: 'écrit « {{message}} » au journal', en: 'writes “{{message}}” to the log' },
  runItem: ({ params, item, log: journal }) => {
    write(params, journal)
    return out(item.json, item.files === undefined ? {} : { files: item.files })
  },
  run: async ({ params, input, emit, log: journal }) => {
    write(params, journal)
    for await (const item of input()) await emit(item)
  },
})

interface Line {
  readonly message: string
  readonly level: 'info' | 'warning'
  readonly result: boolean
  readonly statistics?: unknown
}

function write({ message, level, result, statistics }: Line, journal: NodeLog): void {
  const data = result ? { runResult: figuresOf(statistics) } : undefined
  if (level === 'warning') journal.warn(message, data)
  else journal.info(message, data)
}

function figuresOf(statistics: unknown): JsonObject {
  if (statistics === undefined || statistics === null || statistics === '') return {}
  if (typeof statistics === 'object' && !Array.isArray(statistics)) return statistics as JsonObject
  throw userError({
    code: 'LOG_STATISTICS_FORM',
    text: { fr: 'Les statistiques ne sont pas un objet JSON.', en: 'The statistics are no JSON object.' },
    hint: { fr: 'Donnez un nom à chaque chiffre, par exemple { "lignes": 12 }.', en: 'Give each figure a name, for example { "rows": 12 }.' },
    field: '/statistics',
  })
}
