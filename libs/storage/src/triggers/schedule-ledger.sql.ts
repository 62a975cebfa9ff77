/** One outcome as the statements below take it. */
export interface OutcomeRow {
  readonly flow_id: string
  readonly node_id: string
  readonly workspace_id: string
  readonly instant: Date
  readonly status: string
  readonly reason: string | null
  readonly run_id: string | null
  readonly instants: number
  readonly through: Date | null
}

/** $1 limit. Oldest first. */
export const dueSql = `
SELECT t.flow_id AS "flowId", f.workspace_id AS "workspaceId", t.node_id AS "nodeId", f.published_version_id AS "versionId", t.schedule, t.time_zone AS "timeZone",
  t.except_dates AS "exceptDates", t.anchored_at AS "anchoredAt", t.catch_up AS "catchUp", t.catch_up_limit AS "catchUpLimit", t.catch_up_days AS "catchUpDays",
  t.next_at AS "dueAt", now() AS now
FROM trigger_schedule t JOIN flow f ON f.id = t.flow_id
WHERE t.next_at <= now() AND f.active AND (t.held_until IS NULL OR t.held_until <= now())
ORDER BY t.next_at LIMIT $1 FOR UPDATE OF t SKIP LOCKED`

/** $1 to $3: flow, node and due instant of each, by position. */
export const settledSql = `
SELECT asked.at::int AS at, i.instant FROM unnest($1::uuid[], $2::text[], $3::timestamptz[]) WITH ORDINALITY AS asked(flow_id, node_id, due_at, at)
JOIN schedule_instant i ON i.flow_id = asked.flow_id AND i.node_id = asked.node_id AND i.instant >= asked.due_at AND i.status <> 'expected'`

/** $1 limit. */
export const dueAskedSql = `
SELECT i.flow_id AS "flowId", i.workspace_id AS "workspaceId", i.instant, i.asked, CASE WHEN f.deleted_at IS NULL THEN f.published_version_id END AS "versionId", now() AS now
FROM schedule_instant i LEFT JOIN flow f ON f.id = i.flow_id
WHERE i.status = 'expected' AND i.node_id = '' AND i.instant <= now()
ORDER BY i.instant LIMIT $1 FOR UPDATE OF i SKIP LOCKED`

/** $1: OutcomeRows. Rule L3: what has an outcome keeps it. */
export const outcomeSql = `
INSERT INTO schedule_instant AS i (flow_id, node_id, instant, workspace_id, status, reason, run_id, decided_at, instants, through)
SELECT flow_id, node_id, instant, workspace_id, status, reason, run_id, now(), instants, through
FROM json_to_recordset($1::json) AS o(flow_id uuid, node_id text, instant timestamptz, workspace_id uuid, status text, reason text, run_id uuid, instants integer, through timestamptz)
ON CONFLICT (flow_id, node_id, instant) DO UPDATE SET status = EXCLUDED.status, reason = EXCLUDED.reason, run_id = EXCLUDED.run_id, decided_at = EXCLUDED.decided_at,
  instants = EXCLUDED.instants, through = EXCLUDED.through
WHERE i.status = 'expected'`

const moves = 'json_to_recordset($1::json) AS m(flow_id uuid, node_id text, workspace_id uuid, next_at timestamptz, last_instant timestamptz)'

/** $1: where each schedule goes on. */
export const moveSql = `
UPDATE trigger_schedule t SET next_at = m.next_at, last_instant = m.last_instant, held_until = NULL FROM ${moves} WHERE t.flow_id = m.flow_id AND t.node_id = m.node_id`

export const expectSql = `
INSERT INTO schedule_instant (flow_id, node_id, instant, workspace_id, status)
SELECT flow_id, node_id, next_at, workspace_id, 'expected' FROM ${moves} WHERE next_at IS NOT NULL ON CONFLICT DO NOTHING`

export const holdSql = `
UPDATE trigger_schedule t SET held_until = now() + interval '30 seconds' FROM json_to_recordset($1::json) AS m(flow_id uuid, node_id text)
WHERE t.flow_id = m.flow_id AND t.node_id = m.node_id`

export const beatSql = `
WITH gone AS (DELETE FROM scheduler WHERE seen_at < now() - interval '1 day' AND id <> $1)
INSERT INTO scheduler (id) VALUES ($1) ON CONFLICT (id) DO UPDATE SET seen_at = now()`

/** $1 days, $2 limit. The latest outcome of a trigger stays, however old: a yearly one still says what happened last. */
export const sweepSql = `
DELETE FROM schedule_instant WHERE (flow_id, node_id, instant) IN (
  SELECT flow_id, node_id, instant FROM schedule_instant old WHERE status <> 'expected' AND decided_at < now() - make_interval(days => $1)
    AND EXISTS (SELECT 1 FROM schedule_instant later
      WHERE later.flow_id = old.flow_id AND later.node_id = old.node_id AND later.instant > old.instant AND later.status <> 'expected')
  ORDER BY decided_at LIMIT $2 FOR UPDATE SKIP LOCKED)`
