import type { ErrorInfo } from '@maillon/kernel'
import type { RunStatus } from '@maillon/plan'
import type pg from 'pg'

/** A step that ended in failure by itself (not because of a turn, or of a flow that it called). */
export interface FailedStep {
  readonly runId: string
  /** The run under which people see it: itself, but for turns of a loop. */
  readonly shownRunId: string
  /** Index into the plan's nodes. */
  readonly node: number
  readonly at: Date
  readonly error: ErrorInfo | null
  readonly attempts: number
  readonly lane: string
  readonly flowId: string
  readonly flowVersionId: string
  /** The run that was started from outside, of which this one may be a turn or a called flow: it is what can be retried. */
  readonly top: { readonly runId: string; readonly status: RunStatus }
  /** The latest run that goes on from it; null: none does. */
  readonly retriedBy: { readonly runId: string; readonly status: RunStatus } | null
}

export interface FailedStepQuery {
  readonly workspaceId: string
  readonly lane?: string
  readonly code?: string
  readonly flowId?: string
  /** Inclusive. */
  readonly from?: Date
  /** Exclusive. */
  readonly to?: Date
  /** Only those that nobody has gone on from. */
  readonly isOpen: boolean
}

/** Beyond it nobody counts. */
export const mostFailedCounted = 10_000

/** Failed steps of a workspace, latest first; tests left out. */
export class FailedStepReader {
  constructor(private readonly pool: Pick<pg.Pool, 'query'>) {}

  async page(query: FailedStepQuery, { offset, limit }: { readonly offset: number; readonly limit: number }): Promise<readonly FailedStep[]> {
    const { text, values } = fromSql(query)
    const { rows } = await this.pool.query<FailedRecord>(`SELECT ${columns} ${text} ORDER BY step.ended_at DESC, step.run_id, step.node LIMIT ${limit} OFFSET ${offset}`, values)
    return rows.map(ofRecord)
  }

  /** `mostFailedCounted` + 1 where there are more than that. */
  async count(query: FailedStepQuery): Promise<number> {
    const { text, values } = fromSql(query)
    const { rows } = await this.pool.query<{ many: number }>(`SELECT count(*)::int AS many FROM (SELECT 1 ${text} LIMIT ${mostFailedCounted + 1}) AS found`, values)
    return rows[0]?.many ?? 0
  }

  /** Of the latest 10,000: how many of each error, the most frequent first. */
  async codes(query: FailedStepQuery): Promise<readonly { readonly code: string; readonly count: number }[]> {
    const { text, values } = fromSql(query)
    const { rows } = await this.pool.query<{ code: string; count: number }>(
      `SELECT code, count(*)::int AS count FROM (SELECT step.error ->> 'code' AS code ${text} ORDER BY step.ended_at DESC LIMIT ${mostFailedCounted}) AS found WHERE code IS NOT NULL GROUP BY code ORDER BY 2 DESC, 1 LIMIT 100`, values)
    return rows
  }

  /** Of the latest 10,000: the flows that they belong to. */
  async flowIds(query: FailedStepQuery): Promise<readonly string[]> {
    const { text, values } = fromSql(query)
    const { rows } = await this.pool.query<{ id: string }>(`SELECT DISTINCT flow_id AS id FROM (SELECT run.flow_id ${text} ORDER BY step.ended_at DESC LIMIT ${mostFailedCounted}) AS found LIMIT 200`, values)
    return rows.map(({ id }) => id)
  }

  /**
   * Runs that can be retried, oldest failure first: they failed, and nobody has gone on from them.
   * @param at `runIds`: only among these; null: all that the query finds
   */
  async retryable(query: FailedStepQuery, { runIds: among, limit }: { readonly runIds: readonly string[] | null; readonly limit: number }): Promise<{ readonly runIds: readonly string[]; readonly hasMore: boolean }> {
    const { text, values } = fromSql({ ...query, isOpen: true })
    const chosen = among === null ? '' : ` AND top.id::text = ANY($${values.push(among)})`
    const { rows } = await this.pool.query<{ id: string }>(`SELECT top.id ${text} AND top.status = 'failed'${chosen} GROUP BY top.id ORDER BY min(step.ended_at), top.id LIMIT ${limit + 1}`, values)
    return { runIds: rows.slice(0, limit).map(({ id }) => id), hasMore: rows.length > limit }
  }
}

const columns = `step.run_id, run.root_id, step.node, step.ended_at, step.error, step.attempt, run.lane, run.flow_id, run.flow_version_id, top.id AS top_id, top.status AS top_status,
  (SELECT json_build_object('runId', later.id, 'status', later.status) FROM run AS later WHERE later.retry_of = top.id ORDER BY later.id DESC LIMIT 1) AS retried_by`

/** Up from a turn, or from a called flow, to the run that was started from outside; a flow that was started and not waited for is such a run itself. */
const topSql = `
  JOIN run AS top ON top.id = CASE WHEN run.parent_id IS NULL OR run.parent_kind = 'started' THEN run.id ELSE (
    WITH RECURSIVE above AS (
      SELECT run.id, run.parent_id, run.parent_kind
      UNION ALL SELECT up.id, up.parent_id, up.parent_kind FROM above JOIN run AS up ON up.id = above.parent_id WHERE above.parent_kind <> 'started'
    ) SELECT id FROM above WHERE parent_id IS NULL OR parent_kind = 'started' LIMIT 1) END`

function fromSql({ workspaceId, lane, code, flowId, from, to, isOpen }: FailedStepQuery): { readonly text: string; readonly values: unknown[] } {
  const values: unknown[] = [workspaceId]
  const bind = (value: unknown) => `$${values.push(value)}`
  const where = [
    `step.status = 'failed'`, 'run.workspace_id = $1', 'NOT run.is_test',
    // What failed with a turn or a called flow is told by that one.
    `NOT EXISTS (SELECT FROM run AS child WHERE child.parent_id = step.run_id AND child.parent_node = step.node AND child.status = 'failed')`,
  ]
  if (lane !== undefined) where.push(`run.lane = ${bind(lane)}`)
  if (code !== undefined) where.push(`step.error ->> 'code' = ${bind(code)}`)
  if (flowId !== undefined) where.push(`run.flow_id::text = ${bind(flowId)}`)
  if (from !== undefined) where.push(`step.ended_at >= ${bind(from)}`)
  if (to !== undefined) where.push(`step.ended_at < ${bind(to)}`)
  if (isOpen) where.push('NOT EXISTS (SELECT FROM run AS later WHERE later.retry_of = top.id)')
  return { text: `FROM step JOIN run ON run.id = step.run_id ${topSql} WHERE ${where.join(' AND ')}`, values }
}

interface FailedRecord {
  readonly run_id: string
  readonly root_id: string | null
  readonly node: number
  readonly ended_at: Date
  readonly error: ErrorInfo | null
  readonly attempt: number
  readonly lane: string
  readonly flow_id: string
  readonly flow_version_id: string
  readonly top_id: string
  readonly top_status: RunStatus
  readonly retried_by: { readonly runId: string; readonly status: RunStatus } | null
}

function ofRecord(row: FailedRecord): FailedStep {
  return {
    runId: row.run_id, shownRunId: row.root_id ?? row.run_id, node: row.node, at: row.ended_at, error: row.error, attempts: row.attempt, lane: row.lane, flowId: row.flow_id, flowVersionId: row.flow_version_id,
    top: { runId: row.top_id, status: row.top_status }, retriedBy: row.retried_by,
  }
}
