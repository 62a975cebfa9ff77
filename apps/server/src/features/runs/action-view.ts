import type { ActionView } from '@maillon/api-contract'
import type { Json, Locale } from '@maillon/kernel'
import { hintOf, messageOf } from '@maillon/messages'
import type { LedgerEntry } from '@maillon/storage'

export interface ActionMoment {
  readonly locale: Locale
  /** IANA name: the clock of the flow. */
  readonly timeZone: string
  /** Milliseconds since the epoch. */
  readonly now: number
  /** Whether the step of a node (of a turn) runs this moment: what it has begun to send isn't unknown yet. */
  readonly isRunning: (node: string, iteration: string) => boolean
}

const idPattern = /^[0-9a-f-]{36}-\d+(?:-(\d+(?:_\d+)*))?(?:-i(\d+))?(?:[-/].*)?$/
const codes: { readonly [S in ActionView['state']]: string } = { sent: 'ACTION_STATE_SENT', sending: 'ACTION_STATE_SENDING', unknown: 'ACTION_STATE_UNKNOWN', failed: 'ACTION_STATE_FAILED' }

/** The name of an entry in the API. */
export function actionId({ key }: Pick<LedgerEntry, 'key'>): string {
  return key.slice('sent/'.length)
}

/** An entry of the ledger for people. Null: it isn't one. */
export function actionView(entry: LedgerEntry, at: ActionMoment): ActionView | null {
  const id = actionId(entry)
  const parts = idPattern.exec(id)
  const record = recordOf(entry.value)
  if (parts === null || record === null) return null
  const iteration = (parts[1] ?? '').replaceAll('_', '/')
  const state = record.status !== 'sending' ? record.status : at.isRunning(entry.nodeId, iteration) ? 'sending' : 'unknown'
  const { locale } = at
  const params = { when: momentText(record.at, at) }
  return {
    id, node: entry.nodeId, iteration, index: parts[2] === undefined ? null : Number(parts[2]), state, at: record.at,
    sentence: messageOf(codes[state], params, locale), hint: hintOf(codes[state], params, locale) ?? '',
  }
}

function recordOf(value: Json): { readonly status: 'sending' | 'failed' | 'sent'; readonly at: string } | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const { status, at } = value as { readonly status?: Json; readonly at?: Json }
  return (status === 'sending' || status === 'failed' || status === 'sent') && typeof at === 'string' && !Number.isNaN(Date.parse(at)) ? { status, at } : null
}

/** “at 09:04” for today, else with the day. */
function momentText(at: string, { locale, timeZone, now }: ActionMoment): string {
  const tag = locale === 'fr' ? 'fr-FR' : 'en-GB'
  const day = (instant: number | string): string => new Intl.DateTimeFormat(tag, { timeZone, day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(instant))
  const time = new Intl.DateTimeFormat(tag, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at))
  if (day(at) === day(now)) return locale === 'fr' ? `à ${time}` : `at ${time}`
  return locale === 'fr' ? `le ${day(at)} à ${time}` : `on ${day(at)} at ${time}`
}
