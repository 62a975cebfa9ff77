import { runStatuses, terminalRunStatuses } from '@maillon/plan'

const active = runStatuses.filter((status) => !terminalRunStatuses.some((terminal) => terminal === status)).map((status) => `'${status}'`).join(', ')

const stepColumns = `run_id uuid, node smallint, iteration text, status text, attempt smallint, failures smallint, interruptions smallint, worker uuid, outcome text,
  outputs json, error json, message text, failed_items integer, set_aside json, pause json, waits_for text, started_ago_ms float8, ended boolean,
  due_in_ms float8, due_at timestamptz`

const ms = (expression: string): string => `(${expression}) * interval '1 millisecond'`

/** Written so that it can't be turned into a join: it is looked up in a hash, once for each row. */
const ofWinner = (runId: string): string => `(${runId} IN (SELECT id FROM winning)) IS TRUE`

/**
 * The journal's one statement: new runs ($1), changes of runs ($2), new steps of both ($3), changed steps ($4), past attempts ($5),
 * each a JSON array. What belongs to a change is written only where `winning` holds its run, that is, where the version was the expected
 * one after the row's lock was had. Rows are locked in the order of $2 (sorted by id), so that two journals never wait for each other in a ring.
 * The LATERAL (and the coalesce: a constant there invites a scan of the index for every '' there is) keeps it at one index lookup for each run: as a join it was planned as a walk over the whole table.
 */
export const writeSql = `
WITH accepted AS (
  INSERT INTO run (id, workspace_id, flow_id, flow_version_id, status, origin, held, is_test, is_dry_run, priority, trigger_node, lane, key, instant,
                   started_by, retry_of, retry_kind, parent_id, parent_node, parent_kind, position, root_id, key_run_id, iteration, depth, ended_at, error)
  SELECT id, workspace_id, flow_id, flow_version_id, status, origin, held, is_test, is_dry_run, priority, trigger_node, lane, key, instant,
         started_by, retry_of, retry_kind, parent_id, parent_node, parent_kind, position, root_id, key_run_id, coalesce(iteration, ''), coalesce(depth, 0::smallint), CASE WHEN is_over THEN now() END, error
  FROM json_to_recordset($1::json) AS r(id uuid, workspace_id uuid, flow_id uuid, flow_version_id uuid, status text, origin text, held boolean,
       is_test boolean, is_dry_run boolean, priority smallint, trigger_node smallint, lane text, key text, instant timestamptz, started_by uuid,
       retry_of uuid, retry_kind text, parent_id uuid, parent_node smallint, parent_kind text, position integer, root_id uuid, key_run_id uuid, iteration text, depth smallint,
       is_over boolean, error json)
  ON CONFLICT (flow_id, key) WHERE key IS NOT NULL DO NOTHING
  RETURNING id, accepted_at
), wanted AS MATERIALIZED (
  SELECT * FROM json_to_recordset($2::json) AS c(id uuid, expected integer, status text, held boolean, is_over boolean, starts boolean, deadline_ms float8, no_deadline boolean, error json)
), winning AS MATERIALIZED (
  SELECT wanted.* FROM wanted, LATERAL (
    SELECT FROM run WHERE run.id = wanted.id AND run.version = wanted.expected AND run.ended_at IS NULL FOR UPDATE
  ) AS locked
), moved AS (
  UPDATE run SET version = run.version + 1, status = winning.status, held = winning.held, error = winning.error, touched_at = now(),
    started_at = CASE WHEN winning.starts THEN now() ELSE run.started_at END,
    deadline_at = CASE WHEN winning.no_deadline THEN NULL WHEN winning.deadline_ms IS NULL THEN run.deadline_at ELSE now() + ${ms('winning.deadline_ms')} END,
    ended_at = CASE WHEN winning.is_over THEN now() END
  FROM winning WHERE run.id = winning.id
  RETURNING run.id
), past AS (
  INSERT INTO attempt (run_id, node, number, outcome, worker, started_at, error)
  SELECT p.run_id, p.node, p.number, p.outcome, p.worker, CASE WHEN p.took_ms IS NULL THEN coalesce(step.started_at, now()) ELSE now() - ${ms('p.took_ms')} END, p.error
  FROM json_to_recordset($5::json) AS p(run_id uuid, node smallint, iteration text, number smallint, outcome text, worker uuid, took_ms float8, error json)
  LEFT JOIN step ON step.run_id = p.run_id AND step.node = p.node AND step.iteration = coalesce(p.iteration, '')
  WHERE ${ofWinner('p.run_id')}
), changed AS (
  UPDATE step SET status = u.status, attempt = u.attempt, failures = u.failures, interruptions = u.interruptions, worker = u.worker, outcome = u.outcome,
    outputs = u.outputs, error = u.error, message = u.message, failed_items = u.failed_items,
    set_aside = u.set_aside, pause = u.pause, waits_for = u.waits_for, rung_at = NULL,
    ready_at = CASE WHEN u.status = 'ready' THEN now() ELSE step.ready_at END,
    started_at = CASE WHEN u.started_ago_ms IS NULL THEN step.started_at ELSE now() - ${ms('u.started_ago_ms')} END,
    ended_at = CASE WHEN u.ended THEN now() END,
    due_at = coalesce(now() + ${ms('u.due_in_ms')}, u.due_at)
  FROM json_to_recordset($4::json) AS u(${stepColumns})
  WHERE step.run_id = u.run_id AND step.node = u.node AND step.iteration = coalesce(u.iteration, '') AND ${ofWinner('u.run_id')}
), fresh AS (
  INSERT INTO step (run_id, node, status, attempt, failures, interruptions, worker, outcome, outputs, error, message, failed_items, set_aside, pause, waits_for, started_at, ended_at, due_at)
  SELECT f.run_id, f.node, f.status, f.attempt, f.failures, f.interruptions, f.worker, f.outcome, f.outputs, f.error, f.message, f.failed_items,
    f.set_aside, f.pause, f.waits_for, now() - ${ms('f.started_ago_ms')}, CASE WHEN f.ended THEN now() END, coalesce(now() + ${ms('f.due_in_ms')}, f.due_at)
  FROM json_to_recordset($3::json) AS f(${stepColumns})
  WHERE f.run_id IN (SELECT id FROM winning) OR f.run_id IN (SELECT id FROM accepted)
)
SELECT id, accepted_at FROM accepted UNION ALL SELECT id, NULL FROM moved`

/** The runs that were there before with the same keys. $1, $2: flow ids and keys, by position. */
export const earlierSql = `
SELECT run.id, run.flow_id, run.key, run.accepted_at FROM unnest($1::uuid[], $2::text[]) AS asked(flow_id, key)
JOIN run ON run.flow_id = asked.flow_id AND run.key = asked.key`

export const loadSql = `
SELECT id, workspace_id, flow_id, flow_version_id, version, status, origin, held, is_test, is_dry_run, priority, trigger_node, lane, instant, accepted_at, error,
  parent_id, parent_node, parent_kind, position, root_id, key_run_id, iteration, depth, retry_of, retry_kind,
  (SELECT json_agg(json_build_object('node', node, 'status', status, 'attempt', attempt, 'failures', failures, 'interruptions', interruptions,
     'worker', worker, 'outcome', outcome, 'outputs', outputs, 'error', error, 'message', message, 'failedItems', failed_items, 'setAside', set_aside, 'pause', pause,
     'dueInMs', extract(epoch FROM due_at - now()) * 1000)) FROM step WHERE run_id = run.id) AS steps
FROM run WHERE id = $1`

/** $1 worker, $2 lease in ms, $3 to $5: what it has at hand, by position. Gives what of it isn't its own any more, what it has forgotten, and how many other workers live. */
export const heartbeatSql = `
WITH beat AS (
  INSERT INTO worker (id, alive_until) VALUES ($1, now() + ${ms('$2::float8')})
  ON CONFLICT (id) DO UPDATE SET alive_until = excluded.alive_until
)
SELECT (SELECT count(*)::int FROM worker WHERE id <> $1 AND alive_until >= now()) AS others, (
  SELECT json_agg(json_build_object('run', run_id, 'node', node, 'attempt', attempt)) FROM step
  WHERE worker = $1 AND status = 'running' AND started_at < now() - ${ms('$2::float8')}
    AND NOT EXISTS (SELECT FROM unnest($3::uuid[], $4::smallint[], $5::smallint[]) AS mine(run_id, node, attempt)
      WHERE mine.run_id = step.run_id AND mine.node = step.node AND mine.attempt = step.attempt)
) AS forgotten, (
  SELECT json_agg(json_build_object('run', mine.run_id, 'node', mine.node, 'attempt', mine.attempt))
  FROM unnest($3::uuid[], $4::smallint[], $5::smallint[]) AS mine(run_id, node, attempt)
  LEFT JOIN LATERAL (SELECT status, attempt FROM step WHERE run_id = mine.run_id AND node = mine.node AND iteration = '' OFFSET 0) AS now ON true
  WHERE now.status IS DISTINCT FROM 'running' OR now.attempt <> mine.attempt
) AS lost`

/** $1 limit, $2 the length of a lease in ms. Also takes away the rows of workers that are gone for an hour. */
export const interruptedSql = `
WITH gone AS (DELETE FROM worker WHERE alive_until < now() - interval '1 hour')
SELECT step.run_id, step.node, step.attempt, step.worker FROM step LEFT JOIN worker ON worker.id = step.worker
WHERE step.status = 'running' AND (worker.id IS NULL OR (worker.alive_until < now() AND coalesce(step.started_at, '-infinity') < now() - ${ms('$2::float8')})) LIMIT $1`

/** A wait that is over is due at once; what was rung (or became ready) gets its time of quiet. $1 quiet in ms. */
const isQuiet = `status IN ('ready', 'retrying') AND coalesce(rung_at, due_at, ready_at) <= now()
    AND (coalesce(rung_at, due_at, ready_at) <= now() - ${ms('$1::float8')} OR (status = 'retrying' AND rung_at IS NULL))
    AND (due_at IS NULL OR due_at <= now())`

/** $1 quiet in ms, $2 limit, of each part. Beside the oldest the latest that nobody has rung again yet: behind a long backlog their turn would come in minutes. (Only of the last seconds: what the sweeps rang stands in the same index.) */
export const unrungSql = `
WITH waiting AS (
  SELECT run_id, node, iteration FROM step WHERE ${isQuiet}
  ORDER BY coalesce(rung_at, due_at, ready_at) LIMIT $2 FOR UPDATE SKIP LOCKED
), latest AS (
  SELECT run_id, node, iteration FROM step WHERE ${isQuiet} AND rung_at IS NULL AND coalesce(rung_at, due_at, ready_at) > now() - ${ms('$1::float8')} - interval '4 seconds'
  ORDER BY coalesce(rung_at, due_at, ready_at) DESC LIMIT $2 FOR UPDATE SKIP LOCKED
), timers AS (
  SELECT run_id, node, iteration FROM step
  WHERE status = 'suspended' AND due_at IS NOT NULL AND coalesce(rung_at, due_at) <= now() AND due_at <= now()
    AND (rung_at IS NULL OR rung_at <= now() - ${ms('$1::float8')})
  ORDER BY coalesce(rung_at, due_at) LIMIT $2 FOR UPDATE SKIP LOCKED
), due AS (SELECT * FROM waiting UNION SELECT * FROM latest UNION ALL SELECT * FROM timers)
UPDATE step SET rung_at = now() FROM due JOIN run ON run.id = due.run_id
WHERE step.run_id = due.run_id AND step.node = due.node AND step.iteration = due.iteration
RETURNING step.run_id, step.node, step.attempt, run.lane, run.priority`

/** A held run has no deadline yet. */
export const overdueSql = `SELECT id FROM run WHERE status IN (${active}) AND NOT held AND deadline_at < now() LIMIT $1`

export const stuckSql = `
SELECT id FROM run WHERE status IN (${active}) AND NOT held AND touched_at < now() - ${ms('$1::float8')}
  AND NOT EXISTS (SELECT 1 FROM step WHERE step.run_id = run.id AND step.status IN ('pending', 'ready', 'running', 'retrying', 'suspended'))
LIMIT $2`

export const heldFlowsSql = `
SELECT DISTINCT ON (flow_id) flow_id, flow_version_id FROM run WHERE status IN (${active}) AND held ORDER BY flow_id, id DESC LIMIT $1`

export const gateLockSql = 'SELECT pg_advisory_xact_lock(hashtextextended($1, 1297107276))'
/** The turns of a loop are part of a run, no runs of the flow. */
export const gateListSql = `
(SELECT id, held FROM run WHERE flow_id = $1 AND status IN (${active}) AND NOT held AND parent_kind IS DISTINCT FROM 'iteration' ORDER BY id)
UNION ALL (SELECT id, held FROM run WHERE flow_id = $1 AND status IN (${active}) AND held AND parent_kind IS DISTINCT FROM 'iteration' ORDER BY id LIMIT $2)`
export const gateOpenSql = 'UPDATE run SET held = false, version = version + 1, touched_at = now() WHERE id = ANY($1::uuid[])'

export const logSql = `
INSERT INTO run_log (run_id, node, attempt, level, at, message, data)
SELECT run_id, node, attempt, level, to_timestamp(at / 1000), message, data
FROM json_to_recordset($1::json) AS l(run_id uuid, node smallint, attempt smallint, level text, at float8, message text, data json)`

/** Those that the step waits for or has started; rows that went through a turn again count for nothing. */
const placed = `parent_id = $1 AND parent_node = $2 AND parent_kind <> 'mended'`

/** $3: how many there will be. Where the last of them is there, a gap (left by a crash) is looked for: `opened` is then its place. */
export const childrenSql = `
WITH last AS (SELECT coalesce(max(position) + 1, 0) AS opened FROM run WHERE ${placed})
SELECT CASE WHEN last.opened < $3 THEN last.opened ELSE coalesce(
    (SELECT min(i) FROM generate_series(0, $3 - 1) AS i WHERE NOT EXISTS (SELECT FROM run WHERE ${placed} AND position = i)), last.opened) END AS opened,
  (SELECT count(*)::int FROM run WHERE ${placed} AND status IN (${active})) AS active,
  (SELECT count(*)::int FROM run WHERE ${placed} AND status IN (${active}) AND status = 'waiting' AND deadline_at IS NULL) AS waiting,
  (SELECT json_build_object('runId', id, 'error', error) FROM run WHERE ${placed} AND status IN ('failed', 'cancelled') ORDER BY position LIMIT 1) AS failed
FROM last`

/** $3 after, $4 limit, $5 nodes (null: all). */
export const childResultsSql = `
SELECT id, position, flow_version_id, status, error, (
  SELECT json_agg(json_build_object('node', node, 'outputs', outputs)) FROM step
  WHERE step.run_id = run.id AND outputs IS NOT NULL AND ($5::smallint[] IS NULL OR node = ANY($5::smallint[]))
) AS steps
FROM run WHERE ${placed} AND position > $3 ORDER BY position LIMIT $4`

export const findChildSql = `SELECT id FROM run WHERE ${placed} AND position = $3`

export const activeChildrenSql = `SELECT id FROM run WHERE ${placed} AND parent_kind <> 'started' AND status IN (${active}) LIMIT $3`

export const orphansSql = `
SELECT run.id FROM run JOIN step ON step.run_id = run.parent_id AND step.node = run.parent_node AND step.iteration = ''
WHERE run.parent_id IS NOT NULL AND run.status IN (${active}) AND run.parent_kind NOT IN ('started', 'mended')
  AND step.status NOT IN ('pending', 'ready', 'running', 'retrying', 'suspended') LIMIT $1`

export const idleParentsSql = `
SELECT step.run_id, step.node FROM step JOIN run ON run.id = step.run_id
WHERE step.status = 'suspended' AND step.waits_for = 'children' AND run.touched_at < now() - interval '2 seconds'
  AND NOT EXISTS (SELECT FROM run AS child WHERE child.parent_id = step.run_id AND child.parent_node = step.node AND child.parent_kind <> 'mended' AND child.status IN (${active})) LIMIT $1`

/** Its own server tells at once: what is still untold after some seconds was forgotten in a crash. */
export const untoldSql = `
SELECT id FROM run WHERE status = 'failed' AND NOT told AND ended_at < now() - interval '5 seconds' AND NOT is_test
  AND (parent_id IS NULL OR parent_kind IN ('started', 'mended')) ORDER BY ended_at LIMIT $1`

export const markToldSql = 'UPDATE run SET told = true WHERE id = ANY($1::uuid[])'
