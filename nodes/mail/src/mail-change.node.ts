import { choiceParam, defineNode, isMaillonError, Type, ui, userError, withDefault, type AllContext, type Item, type JsonObject, type LocalizedText, type MaillonError, type Static } from '@maillon/node-sdk'
import type { ImapFlow } from 'imapflow'
import { changeMails, type ChangedMails, type MailAction } from './change-mails.js'
import { imapError } from './imap-errors.js'
import { imapAccount, type ImapAccount } from './mail-account.js'
import { openFolder, withImap } from './open-mailbox.js'

const slot = 'mailbox'

const actionLabels: { readonly [action in MailAction]: LocalizedText } = {
  seen: { fr: 'marquer comme lu', en: 'mark as read' },
  unseen: { fr: 'marquer comme non lu', en: 'mark as unread' },
  flag: { fr: 'signaler (étoile)', en: 'flag (star)' },
  unflag: { fr: 'ne plus signaler', en: 'remove the flag' },
  label: { fr: 'ajouter une étiquette', en: 'add a label' },
  unlabel: { fr: 'retirer une étiquette', en: 'remove a label' },
  move: { fr: 'déplacer', en: 'move' },
  trash: { fr: 'mettre à la corbeille', en: 'move to the bin' },
  delete: { fr: 'supprimer pour toujours', en: 'delete for good' },
}

const params = Type.Object({
  action: choiceParam<MailAction>(actionLabels, { label: { fr: 'Faire', en: 'Do' } }),
  label: Type.Optional(Type.String({ maxLength: 100, ...ui({ label: { fr: 'Étiquette', en: 'Label' }, showWhen: { param: 'action', is: ['label', 'unlabel'] } }) })),
  destination: Type.Optional(Type.String({ maxLength: 500, ...ui({ label: { fr: 'Vers le dossier', en: 'To the folder' }, showWhen: { param: 'action', is: ['move'] } }) })),
  createFolder: withDefault(Type.Boolean({ default: true, ...ui({ label: { fr: 'Créer le dossier s’il manque', en: 'Make the folder where it is missing' }, advanced: true, showWhen: { param: 'action', is: ['move'] } }) })),
})

type ChangeParams = Static<typeof params>

/** A row of "read mails". */
interface Row {
  readonly item: Item
  /** Position in the input. */
  readonly index: number
  readonly uid: number
  readonly folder: string
  readonly uidValidity: string
}

interface Failed {
  readonly error: unknown
}

type Changed = Failed | { readonly items: readonly Item[] }

const rowsAtOnce = 200

export const mailChange = defineNode({
  type: 'mail.change',
  title: { fr: 'Ranger des courriels', en: 'Sort mails' },
  description: { fr: 'Marque, étiquette, déplace ou supprime les courriels que « Lire des courriels » a donnés.', en: 'Marks, labels, moves or deletes the mails that “Read mails” gave.' },
  keywords: {
    fr: ['courriel', 'mail', 'lu', 'non lu', 'étiquette', 'libellé', 'drapeau', 'déplacer', 'archiver', 'supprimer', 'corbeille', 'imap', 'classer'],
    en: ['mail', 'read', 'unread', 'label', 'flag', 'star', 'move', 'archive', 'delete', 'trash', 'bin', 'imap', 'mark'],
  },
  icon: 'mail-check',
  group: 'mail',
  params,
  effects: 'write',
  keepsRows: true,
  credentials: [{ slot, types: ['imap'], label: { fr: 'Boîte aux lettres', en: 'Mailbox' }, required: true }],
  outputShapes: { main: { kind: 'same', input: 'main' } },
  examples: [
    {
      title: { fr: 'Marquer comme lus les courriels traités', en: 'Mark the mails that were handled as read' },
      params: { action: 'seen' },
      input: { main: [{ uid: 42, folder: 'INBOX', uidValidity: '1' }] },
    },
    {
      title: { fr: 'Archiver les commandes', en: 'Archive the orders' },
      params: { action: 'move', destination: 'Commandes/2026' },
      input: { main: [{ uid: 42, folder: 'INBOX', uidValidity: '1' }] },
    },
  ],
  words: { fr: 'range les courriels', en: 'sorts the mails' },
  run: async (context) => {
    checkParams(context.params)
    const account = imapAccount(await context.credential(slot))
    await withImap(account, context, async (client) => {
      let gone: Failed | null = null
      for await (const rows of groupsOf(context.input(), (error, row) => context.refuse(error, row))) {
        const done: Changed = gone ?? (await changeGroup(client, { context, account }, rows))
        context.signal.throwIfAborted()
        if ('items' in done) {
          for (const item of done.items) await context.emit(item)
          continue
        }
        // A connection that is gone takes the mails left along; anything else is this folder's own.
        if (isMaillonError(done.error) && done.error.info.retryable) gone = done
        for (const { item, index } of rows) await context.refuse(done.error, { item, index })
      }
    })
  },
  preview: async (context) => {
    checkParams(context.params)
    const mails: JsonObject[] = []
    let count = 0
    if ('input' in context) {
      for await (const rows of groupsOf(context.input(), (error) => Promise.reject(error))) {
        count += rows.length
        for (const { item, uid, folder } of rows) if (mails.length < 100) mails.push({ uid, folder, from: item.json['from'] ?? null, subject: item.json['subject'] ?? null })
      }
    }
    return { action: context.params.action, destination: context.params.destination ?? null, label: context.params.label ?? null, count, mails }
  },
})

function checkParams({ action, label = '', destination = '' }: ChangeParams): void {
  if (action === 'move' && destination.trim() === '') throw incomplete('/destination', { fr: 'Il manque le dossier de destination.', en: 'The destination folder is missing.' })
  if ((action === 'label' || action === 'unlabel') && label.trim() === '') throw incomplete('/label', { fr: 'Il manque l’étiquette.', en: 'The label is missing.' })
}

async function changeGroup(client: ImapFlow, { context, account }: { readonly context: AllContext<ChangeParams>; readonly account: ImapAccount }, rows: readonly Row[]): Promise<Changed> {
  try {
    return { items: await changed(client, context, rows) }
  } catch (error) {
    return { error: imapError(error, account, true) }
  }
}

async function changed(client: ImapFlow, context: AllContext<ChangeParams>, rows: readonly Row[]): Promise<readonly Item[]> {
  context.signal.throwIfAborted()
  const [first] = rows
  if (first === undefined) return []
  const mailbox = await openFolder(client, first.folder, 'write')
  if (String(mailbox.uidValidity) !== first.uidValidity) throw renumbered(first.folder)
  const { action, label = '', destination = '', createFolder } = context.params
  const mails = await changeMails(client, rows.map(({ uid }) => uid), { action, label, destination, createFolder })
  const gone = rows.filter(({ uid }) => !mails.found.has(uid)).length
  if (gone > 0) context.log.warn(context.locale === 'fr' ? `${gone} courriel(s) n’étaient plus dans « ${first.folder} » : rien à faire.` : `${gone} mail(s) were no longer in “${first.folder}”: nothing to do.`)
  return rows.map((row) => itemAfter(row, mails))
}

function itemAfter({ item, uid }: Row, { destination }: ChangedMails): Item {
  if (destination === null) return item
  // Its number in the new folder, where the server says it: a further step finds it there.
  return { ...item, json: { ...item.json, folder: destination.folder, uid: destination.uids.get(uid) ?? null, uidValidity: destination.uidValidity } }
}

/** Rows that stand in one folder, so many at once. `refuse`: what becomes of one that is no mail. */
async function* groupsOf(items: AsyncIterable<Item>, refuse: (error: MaillonError, row: Pick<Row, 'item' | 'index'>) => Promise<void>): AsyncGenerator<readonly Row[]> {
  let group: Row[] = []
  let index = -1
  for await (const item of items) {
    index += 1
    const row = rowOf(item, index)
    if (row instanceof Error) {
      await refuse(row, { item, index })
      continue
    }
    const [first] = group
    if (first !== undefined && (group.length === rowsAtOnce || first.folder !== row.folder || first.uidValidity !== row.uidValidity)) {
      yield group
      group = []
    }
    group.push(row)
  }
  if (group.length > 0) yield group
}

function rowOf(item: Item, index: number): Row | MaillonError {
  const { uid, folder, uidValidity } = item.json
  if (typeof uid === 'number' && Number.isSafeInteger(uid) && uid > 0 && typeof folder === 'string' && typeof uidValidity === 'string') return { item, index, uid, folder, uidValidity }
  return userError({
    code: 'MAIL_ROW_UNKNOWN',
    text: { fr: 'Cette ligne ne dit pas de quel courriel il s’agit.', en: 'This row does not say which mail it is.' },
    hint: { fr: 'Gardez les champs uid, folder et uidValidity que « Lire des courriels » donne.', en: 'Keep the fields uid, folder and uidValidity that “Read mails” gives.' },
    row: index,
  })
}

function incomplete(field: string, text: LocalizedText) {
  return userError({ code: 'MAIL_CHANGE_INCOMPLETE', text, field })
}

function renumbered(folder: string) {
  return userError({
    code: 'MAIL_FOLDER_RENUMBERED',
    text: { fr: `Le dossier « ${folder} » a été refait depuis la lecture : ses courriels ont d’autres numéros.`, en: `The folder “${folder}” was made anew since it was read: its mails have other numbers.` },
    hint: { fr: 'Relancez le flux depuis la lecture des courriels.', en: 'Run the flow again from the reading of the mails.' },
  })
}

