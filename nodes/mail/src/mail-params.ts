import { choiceParam, directoryParam, fileParam, Type, ui, withDefault, type Static } from '@maillon/node-sdk'

function addresses(label: { fr: string; en: string }, more: { advanced?: boolean } = {}) {
  const { advanced } = more
  return Type.Array(Type.String({ maxLength: 500, ...ui({ label: { fr: 'Adresse', en: 'Address' }, placeholder: { fr: 'Jeanne Dupont <jeanne@exemple.fr>', en: 'Jane Doe <jane@example.com>' } }) }), {
    default: [],
    maxItems: 500,
    ...ui({ label, ...(advanced === undefined ? {} : { advanced }) }),
  })
}

export const mailParams = Type.Object({
  to: withDefault(addresses({ fr: 'À', en: 'To' })),
  recipients: directoryParam({
    label: { fr: 'De l’annuaire', en: 'From the directory' },
    help: { fr: 'Des destinataires ou des groupes : ceux qui ont une adresse de courriel et sont actifs.', en: 'Recipients or groups: those who have a mail address and are active.' },
  }),
  subject: Type.String({ maxLength: 990, ...ui({ label: { fr: 'Objet', en: 'Subject' } }) }),
  html: withDefault(
    Type.String({
      default: '',
      ...ui({
        label: { fr: 'Message', en: 'Message' },
        help: {
          fr: 'En HTML. Les valeurs des expressions y sont mises sans danger, comme du texte. Une image reçue se montre par son nom : <img src="cid:logo.png">.',
          en: 'In HTML. The values of expressions are put in safely, as text. An image received is shown by its name: <img src="cid:logo.png">.',
        },
        widget: 'html',
      }),
    }),
  ),
  text: Type.Optional(
    Type.String({
      ...ui({ label: { fr: 'Version texte', en: 'Plain text version' }, help: { fr: 'Vide : tirée du message.', en: 'Empty: made from the message.' }, widget: 'text', advanced: true }),
    }),
  ),
  attach: choiceParam<'all' | 'none'>(
    { all: { fr: 'tous les fichiers reçus', en: 'all files received' }, none: { fr: 'aucune', en: 'none' } },
    { label: { fr: 'Pièces jointes', en: 'Attachments' } },
    'all',
  ),
  cc: withDefault(addresses({ fr: 'Copie (Cc)', en: 'Copy (Cc)' }, { advanced: true })),
  bcc: withDefault(addresses({ fr: 'Copie cachée (Cci)', en: 'Blind copy (Bcc)' }, { advanced: true })),
  replyTo: Type.Optional(Type.String({ maxLength: 500, ...ui({ label: { fr: 'Répondre à', en: 'Reply to' }, advanced: true }) })),
  inReplyTo: Type.Optional(
    Type.String({
      maxLength: 1000,
      ...ui({
        label: { fr: 'En réponse au courriel', en: 'In reply to the mail' },
        help: { fr: 'Son Message-ID, pour rester dans le même fil ; gardez aussi son objet.', en: 'Its Message-ID, to stay in the same thread; keep its subject as well.' },
        placeholder: { fr: '{{item.messageId}}', en: '{{item.messageId}}' },
        advanced: true,
      }),
    }),
  ),
  references: Type.Optional(
    Type.Array(Type.String({ maxLength: 1000, ...ui({ label: { fr: 'Message-ID', en: 'Message-ID' } }) }), {
      maxItems: 200,
      ...ui({ label: { fr: 'Courriels précédents du fil', en: 'Earlier mails of the thread' }, placeholder: { fr: '{{item.references}}', en: '{{item.references}}' }, advanced: true }),
    }),
  ),
  images: withDefault(
    Type.Array(
      Type.Object({
        name: Type.String({ minLength: 1, maxLength: 100, pattern: '^[^\\s"\'<>()]+$', ...ui({ label: { fr: 'Nom dans le message (cid:…)', en: 'Name in the message (cid:…)' }, expression: false }) }),
        file: fileParam({ label: { fr: 'Image', en: 'Image' } }),
      }),
      { default: [], maxItems: 20, ...ui({ label: { fr: 'Images du message', en: 'Images of the message' }, advanced: true }) },
    ),
  ),
  priority: choiceParam<'normal' | 'high' | 'low'>(
    { normal: { fr: 'normale', en: 'normal' }, high: { fr: 'haute', en: 'high' }, low: { fr: 'basse', en: 'low' } },
    { label: { fr: 'Priorité', en: 'Priority' }, advanced: true },
    'normal',
  ),
  maxMegabytes: withDefault(
    Type.Integer({ default: 20, minimum: 1, maximum: 150, ...ui({ label: { fr: 'Taille des pièces jointes au plus (Mo)', en: 'Size of attachments at most (MB)' }, advanced: true }) }),
  ),
  ifUnknown: choiceParam<'stop' | 'again'>(
    { stop: { fr: 's’arrêter et demander', en: 'stop and ask' }, again: { fr: 'envoyer à nouveau', en: 'send again' } },
    {
      label: { fr: 'Si un envoi précédent a été coupé', en: 'If an earlier sending was cut off' },
      help: { fr: 'On ne sait alors pas si le message est parti.', en: 'Nobody then knows whether the message went out.' },
      advanced: true,
    },
    'stop',
  ),
})

export type MailParams = Static<typeof mailParams>
