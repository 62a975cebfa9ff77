import type { AlertFacts, AlertObservation, NoticeLine, StandingAlert } from '@maillon/storage'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decideAlerts, mostAtOnce } from './decide-alerts.js'

const minute = 60_000
const rule: AlertFacts['rule'] = { id: 'r', workspaceId: 'w', kind: 'failure', isEnabled: true, flowIds: null, settings: {}, targets: { recipients: [], roles: [], twilioCredentialId: null }, summaryMinutes: 15, revision: 0 }

function seen(subject: string, more: Partial<AlertObservation> = {}): AlertObservation {
  return { subject, flowId: null, name: subject, events: 1, isTroubled: true, since: 0, lastAt: 0, runId: null, detail: null, wellSince: null, ...more }
}

/** A rule's rows over several looks. */
class Watched {
  alerts = new Map<string, StandingAlert>()
  tellings: readonly number[] = []
  #ids = 0

  look(now: number, observations: readonly AlertObservation[], gone: readonly string[] = []): readonly NoticeLine[] {
    const standing = [...this.alerts.values()].filter(({ closedAt, isEndTold }) => closedAt === null || !isEndTold)
    const there = new Set(observations.map(({ subject }) => subject))
    // As the facts give it: what stands open and wasn't met is still in the trouble that it was in.
    const quiet = standing.filter(({ subject, closedAt }) => closedAt === null && !there.has(subject) && !gone.includes(subject)).map(({ subject }) => seen(subject, { events: 0 }))
    const decided = decideAlerts({ rule, now, standing, observations: [...observations, ...quiet], gone: new Set(gone), tellings: this.tellings }, () => String(this.#ids++))
    for (const alert of decided.alerts) this.alerts.set(alert.id, alert)
    this.tellings = decided.tellings
    return decided.lines
  }
}

const events = (lines: readonly NoticeLine[]) => lines.map(({ event, name, news }) => `${event} ${name} ${news}`)

it('tells the first failure at once, then one summary in each window while it goes on, and its end once', () => {
  const watched = new Watched()
  expect(events(watched.look(0, [seen('a')]))).toEqual(['opened a 1'])
  expect(watched.look(1 * minute, [seen('a')])).toEqual([])
  expect(watched.look(9 * minute, [seen('a', { events: 40 })])).toEqual([])
  expect(events(watched.look(16 * minute, []))).toEqual(['again a 41'])
  expect(watched.look(20 * minute, [])).toEqual([])
  expect(events(watched.look(21 * minute, [seen('a', { events: 0, isTroubled: false, wellSince: 20.5 * minute })]))).toEqual(['recovered a 0'])
  expect(watched.look(60 * minute, [])).toEqual([])
  expect([...watched.alerts.values()]).toMatchObject([{ occurrences: 42, ended: 'recovered', wellSince: 20.5 * minute, isEndTold: true }])
})

it('collects what breaks together: a thousand flows make three notices in a window, the rest one summary', () => {
  const watched = new Watched()
  const broken = Array.from({ length: 1000 }, (_, at) => seen(`flow-${at}`))
  expect(watched.look(0, broken.slice(0, 1))).toHaveLength(1)
  expect(watched.look(1000, broken.slice(1, 300))).toHaveLength(299)
  expect(watched.look(2000, broken.slice(300, 301))).toHaveLength(1)
  expect(watched.look(3000, broken.slice(301))).toEqual([])
  expect(watched.look(16 * minute, [])).toHaveLength(699)
})

it('tells in one sentence what was well again before anybody was told, and says nothing of what nobody watches any more', () => {
  const watched = new Watched()
  expect(events(watched.look(0, [seen('a', { isTroubled: false, wellSince: 0 })]))).toEqual(['recovered a 1'])
  watched.look(1, [seen('b')])
  expect(watched.look(2, [], ['b'])).toEqual([])
  expect(watched.look(60 * minute, [])).toEqual([])
  expect([...watched.alerts.values()].map(({ ended }) => ended)).toEqual(['recovered', 'gone'])
})

it('reminds of what stays open after a day', () => {
  const watched = new Watched()
  watched.look(0, [seen('a')])
  expect(watched.look(23 * 60 * minute, [])).toEqual([])
  expect(events(watched.look(24 * 60 * minute, []))).toEqual(['still a 0'])
  expect(watched.look(25 * 60 * minute, [])).toEqual([])
})

const step = fc.record({
  wait: fc.integer({ min: 1, max: 20 * minute }),
  seen: fc.uniqueArray(fc.record({ subject: fc.constantFrom('a', 'b', 'c', 'd', 'e'), events: fc.integer({ min: 0, max: 3 }), isTroubled: fc.boolean() }), { selector: ({ subject }) => subject, maxLength: 5 }),
  gone: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 1 }),
})

it('keeps its promises whatever happens: one open alert a subject, few notices in a window, each opening, coming again and end told once and none forgotten', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const watched = new Watched()
      const spoken: { readonly at: number; readonly line: NoticeLine }[] = []
      const tellings: number[] = []
      let now = 0
      const look = (observations: readonly AlertObservation[], gone: readonly string[]) => {
        const lines = watched.look(now, observations, gone)
        if (lines.length > 0) tellings.push(now)
        spoken.push(...lines.map((line) => ({ at: now, line })))
        const open = [...watched.alerts.values()].filter(({ closedAt }) => closedAt === null).map(({ subject }) => subject)
        expect(new Set(open).size).toBe(open.length)
        expect(tellings.filter((at) => at > now - rule.summaryMinutes * minute).length).toBeLessThanOrEqual(mostAtOnce)
      }
      for (const one of steps) {
        now += one.wait
        look(one.seen.map((observation) => seen(observation.subject, observation)), one.gone)
      }
      now += (rule.summaryMinutes + 1) * minute
      look([], [])
      const alerts = [...watched.alerts.values()]
      expect(alerts.filter(({ ended, told, occurrences, isEndTold }) => ended !== 'gone' && (told !== occurrences || (ended === 'recovered' && !isEndTold)))).toEqual([])
      // As many occurrences were told as there were, those left aside that nobody watched any more.
      const news = spoken.reduce((sum, { line }) => sum + line.news, 0)
      expect(news).toBe(alerts.reduce((sum, { told }) => sum + told, 0))
      expect(spoken.filter(({ line }) => line.event === 'recovered')).toHaveLength(alerts.filter(({ ended }) => ended === 'recovered').length)
    }),
    { numRuns: 300 },
  )
})
