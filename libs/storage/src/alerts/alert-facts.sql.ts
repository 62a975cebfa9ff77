import type { JsonObject } from '@maillon/kernel'

/** What a look finds at a flow or a lane. Each of these statements gives such rows. */
export interface FactRow {
  readonly subject: string
  readonly name: string
  readonly events: number
  readonly since: Date
  readonly last_at: Date
  readonly run_id: string | null
  readonly detail: JsonObject | null
}

/** At most so many failures in one look; the next look takes up those after them. */
export const eventsAtOnce = 5_000

/** Runs that count: not trials, not the turns and calls of others, and of a published version (whoever runs a draft is looking at it). */
const counts = (run: string) =>
  `${run}.parent_id IS NULL AND NOT ${run}.is_test AND NOT ${run}.is_dry_run AND EXISTS (SELECT FROM flow_version v WHERE v.id = ${run}.flow_version_id AND v.number IS NOT NULL)`
const chosen = (flow: string) => `($2::uuid[] IS NULL OR ${flow} = ANY($2))`

/**
 * $1 workspace, $2 flows, $3 after, $4 rule. Failures are counted once: `alert_event` names those that were. It is asked back over some
 * minutes, since what ended earlier may be committed later.
 */
export const failedSql = `
WITH fresh AS (
  SELECT r.id, r.flow_id, f.name, r.ended_at, r.error FROM run r JOIN flow f ON f.id = r.flow_id AND f.deleted_at IS NULL
  WHERE r.status = 'failed' AND r.ended_at > $3 AND r.workspace_id = $1 AND ${chosen('r.flow_id')} AND ${counts('r')}
    AND NOT EXISTS (SELECT FROM alert_event e WHERE e.rule_id = $4 AND e.key = r.id::text)
  ORDER BY r.ended_at LIMIT ${eventsAtOnce}
), noted AS (INSERT INTO alert_event (rule_id, key, at) SELECT $4, id::text, ended_at FROM fresh)
SELECT DISTINCT ON (flow_id) flow_id AS subject, name, count(*) OVER own::int AS events, min(ended_at) OVER own AS since, ended_at AS last_at, id AS run_id, json_build_object('error', error -> 'error') AS detail
FROM fresh WINDOW own AS (PARTITION BY flow_id) ORDER BY flow_id, ended_at DESC`

/** As `failedSql`, for instants that were to run and did not. */
export const missedSql = `
WITH fresh AS (
  SELECT i.flow_id, f.name, i.node_id, i.instant, i.instants, i.decided_at FROM schedule_instant i JOIN flow f ON f.id = i.flow_id AND f.active
  WHERE i.status = 'missed' AND i.node_id <> '' AND i.decided_at > $3 AND i.workspace_id = $1 AND ${chosen('i.flow_id')}
    AND NOT EXISTS (SELECT FROM alert_event e WHERE e.rule_id = $4 AND e.key = i.flow_id || ' ' || i.node_id || ' ' || extract(epoch FROM i.instant))
  ORDER BY i.decided_at LIMIT ${eventsAtOnce}
), noted AS (INSERT INTO alert_event (rule_id, key, at) SELECT $4, flow_id || ' ' || node_id || ' ' || extract(epoch FROM instant), decided_at FROM fresh)
SELECT flow_id AS subject, min(name) AS name, sum(instants)::int AS events, min(instant) AS since, max(decided_at) AS last_at, NULL::uuid AS run_id, json_build_object('missed', true) AS detail
FROM fresh GROUP BY flow_id`

/** $1 workspace, $2 flows, $3 minutes. */
export const lateSql = `
SELECT t.flow_id AS subject, f.name, 0 AS events, min(t.next_at) AS since, now() AS last_at, NULL::uuid AS run_id, NULL::json AS detail
FROM trigger_schedule t JOIN flow f ON f.id = t.flow_id
WHERE f.workspace_id = $1 AND f.active AND ${chosen('f.id')} AND t.next_at <= now() - make_interval(mins => $3::int) GROUP BY t.flow_id, f.name`

/**
 * $1 workspace, $2 flows, $3 after, $4 hours, $5 the first run id of twice as long ago. Flows that are switched on; how long without a success
 * counts from the last of: that success, being switched on, the rule. Older successes aren't looked for.
 */
export const silentSql = `
SELECT * FROM (
  SELECT f.id AS subject, f.name, 0 AS events, greatest(f.active_since, $3::timestamptz, good.ended_at) AS since, now() AS last_at, NULL::uuid AS run_id, NULL::json AS detail
  FROM flow f LEFT JOIN LATERAL (
    SELECT r.ended_at FROM run r WHERE r.flow_id = f.id AND r.id > $5 AND r.status IN ('succeeded', 'warned') AND ${counts('r')} ORDER BY r.id DESC LIMIT 1
  ) good ON true
  WHERE f.workspace_id = $1 AND f.active AND ${chosen('f.id')}
) silent WHERE since <= now() - make_interval(hours => $4::int)`

/** $1 workspace, $2 minutes. */
export const waitingSql = `
SELECT r.lane AS subject, r.lane AS name, 0 AS events, min(s.ready_at) AS since, now() AS last_at, NULL::uuid AS run_id, json_build_object('waiting', count(*)) AS detail
FROM step s JOIN run r ON r.id = s.run_id
WHERE s.status = 'ready' AND s.ready_at <= now() - make_interval(mins => $2::int) AND r.workspace_id = $1 AND NOT r.held GROUP BY r.lane`

/** $1 minutes. Lanes are of the whole installation; so is a pause. */
export const pausedSql = `
SELECT name AS subject, name, 0 AS events, state_since AS since, now() AS last_at, NULL::uuid AS run_id, NULL::json AS detail
FROM lane WHERE state <> 'open' AND state_since <= now() - make_interval(mins => $1::int)`

/** What was before somebody ended an alert of the rule by hand doesn't count any more. */
const seenTo = (flow: string, rule: string) => `(SELECT max(a.closed_at) FROM alert a WHERE a.rule_id = ${rule}::uuid AND a.subject = ${flow}::text AND a.ended = 'by-hand')`

/** $1 workspace, $2 flows, $3 after, $4 rule, $5 how many, $6 minutes. */
export const oftenSql = `
SELECT r.flow_id AS subject, f.name, 0 AS events, min(r.ended_at) AS since, max(r.ended_at) AS last_at, (array_agg(r.id ORDER BY r.ended_at DESC))[1] AS run_id,
  json_build_object('count', count(*), 'error', (array_agg(r.error ORDER BY r.ended_at DESC))[1] -> 'error') AS detail
FROM run r JOIN flow f ON f.id = r.flow_id AND f.deleted_at IS NULL
WHERE r.status = 'failed' AND r.ended_at > greatest($3::timestamptz, now() - make_interval(mins => $6::int), ${seenTo('r.flow_id', '$4')}) AND r.workspace_id = $1 AND ${chosen('r.flow_id')} AND ${counts('r')}
GROUP BY r.flow_id, f.name HAVING count(*) >= $5::int`

/** $1 workspace, $2 flows, $3 after, $4 rule, $5 how many in a row. Flows that failed within the last month. */
export const inRowSql = `
SELECT f.id AS subject, f.name, 0 AS events, last.since, last.last_at, last.run_id, json_build_object('count', $5::int, 'error', last.error -> 'error') AS detail
FROM (
  SELECT DISTINCT r.flow_id FROM run r WHERE r.status = 'failed' AND r.parent_id IS NULL AND r.ended_at > greatest($3::timestamptz, now() - interval '30 days') AND r.workspace_id = $1 AND ${chosen('r.flow_id')}
) failing JOIN flow f ON f.id = failing.flow_id AND f.deleted_at IS NULL, LATERAL (
  SELECT count(*) FILTER (WHERE status = 'failed') AS failures, min(ended_at) AS since, max(ended_at) AS last_at, (array_agg(id ORDER BY id DESC))[1] AS run_id, (array_agg(error ORDER BY id DESC))[1] AS error
  FROM (
    SELECT r.id, r.status, r.ended_at, r.error FROM run r
    WHERE r.flow_id = f.id AND r.status IN ('succeeded', 'warned', 'failed') AND ${counts('r')} ORDER BY r.id DESC LIMIT $5::int
  ) newest
) last WHERE last.failures = $5::int AND last.since > greatest($3::timestamptz, ${seenTo('f.id', '$4')})`

/** $1 flows, $2 the runs that failed last, $3 when these ended: the first success after that. */
export const recoveredSql = `
SELECT asked.flow_id AS subject, (
  SELECT min(r.ended_at) FROM run r WHERE r.flow_id = asked.flow_id AND r.id > asked.run_id AND r.status IN ('succeeded', 'warned') AND r.ended_at >= asked.last_at AND ${counts('r')}
) AS well_since FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) AS asked (flow_id, run_id, last_at)`

/** $1 flows, $2 since when: the first instant after that which was fired. */
export const firedSql = `
SELECT asked.flow_id AS subject, (
  SELECT min(i.decided_at) FROM schedule_instant i WHERE i.flow_id = asked.flow_id AND i.node_id <> '' AND i.status = 'fired' AND i.decided_at >= asked.last_at
) AS well_since FROM unnest($1::uuid[], $2::timestamptz[]) AS asked (flow_id, last_at)`

/** $1 flows. What can be said of them at all. */
export const knownFlowsSql = 'SELECT id, active FROM flow WHERE id = ANY($1::uuid[]) AND deleted_at IS NULL'

export const openSql = `
SELECT id, subject, flow_id, name, opened_at, since, last_at, occurrences, run_id, detail, told, told_at, closed_at, well_since, ended, end_told FROM alert
WHERE rule_id = $1 AND (closed_at IS NULL OR NOT end_told) ORDER BY opened_at, id`

/** What somebody ended by hand meanwhile stays ended. */
export const writeSql = `
INSERT INTO alert (id, workspace_id, rule_id, kind, subject, flow_id, name, opened_at, since, last_at, occurrences, run_id, detail, told, told_at, closed_at, well_since, ended, end_told)
SELECT id, $2, $3, $4, subject, "flowId", name, "openedAt", since, "lastAt", occurrences, "runId", detail, told, "toldAt", "closedAt", "wellSince", ended, "isEndTold"
FROM json_to_recordset($1) AS row (id uuid, subject text, "flowId" uuid, name text, "openedAt" timestamptz, since timestamptz, "lastAt" timestamptz, occurrences int, "runId" uuid, detail json, told int,
  "toldAt" timestamptz, "closedAt" timestamptz, "wellSince" timestamptz, ended text, "isEndTold" boolean)
ON CONFLICT (id) DO UPDATE SET name = EXCLUDED.name, last_at = EXCLUDED.last_at, occurrences = EXCLUDED.occurrences, run_id = EXCLUDED.run_id, detail = EXCLUDED.detail, told = EXCLUDED.told,
  told_at = EXCLUDED.told_at, closed_at = EXCLUDED.closed_at, well_since = EXCLUDED.well_since, ended = EXCLUDED.ended, end_told = EXCLUDED.end_told
WHERE alert.ended IS NULL OR alert.ended = EXCLUDED.ended`
