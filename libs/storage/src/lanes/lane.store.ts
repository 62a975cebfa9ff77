import type { LaneState } from '@maillon/plan'
import type pg from 'pg'

/** What people decided about a lane. A lane of which nothing was decided has no row. */
export interface StoredLane {
  readonly name: string
  /** Made by a person; false: it comes with the processes. */
  readonly isAdded: boolean
  /** Null: as each process is configured. */
  readonly limits: LaneLimits | null
  readonly state: LaneState
  /** Of the state. */
  readonly since: Date
  /** Name of who put it into this state; null: nobody did, or the lane itself when it was empty. */
  readonly by: string | null
  /** Named again with a change: refused where somebody else was quicker. */
  readonly revision: number
}

export interface LaneLimits {
  /** Steps at once in each process. */
  readonly concurrency: number
  /** Null: only the step's own limit counts. */
  readonly timeoutMs: number | null
  /** Null: the host's usual limit. */
  readonly heapMiB: number | null
}

/** The lanes as people want them, for all processes. Every change is one statement. */
export class LaneStore {
  constructor(private readonly pool: Pick<pg.Pool, 'query'>) {}

  async list(): Promise<readonly StoredLane[]> {
    return (await this.pool.query<LaneRecord>('SELECT * FROM lane ORDER BY name')).rows.map(ofRecord)
  }

  async find(name: string): Promise<StoredLane | null> {
    const { rows } = await this.pool.query<LaneRecord>('SELECT * FROM lane WHERE name = $1', [name])
    return rows[0] === undefined ? null : ofRecord(rows[0])
  }

  /** False where there is one of that name. */
  async add(name: string, { concurrency, timeoutMs, heapMiB }: LaneLimits): Promise<boolean> {
    const { rowCount } = await this.pool.query('INSERT INTO lane (name, is_added, concurrency, timeout_ms, heap_mib) VALUES ($1, true, $2, $3, $4) ON CONFLICT (name) DO NOTHING', [name, concurrency, timeoutMs, heapMiB])
    return rowCount === 1
  }

  /** @returns false where it has another revision by now. @param revision 0 where it has no row yet */
  async setLimits(name: string, limits: LaneLimits | null, revision: number): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `INSERT INTO lane AS known (name, concurrency, timeout_ms, heap_mib, revision) SELECT $1, $2::int, $3::int, $4::int, 1 WHERE $5 = 0 OR EXISTS (SELECT FROM lane WHERE name = $1)
       ON CONFLICT (name) DO UPDATE SET concurrency = excluded.concurrency, timeout_ms = excluded.timeout_ms, heap_mib = excluded.heap_mib, revision = known.revision + 1 WHERE known.revision = $5`,
      [name, limits?.concurrency ?? null, limits?.timeoutMs ?? null, limits?.heapMiB ?? null, revision],
    )
    return rowCount === 1
  }

  /**
   * Twice is once: whoever comes second changes nothing, neither who did it nor since when.
   * @returns whether this call has changed it
   */
  async setState(name: string, state: LaneState, by: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `INSERT INTO lane AS known (name, state, state_by) SELECT $1, $2, $3 WHERE $2 <> 'open' OR EXISTS (SELECT FROM lane WHERE name = $1)
       ON CONFLICT (name) DO UPDATE SET state = excluded.state, state_by = excluded.state_by, state_since = now(), revision = known.revision + 1 WHERE known.state <> excluded.state`,
      [name, state, by],
    )
    return rowCount === 1
  }

  /** Lanes that were to be drained and in which nothing waits or runs any more rest from now on. @returns their names */
  async restEmptied(): Promise<readonly string[]> {
    const { rows } = await this.pool.query<{ name: string }>(
      `UPDATE lane SET state = 'paused', state_since = now(), revision = revision + 1 WHERE state = 'draining' AND NOT EXISTS (
         SELECT FROM step JOIN run ON run.id = step.run_id WHERE step.status IN ('ready', 'running') AND run.lane = lane.name AND NOT run.held) RETURNING name`)
    return rows.map(({ name }) => name)
  }

  /** Every lane that flows may name: those of which something was decided, and those that some process serves. */
  async names(): Promise<readonly string[]> {
    const { rows } = await this.pool.query<{ name: string }>(
      `SELECT name FROM lane WHERE is_added UNION SELECT served ->> 'name' FROM server_process, json_array_elements(about -> 'lanes') AS served ORDER BY 1`)
    return rows.map(({ name }) => name)
  }

  /** Names of the flows whose draft or published version asks for this lane. */
  async flowsIn(name: string): Promise<readonly { readonly workspaceId: string; readonly name: string }[]> {
    const { rows } = await this.pool.query<{ workspace_id: string; name: string }>(
      `SELECT flow.workspace_id, flow.name FROM flow LEFT JOIN flow_version AS live ON live.id = flow.published_version_id
       WHERE flow.deleted_at IS NULL AND (flow.draft -> 'settings' ->> 'lane' = $1 OR live.document -> 'settings' ->> 'lane' = $1) ORDER BY lower(flow.name)`, [name])
    return rows.map((row) => ({ workspaceId: row.workspace_id, name: row.name }))
  }

  /** A lane that was added. False where it has another revision by now, or isn't there. */
  async remove(name: string, revision: number): Promise<boolean> {
    return (await this.pool.query('DELETE FROM lane WHERE name = $1 AND is_added AND revision = $2', [name, revision])).rowCount === 1
  }
}

interface LaneRecord {
  readonly name: string
  readonly is_added: boolean
  readonly concurrency: number | null
  readonly timeout_ms: number | null
  readonly heap_mib: number | null
  readonly state: LaneState
  readonly state_since: Date
  readonly state_by: string | null
  readonly revision: number
}

function ofRecord(row: LaneRecord): StoredLane {
  const { concurrency, timeout_ms: timeoutMs, heap_mib: heapMiB } = row
  return { name: row.name, isAdded: row.is_added, limits: concurrency === null ? null : { concurrency, timeoutMs, heapMiB }, state: row.state, since: row.state_since, by: row.state_by, revision: row.revision }
}
