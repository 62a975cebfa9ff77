/** $1 limit, $2 lease in milliseconds, $3 a draft id for each. */
export const claimSql = `
WITH due AS (
  SELECT w.flow_id, w.node_id, w.draft_id AS left_draft, f.workspace_id, f.published_version_id, row_number() OVER () AS at
  FROM (SELECT * FROM trigger_watch t WHERE t.next_at <= now() AND (t.lease_until IS NULL OR t.lease_until <= now())
      AND EXISTS (SELECT 1 FROM flow a WHERE a.id = t.flow_id AND a.active)
    ORDER BY t.next_at LIMIT $1 FOR UPDATE SKIP LOCKED) w
  JOIN flow f ON f.id = w.flow_id
)
UPDATE trigger_watch w SET token = w.token + 1, lease_until = now() + $2::float8 * interval '1 millisecond', draft_id = ($3::uuid[])[due.at::int]
FROM due WHERE w.flow_id = due.flow_id AND w.node_id = due.node_id
RETURNING w.flow_id AS "flowId", w.node_id AS "nodeId", w.token::text, due.workspace_id AS "workspaceId", due.published_version_id AS "versionId",
  w.cursor, w.draft_id AS "draftId", due.left_draft AS "leftDraftId", w.failures, w.failing_since AS "failingSince"`

const held = 'w.flow_id = h.flow_id AND w.node_id = h.node_id AND w.token = h.token::bigint AND w.lease_until IS NOT NULL'
const holds = 'unnest($1::uuid[], $2::text[], $3::text[]) AS h(flow_id, node_id, token)'

/** $1 to $3 holds, $4 lease in milliseconds. A flow that was switched off keeps nobody's place. */
export const renewSql = `
UPDATE trigger_watch w SET lease_until = now() + $4::float8 * interval '1 millisecond' FROM ${holds}, flow f
WHERE ${held} AND f.id = w.flow_id AND f.active RETURNING w.flow_id AS "flowId", w.node_id AS "nodeId", w.token::text`

export const releaseSql = `UPDATE trigger_watch w SET lease_until = NULL, next_at = now() FROM ${holds} WHERE ${held}`

/** $1 flow, $2 node, $3 token, $4 cursor, $5 milliseconds until the next look. */
export const finishSql = `
UPDATE trigger_watch SET cursor = $4, next_at = now() + $5::float8 * interval '1 millisecond', lease_until = NULL, draft_id = NULL, looked_at = now(),
  error = NULL, failures = 0, failing_since = NULL
WHERE flow_id = $1 AND node_id = $2 AND token = $3 AND lease_until IS NOT NULL`

/** As above, with an error instead of a cursor; $6 milliseconds that the look took: it saw nothing since it began. */
export const failSql = `
UPDATE trigger_watch SET error = $4, next_at = now() + $5::float8 * interval '1 millisecond', lease_until = NULL, draft_id = NULL, looked_at = now(),
  failures = failures + 1, failing_since = coalesce(failing_since, now() - $6::float8 * interval '1 millisecond')
WHERE flow_id = $1 AND node_id = $2 AND token = $3 AND lease_until IS NOT NULL`

export const knownSql = 'SELECT key FROM watch_event WHERE flow_id = $1 AND node_id = $2 AND key = ANY ($3)'

/** Once a day is enough to say that it still lies there. */
export const seenSql = `UPDATE watch_event SET seen_at = now() WHERE flow_id = $1 AND node_id = $2 AND key = ANY ($3) AND seen_at < now() - interval '1 day'`

/** $1 workspace, $2 flow or null. Those of published versions; a flow that is off keeps where it stood. */
export const listSql = `
SELECT w.flow_id AS "flowId", f.name AS "flowName", w.node_id AS "nodeId", f.active, coalesce(w.lease_until > now(), false) AS "isLooking", w.looked_at AS "lookedAt",
  w.took_at AS "tookAt", w.next_at AS "nextAt", w.error, w.failures, w.failing_since AS "failingSince"
FROM trigger_watch w JOIN flow f ON f.id = w.flow_id
WHERE f.workspace_id = $1 AND f.deleted_at IS NULL AND ($2::uuid IS NULL OR f.id = $2) ORDER BY lower(f.name), w.flow_id, w.node_id LIMIT 500`

/** $1 days, $2 limit. */
export const sweepSql = `
DELETE FROM watch_event WHERE (flow_id, node_id, key) IN (
  SELECT flow_id, node_id, key FROM watch_event WHERE seen_at < now() - make_interval(days => $1) ORDER BY seen_at LIMIT $2 FOR UPDATE SKIP LOCKED)`
