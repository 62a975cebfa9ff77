import { choiceParam, defineNode, Type, ui, withDefault, type Json, type JsonObject, type LocalizedText, type LookContext, type LookReport, type Static } from '@maillon/node-sdk'
import type { ImapFlow } from 'imapflow'
import { canListen, MailEar } from './listen.js'
import { imapAccount, type ImapAccount } from './mail-account.js'
import type { MailCursor } from './mail-cursor.js'
import { knownMailFields, mailSample, readMailFields, unreadableReasons } from './mail-shape.js'
import { openFolder, withImap } from './open-mailbox.js'
import { takeNewMails, takeUnreadMails, type UnreadCursor } from './read-new-mails.js'
import type { ReadMail } from './read-mails.js'

const slot = 'mailbox'
const takenAtOnce = 100

const params = Type.Object({
  folder: withDefault(Type.String({ default: 'INBOX', minLength: 1, maxLength: 500, ...ui({ label: { fr: 'Dossier', en: 'Folder' }, help: { fr: 'INBOX est la boîte de réception.', en: 'INBOX is the inbox.' }, expression: false }) })),
  which: choiceParam<'new' | 'unread' | 'all'>(
    {
      new: { fr: 'ceux qui arrivent à partir de maintenant, lus ou non', en: 'those that arrive from now on, read or not' },
      unread: { fr: 'les non lus, aussi ceux qui sont déjà là', en: 'the unread ones, also those that are there already' },
      all: { fr: 'tous, aussi ceux qui sont déjà là', en: 'all of them, also those that are there already' },
    },
    {
      label: { fr: 'Quels courriels', en: 'Which mails' },
      help: {
        fr: 'Chacun n’est pris qu’une fois, même s’il reste non lu. « Déjà là » : chaque ancien courriel lance aussi le flux ; « Reçus depuis » en limite le nombre.',
        en: 'Each is taken only once, even where it stays unread. “There already”: each old mail starts the flow too; “Received since” limits how many.',
      },
    },
    'new',
  ),
  sender: text({ fr: 'Expéditeur', en: 'Sender' }, { fr: 'Une adresse, ou une partie.', en: 'An address, or a part of it.' }),
  subject: text({ fr: 'L’objet contient', en: 'The subject contains' }),
  since: text({ fr: 'Reçus depuis', en: 'Received since' }, { fr: 'Une date, avec ou sans heure.', en: 'A date, with or without a time.' }, true),
  recipient: text({ fr: 'Destinataire', en: 'Recipient' }, null, true),
  attachments: choiceParam<'without-images' | 'all' | 'none'>(
    { 'without-images': { fr: 'toutes, sans les images du message', en: 'all, without the images of the message' }, all: { fr: 'toutes', en: 'all' }, none: { fr: 'aucune', en: 'none' } },
    { label: { fr: 'Pièces jointes', en: 'Attachments' } },
    'without-images',
  ),
  everySeconds: withDefault(
    Type.Integer({
      default: 60, minimum: 10, maximum: 86_400,
      ...ui({ label: { fr: 'Regarder toutes les (secondes)', en: 'Look every (seconds)' }, help: { fr: 'La plupart des serveurs préviennent d’eux-mêmes : le courriel est alors pris aussitôt.', en: 'Most servers tell by themselves: the mail is then taken at once.' }, advanced: true }),
    }),
  ),
  maxMegabytes: withDefault(
    Type.Integer({ default: 30, minimum: 1, maximum: 100, ...ui({ label: { fr: 'Taille d’un courriel au plus (Mo)', en: 'Size of a mail at most (MB)' }, help: { fr: 'Un plus gros démarre le flux sans son contenu, avec « problem ».', en: 'A larger one starts the flow without its content, with “problem”.' }, advanced: true }) }),
  ),
})

type ReceivedParams = Static<typeof params>
type MailLook = LookContext<ReceivedParams>

export const mailReceived = defineNode({
  type: 'mail.received',
  title: { fr: 'Courriel reçu', en: 'Mail received' },
  description: { fr: 'Démarre pour chaque courriel qui arrive dans une boîte, avec ses pièces jointes.', en: 'Starts for each mail that comes into a mailbox, with its attachments.' },
  keywords: {
    fr: ['courriel', 'mail', 'e-mail', 'boîte', 'imap', 'arrive', 'nouveau', 'recevoir', 'pièce jointe', 'déclencheur', 'gmail', 'outlook', 'non lus'],
    en: ['mail', 'e-mail', 'inbox', 'imap', 'arrives', 'new', 'receive', 'attachment', 'trigger', 'gmail', 'outlook', 'unread'],
  },
  icon: 'mail-opened',
  group: 'trigger',
  trigger: 'watch',
  params,
  effects: 'read',
  credentials: [{ slot, types: ['imap'], label: { fr: 'Boîte aux lettres', en: 'Mailbox' }, required: true }],
  outputShapes: { main: { kind: 'fixed', shape: { fields: [...knownMailFields, ...readMailFields, { name: 'problem', type: 'text' }], open: false } } },
  examples: [{ title: { fr: 'Chaque commande qui arrive', en: 'Each order that comes in' }, params: { folder: 'INBOX', subject: 'Commande' }, input: {} }],
  sample: { main: [{ ...mailSample, problem: null }] },
  words: { fr: 'démarre pour chaque courriel reçu dans « {{folder}} »', en: 'starts for each mail received in “{{folder}}”' },
  look: async (context) => {
    const account = imapAccount(await context.credential(slot))
    return withImap(account, context, async (client) => {
      await openFolder(client, context.params.folder, 'read')
      return new Visit(client, context, account).stay()
    })
  },
})

/** One visit to the mailbox: takes what is there, and where the server tells news by itself stays to hear of it. */
class Visit {
  #cursor: Json | null
  readonly #place: string

  constructor(private readonly client: ImapFlow, private readonly context: MailLook, { login, host, port }: ImapAccount) {
    const { folder, which } = context.params
    this.#place = `${login.user}@${host}:${port}/${folder} ${which}`
    this.#cursor = cursorOf(context.cursor, this.#place)
  }

  async stay(): Promise<LookReport> {
    const { context, client } = this
    const ear = canListen(client) && context.listenMs > 0 ? new MailEar(client) : null
    const until = context.now() + context.listenMs
    try {
      for (;;) {
        ear?.clear()
        const hasMore = await this.#take()
        if (hasMore) return this.#report(0)
        const leftMs = until - context.now()
        if (ear === null || leftMs <= 0) return this.#report(ear === null ? context.params.everySeconds * 1000 : 0)
        await ear.wait(leftMs, context.signal)
      }
    } finally {
      ear?.close()
    }
  }

  /** @returns whether more is waiting. */
  async #take(): Promise<boolean> {
    const { client, context } = this
    const { params: given } = context
    const wish = { attachments: given.attachments, maxBytes: given.maxMegabytes * 1024 * 1024, limit: takenAtOnce, filter: { ...given, onlyUnread: given.which === 'unread' } }
    const take = async (mail: ReadMail, { key, cursor }: { readonly key: string; readonly cursor: MailCursor | UnreadCursor }) => {
      const next = this.#keep(cursor)
      await context.take({ key: `mail:${key}`, json: jsonOf(mail, context.locale), files: mail.files, cursor: next })
      this.#cursor = json(cursor)
    }
    const visited =
      given.which !== 'unread'
        ? await takeNewMails(client, context, { wish: { ...wish, folder: given.folder, from: given.which, unreadSince: context.failingSince, cursor: this.#cursor as unknown as MailCursor | null }, take })
        : await takeUnreadMails(client, context, { wish: { ...wish, cursor: this.#cursor as unknown as UnreadCursor | null }, take })
    this.#cursor = json(visited.cursor)
    return visited.hasMore
  }

  #report(nextInMs: number): LookReport {
    return { cursor: { place: this.#place, at: this.#cursor }, nextInMs }
  }

  #keep(cursor: MailCursor | UnreadCursor): Json {
    return { place: this.#place, at: json(cursor) }
  }
}

/** UIDs of another mailbox mean nothing here. */
function cursorOf(cursor: Json | null, place: string): Json | null {
  if (typeof cursor !== 'object' || cursor === null || Array.isArray(cursor)) return null
  const { place: of, at } = cursor as JsonObject
  return of === place ? (at ?? null) : null
}

function json(cursor: MailCursor | UnreadCursor): Json {
  return { ...cursor } as unknown as Json
}

/** One that can't be read starts the flow all the same: an order must not vanish because its mail is too large. */
function jsonOf(mail: ReadMail, locale: 'fr' | 'en'): JsonObject {
  if (mail.unreadable === null) return { ...mail.json, problem: null }
  const unread = { messageId: mail.messageId, inReplyTo: null, references: [], fromName: '', replyTo: mail.json['from'] ?? null, to: [], cc: [], date: mail.json['receivedAt'] ?? null, text: '', html: '', isAutomatic: false, attachments: [] }
  return { ...unread, ...mail.json, problem: unreadableReasons[mail.unreadable][locale] }
}

function text(label: LocalizedText, help: LocalizedText | null = null, advanced = false) {
  return Type.Optional(Type.String({ maxLength: 500, ...ui({ label, ...(help === null ? {} : { help }), ...(advanced ? { advanced } : {}), expression: false }) }))
}
