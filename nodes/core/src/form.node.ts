import { choiceParam, defineNode, Type, ui, withDefault } from '@maillon/node-sdk'

export const form = defineNode({
  type: 'core.form',
  title: { fr: 'Formulaire', en: 'Form' },
  description: { fr: 'Démarre quand quelqu’un remplit une page que vous composez ici, avec ou sans compte.', en: 'Starts when somebody fills in a page that you compose here, with an account or without.' },
  keywords: {
    fr: ['formulaire', 'page', 'saisie', 'demande', 'champs', 'questionnaire', 'déposer', 'fichier', 'public', 'déclencheur', 'enquête', 'sondage', 'inscription'],
    en: ['form', 'page', 'input', 'request', 'fields', 'survey', 'upload', 'file', 'public', 'trigger', 'questionnaire', 'registration'],
  },
  icon: 'forms',
  group: 'trigger',
  trigger: 'form',
  params: Type.Object({
    title: Type.String({ minLength: 1, maxLength: 150, ...ui({ label: { fr: 'Titre de la page', en: 'Title of the page' }, placeholder: { fr: 'Demande d’intervention', en: 'Service request' }, expression: false }) }),
    intro: Type.Optional(Type.String({ maxLength: 2000, ...ui({ label: { fr: 'Texte au-dessus des champs', en: 'Text above the fields' }, widget: 'text', expression: false }) })),
    path: Type.String({
      minLength: 1,
      maxLength: 60,
      pattern: '^[a-zA-Z0-9][a-zA-Z0-9_-]*$',
      ...ui({ label: { fr: 'Fin de l’adresse', en: 'End of the address' }, help: { fr: 'La page est à /forms/ suivi de ces lettres, chiffres et tirets.', en: 'The page is at /forms/ followed by these letters, digits and hyphens.' }, placeholder: { fr: 'intervention', en: 'service-request' }, expression: false }),
    }),
    access: choiceParam<'public' | 'members'>(
      { public: { fr: 'tous ceux qui ont l’adresse', en: 'everyone who has the address' }, members: { fr: 'les membres de cet espace', en: 'members of this workspace' } },
      { label: { fr: 'Qui peut la remplir', en: 'Who may fill it in' } },
      'members',
    ),
    fields: Type.Array(
      Type.Object({
        name: Type.String({ minLength: 1, maxLength: 50, pattern: '^[\\p{L}_][\\p{L}\\p{N}_-]*$', ...ui({ label: { fr: 'Nom dans le flux', en: 'Name in the flow' }, placeholder: { fr: 'adresse', en: 'address' }, expression: false }) }),
        label: Type.String({ minLength: 1, maxLength: 150, ...ui({ label: { fr: 'Question', en: 'Question' }, placeholder: { fr: 'Adresse du chantier', en: 'Address of the site' }, expression: false }) }),
        type: choiceParam<'text' | 'long-text' | 'email' | 'number' | 'date' | 'boolean' | 'choice' | 'file'>(
          {
            text: { fr: 'texte court', en: 'short text' }, 'long-text': { fr: 'texte long', en: 'long text' }, email: { fr: 'adresse de courriel', en: 'mail address' }, number: { fr: 'nombre', en: 'number' },
            date: { fr: 'date', en: 'date' }, boolean: { fr: 'case à cocher', en: 'checkbox' }, choice: { fr: 'choix dans une liste', en: 'choice from a list' }, file: { fr: 'fichier', en: 'file' },
          },
          { label: { fr: 'Réponse attendue', en: 'Kind of answer' } },
          'text',
        ),
        required: withDefault(Type.Boolean({ default: true, ...ui({ label: { fr: 'Obligatoire', en: 'Required' } }) })),
        choices: Type.Optional(
          Type.Array(Type.String({ minLength: 1, maxLength: 150, ...ui({ label: { fr: 'Choix', en: 'Choice' }, expression: false }) }), { maxItems: 100, ...ui({ label: { fr: 'Choix', en: 'Choices' }, showWhen: { param: 'type', is: ['choice'] }, expression: false }) }),
        ),
        help: Type.Optional(Type.String({ maxLength: 300, ...ui({ label: { fr: 'Aide sous la question', en: 'Help below the question' }, advanced: true, expression: false }) })),
      }),
      { minItems: 1, maxItems: 50, ...ui({ label: { fr: 'Champs', en: 'Fields' } }) },
    ),
    thanks: Type.Optional(Type.String({ maxLength: 1000, ...ui({ label: { fr: 'Message après l’envoi', en: 'Message after sending' }, widget: 'text', advanced: true, expression: false }) })),
  }),
  effects: 'none',
  outputShapes: { main: { kind: 'computed', rule: 'declared-fields' } },
  examples: [
    {
      title: { fr: 'Une demande d’intervention avec photo', en: 'A service request with a photo' },
      params: {
        title: 'Demande d’intervention', path: 'intervention', access: 'public',
        fields: [{ name: 'adresse', label: 'Adresse', type: 'text' }, { name: 'urgence', label: 'Urgence', type: 'choice', choices: ['normale', 'haute'] }, { name: 'photo', label: 'Photo', type: 'file', required: false }],
      },
      input: {},
    },
  ],
  sample: { main: [{ submittedAt: '2026-01-15T08:00:00.000Z', submittedBy: null }] },
  words: { fr: 'démarre quand le formulaire « {{title}} » est rempli', en: 'starts when the form “{{title}}” is filled in' },
})
