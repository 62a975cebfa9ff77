import type { Json } from '@maillon/kernel'
import { expect, it } from 'vitest'
import { fatalError, retryableError } from './errors.js'
import { sayAlreadySent, sendOnce } from './send-once.js'

/** Compare-and-set over a map, as the durable state does it. */
function world(idempotencyKey = 'k') {
  const entries = new Map<string, { value: Json; revision: number }>()
  return {
    entries,
    context: {
      idempotencyKey,
      timeZone: 'Europe/Paris',
      now: () => Date.UTC(2026, 0, 15, 9, 4),
      state: {
        get: (key: string) => Promise.resolve(entries.get(key) ?? null),
        set: (key: string, value: Json, expected: number | null) => {
          if ((entries.get(key)?.revision ?? null) !== expected) return Promise.resolve(false)
          entries.set(key, { value, revision: (expected ?? 0) + 1 })
          return Promise.resolve(true)
        },
      },
    },
  }
}

const text = { fr: 'x', en: 'x' }

it('sends once over any number of attempts and says when it was', async () => {
  const { context } = world()
  let sent = 0
  const send = () => Promise.resolve({ id: ++sent })
  expect(await sendOnce(context, 'stop', send)).toEqual({ outcome: { id: 1 }, alreadyAt: null })
  expect(await sendOnce(context, 'stop', send)).toEqual({ outcome: { id: 1 }, alreadyAt: '2026-01-15T09:04:00.000Z' })
  expect(sent).toBe(1)
  const said: string[] = []
  const log = { info: (message: string) => void said.push(message), warn: () => undefined }
  for (const locale of ['fr', 'en'] as const) sayAlreadySent({ log, locale, timeZone: 'Europe/Paris' }, '2026-01-15T09:04:00.000Z')
  expect(said).toEqual(['Déjà envoyé le 15 janvier 2026 à 10:04 : rien n’est envoyé une seconde fois.', 'Already sent on 15 January 2026 at 10:04: nothing is sent twice.'])
})

it('tries again after a failure, but not where the outcome is unknown', async () => {
  const failed = world().context
  await expect(sendOnce(failed, 'stop', () => Promise.reject(retryableError({ code: 'X_BUSY', text })))).rejects.toMatchObject({ info: { code: 'X_BUSY' } })
  expect(await sendOnce(failed, 'stop', () => Promise.resolve({}))).toMatchObject({ alreadyAt: null })
  const unknown = world().context
  await expect(sendOnce(unknown, 'stop', () => Promise.reject(fatalError({ code: 'X_OUTCOME_UNKNOWN', text })))).rejects.toThrow()
  await expect(sendOnce(unknown, 'stop', () => Promise.resolve({}))).rejects.toMatchObject({ info: { code: 'SEND_OUTCOME_UNKNOWN', retryable: false, text: { fr: 'Un envoi a été interrompu le 15 janvier 2026 à 10:04 : on ne sait pas s’il est parti.' } } })
  expect(await sendOnce(unknown, 'again', () => Promise.resolve({ id: 2 }))).toMatchObject({ outcome: { id: 2 } })
})

it('stays “sending” where the outcome could not be recorded, so that nobody sends a second time', async () => {
  const { context, entries } = world()
  const broken = { ...context, state: { ...context.state, set: (key: string, value: Json, expected: number | null) => (expected === null ? context.state.set(key, value, expected) : Promise.reject(new Error('database gone'))) } }
  await expect(sendOnce(broken, 'stop', () => Promise.resolve({}))).rejects.toThrow('database gone')
  expect(entries.get('sent/k')?.value).toMatchObject({ status: 'sending' })
  await expect(sendOnce(context, 'stop', () => Promise.resolve({}))).rejects.toMatchObject({ info: { code: 'SEND_OUTCOME_UNKNOWN' } })
})

it('lets only one of two attempts at the same time send', async () => {
  const { context } = world()
  let sent = 0
  const results = await Promise.allSettled([1, 2].map(() => sendOnce(context, 'stop', () => Promise.resolve({ id: ++sent }))))
  expect(sent).toBe(1)
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})
