import type pg from 'pg'

/** What stands in a lane and what went through it, over all processes. A lane in which nothing happens is left out. */
export interface LaneFigures {
  readonly lane: string
  /** Steps that could begin. */
  readonly waiting: number
  readonly running: number
  /** Steps that begin later by themselves: between two tries, or until a time. */
  readonly delayed: number
  /** Of the step that waits for the longest, milliseconds; null: none waits. */
  readonly oldestMs: number | null
  /** Steps that failed for good in the last 24 hours; tests left out. */
  readonly failed: number
  /** Runs that have not begun. */
  readonly queuedRuns: number
  /** Steps that came to their end, by minute: 60 of them, the last one is the one that goes on. */
  readonly perMinute: readonly { readonly done: number; readonly failed: number }[]
}

export class LaneFigureReader {
  constructor(private readonly pool: Pick<pg.Pool, 'query'>) {}

  async read(): Promise<readonly LaneFigures[]> {
    const [standing, failed, queued, minutes] = await Promise.all([
      this.pool.query<Pick<LaneFigures, 'lane' | 'waiting' | 'running' | 'delayed' | 'oldestMs'>>(standingSql),
      this.pool.query<{ lane: string; many: number }>(failedSql),
      this.pool.query<{ lane: string; many: number }>(queuedSql),
      this.pool.query<{ lane: string; ago: number; done: number; failed: number }>(minutesSql),
    ])
    const lanes = new Set([standing, failed, queued, minutes].flatMap(({ rows }) => rows.map(({ lane }) => lane)))
    return [...lanes].map((lane) => ({
      lane, ...(standing.rows.find((row) => row.lane === lane) ?? nothingStands),
      failed: manyOf(failed.rows, lane), queuedRuns: manyOf(queued.rows, lane), perMinute: lastHour(minutes.rows.filter((row) => row.lane === lane)),
    }))
  }

  /** Add what this process has counted since it said so last; what is older than a day goes. */
  async add(ends: readonly { readonly lane: string; readonly done: number; readonly failed: number }[]): Promise<void> {
    await this.pool.query(
      `INSERT INTO lane_minute AS known (lane, minute, done, failed) SELECT lane, date_trunc('minute', now()), done, failed FROM json_to_recordset($1::json) AS e(lane text, done integer, failed integer)
       ON CONFLICT (minute, lane) DO UPDATE SET done = known.done + excluded.done, failed = known.failed + excluded.failed`,
      [JSON.stringify(ends)],
    )
    await this.pool.query(`DELETE FROM lane_minute WHERE minute < now() - interval '1 day'`)
  }
}

const nothingStands = { waiting: 0, running: 0, delayed: 0, oldestMs: null } as const

function manyOf(rows: readonly { readonly lane: string; readonly many: number }[], lane: string): number {
  return rows.find((row) => row.lane === lane)?.many ?? 0
}

/** 60 minutes, the newest last. */
function lastHour(rows: readonly { readonly ago: number; readonly done: number; readonly failed: number }[]): LaneFigures['perMinute'] {
  return Array.from({ length: 60 }, (_, at) => {
    const row = rows.find(({ ago }) => ago === 59 - at)
    return { done: row?.done ?? 0, failed: row?.failed ?? 0 }
  })
}

/** Each part by the index that holds nothing but such steps. */
const standingSql = `
SELECT run.lane, count(*) FILTER (WHERE here.status = 'ready')::int AS waiting, count(*) FILTER (WHERE here.status = 'running')::int AS running,
  count(*) FILTER (WHERE here.status IN ('retrying', 'suspended'))::int AS delayed,
  (extract(epoch FROM now() - min(here.ready_at) FILTER (WHERE here.status = 'ready')) * 1000)::float8 AS "oldestMs"
FROM (SELECT run_id, status, ready_at FROM step WHERE status IN ('ready', 'retrying')
  UNION ALL SELECT run_id, status, ready_at FROM step WHERE status = 'running'
  UNION ALL SELECT run_id, status, ready_at FROM step WHERE status = 'suspended' AND due_at IS NOT NULL) AS here
JOIN run ON run.id = here.run_id WHERE NOT run.held GROUP BY run.lane`

const failedSql = `
SELECT run.lane, count(*)::int AS many FROM step JOIN run ON run.id = step.run_id
WHERE step.status = 'failed' AND step.ended_at > now() - interval '24 hours' AND NOT run.is_test GROUP BY run.lane`

/** Held ones stand in an index of their own. */
const queuedSql = `
SELECT lane, count(*)::int AS many FROM (
  SELECT lane FROM run WHERE status = 'queued' AND NOT held AND parent_id IS NULL UNION ALL SELECT lane FROM run WHERE status = 'queued' AND held AND parent_id IS NULL) AS queued GROUP BY lane`

const minutesSql = `
SELECT lane, (extract(epoch FROM date_trunc('minute', now()) - minute) / 60)::int AS ago, done, failed FROM lane_minute WHERE minute > now() - interval '61 minutes'`
