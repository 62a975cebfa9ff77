import type pg from 'pg'
import { advisoryLocks } from '../advisory-locks.js'
import { firstIdAt } from '../runs/first-id-at.js'

/** How long the runs of a flow are kept. */
export interface FlowKeeping {
  readonly flowId: string
  readonly workspaceId: string
  /** As its published document says, or its draft where nothing is published. Null: as the workspace does. */
  readonly keepDays: number | null
}

/** Runs whose rows go, and the bytes that go with them. */
export interface RemovedRuns {
  readonly runIds: readonly string[]
  readonly fileIds: readonly string[]
}

/** Rows in one statement: each of them is over in a moment, and what is used meanwhile waits for none of it. */
const linesAtOnce = 5_000
const childrenAtOnce = 500
const dayMs = 86_400_000

/**
 * Takes old runs away.
 *
 * 1. A run goes as a whole family: with the turns of its loops and the flows that it called, when all of these are over and old enough.
 * 2. A run that another one goes on from stays for as long as that one: they share data by reference. Where somebody takes a run up in the
 *    very moment in which it disappears, its data stays for as long as that.
 * 3. First the run itself disappears, with a note (`removed_run`); then, in small statements, what hangs on it; the note goes last. So a
 *    crash in between leaves nothing behind for good, and nobody ever sees a run without its steps.
 * 4. Bytes go before the rows that name them: a blob that was removed twice does no harm, one that nobody knows of stays for ever.
 */
export class RetentionStore {
  constructor(private readonly pool: pg.Pool) {}

  /** Flows (deleted ones too) that have runs old enough to be asked about. @param olderThan milliseconds since the epoch */
  async flows(olderThan: number): Promise<readonly FlowKeeping[]> {
    const { rows } = await this.pool.query<{ id: string; workspace_id: string; days: string | null }>(flowsSql, [firstIdAt(olderThan)])
    return rows.map((row) => ({ flowId: row.id, workspaceId: row.workspace_id, keepDays: row.days === null ? null : Number(row.days) }))
  }

  /** Rules 1 and 2. Lets at most `limit` runs of a flow disappear that ended before `before` (milliseconds since the epoch). @returns how many did */
  async remove(flowId: string, before: number, limit: number): Promise<number> {
    const { rowCount } = await this.pool.query(removeSql, [flowId, firstIdAt(before), new Date(before), limit])
    return rowCount ?? 0
  }

  /** Runs of a workspace that ended before then: no more than so many can be let go. */
  async ended(workspaceId: string, before: number): Promise<number> {
    const { rows } = await this.pool.query<{ count: number }>('SELECT count(*)::int AS count FROM run WHERE workspace_id = $1 AND ended_at < $2 AND parent_id IS NULL', [workspaceId, new Date(before)])
    return rows[0]?.count ?? 0
  }

  /** Rule 3: some of those that disappeared at least `quietMs` ago, without children, and with the files that are to go. */
  async removed(limit: number, quietMs: number): Promise<RemovedRuns> {
    const { rows } = await this.pool.query<{ id: string }>(removedSql, [limit, quietMs])
    const runIds = rows.map(({ id }) => id)
    if (runIds.length === 0) return { runIds, fileIds: [] }
    await this.#untilNone(childrenSql, [runIds, childrenAtOnce])
    const files = await this.pool.query<{ id: string }>('SELECT id FROM file WHERE run_id = ANY($1::uuid[])', [runIds])
    return { runIds, fileIds: files.rows.map(({ id }) => id) }
  }

  /** Rules 3 and 4: their bytes are gone, now the rows. */
  async forget({ runIds }: RemovedRuns): Promise<void> {
    await this.#untilNone(linesSql, [runIds, linesAtOnce])
    for (const statement of leftSql) await this.pool.query(statement, [runIds])
  }

  /** Versions that were run as drafts and flows that were deleted, once no run names them any more. @returns how many went */
  async removeUnused(before: number, limit: number): Promise<number> {
    const drafts = await this.pool.query(draftsSql, [new Date(before), limit])
    const flows = await this.pool.query(deletedFlowsSql, [new Date(before), limit])
    return (drafts.rowCount ?? 0) + (flows.rowCount ?? 0)
  }

  /** Of these run ids those that name no run, neither there nor on its way out: whatever bears their name is garbage. */
  async withoutRun(ids: readonly string[]): Promise<readonly string[]> {
    return this.#lost('SELECT 1 FROM run WHERE run.id = asked.id UNION ALL SELECT 1 FROM removed_run WHERE removed_run.id = asked.id', ids)
  }

  /** Of these file ids those that no row knows. */
  async withoutFile(ids: readonly string[]): Promise<readonly string[]> {
    return this.#lost('SELECT 1 FROM file WHERE file.id = asked.id', ids)
  }

  /** Run `work` where no other server is at it, and no backup copies bytes. @returns false: one does */
  async alone(work: () => Promise<void>): Promise<boolean> {
    const client = await this.pool.connect()
    try {
      const { rows } = await client.query<{ won: boolean }>('SELECT pg_try_advisory_lock($1) AS won', [advisoryLocks.bytes])
      if (rows[0]?.won !== true) return false
      await work()
      return true
    } finally {
      // The lock goes with the connection.
      client.release(true)
    }
  }

  async #untilNone(statement: string, values: readonly unknown[]): Promise<void> {
    for (let gone = 1; gone > 0;) gone = (await this.pool.query(statement, [...values])).rowCount ?? 0
  }

  async #lost(known: string, ids: readonly string[]): Promise<readonly string[]> {
    const { rows } = await this.pool.query<{ id: string }>(`SELECT asked.id FROM unnest($1::uuid[]) AS asked(id) WHERE NOT EXISTS (${known})`, [ids])
    return rows.map(({ id }) => id)
  }
}

/** The instant `days` before `now`, milliseconds. */
export function daysBefore(now: number, days: number): number {
  return now - days * dayMs
}

/** -> on json reads the document; only flows with something to lose are asked. */
const flowsSql = `
SELECT f.id, f.workspace_id, coalesce(v.document, f.draft) -> 'settings' ->> 'keepDays' AS days
FROM flow f LEFT JOIN flow_version v ON v.id = f.published_version_id
WHERE EXISTS (SELECT FROM run WHERE run.flow_id = f.id AND run.id < $1)`

/** The family of a run: everything that has it above. SKIP LOCKED: whatever else is at a run this moment comes first. */
const removeSql = `
WITH old AS (
  SELECT run.id FROM run
  WHERE run.flow_id = $1 AND run.id < $2 AND run.ended_at < $3 AND run.parent_id IS NULL
    AND NOT EXISTS (SELECT FROM run AS later WHERE later.retry_of = run.id)
    AND NOT EXISTS (
      WITH RECURSIVE below AS (
        SELECT child.id, child.ended_at FROM run AS child WHERE child.parent_id = run.id
        UNION ALL SELECT child.id, child.ended_at FROM below JOIN run AS child ON child.parent_id = below.id
      )
      SELECT FROM below WHERE below.ended_at IS NULL OR below.ended_at >= $3 OR EXISTS (SELECT FROM run AS later WHERE later.retry_of = below.id)
    )
  ORDER BY run.id LIMIT $4 FOR UPDATE SKIP LOCKED
), gone AS (DELETE FROM run USING old WHERE run.id = old.id RETURNING run.id)
INSERT INTO removed_run (id) SELECT id FROM gone ON CONFLICT DO NOTHING`

const removedSql = `
SELECT id FROM removed_run WHERE at <= now() - $2::float8 * interval '1 millisecond' AND NOT EXISTS (SELECT FROM run WHERE run.retry_of = removed_run.id)
ORDER BY at, id LIMIT $1`

/** Children go the way of their parent; theirs are found when their turn comes. */
const childrenSql = `
WITH child AS (SELECT id FROM run WHERE parent_id = ANY($1::uuid[]) LIMIT $2), gone AS (DELETE FROM run USING child WHERE run.id = child.id RETURNING run.id)
INSERT INTO removed_run (id) SELECT id FROM gone ON CONFLICT DO NOTHING`

const linesSql = 'DELETE FROM run_log WHERE position IN (SELECT position FROM run_log WHERE run_id = ANY($1::uuid[]) LIMIT $2)'

/** The ledger of what was sent is asked for under the run whose name stands in its keys. */
const leftSql = [
  'DELETE FROM attempt WHERE run_id = ANY($1::uuid[])',
  'DELETE FROM step WHERE run_id = ANY($1::uuid[])',
  'DELETE FROM mended_row WHERE run_id = ANY($1::uuid[])',
  'DELETE FROM run_words WHERE run_id = ANY($1::uuid[])',
  `DELETE FROM node_state WHERE key LIKE 'sent/%' AND substr(key, 6, 36) = ANY($1::text[])`,
  'DELETE FROM file WHERE run_id = ANY($1::uuid[])',
  'DELETE FROM removed_run WHERE id = ANY($1::uuid[])',
]

const draftsSql = `
DELETE FROM flow_version WHERE id IN (
  SELECT v.id FROM flow_version v WHERE v.number IS NULL AND v.published_at < $1
    AND NOT EXISTS (SELECT FROM run WHERE run.flow_id = v.flow_id AND run.flow_version_id = v.id) LIMIT $2)`

const deletedFlowsSql = `
DELETE FROM flow WHERE id IN (SELECT f.id FROM flow f WHERE f.deleted_at < $1 AND NOT EXISTS (SELECT FROM run WHERE run.flow_id = f.id) LIMIT $2)`
