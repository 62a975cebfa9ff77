import type pg from 'pg'

/** A run that could go on, and in which nothing has happened for a while. */
export interface StandingRun {
  readonly runId: string
  /** The run under which people see it: itself, but for turns of a loop. */
  readonly shownRunId: string
  readonly flowId: string
  readonly flowVersionId: string
  readonly lane: string
  /** Since the last thing that happened, milliseconds. */
  readonly idleMs: number
  /** The step that it hangs on; null: there is none that could begin or runs. */
  readonly step: {
    /** Index into the plan's nodes. */
    readonly node: number
    readonly isRunning: boolean
    /** Of a running one: whether its worker's lease holds. */
    readonly isHeld: boolean
    /** Of its worker; null where nothing is known of it any more. */
    readonly host: string | null
    /** Since its worker was heard of, milliseconds; null where nothing is known of it any more. */
    readonly silentMs: number | null
  } | null
}

/** Runs of a workspace that stand still, the longest first, and those that haven't begun. */
export class StandingRunReader {
  constructor(private readonly pool: Pick<pg.Pool, 'query'>) {}

  /** Runs that only wait (for a time, an answer, their turns) don't stand still. */
  async standing(workspaceId: string, idleMs: number, limit: number): Promise<readonly StandingRun[]> {
    const { rows } = await this.pool.query<StandingRecord>(standingSql, [workspaceId, idleMs, limit])
    return rows.map((row) => ({
      runId: row.id, shownRunId: row.root_id ?? row.id, flowId: row.flow_id, flowVersionId: row.flow_version_id, lane: row.lane, idleMs: row.idle_ms,
      step: row.node === null ? null : { node: row.node, isRunning: row.is_running === true, isHeld: row.is_held === true, host: row.host, silentMs: row.silent_ms },
    }))
  }

  /** Runs of a lane that have not begun, oldest first; those that a step of another run waits for are that run's. */
  async queued(workspaceId: string, lane: string, limit: number): Promise<readonly string[]> {
    const { rows } = await this.pool.query<{ id: string }>(
      `SELECT id FROM (SELECT id FROM run WHERE status = 'queued' AND NOT held AND lane = $2 AND workspace_id = $1 AND parent_id IS NULL
         UNION ALL SELECT id FROM run WHERE status = 'queued' AND held AND lane = $2 AND workspace_id = $1 AND parent_id IS NULL) AS queued ORDER BY id LIMIT $3`, [workspaceId, lane, limit])
    return rows.map(({ id }) => id)
  }
}

const standingSql = `
SELECT run.id, run.root_id, run.flow_id, run.flow_version_id, run.lane, (extract(epoch FROM now() - run.touched_at) * 1000)::float8 AS idle_ms,
  open.node, open.status = 'running' AS is_running, coalesce(worker.alive_until >= now(), false) AS is_held,
  process.about ->> 'host' AS host, (extract(epoch FROM now() - process.seen_at) * 1000)::float8 AS silent_ms
FROM run
LEFT JOIN LATERAL (SELECT node, status, worker FROM step WHERE step.run_id = run.id AND step.status IN ('ready', 'running') ORDER BY status DESC, node LIMIT 1) AS open ON true
LEFT JOIN worker ON worker.id = open.worker AND open.status = 'running'
LEFT JOIN server_process AS process ON process.id = open.worker AND open.status = 'running'
WHERE run.workspace_id = $1 AND run.status IN ('queued', 'running') AND NOT run.held AND run.touched_at < now() - $2::float8 * interval '1 millisecond'
  AND (open.node IS NOT NULL OR NOT EXISTS (SELECT FROM step WHERE step.run_id = run.id AND step.status IN ('pending', 'retrying', 'suspended')))
ORDER BY run.touched_at LIMIT $3`

interface StandingRecord {
  readonly id: string
  readonly root_id: string | null
  readonly flow_id: string
  readonly flow_version_id: string
  readonly lane: string
  readonly idle_ms: number
  readonly node: number | null
  readonly is_running: boolean | null
  readonly is_held: boolean | null
  readonly host: string | null
  readonly silent_ms: number | null
}
