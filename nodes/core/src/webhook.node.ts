import { choiceParam, defineNode, Type, ui, withDefault } from '@maillon/node-sdk'

export const webhook = defineNode({
  type: 'core.webhook',
  title: { fr: 'Webhook', en: 'Webhook' },
  description: { fr: 'Démarre quand un autre programme appelle une adresse de ce serveur.', en: 'Starts when another program calls an address of this server.' },
  keywords: {
    fr: ['appel', 'http', 'api', 'recevoir', 'adresse', 'url', 'formulaire', 'fichier', 'signature', 'hmac', 'stripe', 'github', 'déclencheur'],
    en: ['call', 'http', 'api', 'receive', 'address', 'url', 'callback', 'endpoint', 'file', 'signature', 'hmac', 'stripe', 'github', 'trigger'],
  },
  icon: 'webhook',
  group: 'trigger',
  trigger: 'webhook',
  params: Type.Object({
    method: choiceParam<'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'>(
      { POST: same('POST'), GET: same('GET'), PUT: same('PUT'), PATCH: same('PATCH'), DELETE: same('DELETE') },
      { label: { fr: 'Méthode', en: 'Method' } },
      'POST',
    ),
    path: Type.String({
      minLength: 1,
      maxLength: 100,
      pattern: '^[a-zA-Z0-9][a-zA-Z0-9_-]*(/[a-zA-Z0-9][a-zA-Z0-9_-]*)*$',
      ...ui({
        label: { fr: 'Chemin', en: 'Path' },
        help: { fr: 'La fin de l’adresse : lettres, chiffres, tirets et barres obliques.', en: 'The end of the address: letters, digits, hyphens and slashes.' },
        placeholder: { fr: 'commandes/nouvelle', en: 'orders/new' },
        widget: 'webhook-path',
        expression: false,
      }),
    }),
    authentication: choiceParam<'none' | 'secret' | 'basic' | 'signature'>(
      {
        none: { fr: 'aucune : tous ceux qui connaissent l’adresse', en: 'none: anyone who knows the address' },
        secret: { fr: 'un secret partagé (Authorization: Bearer …)', en: 'a shared secret (Authorization: Bearer …)' },
        basic: { fr: 'un nom et un mot de passe', en: 'a user name and password' },
        signature: { fr: 'une signature du contenu (HMAC : Stripe, GitHub, Slack…)', en: 'a signature of the content (HMAC: Stripe, GitHub, Slack…)' },
      },
      { label: { fr: 'Qui peut appeler', en: 'Who may call' }, advanced: true },
      'none',
    ),
    respond: choiceParam<'at-once' | 'when-finished' | 'by-node'>(
      {
        'at-once': { fr: 'tout de suite, dès que l’exécution est enregistrée', en: 'at once, as soon as the run is recorded' },
        'when-finished': { fr: 'à la fin, avec le dernier résultat', en: 'when finished, with the last result' },
        'by-node': { fr: 'par une étape « Répondre »', en: 'by a “Respond” step' },
      },
      { label: { fr: 'Réponse', en: 'Answer' }, advanced: true },
      'at-once',
    ),
    files: withDefault(
      Type.Boolean({
        default: false,
        ...ui({
          label: { fr: 'Recevoir aussi des fichiers', en: 'Take files as well' },
          help: {
            fr: 'Un formulaire avec fichiers (multipart), ou le fichier lui-même ; 25 Mo en tout. Ils se trouvent ensuite parmi les fichiers, sous le nom de leur champ.',
            en: 'A form with files (multipart), or the file itself; 25 MB in all. They are then found among the files, under the name of their field.',
          },
          advanced: true,
          expression: false,
        }),
      }),
    ),
  }),
  effects: 'none',
  credentials: [
    {
      slot: 'caller',
      types: ['http-bearer', 'http-basic', 'webhook-signature'],
      label: { fr: 'Secret attendu de l’appelant', en: 'Secret expected from the caller' },
      required: true,
      usedWhen: { param: 'authentication', is: ['secret', 'basic', 'signature'] },
    },
  ],
  outputShapes: {
    main: {
      kind: 'fixed',
      shape: {
        fields: [
          { name: 'method', type: 'text' },
          { name: 'path', type: 'text' },
          { name: 'query', type: 'object' },
          { name: 'headers', type: 'object' },
          { name: 'body', type: 'unknown' },
        ],
        open: false,
      },
    },
  },
  sample: { main: [{ method: 'POST', path: 'commandes/nouvelle', query: {}, headers: { 'content-type': 'application/json' }, body: { numero: 4512, total: 99.9 } }] },
  words: { fr: 'démarre à l’appel de « {{path}} »', en: 'starts when “{{path}}” is called' },
})

function same(text: string) {
  return { fr: text, en: text }
}
