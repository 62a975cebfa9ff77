import type { DatasetRef } from '@maillon/datasets'
import { runResultKey, type AttemptRow, type ChildKind, type LogRow, type RetryKind, type RunError, type RunListQuery, type RunReader, type RunResult, type RunRow, type StepPause, type StepRow, type TurnRow } from '@maillon/engine'
import type { ErrorInfo, JsonObject } from '@maillon/kernel'
import type { AttemptOutcome, RunOrigin, RunStatus, StepStatus } from '@maillon/plan'
import type pg from 'pg'
import { isUuid, listSql, runColumns, searchSql, startersSql, type SqlQuestion } from './run-list.sql.js'

/** What people see of runs. Plain SQL like the store beside it, through an ordinary pool. */
export class PostgresRunReader implements RunReader {
  constructor(private readonly pool: pg.Pool) {}

  async list(query: RunListQuery): Promise<{ readonly runs: readonly RunRow[]; readonly nextCursor: string | null }> {
    const rows = query.words === undefined || query.words.trim() === '' ? await this.#ask(listSql(query)) : await this.#search(query)
    const runs = rows.slice(0, query.limit).map(runOf)
    return { runs, nextCursor: rows.length > query.limit ? (runs.at(-1)?.id ?? null) : null }
  }

  /** A word that many runs have fills a page from the newest few; any other is looked up in the index. Neither reads more than it must. */
  async #search(query: RunListQuery): Promise<readonly RunRecord[]> {
    const newest = await this.#ask(searchSql(query, 'newest'))
    return newest.length > query.limit ? newest : this.#ask(searchSql(query, 'all'))
  }

  async #ask({ text, values }: SqlQuestion): Promise<readonly RunRecord[]> {
    return (await this.pool.query<RunRecord>(text, [...values])).rows
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
    return (await this.stepsOf([runId])).get(runId) ?? []
  }

  async stepsOf(runIds: readonly string[]): Promise<ReadonlyMap<string, readonly StepRow[]>> {
    const [steps, attempts] = await Promise.all([
      this.pool.query<StepRecord>('SELECT * FROM step WHERE run_id = ANY($1::uuid[]) ORDER BY run_id, node, iteration', [runIds]),
      this.pool.query<AttemptRecord>('SELECT * FROM attempt WHERE run_id = ANY($1::uuid[]) ORDER BY run_id, node, iteration, number', [runIds]),
    ])
    const past = grouped(attempts.rows, placeOf)
    const byRun = grouped(steps.rows, (step) => step.run_id)
    return new Map([...byRun].map(([runId, own]) => [runId, own.map((step) => stepOf(step, past.get(placeOf(step)) ?? []))]))
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

  async results(runIds: readonly string[]): Promise<ReadonlyMap<string, RunResult>> {
    if (runIds.length === 0) return new Map()
    const { rows } = await this.pool.query<{ run_id: string; message: string; statistics: JsonObject }>(resultsSql, [runIds.filter(isUuid)])
    return new Map(rows.map(({ run_id, message, statistics }) => [run_id, { message, statistics: Object.keys(statistics).length === 0 ? null : statistics }]))
  }

  async starters(workspaceId: string): Promise<readonly string[]> {
    const { rows } = await this.pool.query<{ id: string }>(startersSql, [workspaceId])
    return rows.map(({ id }) => id)
  }
}

/** The condition word for word as the index has it. */
const resultsSql = `SELECT DISTINCT ON (run_id) run_id, message, data -> '${runResultKey}' AS statistics FROM run_log
  WHERE run_id = ANY ($1::uuid[]) AND (data -> '${runResultKey}') IS NOT NULL AND json_typeof(data -> '${runResultKey}') = 'object' ORDER BY run_id, position DESC`

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
  readonly restored_at: Date | null
  readonly error: RunError | null
}

interface StepRecord {
  readonly run_id: string
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
  readonly run_id: string
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
    instant: isoOrNull(row.instant), startedBy: row.started_by, retryOf: row.retry_of, retryKind: row.retry_kind, parent: parentOf(row), restoredAt: isoOrNull(row.restored_at), error: row.error,
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

function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group === undefined) groups.set(keyOf(row), [row])
    else group.push(row)
  }
  return groups
}

function placeOf({ run_id, node, iteration }: Pick<StepRecord, 'run_id' | 'node' | 'iteration'>): string {
  return `${run_id} ${node} ${iteration}`
}

function isoOrNull(date: Date | null): string | null {
  return date?.toISOString() ?? null
}
