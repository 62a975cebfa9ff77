import { choiceParam, Type, ui, withDefault, type Static } from '@maillon/node-sdk'

function addresses(label: { fr: string; en: string }, more: { advanced?: boolean; minItems?: number } = {}) {
  const { advanced, minItems } = more
  return Type.Array(Type.String({ maxLength: 500, ...ui({ label: { fr: 'Adresse', en: 'Address' }, placeholder: { fr: 'Jeanne Dupont <jeanne@exemple.fr>', en: 'Jane Doe <jane@example.com>' } }) }), {
    ...(minItems === undefined ? { default: [] } : { minItems }),
    maxItems: 500,
    ...ui({ label, ...(advanced === undefined ? {} : { advanced }) }),
  })
}

export const mailParams = Type.Object({
  to: addresses({ fr: 'À', en: 'To' }, { minItems: 1 }),
  subject: Type.String({ maxLength: 990, ...ui({ label: { fr: 'Objet', en: 'Subject' } }) }),
  html: withDefault(
    Type.String({
      default: '',
      ...ui({
        label: { fr: 'Message', en: 'Message' },
        help: { fr: 'En HTML. Les valeurs des expressions y sont mises sans danger, comme du texte.', en: 'In HTML. The values of expressions are put in safely, as text.' },
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
