import type { JsonObject } from '@maillon/kernel'
import type pg from 'pg'

/** A process of the installation, as it said of itself last. */
export interface StoredProcess {
  /** As it stands in the steps that it runs. */
  readonly id: string
  readonly about: JsonObject
  readonly startedAt: Date
  readonly seenAt: Date
  /** Since it was heard of last, by the database's clock. */
  readonly silentMs: number
  /** A wish that it has not seen yet. */
  readonly restartAskedAt: Date | null
  readonly restartAskedBy: string | null
  /** When its worker began anew last; null: never. */
  readonly restartedAt: Date | null
}

/** Who is at work. Rows of those who are gone for an hour go away. */
export class ProcessStore {
  constructor(private readonly pool: Pick<pg.Pool, 'query'>) {}

  /** "I live". A wish that comes in this very moment is seen the next time. @returns who wishes that it begins anew; the wish is taken with it. Null: nobody */
  async report(id: string, about: JsonObject): Promise<{ readonly by: string } | null> {
    const { rows } = await this.pool.query<{ restart_asked_by: string | null }>(
      `WITH gone AS (DELETE FROM server_process WHERE seen_at < now() - interval '1 hour' AND id <> $1),
       wish AS (SELECT restart_asked_at AS at, restart_asked_by AS by FROM server_process WHERE id = $1)
       INSERT INTO server_process AS known (id, about) VALUES ($1, $2)
       ON CONFLICT (id) DO UPDATE SET about = excluded.about, seen_at = now(), restart_asked_at = nullif(known.restart_asked_at, (SELECT at FROM wish))
       RETURNING (SELECT by FROM wish WHERE at IS NOT NULL) AS restart_asked_by`,
      [id, JSON.stringify(about)],
    )
    const by = rows[0]?.restart_asked_by ?? null
    return by === null ? null : { by }
  }

  async restarted(id: string): Promise<void> {
    await this.pool.query('UPDATE server_process SET restarted_at = now() WHERE id = $1', [id])
  }

  /** In good order. */
  async leave(id: string): Promise<void> {
    await this.pool.query('DELETE FROM server_process WHERE id = $1', [id])
  }

  async list(): Promise<readonly StoredProcess[]> {
    return (await this.pool.query<ProcessRecord>(`${selectSql} ORDER BY started_at, id`)).rows.map(ofRecord)
  }

  async find(id: string): Promise<StoredProcess | null> {
    const { rows } = await this.pool.query<ProcessRecord>(`${selectSql} WHERE id::text = $1`, [id])
    return rows[0] === undefined ? null : ofRecord(rows[0])
  }

  /** False where the wish is there already. */
  async askRestart(id: string, by: string): Promise<boolean> {
    return (await this.pool.query('UPDATE server_process SET restart_asked_at = now(), restart_asked_by = $2 WHERE id = $1 AND restart_asked_at IS NULL', [id, by])).rowCount === 1
  }
}

const selectSql = 'SELECT *, (extract(epoch FROM now() - seen_at) * 1000)::float8 AS silent_ms FROM server_process'

interface ProcessRecord {
  readonly id: string
  readonly about: JsonObject
  readonly started_at: Date
  readonly seen_at: Date
  readonly silent_ms: number
  readonly restart_asked_at: Date | null
  readonly restart_asked_by: string | null
  readonly restarted_at: Date | null
}

function ofRecord(row: ProcessRecord): StoredProcess {
  return {
    id: row.id, about: row.about, startedAt: row.started_at, seenAt: row.seen_at, silentMs: Math.max(0, row.silent_ms),
    restartAskedAt: row.restart_asked_at, restartAskedBy: row.restart_asked_by, restartedAt: row.restarted_at,
  }
}
