import { choiceParam, defineNode, Type, ui, withDefault, type AllContext, type LocalizedText, type Static } from '@maillon/node-sdk'
import { imapAccount } from './mail-account.js'
import { searchOf } from './mail-filter.js'
import { knownMailFields, mailSample, readMailFields, unreadableReasons } from './mail-shape.js'
import { openFolder, withImap } from './open-mailbox.js'
import { readMails, type ReadMail } from './read-mails.js'
import { foundUids } from './found-uids.js'

const slot = 'mailbox'

const params = Type.Object({
  folder: withDefault(Type.String({ default: 'INBOX', minLength: 1, maxLength: 500, ...ui({ label: { fr: 'Dossier', en: 'Folder' }, help: { fr: 'INBOX est la boîte de réception.', en: 'INBOX is the inbox.' } }) })),
  onlyUnread: withDefault(Type.Boolean({ default: true, ...ui({ label: { fr: 'Non lus seulement', en: 'Unread only' } }) })),
  sender: text({ fr: 'Expéditeur', en: 'Sender' }, { fr: 'Une adresse, ou une partie.', en: 'An address, or a part of it.' }),
  subject: text({ fr: 'L’objet contient', en: 'The subject contains' }),
  since: text({ fr: 'Reçus depuis', en: 'Received since' }, { fr: 'Une date, avec ou sans heure.', en: 'A date, with or without a time.' }),
  before: text({ fr: 'Reçus avant', en: 'Received before' }, null, true),
  words: text({ fr: 'Le message contient', en: 'The message contains' }, null, true),
  recipient: text({ fr: 'Destinataire', en: 'Recipient' }, null, true),
  label: text({ fr: 'Étiquette', en: 'Label' }, null, true),
  attachments: choiceParam<'without-images' | 'all' | 'none'>(
    {
      'without-images': { fr: 'toutes, sans les images du message', en: 'all, without the images of the message' },
      all: { fr: 'toutes', en: 'all' },
      none: { fr: 'aucune', en: 'none' },
    },
    { label: { fr: 'Pièces jointes', en: 'Attachments' } },
    'without-images',
  ),
  order: choiceParam<'oldest' | 'newest'>(
    { oldest: { fr: 'le plus ancien d’abord', en: 'oldest first' }, newest: { fr: 'le plus récent d’abord', en: 'newest first' } },
    { label: { fr: 'Ordre', en: 'Order' }, advanced: true },
    'oldest',
  ),
  limit: withDefault(
    Type.Integer({ default: 100, minimum: 1, maximum: 5000, ...ui({ label: { fr: 'Courriels au plus', en: 'Mails at most' }, help: { fr: 'S’il en reste, le journal le dit.', en: 'Where there are more, the log says so.' }, advanced: true }) }),
  ),
  maxMegabytes: withDefault(
    Type.Integer({ default: 30, minimum: 1, maximum: 100, ...ui({ label: { fr: 'Taille d’un courriel au plus (Mo)', en: 'Size of a mail at most (MB)' }, help: { fr: 'Les plus gros sortent par « Illisibles ».', en: 'Larger ones leave by “Unreadable”.' }, advanced: true }) }),
  ),
})

type ReadParams = Static<typeof params>

export const mailRead = defineNode({
  type: 'mail.read',
  title: { fr: 'Lire des courriels', en: 'Read mails' },
  description: { fr: 'Donne les courriels d’une boîte, un par ligne, avec leurs pièces jointes. La boîte reste comme elle est.', en: 'Gives the mails of a mailbox, one a row, with their attachments. The mailbox stays as it is.' },
  keywords: {
    fr: ['courriel', 'mail', 'e-mail', 'boîte', 'imap', 'recevoir', 'chercher', 'pièce jointe', 'messages', 'non lus', 'gmail', 'outlook'],
    en: ['mail', 'e-mail', 'inbox', 'imap', 'receive', 'search', 'attachment', 'messages', 'unread', 'gmail', 'outlook'],
  },
  icon: 'mail-down',
  group: 'mail',
  params,
  effects: 'read',
  heavy: true,
  credentials: [{ slot, types: ['imap'], label: { fr: 'Boîte aux lettres', en: 'Mailbox' }, required: true }],
  outputs: [
    { id: 'main', label: { fr: 'Courriels', en: 'Mails' } },
    { id: 'unreadable', label: { fr: 'Illisibles', en: 'Unreadable' } },
  ],
  outputShapes: {
    main: {
      kind: 'fixed',
      shape: {
        fields: [...knownMailFields, ...readMailFields],
        open: false,
      },
    },
    unreadable: { kind: 'fixed', shape: { fields: [...knownMailFields, { name: 'reason', type: 'text' }, { name: 'problem', type: 'text' }], open: false } },
  },
  examples: [
    {
      title: { fr: 'Lire les commandes non lues', en: 'Read the unread orders' },
      params: { folder: 'INBOX', onlyUnread: true, subject: 'Commande' },
      input: { main: [{}] },
    },
  ],
  sample: { main: [mailSample] },
  words: { fr: 'lit les courriels du dossier « {{folder}} »', en: 'reads the mails of the folder “{{folder}}”' },
  run: async (context) => {
    const account = imapAccount(await context.credential(slot))
    const search = searchOf(context.params, context)
    await withImap(account, context, async (client) => {
      await openFolder(client, context.params.folder, 'read')
      const uids = await foundUids(client, search.query)
      const ordered = context.params.order === 'oldest' ? uids : uids.toReversed()
      const { maxMegabytes, attachments } = context.params
      let given = 0
      for await (const mail of readMails(client, ordered, { attachments, maxBytes: maxMegabytes * 1024 * 1024, files: context.files })) {
        context.signal.throwIfAborted()
        if (!search.isInTime(mail.receivedAt)) continue
        if (given === context.params.limit) return sayMore(context)
        given += 1
        context.progress(given, Math.min(uids.length, context.params.limit))
        await give(context, mail)
      }
    })
  },
})

async function give({ emit, log, locale }: AllContext<ReadParams>, mail: ReadMail): Promise<void> {
  if (mail.unreadable === null) return emit({ json: mail.json, files: mail.files })
  const problem = unreadableReasons[mail.unreadable][locale]
  log.warn(locale === 'fr' ? `Courriel illisible : ${problem}` : `Unreadable mail: ${problem}`, { uid: mail.uid, reason: mail.unreadable })
  return emit({ json: { ...mail.json, reason: mail.unreadable, problem } }, 'unreadable')
}

function sayMore({ params: { limit }, log, locale }: AllContext<ReadParams>): void {
  log.warn(locale === 'fr' ? `Il y a plus de ${limit} courriels : les suivants n’ont pas été lus cette fois.` : `There are more than ${limit} mails: the others were not read this time.`)
}

function text(label: LocalizedText, help: LocalizedText | null = null, advanced = false) {
  return Type.Optional(Type.String({ maxLength: 500, ...ui({ label, ...(help === null ? {} : { help }), ...(advanced ? { advanced } : {}) }) }))
}
