import type { Json, NodeContext } from '@maillon/node-sdk'
import type { ImapFlow, MailboxObject } from 'imapflow'
import { foundUids } from './found-uids.js'
import type { ImapAccount } from './mail-account.js'
import { advance, isNew, mailKey, planReading, rebase, startCursor, startCursorSince, type MailboxState, type MailCursor, type MailIdentity } from './mail-cursor.js'
import { searchOf, type MailFilter, type MailSearch } from './mail-filter.js'
import { openFolder, withImap, type ImapPatience } from './open-mailbox.js'
import { readMails, type MailWish, type ReadMail } from './read-mails.js'
import type { MailReach } from './smtp-transport.js'

export interface NewMailsWish extends MailWish {
  readonly folder: string
  readonly filter: MailFilter
  /** Null: the first time. */
  readonly cursor: MailCursor | null
  /** Where the first time begins. */
  readonly from: 'new' | 'all'
  /** The mailbox could not be read since then, milliseconds since the epoch: with `new`, what arrived meanwhile is new too. Null: it could. */
  readonly unreadSince?: number | null
  /** Mails taken in one visit at most; the rest waits for the next one. */
  readonly limit: number
}

/** What a visit to a mailbox needs of a node's context. */
export type MailVisitContext = MailReach & Pick<NodeContext<unknown>, 'files' | 'locale' | 'timeZone'> & { readonly patience?: ImapPatience }

export type TakeMail = (mail: ReadMail, about: { readonly key: string; readonly cursor: MailCursor }) => Promise<void>

/** Where reading stands after a visit; `hasMore`: the limit was reached. */
export interface Visited {
  readonly cursor: MailCursor
  readonly hasMore: boolean
}

/**
 * Take what is new in a mailbox: `take` is called with one mail after the other, its key and the cursor to keep once it is taken for
 * good. It must have committed both (or the mail under its key, then the cursor) when it returns; a mail whose `take` throws is given
 * again next time.
 *
 * @returns the cursor after the visit: keep it too, it may have moved over mails that nobody wanted
 * @throws MaillonError `MAIL_…`
 */
export async function readNewMails(account: ImapAccount, context: MailVisitContext, { wish, take }: { readonly wish: NewMailsWish; readonly take: TakeMail }): Promise<MailCursor> {
  return withImap(account, context, async (client) => {
    await openFolder(client, wish.folder, 'read')
    return (await takeNewMails(client, context, { wish, take })).cursor
  })
}

/** The same in a folder that is open already. */
export async function takeNewMails(client: ImapFlow, context: MailVisitContext, { wish, take }: { readonly wish: NewMailsWish; readonly take: TakeMail }): Promise<Visited> {
  const mailbox = mailboxState(client)
  const before = wish.cursor ?? (await firstCursor(client, mailbox, wish))
  const search = searchOf(wish.filter, context)
  const uids = await newUids(client, { before, mailbox, query: search.query })
  let cursor = rebase(before, mailbox)
  let taken = 0
  for await (const mail of readMails(client, uids, { ...wish, files: context.files })) {
    context.signal.throwIfAborted()
    const identity = identityOf(mail)
    if (!isNew(cursor, identity) || !search.isInTime(mail.receivedAt)) continue
    if (taken === wish.limit) return { cursor, hasMore: true }
    const next = advance(cursor, identity)
    await take(mail, { key: mailKey(identity), cursor: next })
    cursor = next
    taken += 1
  }
  return { cursor, hasMore: false }
}

const datesAtOnce = 500
const dayMs = 86_400_000

async function firstCursor(client: ImapFlow, mailbox: MailboxState, { from, unreadSince = null }: NewMailsWish): Promise<MailCursor> {
  if (from === 'all' || unreadSince === null) return startCursor(mailbox, from)
  // A day more: the server counts days in a time zone of its own.
  const uids = await foundUids(client, { since: new Date(unreadSince - dayMs) })
  const arrivals: { uid: number; receivedAt: number | null }[] = []
  for (let at = 0; at < uids.length; at += datesAtOnce) {
    const found = await client.fetchAll(uids.slice(at, at + datesAtOnce).join(','), { uid: true, internalDate: true }, { uid: true })
    for (const { uid, internalDate } of found) arrivals.push({ uid, receivedAt: internalDate === undefined ? null : new Date(internalDate).getTime() })
  }
  return startCursorSince(mailbox, arrivals.sort((one, other) => one.uid - other.uid), unreadSince)
}

/** Which unread mails were given already: their UIDs, as long as they stay unread. Plain JSON. */
export interface UnreadCursor {
  readonly uidValidity: string
  readonly given: readonly number[]
}

export interface UnreadMailsWish extends MailWish {
  readonly filter: MailFilter
  /** Null: the first time, or another mailbox. */
  readonly cursor: UnreadCursor | null
  readonly limit: number
}

/** Take the unread mails of the open folder, each once, however long it stays unread. `take` as for `readNewMails`. */
export async function takeUnreadMails(
  client: ImapFlow,
  context: MailVisitContext,
  { wish, take }: { readonly wish: UnreadMailsWish; readonly take: (mail: ReadMail, about: { readonly key: string; readonly cursor: UnreadCursor }) => Promise<void> },
): Promise<{ readonly cursor: UnreadCursor; readonly hasMore: boolean }> {
  const { uidValidity } = mailboxState(client)
  const search: MailSearch = searchOf({ ...wish.filter, onlyUnread: true }, context)
  const unread = await foundUids(client, search.query)
  const before = new Set(wish.cursor?.uidValidity === uidValidity ? wish.cursor.given : [])
  let given = unread.filter((uid) => before.has(uid))
  let taken = 0
  for await (const mail of readMails(client, unread.filter((uid) => !before.has(uid)), { ...wish, files: context.files })) {
    context.signal.throwIfAborted()
    if (!search.isInTime(mail.receivedAt)) continue
    if (taken === wish.limit) return { cursor: { uidValidity, given }, hasMore: true }
    given = [...given, mail.uid]
    await take(mail, { key: mailKey(identityOf(mail)), cursor: { uidValidity, given } })
    taken += 1
  }
  return { cursor: { uidValidity, given }, hasMore: false }
}

function mailboxState({ mailbox }: ImapFlow): MailboxState {
  if (mailbox === false) throw new Error('No folder is selected')
  return stateOf(mailbox)
}

function stateOf(mailbox: MailboxObject): MailboxState {
  return { uidValidity: String(mailbox.uidValidity), uidNext: mailbox.uidNext }
}

async function newUids(client: ImapFlow, about: { readonly before: MailCursor; readonly mailbox: MailboxState; readonly query: object }): Promise<readonly number[]> {
  const plan = planReading(about.before, about.mailbox)
  if (plan.kind === 'resync') return foundUids(client, { ...about.query, ...(plan.sinceMs === null ? {} : { since: new Date(plan.sinceMs) }) })
  const uids = await foundUids(client, { ...about.query, uid: `${plan.fromUid}:*` })
  return uids.filter((uid) => uid >= plan.fromUid)
}

function identityOf(mail: ReadMail): MailIdentity {
  const size: Json | undefined = mail.json['size']
  return { uid: mail.uid, messageId: mail.messageId, receivedAt: mail.receivedAt, size: Number(size ?? 0) }
}
