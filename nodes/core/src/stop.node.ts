import { choiceParam, defineNode, Type, ui, userError } from '@maillon/node-sdk'

export const stop = defineNode({
  type: 'core.stop',
  title: { fr: 'Arrêter avec un message', en: 'Stop with a message' },
  description: {
    fr: 'Dès que des lignes arrivent ici, fait échouer l’exécution avec un message, ou termine simplement cette branche.',
    en: 'As soon as rows come here, lets the run fail with a message, or simply ends this branch.',
  },
  keywords: { fr: ['arrêt', 'erreur', 'échec', 'fin', 'message', 'terminer', 'interrompre'], en: ['stop', 'error', 'fail', 'end', 'message', 'finish', 'abort', 'throw'] },
  icon: 'hand-stop',
  group: 'logic',
  params: Type.Object({
    outcome: choiceParam<'fail' | 'end'>(
      { fail: { fr: 'l’exécution échoue', en: 'the run fails' }, end: { fr: 'cette branche s’arrête là, sans échec', en: 'this branch ends here, without failure' } },
      { label: { fr: 'Effet', en: 'Effect' } },
      'fail',
    ),
    message: Type.String({ minLength: 1, maxLength: 2000, ...ui({ label: { fr: 'Message', en: 'Message' }, widget: 'text', placeholder: { fr: 'Aucun prix pour {{nodes.lire.first.produit}}', en: 'No price for {{nodes.read.first.product}}' } }) }),
  }),
  outputs: [],
  effects: 'none',
  examples: [
    { title: { fr: 'Échouer quand une ligne n’a pas de prix', en: 'Fail where a row has no price' }, params: { message: 'Un prix manque dans le fichier.' }, input: { main: [{ produit: 'Café' }] } },
    { title: { fr: 'Terminer sans rien faire', en: 'End without doing anything' }, params: { outcome: 'end', message: 'Rien à envoyer aujourd’hui.' }, input: { main: [{ produit: 'Café' }] }, output: {} },
  ],
  words: { fr: 's’arrête avec « {{message}} »', en: 'stops with “{{message}}”' },
  run: ({ params, log }) => {
    if (params.outcome === 'fail') throw userError({ code: 'FLOW_STOPPED', text: { fr: params.message, en: params.message } })
    log.info(params.message)
  },
})
