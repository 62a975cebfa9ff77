import type { RunOrigin } from '@maillon/plan'
import type pg from 'pg'
import { allFlows, durationMs, isTimed } from './fold.sql.js'

/** Ended runs, tests and turns of loops left out. */
export interface RunCounts {
  readonly succeeded: number
  readonly warned: number
  readonly failed: number
  readonly cancelled: number
  /** From acceptance to the end, of all but the cancelled; null where there are none. */
  readonly meanMs: number | null
  /** Nineteen of twenty took no longer; within five per cent. */
  readonly p95Ms: number | null
}

const dayMs = 86_400_000

export interface FigureSlot extends RunCounts {
  /** When the hour, or the day, begins. ISO 8601. */
  readonly at: string
}

export interface OriginShare {
  readonly origin: RunOrigin
  readonly runs: number
}

export interface FlowFigures extends RunCounts {
  readonly flowId: string
}

export interface FigureQuery {
  readonly workspaceId: string
  /** The beginning of an hour (UTC), milliseconds since the epoch. */
  readonly since: number
  readonly slot: 'hour' | 'day'
  /** IANA zone in which days begin. */
  readonly timeZone: string
}

/** Figures of runs over a period, read from those of the hours and days; what ended since these were brought up to date is read from the runs. */
export class RunFigures {
  constructor(private readonly pool: pg.Pool) {}

  /** As a whole, in slots (oldest first, empty ones left out), and by what started them. */
  async period({ workspaceId, since, slot, timeZone }: FigureQuery): Promise<{ readonly total: RunCounts; readonly slots: readonly FigureSlot[]; readonly origins: readonly OriginShare[] }> {
    const asked = [workspaceId, new Date(since), (await this.#mark()).tail]
    const [{ rows }, origins] = await Promise.all([this.pool.query<CountsRow & { at: Date | null }>(periodSql, [...asked, slot, timeZone]), this.pool.query<OriginShare>(originsSql, asked)])
    const total = rows.find(({ at }) => at === null)
    return {
      total: total === undefined ? none : countsOf(total),
      slots: rows.flatMap((row) => (row.at === null ? [] : [{ at: row.at.toISOString(), ...countsOf(row) }])),
      origins: origins.rows,
    }
  }

  /** Runs that ended since, whatever became of them. @param since the beginning of an hour (UTC), milliseconds since the epoch */
  async endedSince(workspaceId: string, since: number): Promise<number> {
    const { rows } = await this.pool.query<{ runs: number }>(
      `${hoursSql} SELECT coalesce(sum(succeeded + warned + failed + cancelled), 0)::int AS runs FROM figure`, [workspaceId, new Date(since), (await this.#mark()).tail])
    return rows[0]?.runs ?? 0
  }

  /** By flow, those with the most runs first; flows without a run left out. */
  async flows(workspaceId: string, since: number, limit: number): Promise<readonly FlowFigures[]> {
    const { tail, days } = await this.#mark()
    const firstDay = new Date(Math.ceil(since / dayMs) * dayMs)
    const { rows } = await this.pool.query<CountsRow & { flow_id: string }>(flowsSql, [workspaceId, new Date(since), tail, firstDay, days, limit])
    return rows.map((row) => ({ flowId: row.flow_id, ...countsOf(row) }))
  }

  /** Runs that are not over (queued, running or waiting), and those of them that were accepted since. Up to `most`: a long backlog costs no more. */
  async active(workspaceId: string, since: number, most: number): Promise<{ readonly all: number; readonly since: number }> {
    const { rows } = await this.pool.query<{ all: number; since: number }>(
      `SELECT count(*)::int AS all, count(*) FILTER (WHERE accepted_at >= $2)::int AS since FROM (
         SELECT accepted_at FROM run WHERE workspace_id = $1 AND status IN ('queued', 'running', 'waiting') AND parent_kind IS DISTINCT FROM 'iteration' AND NOT is_test LIMIT $3
       ) AS active`,
      [workspaceId, new Date(since), most])
    return rows[0] ?? { all: 0, since: 0 }
  }

  /** Asked for by itself, so that the questions are planned with instants that Postgres knows: it would take a third of all runs for the tail. */
  async #mark(): Promise<Mark> {
    const { rows } = await this.pool.query<Mark>('SELECT folded_to::text AS tail, days_to::text AS days FROM run_figure_mark')
    return rows[0] ?? { tail: '-infinity', days: '-infinity' }
  }
}

interface Mark {
  /** What ended from then on stands in no figure yet. */
  readonly tail: string
  readonly days: string
}

interface CountsRow {
  readonly succeeded: number
  readonly warned: number
  readonly failed: number
  readonly cancelled: number
  readonly duration_ms: number
  readonly bucket: number | null
}

const none: RunCounts = { succeeded: 0, warned: 0, failed: 0, cancelled: 0, meanMs: null, p95Ms: null }

function countsOf({ succeeded, warned, failed, cancelled, duration_ms, bucket }: CountsRow): RunCounts {
  const timed = succeeded + warned + failed
  return { succeeded, warned, failed, cancelled, meanMs: timed === 0 ? null : duration_ms / timed, p95Ms: bucket === null ? null : Math.round(1.1 ** (bucket + 0.5)) }
}

/** Runs that ended behind the mark, in the form of figures of one run each. */
function tailOf(key: string): string {
  const is = (status: string): string => `(run.status = '${status}')::int`
  return `SELECT ${key}, ${is('succeeded')}, ${is('warned')}, ${is('failed')}, ${is('cancelled')}, CASE WHEN ${isTimed} THEN ${durationMs} ELSE 0 END,
      CASE WHEN ${isTimed} THEN ARRAY[duration_bucket(${durationMs})] ELSE '{}' END, CASE WHEN ${isTimed} THEN ARRAY[1] ELSE '{}' END
    FROM run WHERE run.ended_at IS NOT NULL AND run.parent_kind IS DISTINCT FROM 'iteration' AND NOT run.is_test AND run.workspace_id = $1
      AND run.ended_at >= $3 AND run.ended_at >= $2`
}

const sums = 'sum(succeeded)::int AS succeeded, sum(warned)::int AS warned, sum(failed)::int AS failed, sum(cancelled)::int AS cancelled, sum(duration_ms)::float8 AS duration_ms'

/** $1 workspace, $2 since, $3 the tail. Whatever started the runs. */
const hoursSql = `
WITH figure AS (
  SELECT at, succeeded, warned, failed, cancelled, duration_ms, buckets, counts FROM run_figure
  WHERE workspace_id = $1 AND series = 'hour' AND at >= $2 AND flow_id = '${allFlows}' AND origin = ''
  UNION ALL ${tailOf('run.ended_at')}
)`

/** The same arguments. */
const originsSql = `
SELECT origin, sum(succeeded + warned + failed + cancelled)::int AS runs FROM (
  SELECT origin, succeeded, warned, failed, cancelled FROM run_figure WHERE workspace_id = $1 AND series = 'hour' AND at >= $2 AND flow_id = '${allFlows}' AND origin <> ''
  UNION ALL SELECT origin, succeeded, warned, failed, cancelled FROM (${tailOf('run.origin')}) AS tail(origin, succeeded, warned, failed, cancelled, duration_ms, buckets, counts)
) AS figure GROUP BY origin ORDER BY runs DESC, origin`

/** The bucket in which nineteen of twenty are reached, for each of `key` out of rows (`key`, bucket, runs). */
function percentileSql(key: string, from: string): string {
  return `SELECT ${key}, min(bucket) FILTER (WHERE reached >= 0.95 * whole) AS bucket FROM (
      SELECT ${key}, bucket, sum(runs) OVER (PARTITION BY ${key} ORDER BY bucket) AS reached, sum(runs) OVER (PARTITION BY ${key}) AS whole FROM ${from}
    ) AS ranked GROUP BY ${key}`
}

/** $4 hour or day, $5 time zone. */
const periodSql = `${hoursSql}, placed AS MATERIALIZED (SELECT date_trunc($4, at, $5) AS slot, figure.* FROM figure
), counted AS (
  SELECT slot, ${sums} FROM placed GROUP BY GROUPING SETS ((), (slot))
), by_slot AS MATERIALIZED (
  SELECT slot, bucket, sum(runs) AS runs FROM placed, unnest(buckets, counts) AS cell(bucket, runs) GROUP BY slot, bucket
), spread AS (
  SELECT slot, bucket, runs FROM by_slot UNION ALL SELECT NULL, bucket, sum(runs) FROM by_slot GROUP BY bucket
), slow AS (${percentileSql('slot', 'spread')})
SELECT counted.slot AS at, succeeded, warned, failed, cancelled, duration_ms, slow.bucket
FROM counted LEFT JOIN slow ON slow.slot IS NOT DISTINCT FROM counted.slot
WHERE succeeded IS NOT NULL ORDER BY counted.slot`

/** $1 workspace, $2 since, $3 the tail, $4 the first whole day (UTC), $5 up to where days are made, $6 flows at most. Whole days, and hours at both edges. */
const flowsSql = `
WITH figure AS (
  SELECT flow_id, succeeded, warned, failed, cancelled, duration_ms, buckets, counts FROM run_figure
  WHERE workspace_id = $1 AND series = 'flow-day' AND at >= $4 AND at < $5
  UNION ALL
  SELECT flow_id, succeeded, warned, failed, cancelled, duration_ms, buckets, counts FROM run_figure
  WHERE workspace_id = $1 AND series = 'flow-hour' AND at >= $2 AND at < $4
  UNION ALL
  SELECT flow_id, succeeded, warned, failed, cancelled, duration_ms, buckets, counts FROM run_figure
  WHERE workspace_id = $1 AND series = 'flow-hour' AND at >= greatest($4::timestamptz, $5::timestamptz)
  UNION ALL ${tailOf('run.flow_id')}
), top AS MATERIALIZED (
  SELECT flow_id, ${sums} FROM figure GROUP BY flow_id ORDER BY sum(succeeded + warned + failed + cancelled) DESC, flow_id LIMIT $6
), spread AS (
  SELECT flow_id, bucket, sum(runs) AS runs FROM figure JOIN top USING (flow_id), unnest(buckets, counts) AS cell(bucket, runs) GROUP BY flow_id, bucket
), slow AS (${percentileSql('flow_id', 'spread')})
SELECT top.*, slow.bucket FROM top LEFT JOIN slow USING (flow_id) ORDER BY succeeded + warned + failed + cancelled DESC, flow_id`
