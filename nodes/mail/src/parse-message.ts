import { type JsonObject } from '@maillon/node-sdk'
import type { Address, Attachment, Email, Header } from 'postal-mime'
import { htmlToText } from './html-to-text.js'
import { isAutomatic } from './is-automatic.js'

/** A mail's content, as plain data; the bytes of its files beside it. */
export interface ParsedMessage {
  readonly json: JsonObject
  readonly attachments: readonly MessageFile[]
}

export interface MessageFile {
  readonly name: string
  readonly mediaType: string
  /** An image of the body (a logo in a signature, for example). */
  readonly isInline: boolean
  readonly bytes: Uint8Array
}

/** Why a message can't be taken apart. */
export type MessageProblem = 'too-many-parts' | 'too-deep' | 'headers-too-large' | 'broken'

const mostParts = 20_000
const mostFiles = 200

/**
 * Take a message apart, within bounds on parts, depth and headers. Attached mails stay files.
 * @returns what is wrong with it where it can't be read.
 */
export async function parseMessage(source: Uint8Array): Promise<ParsedMessage | MessageProblem> {
  // Each line that could part the message costs memory in the parser: counted before.
  if (countBoundaries(source) > mostParts) return 'too-many-parts'
  const { default: PostalMime } = await import('postal-mime')
  try {
    const mail = await PostalMime.parse(source, { maxNestingDepth: 100, maxHeadersSize: 1024 * 1024, forceRfc822Attachments: true, attachmentEncoding: 'arraybuffer' })
    return mail.attachments.length > mostFiles ? 'too-many-parts' : parsedOf(mail)
  } catch (error) {
    const { message } = error as Error
    if (/nesting depth/i.test(message)) return 'too-deep'
    return /header size/i.test(message) ? 'headers-too-large' : 'broken'
  }
}

function countBoundaries(source: Uint8Array): number {
  const bytes = Buffer.from(source.buffer, source.byteOffset, source.byteLength)
  let count = 0
  for (let at = bytes.indexOf('\n--'); at >= 0 && count <= mostParts; at = bytes.indexOf('\n--', at + 3)) count += 1
  return count
}

function parsedOf(mail: Email): ParsedMessage {
  const [from = { name: '', address: '' }] = people(mail.from === undefined ? [] : [mail.from])
  return {
    json: {
      messageId: idOf(mail.messageId),
      inReplyTo: idOf(mail.inReplyTo),
      references: idsOf(mail.references),
      from: from.address,
      fromName: from.name,
      replyTo: people(mail.replyTo)[0]?.address ?? from.address,
      to: people(mail.to).map(({ address }) => address),
      cc: people(mail.cc).map(({ address }) => address),
      subject: line(mail.subject),
      date: dateOf(mail.date),
      ...bodiesOf(mail),
      isAutomatic: isAutomatic({ from: from.address, header: headerOf(mail.headers) }),
    },
    attachments: mail.attachments.map(fileOf),
  }
}

function bodiesOf(mail: Email): { readonly text: string; readonly html: string } {
  const html = clean(mail.html)
  const text = clean(mail.text)
  return { text: text === '' && html !== '' ? htmlToText(html) : text, html }
}

function headerOf(headers: readonly Header[]): (name: string) => string | null {
  return (name) => headers.find(({ key }) => key === name)?.value ?? null
}

function fileOf(attachment: Attachment, index: number): MessageFile {
  const { content, filename, mimeType, disposition, related, contentId } = attachment
  const mediaType = /^[\w.+-]+\/[\w.+-]+$/.test(mimeType) ? mimeType : 'application/octet-stream'
  const fallback = mediaType === 'message/rfc822' ? `mail-${index + 1}.eml` : `file-${index + 1}`
  return {
    name: filename === null || filename.trim() === '' ? fallback : filename.slice(0, 1000),
    mediaType,
    isInline: disposition !== 'attachment' && mediaType.startsWith('image/') && (related === true || contentId !== undefined),
    bytes: typeof content === 'string' ? Buffer.from(content, 'utf8') : content instanceof Uint8Array ? content : new Uint8Array(content),
  }
}

function people(list: readonly Address[] = []): readonly { readonly name: string; readonly address: string }[] {
  const all = list.flatMap((one) => (one.group === undefined ? [one] : one.group))
  return all
    .filter(({ address }) => typeof address === 'string' && address !== '')
    .slice(0, 1000)
    .map(({ name, address }) => ({ name: line(name), address: line(address) }))
}

function idOf(value: string | undefined): string | null {
  return idsOf(value)[0] ?? null
}

function idsOf(value: string | undefined): string[] {
  return ((value ?? '').slice(0, 100_000).match(/<[^<>\s]{1,900}>/g) ?? []).slice(0, 200)
}

/** Null for what is no date, and for years that no mail was written in. */
function dateOf(value: string | undefined): string | null {
  const date = value === undefined ? null : new Date(value)
  if (date === null || Number.isNaN(date.getTime())) return null
  const year = date.getUTCFullYear()
  return year >= 1970 && year <= 9999 ? date.toISOString() : null
}

/** What Windows writes between 80 and 9F, although it calls it Latin-1, as most mail programs show it (Node 20 decodes it to control characters). */
const windows = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** Without the characters that no text has and no database takes. */
function clean(text = ''): string {
  return text.replace(/[\u0080-\u009f]/g, (control) => windows[control.charCodeAt(0) - 0x80] ?? '').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '').replace(/\p{Surrogate}/gu, '\ufffd')
}

/** One line, without marks that turn the direction of writing around. */
function line(text = ''): string {
  return clean(text).replace(/[\s\u0085\u2028\u2029]+/g, ' ').replace(/[\u202a-\u202e\u2066-\u2069]/g, '').trim().slice(0, 2000)
}
