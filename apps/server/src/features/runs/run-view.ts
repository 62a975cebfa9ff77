import type { AttemptView, ErrorView, LogLine, RunSummary, StepView, StepWaitView, TurnView } from '@maillon/api-contract'
import { runResultKey, type AttemptRow, type LogRow, type RunResult, type RunRow, type StepPause, type StepRow, type TurnRow } from '@maillon/engine'
import { isJsonObject, type ErrorInfo, type JsonObject, type Locale } from '@maillon/kernel'
import { errorSentence, messageOf } from '@maillon/messages'
import type { Plan, PlanNode } from '@maillon/plan'

/** What stands beside a run's row for people. */
export interface RunNames {
  readonly flowName: string
  readonly versionNumber: number | null
  readonly startedBy: string | null
  /** What the run said came of it. Absent or null: nothing. */
  readonly result?: RunResult | null
}

export interface ViewMoment {
  readonly locale: Locale
  /** Milliseconds since the epoch. */
  readonly now: number
}

export function runSummary(row: RunRow, { result = null, ...names }: RunNames, at: ViewMoment): RunSummary {
  const { id, flowId, status, origin, isTest, isDryRun, acceptedAt, startedAt, endedAt, instant, restoredAt } = row
  const end = endedAt === null ? at.now : Date.parse(endedAt)
  return {
    id, flowId, status, origin, isTest, isDryRun, acceptedAt, startedAt, endedAt, instant, restoredAt, ...names,
    goesOnFrom: row.retryOf === null ? null : { runId: isTurnAlone(row) ? row.parent.runId : row.retryOf, how: row.retryKind ?? 'failure' },
    calledBy: isTurnAlone(row) ? null : (row.parent?.runId ?? null),
    durationMs: Math.max(0, end - Date.parse(acceptedAt)),
    ...saidOf(row, result, at.locale),
  }
}

/** A failure speaks before what the flow says; figures that it gave before stay. */
function saidOf({ error }: RunRow, result: RunResult | null, locale: Locale): Pick<RunSummary, 'message' | 'statistics'> {
  if (error !== null) return { message: errorSentence(error.error, locale).sentence, statistics: result?.statistics ?? null }
  return result ?? { message: '', statistics: null }
}

/** What goes on from a turn of a loop: people know the run around the turn. */
function isTurnAlone(row: RunRow): row is RunRow & { readonly parent: NonNullable<RunRow['parent']> } {
  return row.parent?.kind === 'mended'
}

export function stepView(row: StepRow, plan: Plan, at: { readonly locale: Locale; readonly isDryRun: boolean; readonly progress?: StepView['progress'] }): StepView {
  const node = plan.nodes[row.node]
  const counts = (row.outputs ?? []).map((output, port) => [node?.outputs[port] ?? String(port), output.count] as const)
  return {
    node: node?.id ?? '',
    iteration: row.iteration,
    status: row.status,
    startedAt: row.startedAt,
    endedAt: row.endedAt,
    nextAttemptAt: row.nextAttemptAt,
    attempts: row.attempts.map((attempt) => attemptView(attempt, at.locale)),
    message: row.message ?? (row.error === null ? foundLate(row, plan, at.locale) : errorSentence(row.error, at.locale).sentence),
    progress: at.progress ?? null,
    outputs: Object.fromEntries(counts),
    wait: row.pause === null ? null : waitView(row.pause),
    failedItems: row.failedItems,
    setAside: row.setAside?.count ?? 0,
    isPreview: at.isDryRun && isPreview(row, node),
  }
}

/** A step that looked in vain before says at which try it found something. */
function foundLate({ status, pause, node }: StepRow, plan: Plan, locale: Locale): string {
  const emptyTries = pause?.emptyTries ?? 0
  if (emptyTries === 0 || status !== 'succeeded') return ''
  return messageOf('ENGINE_FOUND_LATE', { tries: emptyTries + 1, of: plan.nodes[node]?.untilFound?.attempts ?? emptyTries + 1 }, locale)
}

/** In a dry run: whether it would have written something, and shows what instead. */
function isPreview({ status }: StepRow, node: PlanNode | undefined): boolean {
  return node?.effects === 'write' && !node.disabled && (status === 'succeeded' || status === 'warned')
}

function waitView({ for: what, emptyTries, resumed }: StepPause): StepWaitView {
  return { for: what, emptyTries, ended: resumed?.by ?? null, answer: resumed?.by === 'answer' ? resumed.answer : null }
}

export function turnView({ runId, index, status, acceptedAt, endedAt, error }: TurnRow, locale: Locale): TurnView {
  return { runId, index, status, acceptedAt, endedAt, message: error === null ? '' : errorSentence(error.error, locale).sentence }
}

export function errorView(info: ErrorInfo, locale: Locale): ErrorView {
  const { sentence, hint } = errorSentence(info, locale)
  return { sentence, hint, info }
}

export function logLine(row: LogRow, plan: Plan): LogLine {
  const { at, node, attempt, level, message, data } = row
  return { at, node: plan.nodes[node]?.id ?? null, attempt, level, message, data: shownData(data) }
}

/** Of a line that is the run's result, its figures; null: none. */
function shownData(data: JsonObject | null): JsonObject | null {
  const result = data?.[runResultKey]
  if (result === undefined || !isJsonObject(result)) return data
  return Object.keys(result).length === 0 ? null : result
}

function attemptView({ number, outcome, startedAt, endedAt, worker, error }: AttemptRow, locale: Locale): AttemptView {
  return { number, outcome, startedAt, endedAt, workerId: worker, error: error === null ? null : errorView(error, locale) }
}
