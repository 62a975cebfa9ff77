import type { NodeContext } from '@maillon/node-sdk'
import type { ImapFlow, MailboxObject } from 'imapflow'
import { foundUids } from './found-uids.js'
import type { ImapAccount } from './mail-account.js'
import { advance, isNew, mailKey, planReading, rebase, startCursor, type MailboxState, type MailCursor, type MailIdentity } from './mail-cursor.js'
import { searchOf, type MailFilter } from './mail-filter.js'
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
  /** Mails taken in one visit at most; the rest waits for the next one. */
  readonly limit: number
}

/**
 * Take what is new in a mailbox: `take` is called with one mail after the other, its key and the cursor to keep once it is taken for
 * good. It must have committed both (or the mail under its key, then the cursor) when it returns; a mail whose `take` throws is given
 * again next time.
 *
 * @returns the cursor after the visit: keep it too, it may have moved over mails that nobody wanted
 * @throws MaillonError `MAIL_…`
 */
export async function readNewMails(
  account: ImapAccount,
  context: MailReach & Pick<NodeContext<unknown>, 'files' | 'locale' | 'timeZone'> & { readonly patience?: ImapPatience },
  { wish, take }: { readonly wish: NewMailsWish; readonly take: (mail: ReadMail, about: { readonly key: string; readonly cursor: MailCursor }) => Promise<void> },
): Promise<MailCursor> {
  return withImap(account, context, async (client) => {
    const mailbox = stateOf(await openFolder(client, wish.folder, 'read'))
    const before = wish.cursor ?? startCursor(mailbox, wish.from)
    const search = searchOf(wish.filter, context)
    const uids = await newUids(client, { before, mailbox, query: search.query })
    let cursor = rebase(before, mailbox)
    let taken = 0
    for await (const mail of readMails(client, uids, { ...wish, files: context.files })) {
      context.signal.throwIfAborted()
      if (taken === wish.limit) return cursor
      const identity = identityOf(mail)
      if (!isNew(cursor, identity) || !search.isInTime(mail.receivedAt)) continue
      const next = advance(cursor, identity)
      await take(mail, { key: mailKey(identity), cursor: next })
      cursor = next
      taken += 1
    }
    return cursor
  })
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
  return { uid: mail.uid, messageId: mail.messageId, receivedAt: mail.receivedAt, size: Number(mail.json['size'] ?? 0) }
}
