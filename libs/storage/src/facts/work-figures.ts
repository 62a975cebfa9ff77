import { runStatuses, terminalRunStatuses } from '@maillon/plan'
import type pg from 'pg'

/** What is to be done and who is there to do it, at one instant, over all processes. Read from indexes that hold only what isn't over. */
export interface WorkFigures {
  /** Runs that aren't over, by status. */
  readonly runs: readonly { readonly status: string; readonly count: number }[]
  /** Steps that wait for a worker, wait for their next try, or run. */
  readonly steps: readonly { readonly lane: string; readonly status: string; readonly count: number; readonly oldestSeconds: number }[]
  /** Whose lease holds. */
  readonly workers: number
  /** Servers that looked at schedules in the last minute. */
  readonly schedulers: number
  /** Instants that are past and that nobody fired or missed yet. */
  readonly late: { readonly count: number; readonly seconds: number }
  /** Alerts that are open. */
  readonly alerts: number
  /** Messages of alerts that are not delivered yet, and for how long the first of them has been due. */
  readonly notices: { readonly count: number; readonly seconds: number }
}

export async function readWorkFigures(pool: Pick<pg.Pool, 'query'>): Promise<WorkFigures> {
  const [runs, steps, others] = await Promise.all([
    pool.query<WorkFigures['runs'][number]>(runsSql),
    pool.query<WorkFigures['steps'][number]>(stepsSql),
    pool.query<OtherFigures>(othersSql),
  ])
  const [other] = others.rows
  if (other === undefined) throw new Error('The database answers nothing')
  const { workers, schedulers, alerts } = other
  return { runs: runs.rows, steps: steps.rows, workers, schedulers, alerts, late: { count: other.late, seconds: other.lateSeconds }, notices: { count: other.notices, seconds: other.noticeSeconds } }
}

interface OtherFigures {
  readonly workers: number
  readonly schedulers: number
  readonly late: number
  readonly lateSeconds: number
  readonly alerts: number
  readonly notices: number
  readonly noticeSeconds: number
}

const active = runStatuses.filter((status) => !terminalRunStatuses.some((terminal) => terminal === status)).map((status) => `'${status}'`).join(', ')

// Two halves, as there are two indexes (migration 0011).
const runsSql = `
  SELECT status, sum(count)::int AS count FROM (
    SELECT status, count(*) FROM run WHERE status IN (${active}) AND NOT held GROUP BY 1
    UNION ALL SELECT status, count(*) FROM run WHERE status IN (${active}) AND held GROUP BY 1) AS halves
  GROUP BY 1`

const stepsSql = ['(\'ready\', \'retrying\')', '(\'running\')']
  .map((statuses) => `SELECT r.lane, s.status, count(*)::int AS count, greatest(0, extract(epoch FROM now() - min(CASE WHEN s.status = 'running' THEN s.started_at ELSE s.ready_at END)))::float8 AS "oldestSeconds"
    FROM step s JOIN run r ON r.id = s.run_id WHERE s.status IN ${statuses} GROUP BY 1, 2`)
  .join(' UNION ALL ')

const othersSql = `
  SELECT (SELECT count(*)::int FROM worker WHERE alive_until > now()) AS workers,
         (SELECT count(*)::int FROM scheduler WHERE seen_at > now() - interval '1 minute') AS schedulers,
         (SELECT count(*)::int FROM schedule_instant WHERE status = 'expected' AND instant < now()) AS late,
         (SELECT coalesce(extract(epoch FROM now() - min(instant)), 0)::float8 FROM schedule_instant WHERE status = 'expected' AND instant < now()) AS "lateSeconds",
         (SELECT count(*)::int FROM alert WHERE closed_at IS NULL) AS alerts,
         (SELECT count(*)::int FROM alert_notice WHERE sent_at IS NULL AND given_up_at IS NULL) AS notices,
         (SELECT greatest(0, coalesce(extract(epoch FROM now() - min(next_at)), 0))::float8 FROM alert_notice WHERE sent_at IS NULL AND given_up_at IS NULL) AS "noticeSeconds"`
