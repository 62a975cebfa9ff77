import type pg from 'pg'

/** A step of a run, by index into its plan. */
export interface StepAddress {
  readonly runId: string
  readonly node: number
}

/** A step that kept rows to be mended. */
export interface KeptRows extends StepAddress {
  /** '' outside loops; else the turn. */
  readonly iteration: string
  readonly rows: number
  readonly mended: number
}

/** The run that took a row up. */
export interface MendedRow {
  readonly position: number
  readonly runId: string
  readonly at: Date
  /** User id; null: nobody known. */
  readonly by: string | null
}

export interface RowsTaken {
  readonly by: string
  readonly positions: readonly number[]
  /** Also those that were taken up before. */
  readonly again: boolean
}

/**
 * Which rows that were set aside have been run again.
 *
 * 1. Rows are taken before their run is made, all of them or none: of two people who press the same button one is refused.
 * 2. A row is free again where the run that took it up failed or is gone, or where none came of the taking within a minute (a crash).
 */
export class MendedRowStore {
  constructor(private readonly pool: pg.Pool) {}

  /** Steps of a run, and of its turns, that kept rows. In the order of turns and steps. */
  async kept(runId: string): Promise<readonly KeptRows[]> {
    const { rows } = await this.pool.query<{ run_id: string; node: number; iteration: string; rows: number; mended: number }>(keptSql, [runId])
    return rows.map(({ run_id: id, ...step }) => ({ runId: id, ...step }))
  }

  /** Of the rows from `from` up to (without) `to` those that were taken up. */
  async mended({ runId, node }: StepAddress, from: number, to: number): Promise<readonly MendedRow[]> {
    const { rows } = await this.pool.query<{ position: number; again_id: string; at: Date; by_user: string | null }>(
      'SELECT position, again_id, at, by_user FROM mended_row WHERE run_id = $1 AND node = $2 AND position >= $3 AND position < $4 AND again_id IS NOT NULL', [runId, node, from, to])
    return rows.map(({ again_id: id, by_user: by, ...row }) => ({ ...row, runId: id, by }))
  }

  /** Rules 1 and 2. @returns how many of them are taken already; 0: all are this caller's now */
  async take({ runId, node }: StepAddress, { positions, by, again }: RowsTaken): Promise<number> {
    const client = await this.pool.connect()
    try {
      await client.query('BEGIN')
      const { rowCount } = await client.query(takeSql, [runId, node, positions, by, again])
      const taken = positions.length - (rowCount ?? 0)
      await client.query(taken === 0 ? 'COMMIT' : 'ROLLBACK')
      client.release()
      return taken
    } catch (error) {
      client.release(true)
      throw error
    }
  }

  /** The run that was made of them. Null: none was after all. */
  async settle({ runId, node }: StepAddress, positions: readonly number[], againId: string | null): Promise<void> {
    const values = [runId, node, positions]
    if (againId === null) await this.pool.query('DELETE FROM mended_row WHERE run_id = $1 AND node = $2 AND position = ANY($3::int[]) AND again_id IS NULL', values)
    else await this.pool.query('UPDATE mended_row SET again_id = $4, at = now() WHERE run_id = $1 AND node = $2 AND position = ANY($3::int[])', [...values, againId])
  }
}

const keptSql = `
SELECT step.run_id, step.node, run.iteration, (step.set_aside ->> 'count')::int AS rows,
  (SELECT count(*)::int FROM mended_row WHERE mended_row.run_id = step.run_id AND mended_row.node = step.node AND again_id IS NOT NULL) AS mended
FROM run JOIN step ON step.run_id = run.id
WHERE (run.id = $1 OR run.root_id = $1) AND step.set_aside IS NOT NULL
ORDER BY run.id <> $1, run.id, step.node LIMIT 1000`

/** Ordered, so that two callers with the same rows don't wait for each other in a ring. */
const takeSql = `
INSERT INTO mended_row AS mine (run_id, node, position, by_user)
SELECT $1, $2, position, $4 FROM unnest($3::int[]) AS position ORDER BY position
ON CONFLICT (run_id, node, position) DO UPDATE SET at = now(), by_user = EXCLUDED.by_user, again_id = CASE WHEN $5::boolean THEN mine.again_id END
WHERE $5::boolean
  OR (mine.again_id IS NULL AND mine.at < now() - interval '1 minute')
  OR (mine.again_id IS NOT NULL AND NOT EXISTS (SELECT FROM run WHERE run.id = mine.again_id AND run.status NOT IN ('failed', 'cancelled')))`
