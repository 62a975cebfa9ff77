/**
 * What becomes of the alerts of one rule at one look. Pure.
 *
 * D1  A subject has one open alert at most: what comes again is counted in it.
 * D2  An alert ends once: when its subject is well again, or when nobody watches it any more.
 * D3  Everything is told once: that it opened, that it came again, that it is over. What ended before anybody was told of it is told in one
 *     sentence with its end; what nobody watches any more isn't told.
 * D4  News are told at once as long as few notices went out within the window; then they are collected, and told when the window is over. So
 *     however much breaks, nobody gets more than `mostAtOnce` notices of a rule within a window.
 * D5  What stays open without news is told again each day.
 */
import type { AlertFacts, AlertObservation, NoticeLine, StandingAlert } from '@maillon/storage'

export interface AlertDecision {
  /** New ones and those that changed. */
  readonly alerts: readonly StandingAlert[]
  /** What is to be told now; empty: nothing. */
  readonly lines: readonly NoticeLine[]
  readonly tellings: readonly number[]
}

/** Notices of a rule that may go out within its window. */
export const mostAtOnce = 3
const dayMs = 86_400_000
const minuteMs = 60_000

export function decideAlerts({ rule, now, standing, observations, gone, tellings }: AlertFacts, newId: () => string): AlertDecision {
  const seen = new Map(observations.map((one) => [one.subject, one]))
  const moved = standing.map((alert) => (alert.closedAt === null ? moveOn(alert, { seen: seen.get(alert.subject), isGone: gone.has(alert.subject), now }) : alert))
  const open = new Set(moved.filter(({ closedAt }) => closedAt === null).map(({ subject }) => subject))
  const met = new Set(standing.filter(({ closedAt }) => closedAt === null).map(({ subject }) => subject))
  const begun = observations.filter(({ subject, events, isTroubled }) => (isTroubled || events > 0) && !open.has(subject) && !met.has(subject)).map((one) => begin(one, { id: newId(), now }))
  const all = [...moved, ...begun]
  const recent = tellings.filter((at) => at > now - rule.summaryMinutes * minuteMs)
  const lines = mayTell(all, { recent, now }) ? all.flatMap((alert) => lineOf(alert, { now, kind: rule.kind }) ?? []) : []
  const after = lines.length === 0 ? all : all.map((alert) => (lineOf(alert, { now, kind: rule.kind }) === null ? alert : told(alert, now)))
  const before = new Map(standing.map((alert) => [alert.id, alert]))
  return { alerts: after.filter((alert) => isChanged(before.get(alert.id), alert)), lines, tellings: lines.length === 0 ? recent : [...recent, now] }
}

/** D1, D2. */
function moveOn(alert: StandingAlert, { seen, isGone, now }: { readonly seen: AlertObservation | undefined; readonly isGone: boolean; readonly now: number }): StandingAlert {
  if (isGone || seen === undefined) return { ...alert, closedAt: now, ended: 'gone', isEndTold: true }
  const { events, runId, detail, lastAt, isTroubled, wellSince, name } = seen
  const counted = events === 0 ? { ...alert, name } : { ...alert, name, occurrences: alert.occurrences + events, lastAt, runId: runId ?? alert.runId, detail: detail ?? alert.detail }
  return isTroubled ? counted : { ...counted, closedAt: now, ended: 'recovered', wellSince: wellSince ?? now }
}

/** D1, D3: it may be well again at the very look that finds it. */
function begin({ subject, flowId, name, since, lastAt, events, runId, detail, isTroubled, wellSince }: AlertObservation, { id, now }: { readonly id: string; readonly now: number }): StandingAlert {
  const end = isTroubled ? { closedAt: null, wellSince: null, ended: null } : { closedAt: now, wellSince: wellSince ?? now, ended: 'recovered' as const }
  return { id, subject, flowId, name, openedAt: now, since, lastAt, occurrences: Math.max(1, events), runId, detail, told: 0, toldAt: null, ...end, isEndTold: false }
}

/** D4. */
function mayTell(alerts: readonly StandingAlert[], { recent, now }: { readonly recent: readonly number[]; readonly now: number }): boolean {
  const isUrgent = alerts.some(({ told: known, ended, isEndTold }) => (known === 0 && !isEndTold) || (ended === 'recovered' && !isEndTold))
  return recent.length === 0 || (isUrgent && recent.length < mostAtOnce && Math.max(...recent) < now)
}

/** D3, D5. Null: nothing new. */
function lineOf(alert: StandingAlert, { now, kind }: { readonly now: number; readonly kind: NoticeLine['kind'] }): NoticeLine | null {
  const event = eventOf(alert, now)
  if (event === null) return null
  const { name, flowId, runId, since, lastAt, occurrences, told: known, wellSince, detail } = alert
  return { event, kind, name, flowId, runId, since, lastAt, news: occurrences - known, occurrences, wellSince, detail }
}

function eventOf({ told: known, toldAt, occurrences, ended, isEndTold }: StandingAlert, now: number): NoticeLine['event'] | null {
  if (isEndTold) return null
  if (ended === 'recovered') return 'recovered'
  if (known === 0) return 'opened'
  if (occurrences > known) return 'again'
  return toldAt !== null && toldAt <= now - dayMs ? 'still' : null
}

function told(alert: StandingAlert, now: number): StandingAlert {
  return { ...alert, told: alert.occurrences, toldAt: now, isEndTold: alert.closedAt !== null }
}

function isChanged(before: StandingAlert | undefined, after: StandingAlert): boolean {
  return before === undefined || JSON.stringify(before) !== JSON.stringify(after)
}
