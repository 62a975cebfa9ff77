import { choiceParam, defineNode, Type, ui, withDefault } from '@maillon/node-sdk'

export const called = defineNode({
  type: 'core.called',
  title: { fr: 'Appelé par un flux', en: 'Called by a flow' },
  description: {
    fr: 'Démarre quand un autre flux appelle celui-ci ; ses lignes sont celles que l’appelant apporte.',
    en: 'Starts when another flow calls this one; its rows are those that the caller brings along.',
  },
  keywords: { fr: ['sous-flux', 'appel', 'entrée', 'paramètres', 'déclencheur', 'réutiliser'], en: ['sub-flow', 'subflow', 'call', 'input', 'arguments', 'trigger', 'reuse'] },
  icon: 'arrow-ramp-left',
  group: 'trigger',
  trigger: 'flow',
  params: Type.Object({
    fields: withDefault(
      Type.Array(
        Type.Object({
          name: Type.String({ minLength: 1, maxLength: 200, ...ui({ label: { fr: 'Champ', en: 'Field' }, expression: false }) }),
          type: choiceParam<'unknown' | 'text' | 'number' | 'boolean' | 'date' | 'object' | 'list'>(
            {
              unknown: { fr: 'n’importe quoi', en: 'anything' },
              text: { fr: 'texte', en: 'text' },
              number: { fr: 'nombre', en: 'number' },
              boolean: { fr: 'oui ou non', en: 'yes or no' },
              date: { fr: 'date', en: 'date' },
              object: { fr: 'objet', en: 'object' },
              list: { fr: 'liste', en: 'list' },
            },
            { label: { fr: 'Type', en: 'Type' } },
            'unknown',
          ),
          required: withDefault(Type.Boolean({ default: true, ...ui({ label: { fr: 'Obligatoire', en: 'Required' } }) })),
        }),
        {
          default: [],
          maxItems: 100,
          ...ui({
            label: { fr: 'Champs attendus', en: 'Expected fields' },
            help: { fr: 'L’éditeur vérifie que les flux appelants les apportent.', en: 'The editor checks that the calling flows bring them along.' },
          }),
        },
      ),
    ),
  }),
  effects: 'none',
  outputShapes: { main: { kind: 'computed', rule: 'declared-fields' } },
  examples: [{ title: { fr: 'Attendre un numéro et un montant', en: 'Expect a number and an amount' }, params: { fields: [{ name: 'numero', type: 'number' }, { name: 'montant', type: 'number', required: false }] }, input: {} }],
  words: { fr: 'démarre quand un autre flux l’appelle', en: 'starts when another flow calls it' },
})
