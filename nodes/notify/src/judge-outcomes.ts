import { MaillonError, type ErrorInfo } from '@maillon/node-sdk'
import { capitalised } from './notify-errors.js'
import { channelNames } from './channels.js'
import type { Outcome } from './send-delivery.js'

type Failed = Extract<Outcome, { readonly error: ErrorInfo }>

/**
 * The error of the whole step; null: it goes on, and what failed is given as rows.
 * Every message was tried before; where one may get through later, the step is tried again and only sends what is missing.
 */
export function judgeOutcomes(outcomes: readonly Outcome[], ifFailed: 'report' | 'fail'): MaillonError | null {
  const failed = outcomes.filter((outcome): outcome is Failed => 'error' in outcome)
  const [first] = failed
  if (first === undefined || (failed.length < outcomes.length && ifFailed === 'report')) return null
  if (outcomes.length === 1) return new MaillonError(first.error)
  return new MaillonError(together(failed, outcomes.length))
}

function together(failed: readonly Failed[], total: number): ErrorInfo {
  const waits = failed.flatMap(({ error }) => (error.retryAfterMs === undefined ? [] : [error.retryAfterMs]))
  const retryable = failed.some(({ error }) => error.retryable)
  const all = failed.length === total
  return {
    code: all ? 'NOTIFY_ALL_FAILED' : 'NOTIFY_SOME_FAILED',
    kind: failed.every(({ error }) => error.kind === 'user') ? 'user' : 'operational',
    retryable,
    ...(waits.length === 0 ? {} : { retryAfterMs: Math.max(...waits) }),
    params: {},
    text: {
      fr: `${all ? 'Aucun message n’est parti' : `${failed.length} message(s) sur ${total} ne sont pas partis`} : ${listed(failed, 'fr')}`,
      en: `${all ? 'No message was sent' : `${failed.length} of ${total} messages were not sent`}: ${listed(failed, 'en')}`,
    },
    field: failed.length === 1 ? (failed[0]?.error.field ?? '/channels') : '/channels',
    details: failed
      .map(({ delivery, error }) => `${delivery.channel} ${delivery.to ?? ''} ${error.code} ${error.details ?? ''}`.trim())
      .join('\n')
      .slice(0, 4000),
  }
}

function listed(failed: readonly Failed[], locale: 'fr' | 'en'): string {
  const texts = failed.slice(0, 5).map((one) => `${placeOf(one, locale)} — ${sentenceOf(one.error, locale)}`)
  return failed.length > 5 ? `${texts.join(' ')} (+${failed.length - 5})` : texts.join(' ')
}

export function placeOf({ delivery }: Pick<Outcome, 'delivery'>, locale: 'fr' | 'en'): string {
  const name = capitalised(channelNames[delivery.channel][locale])
  const who = delivery.recipient?.name ?? delivery.to
  return who === null ? name : `${name} (${who})`
}

export function sentenceOf(error: ErrorInfo, locale: 'fr' | 'en'): string {
  return error.text?.[locale] ?? error.code
}
