import { defineNode, Type, ui, withDefault } from '@maillon/node-sdk'

const ports = (label: { readonly fr: string; readonly en: string }) =>
  withDefault(
    Type.Array(
      Type.Object({
        id: Type.String({ minLength: 1, maxLength: 60, pattern: '^[a-z][a-z0-9-]*$', ...ui({ label: { fr: 'Identifiant', en: 'Id' }, expression: false }) }),
        name: Type.String({ maxLength: 100, ...ui({ label: { fr: 'Nom', en: 'Name' }, expression: false }) }),
      }),
      { default: [], maxItems: 100, ...ui({ label, advanced: true, expression: false }) },
    ),
  )

/** Stands where an imported flow had a step that has no counterpart: it keeps what the step was, and can't run. */
export const placeholder = defineNode({
  type: 'core.placeholder',
  title: { fr: 'À remplacer', en: 'To be replaced' },
  description: {
    fr: 'Garde la place d’une étape d’un autre programme qui n’a pas d’équivalent ici. Le flux ne peut pas s’exécuter tant qu’elle n’est pas remplacée.',
    en: 'Keeps the place of a step of another program that has no counterpart here. The flow can’t run until it is replaced.',
  },
  keywords: { fr: ['remplacer', 'importé', 'n8n', 'node-red', 'inconnu'], en: ['replace', 'imported', 'n8n', 'node-red', 'unknown'] },
  icon: 'puzzle-off',
  group: 'logic',
  construct: 'placeholder',
  params: Type.Object({
    was: Type.String({ minLength: 1, maxLength: 200, ...ui({ label: { fr: 'Ce que c’était', en: 'What it was' }, expression: false }) }),
    source: Type.String({ minLength: 1, maxLength: 60, ...ui({ label: { fr: 'Dans', en: 'In' }, expression: false }) }),
    foreignType: withDefault(Type.String({ default: '', maxLength: 200, ...ui({ label: { fr: 'Type d’origine', en: 'Original type' }, expression: false, advanced: true }) })),
    foreign: withDefault(
      Type.String({
        default: '',
        maxLength: 20_000,
        ...ui({
          label: { fr: 'Réglages d’origine', en: 'Original settings' },
          help: { fr: 'Tels qu’ils étaient, pour les reprendre à la main dans l’étape qui la remplace.', en: 'As they were, to be taken over by hand into the step that replaces it.' },
          widget: 'text',
          expression: false,
        }),
      }),
    ),
    inputs: ports({ fr: 'Entrées', en: 'Inputs' }),
    outputs: ports({ fr: 'Sorties', en: 'Outputs' }),
  }),
  inputs: { each: 'inputs', key: 'id', labelKey: 'name' },
  outputs: { each: 'outputs', key: 'id', labelKey: 'name' },
  effects: 'none',
  examples: [
    {
      title: { fr: 'Une étape de n8n sans équivalent', en: 'A step of n8n without a counterpart' },
      params: { was: 'Airtable', source: 'n8n', foreignType: 'n8n-nodes-base.airtable', inputs: [{ id: 'main', name: '·' }], outputs: [{ id: 'main', name: '·' }] },
      input: { main: [{ client: 'Durand' }] },
    },
  ],
  words: { fr: 'était « {{was}} » dans {{source}} : à remplacer', en: 'was “{{was}}” in {{source}}: to be replaced' },
})
