const isRun = `run.parent_kind IS DISTINCT FROM 'iteration'`
const sums = ['succeeded', 'warned', 'failed', 'cancelled', 'duration_ms']
const columns = `workspace_id, series, at, flow_id, origin, ${sums.join(', ')}, buckets, counts`

/** Stands for all flows. */
export const allFlows = '00000000-0000-0000-0000-000000000000'

/** What ended and isn't cut off by a person says how long its flow takes. */
export const durationMs = 'greatest(0, extract(epoch FROM run.ended_at - run.accepted_at) * 1000)::bigint'
export const isTimed = `run.status <> 'cancelled'`

/**
 * Up to where the figures can go: before the beginning of every transaction that may still be writing, since a run's end bears the time of its
 * own; and $1 milliseconds behind the clock, for one that began this moment. Those that have written nothing for a minute are readers (a backup).
 * As text: a driver's dates have no microseconds.
 */
export const safeUntilSql = `
SELECT least(clock_timestamp() - $1::float8 * interval '1 millisecond', (
  SELECT min(xact_start) FROM pg_stat_activity
  WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid() AND (backend_xid IS NOT NULL OR xact_start > now() - interval '1 minute')
))::text AS until, clock_timestamp() < folded_to AS "isBack", folded_to::text AS "from", days_to::text AS "daysTo" FROM run_figure_mark`

export const firstMarkSql = `
INSERT INTO run_figure_mark (folded_to, days_to)
SELECT date_trunc('hour', at, 'UTC'), date_trunc('day', at, 'UTC') FROM (SELECT coalesce(min(ended_at), now() - interval '1 hour') AS at FROM run) AS first
ON CONFLICT DO NOTHING`

/** Each run is looked up by its index, whatever the statistics of tables say that were empty a moment ago: a plan that reads all steps for each run would never end. */
export const planSql = 'SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL enable_material = off; SET LOCAL jit = off'

/** $1 from, $2 until, $3 runs at most: where to stop instead. */
export const stopSql = `
SELECT ended_at::text AS stop FROM run WHERE ended_at >= $1 AND ended_at < $2 AND ended_at IS NOT NULL AND ${isRun} ORDER BY ended_at OFFSET $3 LIMIT 1`

/** $1 from (inclusive), $2 until. */
export const figuresSql = `
WITH one AS (
  SELECT run.workspace_id, key.series, key.at, key.flow_id, key.origin, run.status,
    CASE WHEN ${isTimed} THEN ${durationMs} END AS ms, key.spread
  FROM run CROSS JOIN LATERAL (VALUES
    ('hour', date_trunc('hour', run.ended_at, 'UTC'), '${allFlows}'::uuid, '', true), ('hour', date_trunc('hour', run.ended_at, 'UTC'), '${allFlows}', run.origin, false),
    ('flow-hour', date_trunc('hour', run.ended_at, 'UTC'), run.flow_id, '', true)
  ) AS key(series, at, flow_id, origin, spread)
  WHERE run.ended_at >= $1 AND run.ended_at < $2 AND NOT run.is_test AND ${isRun}
), cell AS (
  SELECT workspace_id, series, at, flow_id, origin, CASE WHEN spread THEN duration_bucket(ms) END AS bucket, count(*)::int AS runs, count(*) FILTER (WHERE status = 'succeeded') AS succeeded,
    count(*) FILTER (WHERE status = 'warned') AS warned, count(*) FILTER (WHERE status = 'failed') AS failed, count(*) FILTER (WHERE status = 'cancelled') AS cancelled,
    coalesce(sum(ms), 0) AS duration_ms
  FROM one GROUP BY 1, 2, 3, 4, 5, 6
)
INSERT INTO run_figure AS kept (${columns})
SELECT workspace_id, series, at, flow_id, origin, ${sums.map((name) => `sum(${name})`).join(', ')},
  coalesce(array_agg(bucket ORDER BY bucket) FILTER (WHERE bucket IS NOT NULL), '{}'), coalesce(array_agg(runs ORDER BY bucket) FILTER (WHERE bucket IS NOT NULL), '{}')
FROM cell GROUP BY 1, 2, 3, 4, 5
ON CONFLICT (workspace_id, series, at, flow_id, origin) DO UPDATE SET ${sums.map((name) => `${name} = kept.${name} + excluded.${name}`).join(', ')},
  (buckets, counts) = (
    SELECT coalesce(array_agg(bucket ORDER BY bucket), '{}'), coalesce(array_agg(runs ORDER BY bucket), '{}') FROM (
      SELECT bucket, sum(runs)::int AS runs FROM (
        SELECT * FROM unnest(kept.buckets, kept.counts) UNION ALL SELECT * FROM unnest(excluded.buckets, excluded.counts)
      ) AS joined(bucket, runs) GROUP BY bucket
    ) AS merged)`

/** $1: the day (UTC) that is over. Made of its hours, so that making it twice changes nothing. */
export const daySql = `
WITH hours AS (SELECT * FROM run_figure WHERE series = 'flow-hour' AND at >= $1 AND at < $1::timestamptz + interval '1 day'
), sums AS (
  SELECT workspace_id, flow_id, ${sums.map((name) => `sum(${name}) AS ${name}`).join(', ')} FROM hours GROUP BY 1, 2
), spread AS (
  SELECT workspace_id, flow_id, array_agg(bucket ORDER BY bucket) AS buckets, array_agg(runs ORDER BY bucket) AS counts FROM (
    SELECT workspace_id, flow_id, bucket, sum(runs)::int AS runs FROM hours, unnest(buckets, counts) AS spread(bucket, runs) GROUP BY 1, 2, 3
  ) AS merged GROUP BY 1, 2
)
INSERT INTO run_figure (${columns})
SELECT workspace_id, 'flow-day', $1, flow_id, '', ${sums.join(', ')}, coalesce(buckets, '{}'), coalesce(counts, '{}') FROM sums LEFT JOIN spread USING (workspace_id, flow_id)
ON CONFLICT DO NOTHING`

/** $1: the day. Of single flows the hours are asked for at the edges of a month; the rest is kept for a year and a month. */
export const oldSql = `
DELETE FROM run_figure WHERE (series = 'flow-hour' AND at < $1::timestamptz - interval '40 days') OR at < $1::timestamptz - interval '400 days'`

/** The first of them: a loop of ten thousand says the same ten thousand times. The limits keep each of these at one look into an index. */
const turnsOfRun = '(SELECT id FROM run AS child WHERE child.root_id = run.id AND child.root_id IS NOT NULL LIMIT 200) AS turn'

/** Everything that a person may search in a run: its error, its steps' messages and errors, its log, those of its turns too. */
export const textOfRun = `left(concat_ws(' ', run.error::text,
  (SELECT string_agg(concat_ws(' ', message, error::text), ' ') FROM (
    SELECT message, error FROM step WHERE run_id = run.id AND (message IS NOT NULL OR error IS NOT NULL) LIMIT 100) AS told),
  (SELECT string_agg(message, ' ') FROM (SELECT left(message, 500) AS message FROM run_log WHERE run_id = run.id ORDER BY position DESC LIMIT 100) AS lines),
  (SELECT string_agg(concat_ws(' ', message, error::text), ' ') FROM (
    SELECT told.message, told.error FROM ${turnsOfRun} CROSS JOIN LATERAL (
      SELECT message, error FROM step WHERE run_id = turn.id AND (message IS NOT NULL OR error IS NOT NULL) LIMIT 10) AS told LIMIT 100) AS turns),
  (SELECT string_agg(message, ' ') FROM (
    SELECT lines.message FROM ${turnsOfRun} CROSS JOIN LATERAL (SELECT left(message, 500) AS message FROM run_log WHERE run_id = turn.id LIMIT 10) AS lines LIMIT 100) AS deep)
), 20000)`

/** $1 from (inclusive), $2 until. */
export const wordsSql = `
INSERT INTO run_words (run_id, workspace_id, flow_id, words)
SELECT id, workspace_id, flow_id, array_to_tsvector(words) FROM (
  SELECT run.id, run.workspace_id, run.flow_id, search_words(${textOfRun}) AS words FROM run WHERE run.ended_at >= $1 AND run.ended_at < $2 AND ${isRun}
  -- Kept apart: written into one with the condition below, each text would be made twice.
  OFFSET 0
) AS read WHERE words IS NOT NULL
ON CONFLICT DO NOTHING`
