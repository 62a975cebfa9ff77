import type { DatasetRef } from '@maillon/datasets'
import { isJsonObject, type JsonObject } from '@maillon/kernel'
import { isTerminalRun } from '@maillon/plan'
import { runResultKey, type AttemptRow, type LogRow, type RunListQuery, type RunReader, type RunResult, type RunRow, type StepRow, type TurnRow } from '../run-reader.port.js'
import { isoOf, type MemoryRun, type MemoryRunStore, type MemoryStep } from './memory-run-store.js'

/** What people see of the runs of a `MemoryRunStore`. */
export class MemoryRunReader implements RunReader {
  constructor(private readonly store: MemoryRunStore) {}

  list(query: RunListQuery): Promise<{ readonly runs: readonly RunRow[]; readonly nextCursor: string | null }> {
    const found = this.rows(query.workspaceId)
      .filter((row) => query.cursor === undefined || row.id < query.cursor)
      .filter((row) => this.fits(row, query))
      .toSorted((a, b) => (a.id < b.id ? 1 : -1))
    const runs = found.slice(0, query.limit)
    return Promise.resolve({ runs, nextCursor: found.length > runs.length ? (runs.at(-1)?.id ?? null) : null })
  }

  find(workspaceId: string, runId: string): Promise<RunRow | null> {
    const run = this.store.runs.get(runId)
    return Promise.resolve(run?.row.workspaceId === workspaceId ? runRow(run) : null)
  }

  async findMany(workspaceId: string, runIds: readonly string[]): Promise<readonly RunRow[]> {
    return (await Promise.all(runIds.map((id) => this.find(workspaceId, id)))).filter((row) => row !== null)
  }

  steps(runId: string): Promise<readonly StepRow[]> {
    const run = this.store.runs.get(runId)
    return Promise.resolve(run === undefined ? [] : [...run.steps.values()].toSorted((a, b) => a.node - b.node).map((step) => stepRow(run, step)))
  }

  async stepsOf(runIds: readonly string[]): Promise<ReadonlyMap<string, readonly StepRow[]>> {
    return new Map(await Promise.all(runIds.map(async (id) => [id, await this.steps(id)] as const)))
  }

  output(runId: string, node: number, port: number): Promise<DatasetRef | null> {
    return Promise.resolve(this.store.runs.get(runId)?.steps.get(node)?.outputs?.[port] ?? null)
  }

  turns(runId: string, node: number, { after, limit }: { readonly after: number; readonly limit: number }): Promise<readonly TurnRow[]> {
    const turns = [...this.store.runs.values()].flatMap((run) => {
      const { parent, iteration } = run.state
      const { id, status, acceptedAt, endedAt, error } = runRow(run)
      return parent?.runId === runId && parent.node === node && parent.kind !== 'mended' && parent.index > after ? [{ runId: id, index: parent.index, iteration, status, acceptedAt, endedAt, error }] : []
    })
    return Promise.resolve(turns.toSorted((a, b) => a.index - b.index).slice(0, limit))
  }

  logs(runId: string, after: number, limit: number): Promise<{ readonly lines: readonly LogRow[]; readonly last: number }> {
    const lines = this.store.logs.filter((line) => line.runId === runId).slice(after, after + limit)
    return Promise.resolve({ lines, last: after + lines.length })
  }

  results(runIds: readonly string[]): Promise<ReadonlyMap<string, RunResult>> {
    const said = this.store.logs.flatMap(({ runId, message, data }) => {
      const statistics = data?.[runResultKey]
      return runIds.includes(runId) && isJsonObject(statistics) ? [[runId, { message, statistics: orNull(statistics) }] as const] : []
    })
    return Promise.resolve(new Map(said))
  }

  starters(workspaceId: string): Promise<readonly string[]> {
    return Promise.resolve([...new Set(this.rows(workspaceId).flatMap(({ startedBy }) => startedBy ?? []))])
  }

  private rows(workspaceId: string): RunRow[] {
    return [...this.store.runs.values()].filter((run) => run.row.workspaceId === workspaceId && run.state.parent?.kind !== 'iteration').map(runRow)
  }

  private fits(row: RunRow, { flowIds, statuses = [], from, to, withTests, words = '', origin, startedBy }: RunListQuery): boolean {
    const refusals = [
      flowIds !== undefined && !flowIds.includes(row.flowId),
      statuses.length > 0 && !statuses.includes(row.status),
      from !== undefined && row.acceptedAt < from,
      to !== undefined && row.acceptedAt >= to,
      withTests === false && row.isTest,
      origin !== undefined && row.origin !== origin,
      startedBy !== undefined && row.startedBy !== startedBy,
      words !== '' && !hasWords(this.textOf(row), words),
    ]
    return !refusals.includes(true)
  }

  private textOf(row: RunRow): string {
    const run = this.store.runs.get(row.id)
    const steps = [...(run?.steps.values() ?? [])].map((step) => [step.message, step.error])
    const logs = this.store.logs.filter((line) => line.runId === row.id).map((line) => line.message)
    return JSON.stringify([row.error, steps, logs])
  }
}

function runRow(run: MemoryRun): RunRow {
  return {
    ...run.row, restoredAt: null, retryKind: run.state.retryKind, parent: run.state.parent, status: run.state.status, error: run.state.error, acceptedAt: isoOf(run.acceptedAt),
    startedAt: run.startedAt === null ? null : isoOf(run.startedAt), endedAt: run.endedAt === null || !isTerminalRun(run.state.status) ? null : isoOf(run.endedAt),
  }
}

function stepRow(run: MemoryRun, step: MemoryStep): StepRow {
  const past = run.attempts.get(step.node) ?? []
  const newest: AttemptRow[] = step.outcome === null || step.attempt === 0 ? [] : [{
    number: step.attempt, outcome: step.outcome, startedAt: isoOf(step.startedAt ?? 0), endedAt: step.endedAt === null ? null : isoOf(step.endedAt),
    worker: step.worker, error: step.outcome === 'succeeded' ? null : step.error,
  }]
  return {
    node: step.node, iteration: run.state.iteration, status: step.status, startedAt: step.startedAt === null ? null : isoOf(step.startedAt), endedAt: step.endedAt === null ? null : isoOf(step.endedAt),
    nextAttemptAt: (step.status === 'retrying' || step.status === 'suspended') && step.dueAt !== null ? isoOf(step.dueAt) : null,
    error: step.error, message: step.message, failedItems: step.failedItems, outputs: step.outputs, setAside: step.setAside, pause: step.pause, attempts: [...past, ...newest],
  }
}

/** Whether each word asked for is the beginning of one of the text's. */
function hasWords(text: string, asked: string): boolean {
  const there = wordsOf(text)
  return wordsOf(asked).every((word) => there.some((one) => one.startsWith(word)))
}

function wordsOf(text: string): readonly string[] {
  return text.normalize('NFKD').replaceAll(/\p{Diacritic}/gu, '').toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
}

function orNull(statistics: JsonObject): JsonObject | null {
  return Object.keys(statistics).length === 0 ? null : statistics
}
