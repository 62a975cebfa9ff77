import type { DatasetRef } from '@maillon/datasets'
import type {
  ChildKind, ChildResult, ChildrenSummary, DueStep, GateDecision, HeartbeatAnswer, HeldFlow, JournalAnswer, JournalBatch, LogLineWrite, NewRun, RetryKind, RunError, RunningStep,
  RunState, RunStore, StepPause, StepPlace, StepState, StepWrite,
} from '@maillon/engine'
import type { Clock, ErrorInfo } from '@maillon/kernel'
import { isTerminalRun, type AttemptOutcome, type RunOrigin, type RunStatus, type StepStatus } from '@maillon/plan'
import type pg from 'pg'
import {
  activeChildrenSql, childrenSql, childResultsSql, earlierSql, findChildSql, gateListSql, gateLockSql, gateOpenSql, heartbeatSql, heldFlowsSql, idleParentsSql, interruptedSql, loadSql, logSql,
  markToldSql, orphansSql, overdueSql, stuckSql, untoldSql, unrungSql, writeSql,
} from './run-store.sql.js'
import { parentOf } from './postgres-run-reader.js'

/**
 * Runs and steps in Postgres. Speaks SQL through a plain pool instead of TypeORM: each write is one prepared statement for many
 * transitions, which no entity manager builds, and this is where the engine's time goes. Give it a pool made with `isHot`.
 */
export class PostgresRunStore implements RunStore {
  /** @param clock only to turn "due in so many milliseconds" into this process's time. */
  constructor(private readonly pool: pg.Pool, private readonly clock: Clock) {}

  write(batch: JournalBatch): Promise<JournalAnswer> {
    return this.writeWithin(this.pool, batch)
  }

  /** The same inside the transaction that the caller has open on `client`: durable with its commit. */
  async writeWithin(client: Pick<pg.ClientBase, 'query'>, batch: JournalBatch): Promise<JournalAnswer> {
    const { rows } = await client.query<{ id: string; accepted_at: Date | null }>({ name: 'run-write', text: writeSql, values: [...writeValues(batch)] })
    const acceptedAt = new Map<string, string>()
    const won = new Set<string>()
    for (const row of rows) {
      if (row.accepted_at === null) won.add(row.id)
      else acceptedAt.set(row.id, row.accepted_at.toISOString())
    }
    const refused = batch.accepts.filter((run) => !acceptedAt.has(run.id))
    const earlier = refused.length === 0 ? new Map<string, EarlierRow>() : await findEarlier(client, refused)
    return {
      earlier: batch.accepts.map((run) => (acceptedAt.has(run.id) ? null : (earlier.get(`${run.flowId} ${run.key ?? ''}`)?.id ?? null))),
      acceptedAt: batch.accepts.map((run) => acceptedAt.get(run.id) ?? earlier.get(`${run.flowId} ${run.key ?? ''}`)?.accepted_at.toISOString() ?? ''),
      won: batch.changes.map((change) => won.has(change.runId)),
    }
  }

  async load(runId: string): Promise<RunState | null> {
    const { rows } = await this.ask<RunStateRow>('run-load', loadSql, [runId])
    const row = rows[0]
    return row === undefined ? null : stateOf(row, this.clock.now())
  }

  async heartbeat(worker: string, leaseMs: number, atHand: readonly RunningStep[]): Promise<HeartbeatAnswer> {
    const values = [worker, leaseMs, atHand.map((step) => step.runId), atHand.map((step) => step.node), atHand.map((step) => step.attempt)]
    const { rows } = await this.ask<{ lost: readonly StepName[] | null; forgotten: readonly StepName[] | null; others: number }>('run-heartbeat', heartbeatSql, values)
    const stepsOf = (names: readonly StepName[] | null | undefined): readonly RunningStep[] => (names ?? []).map(({ run, node, attempt }) => ({ runId: run, node, attempt, worker }))
    return { lost: stepsOf(rows[0]?.lost), forgotten: stepsOf(rows[0]?.forgotten), others: rows[0]?.others ?? 0 }
  }

  async retireWorker(worker: string): Promise<void> {
    await this.pool.query('DELETE FROM worker WHERE id = $1', [worker])
  }

  async findInterrupted(limit: number, leaseMs: number): Promise<readonly RunningStep[]> {
    const { rows } = await this.ask<{ run_id: string; node: number; attempt: number; worker: string }>('run-interrupted', interruptedSql, [limit, leaseMs])
    return rows.map((row) => ({ runId: row.run_id, node: row.node, attempt: row.attempt, worker: row.worker }))
  }

  async takeUnrung(quietMs: number, limit: number): Promise<readonly DueStep[]> {
    const { rows } = await this.ask<{ run_id: string; node: number; attempt: number; lane: string; priority: number }>('run-unrung', unrungSql, [quietMs, limit])
    return rows.map((row) => ({ runId: row.run_id, node: row.node, attempt: row.attempt, lane: row.lane, priority: row.priority }))
  }

  findOverdueRuns(limit: number): Promise<readonly string[]> {
    return this.ids('run-overdue', overdueSql, [limit])
  }

  findStuckRuns(quietMs: number, limit: number): Promise<readonly string[]> {
    return this.ids('run-stuck', stuckSql, [quietMs, limit])
  }

  async findFlowsWithHeldRuns(limit: number): Promise<readonly HeldFlow[]> {
    const { rows } = await this.ask<{ flow_id: string; flow_version_id: string }>('run-held', heldFlowsSql, [limit])
    return rows.map((row) => ({ flowId: row.flow_id, flowVersionId: row.flow_version_id }))
  }

  async gate(flowId: string, decide: (active: readonly string[], held: readonly string[]) => GateDecision, heldAtMost: number | null): Promise<GateDecision> {
    const client = await this.pool.connect()
    try {
      await client.query('BEGIN')
      // One gatekeeper for a flow over all processes: two that count at once would both let one in.
      await client.query(gateLockSql, [flowId])
      const { rows } = await client.query<{ id: string; held: boolean }>(gateListSql, [flowId, heldAtMost])
      const decision = decide(rows.filter((row) => !row.held).map((row) => row.id), rows.filter((row) => row.held).map((row) => row.id))
      if (decision.start.length > 0) await client.query(gateOpenSql, [decision.start])
      await client.query('COMMIT')
      client.release()
      return decision
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined)
      client.release(true)
      throw error
    }
  }

  async appendLog(lines: readonly LogLineWrite[]): Promise<void> {
    const rows = lines.map((line) => ({ ...line, run_id: line.runId, message: storable(line.message) }))
    await this.ask('run-log', logSql, [JSON.stringify(rows)])
  }

  async children(of: StepPlace, total: number): Promise<ChildrenSummary> {
    const { rows } = await this.ask<ChildrenSummary & { [column: string]: unknown }>('run-children', childrenSql, [of.runId, of.node, total])
    const [row] = rows
    return { opened: row?.opened ?? 0, active: row?.active ?? 0, waiting: row?.waiting ?? 0, failed: row?.failed ?? null }
  }

  async childResults(of: StepPlace, { after, limit, nodes }: { readonly after: number; readonly limit: number; readonly nodes: readonly number[] | null }): Promise<readonly ChildResult[]> {
    const { rows } = await this.ask<ChildResultRow>('run-child-results', childResultsSql, [of.runId, of.node, after, limit, nodes])
    return rows.map((row) => ({
      runId: row.id, index: row.position, flowVersionId: row.flow_version_id, status: row.status, error: row.error,
      outputs: new Map((row.steps ?? []).map((step) => [step.node, step.outputs])),
    }))
  }

  async findChild(of: StepPlace, index: number): Promise<string | null> {
    return (await this.ids('run-child', findChildSql, [of.runId, of.node, index]))[0] ?? null
  }

  findActiveChildren(of: StepPlace, limit: number): Promise<readonly string[]> {
    return this.ids('run-active-children', activeChildrenSql, [of.runId, of.node, limit])
  }

  findOrphans(limit: number): Promise<readonly string[]> {
    return this.ids('run-orphans', orphansSql, [limit])
  }

  async findIdleParents(limit: number): Promise<readonly StepPlace[]> {
    const { rows } = await this.ask<{ run_id: string; node: number }>('run-idle-parents', idleParentsSql, [limit])
    return rows.map((row) => ({ runId: row.run_id, node: row.node }))
  }

  findUntold(limit: number): Promise<readonly string[]> {
    return this.ids('run-untold', untoldSql, [limit])
  }

  async markTold(runIds: readonly string[]): Promise<void> {
    await this.ask('run-told', markToldSql, [runIds])
  }

  private async ids(name: string, text: string, values: readonly unknown[]): Promise<readonly string[]> {
    const { rows } = await this.ask<{ id: string }>(name, text, values)
    return rows.map((row) => row.id)
  }

  private ask<Row extends pg.QueryResultRow>(name: string, text: string, values: readonly unknown[]): Promise<pg.QueryResult<Row>> {
    return this.pool.query<Row>({ name, text, values: [...values] })
  }
}

async function findEarlier(client: Pick<pg.ClientBase, 'query'>, runs: readonly { readonly flowId: string; readonly key: string | null }[]): Promise<Map<string, EarlierRow>> {
  const { rows } = await client.query<EarlierRow>({ name: 'run-earlier', text: earlierSql, values: [runs.map((run) => run.flowId), runs.map((run) => run.key)] })
  return new Map(rows.map((row) => [`${row.flow_id} ${row.key}`, row]))
}

interface StepName {
  readonly run: string
  readonly node: number
  readonly attempt: number
}

interface EarlierRow {
  readonly id: string
  readonly flow_id: string
  readonly key: string
  readonly accepted_at: Date
}

interface RunStateRow {
  readonly id: string
  readonly workspace_id: string
  readonly flow_id: string
  readonly flow_version_id: string
  readonly version: number
  readonly status: RunStatus
  readonly origin: RunOrigin
  readonly held: boolean
  readonly is_test: boolean
  readonly is_dry_run: boolean
  readonly priority: number
  readonly trigger_node: number
  readonly lane: string
  readonly instant: Date | null
  readonly accepted_at: Date
  readonly error: RunError | null
  readonly parent_id: string | null
  readonly parent_node: number | null
  readonly parent_kind: ChildKind | null
  readonly position: number | null
  readonly root_id: string | null
  readonly key_run_id: string | null
  readonly iteration: string
  readonly depth: number
  readonly retry_of: string | null
  readonly retry_kind: RetryKind | null
  readonly steps: readonly StoredStep[] | null
}

interface ChildResultRow {
  readonly id: string
  readonly position: number
  readonly flow_version_id: string
  readonly status: RunStatus
  readonly error: RunError | null
  readonly steps: readonly { readonly node: number; readonly outputs: readonly DatasetRef[] }[] | null
}

interface StoredStep extends Omit<StepState, 'dueAt'> {
  readonly status: StepStatus
  readonly outcome: AttemptOutcome | null
  readonly outputs: readonly DatasetRef[] | null
  readonly error: ErrorInfo | null
  readonly setAside: DatasetRef | null
  readonly pause: StepPause | null
  readonly dueInMs: number | null
}

function stateOf(row: RunStateRow, now: number): RunState {
  const steps = new Map<number, StepState>()
  for (const { dueInMs, ...step } of row.steps ?? []) steps.set(step.node, { ...step, dueAt: dueInMs === null ? null : now + dueInMs })
  return {
    id: row.id, workspaceId: row.workspace_id, flowId: row.flow_id, flowVersionId: row.flow_version_id, origin: row.origin, status: row.status, version: row.version,
    acceptedAt: row.accepted_at.toISOString(), instant: row.instant?.toISOString() ?? null, isTest: row.is_test, isDryRun: row.is_dry_run, lane: row.lane,
    priority: row.priority, triggerNode: row.trigger_node, held: row.held, error: row.error, steps,
    parent: parentOf(row), rootId: row.root_id ?? row.id, keyRunId: row.key_run_id ?? row.root_id ?? row.id, iteration: row.iteration, depth: row.depth, retryOf: row.retry_of, retryKind: row.retry_kind,
  }
}

/** Only what a run has: most have no parent and go on from no other. */
function belongingOf({ id, parent, rootId, keyRunId, iteration, depth, retryKind }: NewRun): object {
  const own = parent === null ? {} : { parent_id: parent.runId, parent_node: parent.node, parent_kind: parent.kind, position: parent.index, iteration, depth }
  return { ...own, ...(rootId === id ? {} : { root_id: rootId }), ...(keyRunId === rootId ? {} : { key_run_id: keyRunId }), ...(retryKind === null ? {} : { retry_kind: retryKind }) }
}

function writeValues(batch: JournalBatch): readonly string[] {
  const runs: object[] = []
  const changes: { readonly id: string; readonly [column: string]: unknown }[] = []
  const fresh: object[] = []
  const changed: object[] = []
  const attempts: object[] = []
  for (const run of batch.accepts) {
    runs.push({
      id: run.id, workspace_id: run.workspaceId, flow_id: run.flowId, flow_version_id: run.flowVersionId, status: run.status, origin: run.origin, held: run.held,
      is_test: run.isTest, is_dry_run: run.isDryRun, priority: run.priority, trigger_node: run.triggerNode, lane: run.lane, key: run.key, instant: run.instant,
      started_by: run.startedBy, retry_of: run.retryOf, is_over: isTerminalRun(run.status), error: run.error, ...belongingOf(run),
    })
    for (const step of run.steps) fresh.push(stepRow(run.id, step))
  }
  for (const change of batch.changes) {
    changes.push({
      id: change.runId, expected: change.expectedVersion, status: change.status, held: change.held, is_over: isTerminalRun(change.status),
      error: change.error, ...(change.starts ? { starts: true } : {}), ...deadlineOf(change.deadlineInMs),
    })
    for (const step of change.steps) (step.isNew ? fresh : changed).push(stepRow(change.runId, step))
    for (const past of change.attempts) {
      attempts.push({ run_id: change.runId, node: past.node, number: past.number, outcome: past.outcome, worker: past.worker, took_ms: past.durationMs, error: past.error })
    }
  }
  // Every journal locks in the same order.
  changes.sort((a, b) => (a.id < b.id ? -1 : 1))
  return [runs, changes, fresh, changed, attempts].map((rows) => JSON.stringify(rows))
}

function deadlineOf(deadlineInMs: number | 'none' | null): object {
  if (deadlineInMs === null) return {}
  return deadlineInMs === 'none' ? { no_deadline: true } : { deadline_ms: deadlineInMs }
}

function stepRow(runId: string, step: StepWrite): object {
  return {
    run_id: runId, node: step.node, status: step.status, attempt: step.attempt, failures: step.failures, interruptions: step.interruptions, worker: present(step.worker),
    outcome: present(step.outcome), outputs: present(step.outputs), error: present(step.error), message: step.message === null ? undefined : storable(step.message),
    failed_items: step.failedItems, started_ago_ms: present(step.startedAgoMs), ended: step.ended, due_in_ms: present(step.dueInMs),
    pause: present(step.pause), waits_for: step.status === 'suspended' ? step.pause?.for : undefined, set_aside: present(step.setAside), due_at: present(step.dueAt),
  }
}

/** What isn't there isn't sent: JSON leaves `undefined` out, and Postgres takes a missing column as null. */
function present<Value>(value: Value | null): Value | undefined {
  return value ?? undefined
}

/** Postgres keeps no NUL characters. In data they are refused at the gate; in a node's own sentence they are just taken out. */
function storable(text: string): string {
  return text.includes('\u0000') ? text.replaceAll('\u0000', '') : text
}
