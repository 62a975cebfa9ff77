import { choiceParam, defineNode, out, Type, ui } from '@maillon/node-sdk'

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
    if (params.level === 'warning') journal.warn(params.message)
    else journal.info(params.message)
    return out(item.json, item.files === undefined ? {} : { files: item.files })
  },
  run: async ({ params, input, emit, log: journal }) => {
    if (params.level === 'warning') journal.warn(params.message)
    else journal.info(params.message)
    for await (const item of input()) await emit(item)
  },
})
