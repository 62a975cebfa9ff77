/** $1 stage, $2 keys, $3 rows as JSON texts, $4 digests. */
export const stageRows = `INSERT INTO collection_stage (stage, key, row, digest)
  SELECT $1, key, row::json, digest FROM unnest($2::text[], $3::text[], $4::text[]) AS given (key, row, digest)
  ON CONFLICT (stage, key) DO UPDATE SET row = excluded.row, digest = excluded.digest`

/** $1 collection, $2 stage. Rows that are the same are not touched. */
export const upsertStaged = `WITH changed AS (
    UPDATE collection_row kept SET row = given.row, digest = given.digest, changed_at = now()
    FROM collection_stage given
    WHERE given.stage = $2 AND kept.collection_id = $1 AND kept.key = given.key AND kept.digest <> given.digest RETURNING 1
  ), added AS (
    INSERT INTO collection_row (collection_id, key, row, digest)
    SELECT $1, given.key, given.row, given.digest FROM collection_stage given
    WHERE given.stage = $2 AND NOT EXISTS (SELECT FROM collection_row kept WHERE kept.collection_id = $1 AND kept.key = given.key)
    ORDER BY given.position RETURNING 1
  )
  SELECT (SELECT count(*)::int FROM added) AS added, (SELECT count(*)::int FROM changed) AS changed,
    (SELECT count(*)::int FROM collection_stage WHERE stage = $2) AS given`

/** $1 collection, $2 stage: what was not given. */
export const deleteOthers = `WITH gone AS (
    DELETE FROM collection_row kept WHERE kept.collection_id = $1
      AND NOT EXISTS (SELECT FROM collection_stage given WHERE given.stage = $2 AND given.key = kept.key) RETURNING 1
  ) SELECT count(*)::int AS deleted FROM gone`

/** $1 collection, $2 stage: what was given. */
export const deleteStaged = `WITH gone AS (
    DELETE FROM collection_row kept USING collection_stage given
    WHERE given.stage = $2 AND kept.collection_id = $1 AND kept.key = given.key RETURNING 1
  ) SELECT count(*)::int AS deleted FROM gone`

/** $1 collection, $2 rows more (or fewer), $3 fields as JSON, $4 whether anything changed. */
export const keepUp = `UPDATE collection SET row_count = row_count + $2, fields = $3::json, changed_at = CASE WHEN $4 THEN now() ELSE changed_at END WHERE id = $1`
