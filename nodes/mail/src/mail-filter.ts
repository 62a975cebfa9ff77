import { readDate, userError, type Locale } from '@maillon/node-sdk'
import type { SearchObject } from 'imapflow'

/** Which mails are wanted. Absent or empty: any. */
export interface MailFilter {
  readonly onlyUnread: boolean
  /** Part of the sender's address or name. */
  readonly sender?: string | undefined
  readonly recipient?: string | undefined
  readonly subject?: string | undefined
  /** A word of the message. */
  readonly words?: string | undefined
  /** Received at this time or later; a date or a date with a time. */
  readonly since?: string | undefined
  readonly before?: string | undefined
  readonly label?: string | undefined
}

/** A filter as the server is asked, and what has to be looked at again here: servers know days only. */
export interface MailSearch {
  readonly query: SearchObject
  readonly isInTime: (receivedAt: number | null) => boolean
}

const dayMs = 86_400_000

/** @throws UserError `MAIL_DATE_INVALID` */
export function searchOf(filter: MailFilter, place: { readonly locale: Locale; readonly timeZone: string }): MailSearch {
  const since = dateOf(filter.since, '/since', place)
  const before = dateOf(filter.before, '/before', place)
  const text = (value: string | undefined) => (value === undefined || value.trim() === '' ? undefined : value.trim().replace(/[\p{Cc}]+/gu, ' '))
  const query = {
    seen: filter.onlyUnread ? false : undefined,
    from: text(filter.sender),
    to: text(filter.recipient),
    subject: text(filter.subject),
    text: text(filter.words),
    keyword: text(filter.label) === undefined ? undefined : keywordOf(text(filter.label) ?? ''),
    // A day more on each side: the server counts days in a time zone of its own.
    since: since === null ? undefined : new Date(since - dayMs),
    before: before === null ? undefined : new Date(before + 2 * dayMs),
  }
  return {
    query: Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined)),
    isInTime: (receivedAt) => receivedAt === null || ((since === null || receivedAt >= since) && (before === null || receivedAt < before)),
  }
}

/** A label as a keyword of IMAP: letters, digits and a few signs. */
export function keywordOf(label: string): string {
  const plain = label.normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/[^A-Za-z0-9_$.-]+/g, '_')
  return plain.slice(0, 100)
}

function dateOf(value: string | undefined, field: string, place: { readonly locale: Locale; readonly timeZone: string }): number | null {
  if (value === undefined || value.trim() === '') return null
  const date = readDate(value, place)
  if (date !== null) return date.at
  throw userError({
    code: 'MAIL_DATE_INVALID',
    text: { fr: `« ${value.slice(0, 40)} » n’est pas une date.`, en: `“${value.slice(0, 40)}” is not a date.` },
    hint: { fr: 'Écrivez par exemple 2026-01-15 ou 15/01/2026.', en: 'Write for example 2026-01-15.' },
    field,
  })
}
