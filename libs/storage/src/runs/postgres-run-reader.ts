import type { DatasetRef } from '@maillon/datasets'
import type { AttemptRow, ChildKind, LogRow, RetryKind, RunError, RunListQuery, RunReader, RunRow, StepPause, StepRow, TimelineQuery, TurnRow } from '@maillon/engine'
import type { ErrorInfo, JsonObject } from '@maillon/kernel'
import { runStatuses, type AttemptOutcome, type RunOrigin, type RunStatus, type StepStatus } from '@maillon/plan'
import type pg from 'pg'

const runColumns = `run.id, run.workspace_id, run.flow_id, run.flow_version_id, run.origin, run.status, run.is_test, run.is_dry_run, run.accepted_at, run.started_at,
  run.ended_at, run.instant, run.started_by, run.retry_of, run.retry_kind, run.parent_id, run.parent_node, run.parent_kind, run.position, run.iteration, run.error`

/** Turns of loops are no runs for people. */
const isRun = `run.parent_kind IS DISTINCT FROM 'iteration'`

/** What people see of runs. Plain SQL like the store beside it, through an ordinary pool. */
export class PostgresRunReader implements RunReader {
  constructor(private readonly pool: pg.Pool) {}

  async list(query: RunListQuery): Promise<{ readonly runs: readonly RunRow[]; readonly nextCursor: string | null }> {
    const { where, values } = conditionsOf(query)
    // One more than asked for says whether there is a next page. Ids are sortable by time: newest first.
    const text = `SELECT ${runColumns} FROM run WHERE ${where.join(' AND ')} ORDER BY run.id DESC LIMIT ${Math.max(1, Math.floor(query.limit)) + 1}`
    const { rows } = await this.pool.query<RunRecord>(text, values)
    const runs = rows.slice(0, query.limit).map(runOf)
    return { runs, nextCursor: rows.length > query.limit ? (runs.at(-1)?.id ?? null) : null }
  }

  async find(workspaceId: string, runId: string): Promise<RunRow | null> {
    if (!isUuid(runId)) return null
    const { rows } = await this.pool.query<RunRecord>(`SELECT ${runColumns} FROM run WHERE id = $1 AND workspace_id = $2`, [runId, workspaceId])
    return rows[0] === undefined ? null : runOf(rows[0])
  }

  async findMany(workspaceId: string, runIds: readonly string[]): Promise<readonly RunRow[]> {
    const { rows } = await this.pool.query<RunRecord>(`SELECT ${runColumns} FROM run WHERE id = ANY($1::uuid[]) AND workspace_id = $2`, [runIds.filter(isUuid), workspaceId])
    return rows.map(runOf)
  }

  async steps(runId: string): Promise<readonly StepRow[]> {
    const [steps, attempts] = await Promise.all([
      this.pool.query<StepRecord>('SELECT * FROM step WHERE run_id = $1 ORDER BY node, iteration', [runId]),
      this.pool.query<AttemptRecord>('SELECT * FROM attempt WHERE run_id = $1 ORDER BY node, iteration, number', [runId]),
    ])
    return steps.rows.map((step) => stepOf(step, attempts.rows.filter((attempt) => attempt.node === step.node && attempt.iteration === step.iteration)))
  }

  async output(runId: string, node: number, port: number): Promise<DatasetRef | null> {
    const { rows } = await this.pool.query<{ output: DatasetRef | null }>(`SELECT outputs -> $3::int AS output FROM step WHERE run_id = $1 AND node = $2 AND iteration = ''`, [runId, node, port])
    return rows[0]?.output ?? null
  }

  async turns(runId: string, node: number, { after, limit }: { readonly after: number; readonly limit: number }): Promise<readonly TurnRow[]> {
    const { rows } = await this.pool.query<RunRecord>(`SELECT ${runColumns} FROM run WHERE parent_id = $1 AND parent_node = $2 AND parent_kind <> 'mended' AND position > $3 ORDER BY position LIMIT $4`, [runId, node, after, limit])
    return rows.map((row) => {
      const { id, status, acceptedAt, endedAt, error } = runOf(row)
      return { runId: id, index: row.position ?? 0, iteration: row.iteration, status, acceptedAt, endedAt, error }
    })
  }

  async logs(runId: string, after: number, limit: number): Promise<{ readonly lines: readonly LogRow[]; readonly last: number }> {
    const { rows } = await this.pool.query<LogRecord>('SELECT * FROM run_log WHERE run_id = $1 AND position > $2 ORDER BY position LIMIT $3', [runId, after, limit])
    const lines = rows.map(({ at, node, attempt, level, message, data }) => ({ at: at.toISOString(), node, attempt, level, message, data }))
    return { lines, last: Number(rows.at(-1)?.position ?? after) }
  }

  async counts(workspaceId: string, since: string): Promise<{ readonly [S in RunStatus]: number }> {
    const { rows } = await this.pool.query<{ status: RunStatus; n: number }>(
      `SELECT status, count(*)::int AS n FROM run WHERE workspace_id = $1 AND accepted_at >= $2 AND NOT is_test AND ${isRun} GROUP BY status`, [workspaceId, since])
    const found = new Map(rows.map((row) => [row.status, row.n]))
    return Object.fromEntries(runStatuses.map((status) => [status, found.get(status) ?? 0])) as { [S in RunStatus]: number }
  }

  async timeline({ workspaceId, since, bucket, timeZone }: TimelineQuery): ReturnType<RunReader['timeline']> {
    const { rows } = await this.pool.query<{ at: Date; succeeded: number; warned: number; failed: number }>(
      `SELECT date_trunc($3, accepted_at, $4) AS at, count(*) FILTER (WHERE status = 'succeeded')::int AS succeeded,
         count(*) FILTER (WHERE status = 'warned')::int AS warned, count(*) FILTER (WHERE status = 'failed')::int AS failed
       FROM run WHERE workspace_id = $1 AND accepted_at >= $2 AND NOT is_test AND ${isRun} AND status IN ('succeeded', 'warned', 'failed') GROUP BY 1 ORDER BY 1`,
      [workspaceId, since, bucket, timeZone])
    return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
  }

  async meanDurationMs(workspaceId: string, since: string): Promise<number | null> {
    const { rows } = await this.pool.query<{ ms: number | null }>(
      `SELECT (avg(extract(epoch FROM ended_at - accepted_at)) * 1000)::float8 AS ms FROM run
       WHERE workspace_id = $1 AND accepted_at >= $2 AND ended_at IS NOT NULL AND NOT is_test AND ${isRun}`, [workspaceId, since])
    return rows[0]?.ms ?? null
  }
}

function conditionsOf(query: RunListQuery): { readonly where: readonly string[]; readonly values: unknown[] } {
  const values: unknown[] = []
  const bind = (value: unknown): string => `$${values.push(value)}`
  const where = [`run.workspace_id = ${bind(query.workspaceId)}`, isRun]
  if (query.flowId !== undefined) where.push(`run.flow_id = ${bind(isUuid(query.flowId) ? query.flowId : nowhere)}`)
  if (query.statuses !== undefined && query.statuses.length > 0) where.push(`run.status = ANY(${bind(query.statuses)})`)
  if (query.from !== undefined) where.push(`run.accepted_at >= ${bind(query.from)}`)
  if (query.to !== undefined) where.push(`run.accepted_at < ${bind(query.to)}`)
  if (query.withTests === false) where.push('NOT run.is_test')
  if (query.cursor !== undefined) where.push(`run.id < ${bind(isUuid(query.cursor) ? query.cursor : nowhere)}`)
  if (query.words !== undefined && query.words !== '') {
    const words = bind(`%${query.words.replaceAll(/[\\%_]/g, (char) => `\\${char}`)}%`)
    where.push(`(run.error::text ILIKE ${words}
      OR EXISTS (SELECT 1 FROM step WHERE step.run_id = run.id AND (step.message ILIKE ${words} OR step.error::text ILIKE ${words}))
      OR EXISTS (SELECT 1 FROM run_log WHERE run_log.run_id = run.id AND run_log.message ILIKE ${words}))`)
  }
  return { where, values }
}

const nowhere = '00000000-0000-0000-0000-000000000000'

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}

interface RunRecord {
  readonly id: string
  readonly workspace_id: string
  readonly flow_id: string
  readonly flow_version_id: string
  readonly origin: RunOrigin
  readonly status: RunStatus
  readonly is_test: boolean
  readonly is_dry_run: boolean
  readonly accepted_at: Date
  readonly started_at: Date | null
  readonly ended_at: Date | null
  readonly instant: Date | null
  readonly started_by: string | null
  readonly retry_of: string | null
  readonly retry_kind: RetryKind | null
  readonly parent_id: string | null
  readonly parent_node: number | null
  readonly parent_kind: ChildKind | null
  readonly position: number | null
  readonly iteration: string
  readonly error: RunError | null
}

interface StepRecord {
  readonly node: number
  readonly iteration: string
  readonly attempt: number
  readonly failed_items: number
  readonly status: StepStatus
  readonly outcome: AttemptOutcome | null
  readonly worker: string | null
  readonly due_at: Date | null
  readonly started_at: Date | null
  readonly ended_at: Date | null
  readonly message: string | null
  readonly error: ErrorInfo | null
  readonly outputs: readonly DatasetRef[] | null
  readonly set_aside: DatasetRef | null
  readonly pause: StepPause | null
}

interface AttemptRecord {
  readonly node: number
  readonly iteration: string
  readonly number: number
  readonly outcome: AttemptOutcome
  readonly worker: string | null
  readonly started_at: Date
  readonly ended_at: Date
  readonly error: ErrorInfo | null
}

interface LogRecord {
  readonly position: string
  readonly at: Date
  readonly node: number
  readonly attempt: number
  readonly level: 'info' | 'warn' | 'error'
  readonly message: string
  readonly data: JsonObject | null
}

function runOf(row: RunRecord): RunRow {
  return {
    id: row.id, workspaceId: row.workspace_id, flowId: row.flow_id, flowVersionId: row.flow_version_id, origin: row.origin, status: row.status, isTest: row.is_test,
    isDryRun: row.is_dry_run, acceptedAt: row.accepted_at.toISOString(), startedAt: isoOrNull(row.started_at), endedAt: isoOrNull(row.ended_at),
    instant: isoOrNull(row.instant), startedBy: row.started_by, retryOf: row.retry_of, retryKind: row.retry_kind, parent: parentOf(row), error: row.error,
  }
}

export function parentOf({ parent_id, parent_node, parent_kind, position }: Pick<RunRecord, 'parent_id' | 'parent_node' | 'parent_kind' | 'position'>): RunRow['parent'] {
  if (parent_id === null || parent_node === null || parent_kind === null || position === null) return null
  return { runId: parent_id, node: parent_node, kind: parent_kind, index: position }
}

function stepOf(row: StepRecord, past: readonly AttemptRecord[]): StepRow {
  const attempts: AttemptRow[] = past.map((one) => ({
    number: one.number, outcome: one.outcome, startedAt: one.started_at.toISOString(), endedAt: one.ended_at.toISOString(), worker: one.worker, error: one.error,
  }))
  // The newest attempt stands in the step's own row.
  if (row.outcome !== null && row.attempt > 0 && row.started_at !== null) {
    attempts.push({ number: row.attempt, outcome: row.outcome, startedAt: row.started_at.toISOString(), endedAt: isoOrNull(row.ended_at), worker: row.worker, error: row.outcome === 'succeeded' ? null : row.error })
  }
  return {
    node: row.node, iteration: row.iteration, status: row.status, startedAt: isoOrNull(row.started_at), endedAt: isoOrNull(row.ended_at),
    nextAttemptAt: row.status === 'retrying' || row.status === 'suspended' ? isoOrNull(row.due_at) : null, error: row.error, message: row.message, failedItems: row.failed_items, setAside: row.set_aside, pause: row.pause, outputs: row.outputs, attempts,
  }
}

function isoOrNull(date: Date | null): string | null {
  return date?.toISOString() ?? null
}
