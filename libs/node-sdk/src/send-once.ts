import { isMaillonError, type Json, type JsonObject } from '@maillon/kernel'
import type { NodeContext } from './context.js'
import { fatalError } from './errors.js'

/** What was sent. */
export interface SentOutcome {
  readonly outcome: JsonObject
  /** ISO 8601: it had been sent before, at this time, and was not sent again. Null: it was sent now. */
  readonly alreadyAt: string | null
}

/**
 * Send at most once for each idempotency key. The key is recorded before the call and the outcome after it, so that over
 * retries, replays and crashes what is done is skipped, and what was cut off in the middle is known to be unknown.
 *
 * A failure of `send` allows the next attempt, unless its code ends in `_OUTCOME_UNKNOWN` (the connection was lost after
 * the point of no return).
 *
 * @param ifUnknown what to do where an earlier attempt was cut off: `stop` and ask a person, or send `again`.
 * @throws SEND_OUTCOME_UNKNOWN, not retryable, and whatever `send` throws.
 */
export async function sendOnce(
  { state, idempotencyKey, now, timeZone }: Pick<NodeContext<unknown>, 'state' | 'idempotencyKey' | 'now' | 'timeZone'>,
  ifUnknown: 'stop' | 'again',
  send: () => Promise<JsonObject>,
): Promise<SentOutcome> {
  const key = `sent/${idempotencyKey}`
  const record = await state.get(key)
  const entry = record === null ? null : entryOf(record.value)
  if (entry !== null && entry.status === 'sent') return { outcome: entry.outcome, alreadyAt: entry.at }
  if (entry !== null && entry.status === 'sending' && ifUnknown === 'stop') throw unknownOutcome(entry.at, timeZone)
  const at = new Date(now()).toISOString()
  const won = await state.set(key, { status: 'sending', at }, record === null ? null : record.revision)
  // Another attempt with the same key is at it this moment.
  if (!won) throw unknownOutcome(at, timeZone)
  const outcome = await sent(send, () => overwrite(state, key, { status: 'failed', at }))
  await overwrite(state, key, { status: 'sent', at: new Date(now()).toISOString(), outcome })
  return { outcome, alreadyAt: null }
}

/** Only a failure of the sending itself allows another one; what can't be recorded afterwards stays `sending`. */
async function sent(send: () => Promise<JsonObject>, failed: () => Promise<void>): Promise<JsonObject> {
  try {
    return await send()
  } catch (error) {
    if (!isMaillonError(error) || !error.info.code.endsWith('_OUTCOME_UNKNOWN')) await failed()
    throw error
  }
}

type Entry = { readonly status: 'sending' | 'failed'; readonly at: string } | { readonly status: 'sent'; readonly at: string; readonly outcome: JsonObject }

function entryOf(value: Json): Entry | null {
  return typeof value === 'object' && value !== null && 'status' in value ? (value as unknown as Entry) : null
}

async function overwrite(state: NodeContext<unknown>['state'], key: string, value: JsonObject): Promise<void> {
  await state.set(key, value, (await state.get(key))?.revision ?? null)
}

/** Says in the log that nothing was sent, because it had been sent before: when, by the clock of the flow. */
export function sayAlreadySent({ log, locale, timeZone }: Pick<NodeContext<unknown>, 'log' | 'locale' | 'timeZone'>, alreadyAt: string): void {
  const { fr, en } = momentOf(alreadyAt, timeZone)
  log.info(locale === 'fr' ? `Déjà envoyé le ${fr} : rien n’est envoyé une seconde fois.` : `Already sent on ${en}: nothing is sent twice.`)
}

function unknownOutcome(at: string, timeZone: string) {
  const { fr, en } = momentOf(at, timeZone)
  return fatalError({
    code: 'SEND_OUTCOME_UNKNOWN',
    text: {
      fr: `Un envoi a été interrompu le ${fr} : on ne sait pas s’il est parti.`,
      en: `A sending was cut off on ${en}: nobody knows whether it went out.`,
    },
    hint: {
      fr: 'Vérifiez auprès du destinataire, puis choisissez « envoyer à nouveau » si rien n’est arrivé.',
      en: 'Ask the recipient, then choose “send again” if nothing arrived.',
    },
    field: '/ifUnknown',
  })
}

/** Day and time by the clock of the flow. */
function momentOf(at: string, timeZone: string): { readonly fr: string; readonly en: string } {
  const instant = new Date(at)
  const day = (locale: string) => new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'long', year: 'numeric' }).format(instant)
  const time = new Intl.DateTimeFormat('fr', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(instant)
  return { fr: `${day('fr')} à ${time}`, en: `${day('en-GB')} at ${time}` }
}
