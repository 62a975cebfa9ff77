import { fatalError, userError, type MaillonError } from '@maillon/node-sdk'
import type { ImapFlow } from 'imapflow'
import { foundUids } from './found-uids.js'
import { keywordOf } from './mail-filter.js'
import { folderNames, unknownFolder } from './open-mailbox.js'
import { refusalOf } from './refusal-of.js'

/** What may be done with mails. */
export type MailAction = 'seen' | 'unseen' | 'flag' | 'unflag' | 'label' | 'unlabel' | 'move' | 'trash' | 'delete'

export interface MailChange {
  readonly action: MailAction
  /** For `label`, `unlabel`. */
  readonly label: string
  /** For `move`. */
  readonly destination: string
  readonly createFolder: boolean
}

export interface ChangedMails {
  /** Those that were there. */
  readonly found: ReadonlySet<number>
  /** Null: they stayed in their folder. */
  readonly destination: { readonly folder: string; readonly uidValidity: string | null; readonly uids: ReadonlyMap<number, number> } | null
}

/**
 * Do it with mails of the selected folder, by UID. Doing it a second time changes nothing: what has gone is passed over.
 * @throws MaillonError `MAIL_…`
 */
export async function changeMails(client: ImapFlow, uids: readonly number[], change: MailChange): Promise<ChangedMails> {
  const present = (await foundUids(client, { uid: uids.join(',') })).filter((uid) => uids.includes(uid))
  return { found: new Set(present), destination: await changePresent(client, present, change) }
}

async function changePresent(client: ImapFlow, uids: readonly number[], change: MailChange): Promise<ChangedMails['destination']> {
  if (change.action === 'move') return move(client, uids, await knownFolder(client, change))
  if (change.action === 'trash') return move(client, uids, await trashFolder(client))
  if (uids.length === 0) return null
  if (change.action === 'delete') await remove(client, uids)
  else if (change.action === 'label' || change.action === 'unlabel') await setLabel(client, uids.join(','), change)
  else await setFlag(client, uids.join(','), change.action)
  return null
}

const flags: { readonly [action in 'seen' | 'unseen' | 'flag' | 'unflag']: { readonly flag: string; readonly isAdded: boolean } } = {
  seen: { flag: '\\Seen', isAdded: true },
  unseen: { flag: '\\Seen', isAdded: false },
  flag: { flag: '\\Flagged', isAdded: true },
  unflag: { flag: '\\Flagged', isAdded: false },
}

async function setFlag(client: ImapFlow, range: string, action: keyof typeof flags): Promise<void> {
  const { flag, isAdded } = flags[action]
  const isDone = isAdded ? await client.messageFlagsAdd(range, [flag], { uid: true }) : await client.messageFlagsRemove(range, [flag], { uid: true })
  if (isDone) return
  throw refusalOf(client, fatalError({
    code: 'MAIL_MARK_REFUSED',
    text: { fr: 'Le serveur de courriel refuse de marquer ces courriels.', en: 'The mail server refuses to mark these mails.' },
    hint: { fr: 'La boîte est peut-être en lecture seule.', en: 'The mailbox may be read-only.' },
  }))
}

async function setLabel(client: ImapFlow, range: string, { action, label }: MailChange): Promise<void> {
  // Gmail's labels are its own; elsewhere a label is a keyword.
  const useLabels = client.capabilities.has('X-GM-EXT-1')
  const flag = useLabels ? label.trim() : keywordOf(label.trim())
  const isDone = action === 'label' ? await client.messageFlagsAdd(range, [flag], { uid: true, useLabels }) : await client.messageFlagsRemove(range, [flag], { uid: true, useLabels })
  if (isDone) return
  throw refusalOf(client, fatalError({
    code: 'MAIL_LABEL_REFUSED',
    text: { fr: `Le serveur de courriel ne garde pas l’étiquette « ${label} ».`, en: `The mail server does not keep the label “${label}”.` },
    hint: { fr: 'Ce serveur n’a peut-être pas d’étiquettes : déplacez les courriels dans un dossier.', en: 'This server may have no labels: move the mails to a folder.' },
    field: '/label',
  }))
}

async function move(client: ImapFlow, uids: readonly number[], folder: string): Promise<NonNullable<ChangedMails['destination']>> {
  if (uids.length === 0) return { folder, uidValidity: null, uids: new Map() }
  // Without MOVE it is a copy and a deletion.
  if (!client.capabilities.has('MOVE')) await refuseUnsafeDeletion(client, uids)
  const moved = await client.messageMove(uids.join(','), folder, { uid: true })
  if (moved !== false) return { folder, uidValidity: moved.uidValidity === undefined ? null : String(moved.uidValidity), uids: moved.uidMap ?? new Map() }
  throw refusalOf(client, fatalError({
    code: 'MAIL_MOVE_REFUSED',
    text: { fr: `Le serveur de courriel refuse le déplacement vers « ${folder} ».`, en: `The mail server refuses the move to “${folder}”.` },
    hint: { fr: 'Vérifiez les droits et la place dans la boîte.', en: 'Check the rights and the space of the mailbox.' },
    field: '/destination',
  }))
}

async function remove(client: ImapFlow, uids: readonly number[]): Promise<void> {
  await refuseUnsafeDeletion(client, uids)
  if (await client.messageDelete(uids.join(','), { uid: true })) return
  throw refusalOf(client, fatalError({
    code: 'MAIL_DELETE_REFUSED',
    text: { fr: 'Le serveur de courriel refuse de supprimer ces courriels.', en: 'The mail server refuses to delete these mails.' },
    hint: { fr: 'La boîte est peut-être en lecture seule.', en: 'The mailbox may be read-only.' },
  }))
}

/** Without UIDPLUS a server deletes everything that anybody has marked as deleted in the folder. */
async function refuseUnsafeDeletion(client: ImapFlow, uids: readonly number[]): Promise<void> {
  if (client.capabilities.has('UIDPLUS') || client.capabilities.has('IMAP4REV2')) return
  const others = (await foundUids(client, { deleted: true })).filter((uid) => !uids.includes(uid))
  if (others.length === 0) return
  throw userError({
    code: 'MAIL_DELETE_UNSAFE',
    text: {
      fr: `Ce serveur supprimerait aussi ${others.length} autre(s) courriel(s) marqué(s) comme supprimé(s) dans ce dossier.`,
      en: `This server would also delete ${others.length} other mail(s) that are marked as deleted in this folder.`,
    },
    hint: { fr: 'Videz d’abord ces courriels, ou retirez leur marque.', en: 'Purge those mails first, or take their mark away.' },
  })
}

async function knownFolder(client: ImapFlow, { destination, createFolder }: MailChange): Promise<string> {
  const path = destination.trim()
  if (/[\p{Cc}]/u.test(path)) throw atDestination(unknownFolder(path, []))
  const names = await folderNames(client)
  const same = names.find((name) => name === path || (/^inbox$/i.test(name) && /^inbox$/i.test(path)))
  if (same !== undefined) return same
  if (!createFolder) throw atDestination(unknownFolder(path, names))
  const made = await client.mailboxCreate(path)
  return made.path
}

async function trashFolder(client: ImapFlow): Promise<string> {
  const folders = await client.list()
  const trash = folders.find(({ specialUse }) => specialUse === '\\Trash')
  if (trash !== undefined) return trash.path
  throw userError({
    code: 'MAIL_TRASH_MISSING',
    text: { fr: 'Cette boîte n’a pas de corbeille.', en: 'This mailbox has no bin.' },
    hint: { fr: 'Choisissez « déplacer » avec un dossier, ou « supprimer pour toujours ».', en: 'Choose “move” with a folder, or “delete for good”.' },
    field: '/action',
  })
}

function atDestination(error: MaillonError): MaillonError {
  const { code, text, hint } = error.info
  return userError({ code, text: text ?? { fr: code, en: code }, ...(hint === undefined ? {} : { hint }), field: '/destination' })
}
