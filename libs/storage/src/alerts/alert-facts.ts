import type { JsonObject } from '@maillon/kernel'
import { isAboutLanes, type AlertEnd, type AlertKind } from '@maillon/plan'
import type pg from 'pg'
import { eventsAtOnce, failedSql, firedSql, inRowSql, knownFlowsSql, lateSql, missedSql, oftenSql, openSql, pausedSql, recoveredSql, silentSql, waitingSql, type FactRow } from './alert-facts.sql.js'
import type { AlertObservation, AlertRule, StandingAlert } from './alert-record.js'
import { firstIdAt } from '../runs/first-id-at.js'

export interface Looked {
  readonly standing: readonly StandingAlert[]
  readonly observations: readonly AlertObservation[]
  readonly gone: ReadonlySet<string>
  /** Up to there everything was seen. */
  readonly watchedTo: Date
}

export interface LookedAt {
  readonly now: Date
  /** What was before is not the rule's business. */
  readonly since: Date
  readonly watchedTo: Date | null
}

/** What ended earlier may be committed later: so long it is asked for again. */
const askedBackMs = 10 * 60_000

/** Reads what there is to say about a rule's flows or lanes. Failures that are given are noted as counted, in the same transaction. */
export async function lookAtRule(client: pg.PoolClient, rule: AlertRule, at: LookedAt): Promise<Looked> {
  const standing = (await client.query<StandingRow>(openSql, [rule.id])).rows.map(standingOf)
  const open = standing.filter(({ closedAt }) => closedAt === null)
  const { rows, watchedTo } = await factsOf(client, rule, at)
  const known = await knownFlows(client, open)
  const isGone = ({ flowId, subject }: StandingAlert) => flowId !== null && (isNoLonger(rule, known.get(flowId)) || rule.flowIds?.includes(subject) === false)
  const gone = new Set(open.filter(isGone).map(({ subject }) => subject))
  return { standing, observations: await observe(client, { rule, rows, open: open.filter(({ subject }) => !gone.has(subject)), now: at.now.getTime() }), gone, watchedTo }
}

/** What isn't switched on can be neither late nor silent. */
function isNoLonger({ kind }: AlertRule, flow: { readonly active: boolean } | undefined): boolean {
  return flow === undefined || (!flow.active && (kind === 'late' || kind === 'silence'))
}

async function knownFlows(client: pg.PoolClient, open: readonly StandingAlert[]): Promise<ReadonlyMap<string, { readonly active: boolean }>> {
  const ids = open.flatMap(({ flowId }) => flowId ?? [])
  if (ids.length === 0) return new Map()
  const { rows } = await client.query<{ id: string; active: boolean }>(knownFlowsSql, [ids])
  return new Map(rows.map((row) => [row.id, row]))
}

interface Found {
  readonly rows: readonly FactRow[]
  readonly watchedTo: Date
}

interface Asking extends LookedAt {
  readonly client: pg.PoolClient
  readonly rule: AlertRule
}

function factsOf(client: pg.PoolClient, rule: AlertRule, at: LookedAt): Promise<Found> {
  return findings[rule.kind]({ ...at, client, rule })
}

const findings: { readonly [K in AlertKind]: (asking: Asking) => Promise<Found> } = {
  failure: async (asking) => upTo(await eventsOf(asking, failedSql), asking.now),
  late: async (asking) => {
    const { workspaceId, flowIds, settings } = asking.rule
    const missed = upTo(await eventsOf(asking, missedSql), asking.now)
    return { ...missed, rows: [...missed.rows, ...(await ask(asking, lateSql, [workspaceId, flowIds, settings.minutes ?? 5]))] }
  },
  silence: async (asking) => {
    const { workspaceId, flowIds, settings } = asking.rule
    const hours = settings.hours ?? 24
    return seenBy(asking, await ask(asking, silentSql, [workspaceId, flowIds, asking.since, hours, firstIdAt(asking.now.getTime() - 2 * hours * 3_600_000)]))
  },
  repeated: async (asking) => {
    const { id, workspaceId, flowIds, settings } = asking.rule
    const usual = [workspaceId, flowIds, asking.since, id, settings.count ?? 3]
    return seenBy(asking, settings.inRow === true ? await ask(asking, inRowSql, usual) : await ask(asking, oftenSql, [...usual, settings.minutes ?? 60]))
  },
  'queue-age': async (asking) => seenBy(asking, await ask(asking, waitingSql, [asking.rule.workspaceId, asking.rule.settings.minutes ?? 10])),
  'lane-paused': async (asking) => seenBy(asking, await ask(asking, pausedSql, [asking.rule.settings.minutes ?? 30])),
}

async function ask({ client }: Asking, sql: string, values: readonly unknown[]): Promise<readonly FactRow[]> {
  return (await client.query<FactRow>(sql, [...values])).rows
}

/** What happened since the last look, as far as it wasn't counted. */
function eventsOf(asking: Asking, sql: string): Promise<readonly FactRow[]> {
  const { rule, since, watchedTo } = asking
  const after = new Date(Math.max(since.getTime(), (watchedTo ?? since).getTime() - askedBackMs))
  return ask(asking, sql, [rule.workspaceId, rule.flowIds, after, rule.id])
}

function seenBy({ now }: Asking, rows: readonly FactRow[]): Found {
  return { rows, watchedTo: now }
}

/** A look that had its fill hasn't seen everything: the next one goes on where it ended. */
function upTo(rows: readonly FactRow[], now: Date): Found {
  const isFull = rows.reduce((sum, { events }) => sum + events, 0) >= eventsAtOnce
  return { rows, watchedTo: isFull ? new Date(Math.max(...rows.map((row) => row.last_at.getTime()))) : now }
}

interface Observing {
  readonly rule: AlertRule
  readonly rows: readonly FactRow[]
  readonly open: readonly StandingAlert[]
  readonly now: number
}

/** One observation for each subject that has news or stands open. */
async function observe(client: pg.PoolClient, { rule, rows, open, now }: Observing): Promise<readonly AlertObservation[]> {
  const found = new Map<string, AlertObservation>()
  const isAboutEvents = rule.kind === 'failure'
  for (const alert of open) found.set(alert.subject, { ...alert, events: 0, isTroubled: isAboutEvents, wellSince: now })
  for (const row of rows) found.set(row.subject, joined(found.get(row.subject), row, rule.kind))
  const wells = await wellsOf(client, rule.kind, [...found.values()])
  return [...found.values()].map((one) => judged(one, { kind: rule.kind, well: wells.get(one.subject) ?? null, isLate: rows.some(({ subject, events }) => subject === one.subject && events === 0) }))
}

function joined(before: AlertObservation | undefined, row: FactRow, kind: AlertKind): AlertObservation {
  const { subject, name, events } = row
  const [since, lastAt] = [row.since.getTime(), row.last_at.getTime()]
  const found: AlertObservation = { subject, flowId: isAboutLanes(kind) ? null : subject, name, events, isTroubled: true, since, lastAt, runId: row.run_id, detail: row.detail, wellSince: null }
  if (before === undefined) return found
  return { ...found, events: before.events + events, since: Math.min(before.since, since), runId: found.runId ?? before.runId, detail: found.detail ?? before.detail }
}

/** A failure lasts until something succeeds; a missed schedule until it is fired again; a state as long as it is seen. */
function judged(one: AlertObservation, { kind, well, isLate }: { readonly kind: AlertKind; readonly well: number | null; readonly isLate: boolean }): AlertObservation {
  if (kind === 'failure') return { ...one, isTroubled: well === null, wellSince: well }
  if (kind !== 'late') return one
  const isTroubled = isLate || (one.detail?.['missed'] === true && well === null)
  return { ...one, isTroubled, wellSince: isTroubled ? null : (well ?? one.wellSince) }
}

async function wellsOf(client: pg.PoolClient, kind: AlertKind, observations: readonly AlertObservation[]): Promise<ReadonlyMap<string, number>> {
  if (observations.length === 0 || (kind !== 'failure' && kind !== 'late')) return new Map()
  const [flows, runs, ends] = [observations.map(({ subject }) => subject), observations.map(({ runId }) => runId), observations.map(({ lastAt }) => new Date(lastAt))]
  const { rows } = await (kind === 'failure' ? client.query<WellRow>(recoveredSql, [flows, runs, ends]) : client.query<WellRow>(firedSql, [flows, ends]))
  return new Map(rows.flatMap((row) => (row.well_since === null ? [] : [[row.subject, row.well_since.getTime()] as const])))
}

interface WellRow {
  readonly subject: string
  readonly well_since: Date | null
}

interface StandingRow {
  readonly id: string
  readonly subject: string
  readonly flow_id: string | null
  readonly name: string
  readonly opened_at: Date
  readonly since: Date
  readonly last_at: Date
  readonly occurrences: number
  readonly run_id: string | null
  readonly detail: JsonObject | null
  readonly told: number
  readonly told_at: Date | null
  readonly closed_at: Date | null
  readonly well_since: Date | null
  readonly ended: AlertEnd | null
  readonly end_told: boolean
}

function standingOf(row: StandingRow): StandingAlert {
  const { id, subject, flow_id: flowId, name, occurrences, run_id: runId, detail, told, ended, end_told: isEndTold } = row
  return {
    id, subject, flowId, name, occurrences, runId, detail, told, ended, isEndTold, openedAt: row.opened_at.getTime(), since: row.since.getTime(), lastAt: row.last_at.getTime(),
    toldAt: row.told_at?.getTime() ?? null, closedAt: row.closed_at?.getTime() ?? null, wellSince: row.well_since?.getTime() ?? null,
  }
}
