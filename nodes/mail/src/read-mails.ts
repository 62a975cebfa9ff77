/**
 * Mails of the selected folder, one after the other, within bounds.
 *
 * 1. A mail is fetched only where its announced size is allowed, in parts, and given up where it turns out larger.
 * 2. A mail that can't be read is told as such and doesn't keep the others from being read.
 * 3. Nothing is marked: reading leaves the mailbox as it was.
 */
import type { FileRef, JsonObject, NodeContext } from '@maillon/node-sdk'
import type { FetchMessageObject, ImapFlow, MailboxObject } from 'imapflow'
import { parseMessage, type MessageFile, type MessageProblem } from './parse-message.js'

/** What is wanted of each mail. */
export interface MailWish {
  readonly attachments: 'all' | 'without-images' | 'none'
  /** Of a whole mail. */
  readonly maxBytes: number
}

export type UnreadableReason = MessageProblem | 'too-large'

/** One mail, or why it could not be read. */
export interface ReadMail {
  readonly uid: number
  /** Milliseconds since the epoch; null where the server doesn't say. */
  readonly receivedAt: number | null
  readonly messageId: string | null
  readonly json: JsonObject
  readonly files: { readonly [name: string]: FileRef }
  /** Null: it was read. */
  readonly unreadable: UnreadableReason | null
}

const fetchedAtOnce = 50
const partBytes = 512 * 1024
const longestBody = 1024 * 1024

export async function* readMails(client: ImapFlow, uids: readonly number[], wish: MailWish & { readonly files: NodeContext<unknown>['files'] }): AsyncGenerator<ReadMail> {
  const { mailbox } = client
  if (mailbox === false) throw new Error('No folder is selected')
  for (let at = 0; at < uids.length; at += fetchedAtOnce) {
    const wanted = uids.slice(at, at + fetchedAtOnce)
    const found = await client.fetchAll(wanted.join(','), { uid: true, flags: true, size: true, internalDate: true, envelope: true, labels: true }, { uid: true })
    const byUid = new Map(found.map((message) => [message.uid, message]))
    for (const uid of wanted) {
      const message = byUid.get(uid)
      const mail = message === undefined ? null : await readMail(client, message, { ...wish, mailbox })
      // Null: it was deleted meanwhile.
      if (mail !== null) yield mail
    }
  }
}

type MailWork = MailWish & { readonly files: NodeContext<unknown>['files']; readonly mailbox: MailboxObject }

async function readMail(client: ImapFlow, message: FetchMessageObject, work: MailWork): Promise<ReadMail | null> {
  const known = knownOf(message, work.mailbox)
  if ((message.size ?? 0) > work.maxBytes) return unreadable(known, 'too-large')
  const source = await download(client, message.uid, work.maxBytes)
  if (source === null) return null
  if (source === 'too-large') return unreadable(known, 'too-large')
  const parsed = await parseMessage(source)
  if (typeof parsed === 'string') return unreadable(known, parsed)
  const kept = await keep(parsed.attachments.filter(({ isInline }) => work.attachments === 'all' || (work.attachments === 'without-images' && !isInline)), work.files)
  const { json, bodies } = await withShortBodies(parsed.json, work.files)
  return {
    ...known,
    messageId: typeof json['messageId'] === 'string' ? json['messageId'] : null,
    json: { ...known.json, ...json, attachments: kept.map(({ field, file }) => ({ name: file.name, mediaType: file.mediaType, size: file.size, file: field })) },
    files: { ...Object.fromEntries(kept.map(({ field, file }) => [field, file])), ...bodies },
  }
}

/** Null: it isn't there any more. */
async function download(client: ImapFlow, uid: number, maxBytes: number): Promise<Buffer | null | 'too-large'> {
  const { content } = await client.download(String(uid), undefined, { uid: true, maxBytes: maxBytes + 1, chunkSize: partBytes })
  if (content === undefined) return null
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of content as AsyncIterable<Buffer>) {
    bytes += part.byteLength
    if (bytes > maxBytes) return 'too-large'
    parts.push(part)
  }
  return Buffer.concat(parts)
}

async function keep(attachments: readonly MessageFile[], files: NodeContext<unknown>['files']): Promise<readonly { readonly field: string; readonly file: FileRef }[]> {
  const kept: { readonly field: string; readonly file: FileRef }[] = []
  for (const { name, mediaType, bytes } of attachments) kept.push({ field: `attachment${kept.length + 1}`, file: await files.create({ name, mediaType }, bytes) })
  return kept
}

/** A body that is too long for a row becomes a file of it: nothing is cut. */
async function withShortBodies(json: JsonObject, files: NodeContext<unknown>['files']): Promise<{ readonly json: JsonObject; readonly bodies: { readonly [name: string]: FileRef } }> {
  const short: { [field: string]: JsonObject[string] } = { ...json }
  const bodies: { [name: string]: FileRef } = {}
  for (const [field, name, mediaType] of [['text', 'message.txt', 'text/plain'], ['html', 'message.html', 'text/html']] as const) {
    const body = String(json[field] ?? '')
    if (body.length <= longestBody) continue
    bodies[field] = await files.create({ name, mediaType }, Buffer.from(body, 'utf8'))
    short[field] = null
  }
  return { json: short, bodies }
}

function unreadable(known: ReadMail, reason: UnreadableReason): ReadMail {
  return { ...known, unreadable: reason }
}

/** What the server says of a mail without giving it. */
function knownOf(message: FetchMessageObject, mailbox: MailboxObject): ReadMail {
  const { uid, envelope, size = 0, labels = [] } = message
  const flags = [...(message.flags ?? [])].slice(0, 100)
  const receivedAt = arrivalOf(message.internalDate)
  return {
    uid,
    receivedAt,
    messageId: envelope?.messageId ?? null,
    json: {
      uid,
      folder: mailbox.path,
      uidValidity: String(mailbox.uidValidity),
      receivedAt: receivedAt === null ? null : new Date(receivedAt).toISOString(),
      from: short(envelope?.from?.[0]?.address),
      subject: short(envelope?.subject),
      isUnread: !flags.includes('\\Seen'),
      isFlagged: flags.includes('\\Flagged'),
      labels: [...flags.filter((flag) => !flag.startsWith('\\')), ...labels].map(short),
      size,
    },
    files: {},
    unreadable: null,
  }
}

const lastInstant = Date.UTC(9999, 11, 31)

function arrivalOf(date: Date | string | undefined): number | null {
  const at = date === undefined ? Number.NaN : new Date(date).getTime()
  return Number.isNaN(at) || at < 0 || at > lastInstant ? null : at
}

function short(text = ''): string {
  return text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '').replace(/\p{Surrogate}/gu, '\ufffd').slice(0, 2000)
}
