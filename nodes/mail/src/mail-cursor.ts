/**
 * Reading "what is new since" from a mailbox without losing a mail or giving one twice. Pure.
 *
 * 1. Under one UIDVALIDITY a mail is new where its UID is above the cursor's. UIDs only rise, so nothing appears below.
 * 2. The cursor moves by `advance` only, after a mail has been taken for good (its run is committed) and in ascending order. A crash in
 *    between gives the last mail once more, under the same `mailKey`: whoever takes it tells the repetition by that.
 * 3. Where UIDVALIDITY has changed, UIDs mean nothing any more: everything received since a day before the newest mail that was taken is
 *    looked at again, and what is among the `recent` ones is passed over.
 * 4. The cursor stays small: 500 recent keys.
 *
 * Not here: which mails are wanted (a filter), and reading them (`readNewMails`).
 */

/** Where reading stands. Plain JSON, to be stored. */
export interface MailCursor {
  readonly uidValidity: string
  /** The highest UID that was taken, or passed over for good. 0: none. */
  readonly lastUid: number
  /** Milliseconds since the epoch: the newest arrival that was taken. Null: none yet. */
  readonly newestAt: number | null
  /** Keys of mails taken lately, oldest first. */
  readonly recent: readonly string[]
}

/** What selecting a folder tells. */
export interface MailboxState {
  readonly uidValidity: string
  /** The UID that the next arrival gets at least. */
  readonly uidNext: number
}

/** What a mail is known by. */
export interface MailIdentity {
  readonly uid: number
  readonly messageId: string | null
  /** Milliseconds since the epoch. */
  readonly receivedAt: number | null
  readonly size: number
}

/** What to ask the server for. `resync`: UIDs from before mean nothing; `sinceMs` null: everything. */
export type ReadingPlan = { readonly kind: 'resume'; readonly fromUid: number } | { readonly kind: 'resync'; readonly sinceMs: number | null }

const dayMs = 86_400_000
const mostRecent = 500
const clockTolerance = 5000

/** The first cursor of a mailbox: `new` begins with what arrives from now on, `all` with the oldest mail. */
export function startCursor(mailbox: MailboxState, from: 'new' | 'all'): MailCursor {
  return { uidValidity: mailbox.uidValidity, lastUid: from === 'new' ? Math.max(0, mailbox.uidNext - 1) : 0, newestAt: null, recent: [] }
}

/**
 * The first cursor where the mailbox could not be read before, since that time: what arrived meanwhile is new.
 *
 * @param arrivals mails of about that time and later, ascending by UID
 * @param sinceMs milliseconds since the epoch
 */
export function startCursorSince(mailbox: MailboxState, arrivals: readonly Pick<MailIdentity, 'uid' | 'receivedAt'>[], sinceMs: number): MailCursor {
  // Servers tell arrivals in whole seconds, by a clock of their own.
  const first = arrivals.find(({ receivedAt }) => receivedAt !== null && receivedAt >= sinceMs - clockTolerance)
  const start = startCursor(mailbox, 'new')
  return first === undefined ? start : { ...start, lastUid: Math.min(start.lastUid, Math.max(0, first.uid - 1)) }
}

export function planReading(cursor: MailCursor, mailbox: MailboxState): ReadingPlan {
  if (cursor.uidValidity === mailbox.uidValidity) return { kind: 'resume', fromUid: cursor.lastUid + 1 }
  return { kind: 'resync', sinceMs: cursor.newestAt === null ? null : cursor.newestAt - dayMs }
}

/** The cursor under the mailbox's UIDVALIDITY: what is known by its key stays known, UIDs begin anew. */
export function rebase(cursor: MailCursor, mailbox: MailboxState): MailCursor {
  return cursor.uidValidity === mailbox.uidValidity ? cursor : { ...cursor, uidValidity: mailbox.uidValidity, lastUid: 0 }
}

/** Whether a mail that the server gave is still to be taken. A server asked for "42:*" gives its last mail although its UID is lower. */
export function isNew(cursor: MailCursor, mail: MailIdentity): boolean {
  return mail.uid > cursor.lastUid && !cursor.recent.includes(mailKey(mail))
}

/** After this mail has been taken for good. */
export function advance(cursor: MailCursor, mail: MailIdentity): MailCursor {
  const key = mailKey(mail)
  const recent = [...cursor.recent.filter((known) => known !== key), key]
  const newest = Math.max(cursor.newestAt ?? 0, mail.receivedAt ?? 0)
  return {
    ...cursor,
    lastUid: Math.max(cursor.lastUid, mail.uid),
    newestAt: newest === 0 ? cursor.newestAt : newest,
    recent: recent.slice(-mostRecent),
  }
}

/** The same for the same mail over crashes and changes of UIDVALIDITY. Not a secret, at most 1,000 characters. */
export function mailKey({ uid, messageId, receivedAt, size }: MailIdentity): string {
  // Some programs give all their mails one Message-ID: when it arrived and how long it is tell them apart, and stay the same over a change of UIDs.
  if (messageId !== null && messageId !== '') return `${messageId.slice(0, 900)} ${receivedAt ?? ''} ${size}`
  // Without one only these are left; without a time of arrival only the UID.
  return receivedAt === null ? `uid:${uid}` : `at:${receivedAt}:${size}`
}
