import type { NoticeLine } from '@maillon/storage'
import { expect, it } from 'vitest'
import { noticeText } from './notice-text.js'

const at = (time: string) => Date.parse(`2026-11-21T${time}:00+01:00`)
const place = { timeZone: 'Europe/Paris', now: at('09:10'), baseUrl: 'https://maillon.example' } as const
const line: NoticeLine = { event: 'opened', kind: 'failure', name: 'Rapport\nquotidien', flowId: 'f', runId: 'r1', since: at('09:02'), lastAt: at('09:02'), news: 1, occurrences: 1, wellSince: null, detail: { error: { code: 'API_SERVER_BUSY', kind: 'operational', retryable: true, params: {} } } }

it('says what failed, when by the clock of the workspace and why, with a link to the run; names stay on one line', () => {
  const fr = noticeText([line], { ...place, locale: 'fr' })
  expect(fr.subject).toBe('Maillon : « Rapport quotidien » a échoué')
  expect(fr.paragraphs[0]).toMatch(/^« Rapport quotidien » a échoué à 09:02\. \S/)
  expect(fr.link).toEqual({ text: 'Voir l’exécution', url: 'https://maillon.example/run/?id=r1' })
  expect(noticeText([{ ...line, since: at('09:02') - 86_400_000 }], { ...place, locale: 'en' }).paragraphs[0]).toMatch(/^“Rapport quotidien” failed on 20 November at 09:02\./)
})

it('says that it works again, and since when', () => {
  const over: NoticeLine = { ...line, event: 'recovered', news: 0, wellSince: at('09:04') }
  expect(noticeText([over], { ...place, locale: 'fr' })).toMatchObject({ subject: 'Maillon : « Rapport quotidien » fonctionne de nouveau', paragraphs: ['« Rapport quotidien » fonctionne de nouveau depuis 09:04.'] })
  expect(noticeText([{ ...over, kind: 'late' }], { ...place, locale: 'en' }).paragraphs).toEqual(['“Rapport quotidien” works again since 09:04.'])
})

it('sums up many in a dozen sentences and says how many more there are', () => {
  const { subject, paragraphs, link } = noticeText(Array.from({ length: 40 }, () => line), { ...place, locale: 'fr' })
  expect([subject, paragraphs.length, paragraphs.at(-1), link.url]).toEqual(['Maillon : 40 alertes', 13, 'Et 28 autres.', 'https://maillon.example/alerts/'])
})

const kinds: readonly (readonly [NoticeLine['kind'], NoticeLine['detail'], string])[] = [
  ['late', null, '“Sync” is late: it was to start at 09:02.'],
  ['late', { missed: true }, '“Sync” did not start as planned at 09:02.'],
  ['silence', null, '“Sync” has had no success since 09:02.'],
  ['queue-age', { waiting: 3 }, 'Lane “Sync”: 3 steps waiting, the oldest since 09:02.'],
  ['repeated', { count: 5 }, '“Sync” fails again and again: 5 times, the first at 09:02.'],
  ['lane-paused', null, 'The lane “Sync” has been paused since 09:02.'],
]
it.each(kinds)('has a sentence for %s', (kind, detail, sentence) => {
  expect(noticeText([{ ...line, kind, detail, name: 'Sync' }], { ...place, locale: 'en' }).paragraphs).toEqual([sentence])
})
