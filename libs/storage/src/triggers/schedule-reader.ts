import type { JsonObject } from '@maillon/kernel'
import { lateAfterMs, runStatuses, scheduleStates, terminalRunStatuses, type InstantReason, type InstantStatus, type RunStatus, type ScheduleState } from '@maillon/plan'
import type { DataSource } from 'typeorm'
import type { CatchUpPolicy } from './catch-up-policy.js'
import type { AskedFor } from './due-schedule.js'

export interface ListedSchedule {
  readonly flowId: string
  readonly flowName: string
  /** The workspace has the flow by itself. */
  readonly isSystem: boolean
  readonly nodeId: string
  readonly state: ScheduleState
  readonly schedule: JsonObject
  readonly timeZone: string
  readonly exceptDates: readonly string[]
  readonly catchUp: CatchUpPolicy
  readonly anchoredAt: Date | null
  /** The instant expected next; for a late one the first that nobody took. Null: switched off, or never again. */
  readonly nextAt: Date | null
  readonly last: { readonly instant: Date; readonly status: Exclude<InstantStatus, 'expected'>; readonly reason: InstantReason | null; readonly runId: string | null; readonly runStatus: RunStatus | null } | null
}

export interface ScheduleQuery {
  readonly workspaceId: string
  readonly state?: ScheduleState | undefined
  readonly flowId?: string | undefined
  /** In the flow's name. */
  readonly words?: string | undefined
  readonly offset: number
  readonly limit: number
}

export interface ScheduleFigures {
  readonly states: { readonly [S in ScheduleState]: number }
  /** Of the instants of the last 24 hours. */
  readonly day: { readonly fired: number; readonly succeeded: number; readonly failed: number; readonly skipped: number; readonly missed: number }
  /** When a scheduler last looked, and whether that was within half a minute. Null: none within a day. */
  readonly schedulerSeenAt: Date | null
  readonly isSchedulerAlive: boolean
}

export interface InstantQuery {
  readonly workspaceId: string
  readonly flowId?: string | undefined
  readonly nodeId?: string | undefined
  /** `late`: expected, and its time is over. */
  readonly status?: InstantStatus | 'late' | undefined
  /** From inclusive, to exclusive. */
  readonly from?: Date | undefined
  readonly to?: Date | undefined
  /** Only instants that have come. */
  readonly isPast?: boolean | undefined
  /** The last row of the page before. */
  readonly after?: InstantCursor | undefined
  readonly limit: number
}

export interface InstantCursor {
  readonly instant: Date
  readonly flowId: string
  readonly nodeId: string
}

export interface ListedInstant extends InstantCursor {
  readonly flowName: string
  readonly status: InstantStatus | 'late'
  readonly reason: InstantReason | null
  readonly runId: string | null
  readonly runStatus: RunStatus | null
  readonly decidedAt: Date | null
  readonly instants: number
  readonly through: Date | null
  readonly askedBy: string | null
}

/** An active flow's schedule, as the calendar reckons with it. */
export interface ActiveSchedule extends Pick<ListedSchedule, 'flowId' | 'flowName' | 'nodeId' | 'schedule' | 'timeZone' | 'exceptDates'> {
  readonly anchoredAt: Date
}

export interface ExpectedAskedRun {
  readonly flowId: string
  readonly flowName: string
  readonly instant: Date
  readonly asked: AskedFor
}

/** What schedules look like, all of it derived from rows. */
export class ScheduleReader {
  constructor(private readonly dataSource: DataSource) {}

  async list(query: ScheduleQuery): Promise<{ readonly schedules: readonly ListedSchedule[]; readonly total: number }> {
    const { workspaceId, state, flowId, words, offset, limit } = query
    const values = [workspaceId, state ?? null, flowId ?? null, words === undefined || words === '' ? null : likeText(words), limit, offset]
    const rows: StatedRow[] = await this.dataSource.query(
      `${listedSql} SELECT *, count(*) OVER ()::int AS total FROM stated
       WHERE ($2::text IS NULL OR state = $2) AND ($3::uuid IS NULL OR "flowId" = $3) AND ($4::text IS NULL OR "flowName" ILIKE $4)
       ORDER BY array_position(ARRAY[${listOf(scheduleStates)}], state), "nextAt" NULLS LAST, lower("flowName"), "flowId", "nodeId" LIMIT $5 OFFSET $6`,
      values,
    )
    return { schedules: rows.map(scheduleOf), total: rows[0]?.total ?? 0 }
  }

  async figures(workspaceId: string): Promise<ScheduleFigures> {
    const [states, [day], [seen]]: [{ state: ScheduleState; count: number }[], ScheduleFigures['day'][], { at: Date | null; alive: boolean | null }[]] = await Promise.all([
      this.dataSource.query(`${listedSql} SELECT state, count(*)::int AS count FROM stated GROUP BY state`, [workspaceId]),
      this.dataSource.query(
        `SELECT count(*) FILTER (WHERE i.status = 'fired')::int AS fired, count(*) FILTER (WHERE run.status IN ('succeeded', 'warned'))::int AS succeeded,
           count(*) FILTER (WHERE run.status = 'failed')::int AS failed, coalesce(sum(i.instants) FILTER (WHERE i.status = 'skipped'), 0)::int AS skipped,
           coalesce(sum(i.instants) FILTER (WHERE i.status = 'missed'), 0)::int AS missed
         FROM schedule_instant i LEFT JOIN run ON run.id = i.run_id WHERE i.workspace_id = $1 AND i.instant > now() - interval '24 hours' AND i.instant <= now()`,
        [workspaceId],
      ),
      this.dataSource.query(`SELECT max(seen_at) AS at, max(seen_at) > now() - interval '30 seconds' AS alive FROM scheduler`),
    ])
    const counts = Object.fromEntries(scheduleStates.map((state) => [state, states.find((row) => row.state === state)?.count ?? 0])) as { [S in ScheduleState]: number }
    return { states: counts, day: day ?? { fired: 0, succeeded: 0, failed: 0, skipped: 0, missed: 0 }, schedulerSeenAt: seen?.at ?? null, isSchedulerAlive: seen?.alive ?? false }
  }

  /** Schedules of active flows whose instant has passed without anybody taking it. */
  async countLate(workspaceId: string): Promise<number> {
    const [row]: { readonly count: number }[] = await this.dataSource.query(
      `SELECT count(*)::int AS count FROM trigger_schedule t JOIN flow f ON f.id = t.flow_id WHERE f.workspace_id = $1 AND f.active AND t.next_at <= now() - ${lateAfter}`, [workspaceId])
    return row?.count ?? 0
  }

  /** The ledger, latest instants first. */
  async instants(query: InstantQuery): Promise<readonly ListedInstant[]> {
    const { workspaceId, flowId, nodeId, status, from, to, isPast, after, limit } = query
    return this.dataSource.query(
      `SELECT i.flow_id AS "flowId", i.node_id AS "nodeId", coalesce(f.name, '') AS "flowName", i.instant, i.reason, i.run_id AS "runId", run.status AS "runStatus",
         i.decided_at AS "decidedAt", i.instants, i.through, i.asked ->> 'name' AS "askedBy", CASE WHEN ${isLate} THEN 'late' ELSE i.status END AS status
       FROM schedule_instant i LEFT JOIN flow f ON f.id = i.flow_id LEFT JOIN run ON run.id = i.run_id
       WHERE i.workspace_id = $1 AND ($2::uuid IS NULL OR i.flow_id = $2) AND ($3::text IS NULL OR i.node_id = $3)
         AND ($4::timestamptz IS NULL OR i.instant >= $4) AND ($5::timestamptz IS NULL OR i.instant < $5)
         AND ($6::timestamptz IS NULL OR (i.instant, i.flow_id, i.node_id) < ($6, $7::uuid, $8))
         AND ($10::boolean IS NOT TRUE OR i.instant <= now()) AND ${status === undefined ? 'true' : statusCondition[status]}
       ORDER BY i.instant DESC, i.flow_id DESC, i.node_id DESC LIMIT $9`,
      // The driver writes what is left out as null.
      [workspaceId, flowId, nodeId, from, to, after?.instant, after?.flowId, after?.nodeId, limit, isPast],
    )
  }

  /** Of active flows, by name. */
  async active(workspaceId: string): Promise<readonly ActiveSchedule[]> {
    return this.dataSource.query(
      `SELECT t.flow_id AS "flowId", f.name AS "flowName", t.node_id AS "nodeId", t.schedule, t.time_zone AS "timeZone", t.except_dates AS "exceptDates", t.anchored_at AS "anchoredAt"
       FROM trigger_schedule t JOIN flow f ON f.id = t.flow_id WHERE f.workspace_id = $1 AND f.active AND t.next_at IS NOT NULL ORDER BY lower(f.name), t.flow_id, t.node_id`,
      [workspaceId],
    )
  }

  /** Runs that people asked for and that have not come yet, soonest first. */
  async asked(workspaceId: string, limit: number): Promise<readonly ExpectedAskedRun[]> {
    return this.dataSource.query(
      `SELECT i.flow_id AS "flowId", f.name AS "flowName", i.instant, i.asked FROM schedule_instant i JOIN flow f ON f.id = i.flow_id
       WHERE i.workspace_id = $1 AND i.status = 'expected' AND i.node_id = '' AND f.deleted_at IS NULL ORDER BY i.instant LIMIT $2`,
      [workspaceId, limit],
    )
  }
}

const listOf = (values: readonly string[]): string => values.map((value) => `'${value}'`).join(', ')
const lateAfter = `interval '${lateAfterMs} milliseconds'`
const isLate = `(i.status = 'expected' AND i.instant <= now() - ${lateAfter})`
const statusCondition: { readonly [S in InstantStatus | 'late']: string } = {
  late: isLate, expected: `(i.status = 'expected' AND i.instant > now() - ${lateAfter})`, fired: `i.status = 'fired'`, skipped: `i.status = 'skipped'`, missed: `i.status = 'missed'`,
}
const activeRun = listOf(runStatuses.filter((status) => !terminalRunStatuses.some((terminal) => terminal === status)))

/** $1 workspace. Schedules of flows that are switched off have no row: their published plan names them. */
const listedSql = `
WITH listed AS (
  SELECT f.id AS flow_id, f.name, f.system_task IS NOT NULL AS is_system, true AS active, t.node_id, t.schedule, t.time_zone, t.except_dates, t.catch_up, t.anchored_at, t.next_at
  FROM trigger_schedule t JOIN flow f ON f.id = t.flow_id WHERE f.workspace_id = $1 AND f.active
  UNION ALL
  SELECT f.id, f.name, f.system_task IS NOT NULL, false, node ->> 'id', node -> 'params' -> 'schedule', coalesce(nullif(node -> 'params' ->> 'timeZone', ''), v.plan ->> 'timeZone'),
    coalesce(node -> 'params' -> 'exceptDates', '[]'), coalesce(node -> 'params' ->> 'catchUp', 'one'), NULL, NULL
  FROM flow f JOIN flow_version v ON v.id = f.published_version_id CROSS JOIN LATERAL json_array_elements(v.plan -> 'nodes') AS node
  WHERE f.workspace_id = $1 AND NOT f.active AND f.deleted_at IS NULL AND node ->> 'trigger' = 'schedule' AND node ->> 'disabled' IS DISTINCT FROM 'true'
), stated AS (
  SELECT l.flow_id AS "flowId", l.name AS "flowName", l.is_system AS "isSystem", l.node_id AS "nodeId", l.schedule, l.time_zone AS "timeZone", l.except_dates AS "exceptDates", l.catch_up AS "catchUp",
    l.anchored_at AS "anchoredAt", l.next_at AS "nextAt", last.instant AS last_instant, last.status AS last_status, last.reason AS last_reason, last.run_id AS last_run_id,
    run.status AS last_run_status,
    CASE
      WHEN NOT l.active THEN 'disabled'
      WHEN l.next_at <= now() - ${lateAfter} THEN 'late'
      -- Each by its own index: those let in, and those held back.
      WHEN EXISTS (SELECT 1 FROM run WHERE run.flow_id = l.flow_id AND run.status IN (${activeRun}) AND NOT run.held AND NOT run.is_test)
        OR EXISTS (SELECT 1 FROM run WHERE run.flow_id = l.flow_id AND run.status IN (${activeRun}) AND run.held AND NOT run.is_test) THEN 'running'
      WHEN last.status = 'missed' THEN 'missed'
      WHEN l.next_at IS NULL THEN 'done'
      WHEN l.next_at <= now() + interval '1 hour' THEN 'soon'
      ELSE 'planned'
    END AS state
  FROM listed l
  LEFT JOIN LATERAL (
    SELECT i.instant, i.status, i.reason, i.run_id FROM schedule_instant i
    WHERE i.flow_id = l.flow_id AND i.node_id = l.node_id AND i.status <> 'expected' ORDER BY i.instant DESC LIMIT 1
  ) AS last ON true
  LEFT JOIN run ON run.id = last.run_id
)`

interface StatedRow extends Omit<ListedSchedule, 'last'> {
  readonly total: number
  readonly last_instant: Date | null
  readonly last_status: Exclude<InstantStatus, 'expected'>
  readonly last_reason: InstantReason | null
  readonly last_run_id: string | null
  readonly last_run_status: RunStatus | null
}

function scheduleOf({ last_instant: instant, last_status: status, last_reason: reason, last_run_id: runId, last_run_status: runStatus, ...row }: StatedRow): ListedSchedule {
  const { flowId, flowName, isSystem, nodeId, state, schedule, timeZone, exceptDates, catchUp, anchoredAt, nextAt } = row
  const last = instant === null ? null : { instant, status, reason, runId, runStatus }
  return { flowId, flowName, isSystem, nodeId, state, schedule, timeZone, exceptDates, catchUp, anchoredAt, nextAt, last }
}

/** Words as they are written: % and _ mean themselves. */
function likeText(words: string): string {
  return `%${words.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
}
