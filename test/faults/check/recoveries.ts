import type pg from 'pg'

/**
 * Seconds from the death of a worker to the next attempt of each step that it had at hand.
 * @param workers its ids, as the engine gave them.
 */
export async function recoveriesAfter(db: pg.Pool, workers: ReadonlySet<string>, killedAt: number): Promise<readonly number[]> {
  const { rows } = await db.query<{ seconds: number }>(
    `SELECT extract(epoch FROM next.started_at - to_timestamp($2 / 1000.0))::float8 AS seconds
     FROM attempt a CROSS JOIN LATERAL (
       SELECT min(started_at) AS started_at FROM (
         SELECT started_at FROM attempt WHERE run_id = a.run_id AND node = a.node AND iteration = a.iteration AND number > a.number
         UNION ALL SELECT started_at FROM step WHERE run_id = a.run_id AND node = a.node AND iteration = a.iteration AND attempt > a.number) AS later
     ) AS next
     WHERE a.outcome = 'interrupted' AND a.worker = ANY($1) AND next.started_at IS NOT NULL AND a.ended_at > to_timestamp($2 / 1000.0)`, [[...workers], killedAt])
  return rows.map(({ seconds }) => seconds)
}

/** The value below which `share` of them lie; null where there are none. */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null
}
