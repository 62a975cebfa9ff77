import type { Clock } from '@maillon/kernel'
import { isTerminalRun, isTerminalStep } from '@maillon/plan'
import type { AttemptRow, LogRow, RunRow } from '../run-reader.port.js'
import { standsAlone, type RunState, type StepState } from '../run-state.js'
import type {
  ChildResult, ChildrenSummary, DueStep, GateDecision, HeartbeatAnswer, HeldFlow, JournalAnswer, JournalBatch, LogLineWrite, NewRun, RunChange, RunningStep, RunStore, StepPlace, StepWrite,
} from '../run-store.port.js'

export interface MemoryStep extends Omit<StepState, 'dueAt'> {
  readonly readyAt: number
  readonly rungAt: number | null
  readonly startedAt: number | null
  readonly endedAt: number | null
  readonly dueAt: number | null
}

export interface MemoryRun {
  readonly row: Omit<RunRow, 'acceptedAt' | 'startedAt' | 'endedAt' | 'status' | 'error' | 'parent' | 'retryKind' | 'restoredAt'>
  readonly key: string | null
  state: Omit<RunState, 'steps'>
  readonly steps: Map<number, MemoryStep>
  readonly attempts: Map<number, AttemptRow[]>
  acceptedAt: number
  startedAt: number | null
  endedAt: number | null
  told: boolean
  deadlineAt: number | null
  touchedAt: number
}

/** Rows in memory, with the same rules as in Postgres (R1 to R5): for runs without a server, and as the reference for the suite. */
export class MemoryRunStore implements RunStore {
  readonly runs = new Map<string, MemoryRun>()
  readonly logs: (LogRow & { readonly runId: string })[] = []
  private readonly keys = new Map<string, string>()
  private readonly leases = new Map<string, number>()

  constructor(private readonly clock: Clock) {}

  write(batch: JournalBatch): Promise<JournalAnswer> {
    const forged = batch.changes.find((change) => this.changesWhatIsOver(change))
    if (forged !== undefined) return Promise.reject(new Error(`A step of run ${forged.runId} that is over cannot go on`))
    const earlier = batch.accepts.map((run) => this.insert(run))
    const acceptedAt = batch.accepts.map((run, at) => isoOf(this.runs.get(earlier[at] ?? run.id)?.acceptedAt ?? 0))
    return Promise.resolve({ earlier, acceptedAt, won: batch.changes.map((change) => this.apply(change)) })
  }

  load(runId: string): Promise<RunState | null> {
    const run = this.runs.get(runId)
    if (run === undefined) return Promise.resolve(null)
    const steps = new Map([...run.steps].map(([node, { readyAt: _r, rungAt: _u, startedAt: _s, endedAt: _e, ...step }]) => [node, step]))
    return Promise.resolve({ ...run.state, steps })
  }

  heartbeat(worker: string, leaseMs: number, atHand: readonly RunningStep[]): Promise<HeartbeatAnswer> {
    const now = this.clock.now()
    this.leases.set(worker, now + leaseMs)
    const others = [...this.leases].filter(([other, until]) => other !== worker && until >= now).length
    const lost = atHand.filter((mine) => {
      const step = this.runs.get(mine.runId)?.steps.get(mine.node)
      return step?.status !== 'running' || step.attempt !== mine.attempt
    })
    const forgotten: RunningStep[] = []
    for (const [runId, run] of this.activeRuns()) {
      for (const { node, attempt, status, worker: whose, startedAt } of run.steps.values()) {
        const isOld = status === 'running' && whose === worker && (startedAt ?? now) < now - leaseMs
        if (isOld && !atHand.some((mine) => mine.runId === runId && mine.node === node && mine.attempt === attempt)) forgotten.push({ runId, node, attempt, worker })
      }
    }
    return Promise.resolve({ lost, forgotten, others })
  }

  retireWorker(worker: string): Promise<void> {
    this.leases.delete(worker)
    return Promise.resolve()
  }

  findInterrupted(limit: number, leaseMs: number): Promise<readonly RunningStep[]> {
    const now = this.clock.now()
    const found: RunningStep[] = []
    for (const [runId, run] of this.activeRuns()) {
      for (const step of run.steps.values()) {
        if (step.status !== 'running' || step.worker === null) continue
        const lease = this.leases.get(step.worker)
        if (lease === undefined || (lease < now && (step.startedAt ?? 0) < now - leaseMs)) found.push({ runId, node: step.node, attempt: step.attempt, worker: step.worker })
      }
    }
    return Promise.resolve(found.slice(0, limit))
  }

  takeUnrung(quietMs: number, limit: number): Promise<readonly DueStep[]> {
    const now = this.clock.now()
    const due: { readonly at: number; readonly run: MemoryRun; readonly step: MemoryStep }[] = []
    for (const [, run] of this.activeRuns()) {
      for (const step of run.steps.values()) {
        const since = dueSince(step)
        const at = since === null ? null : Math.max(since, step.rungAt ?? 0)
        // A wait that is over is due at once; only what was rung already gets its time of quiet.
        const quiet = step.status !== 'ready' && step.rungAt === null ? 0 : quietMs
        if (at !== null && at + quiet <= now) due.push({ at, run, step })
      }
    }
    const inOrder = due.toSorted((a, b) => a.at - b.at)
    const latest = inOrder.slice(limit).filter(({ at, step }) => step.rungAt === null && at > now - quietMs - 4_000)
    const taken = [...inOrder.slice(0, limit), ...latest.slice(-limit)]
    for (const { run, step } of taken) run.steps.set(step.node, { ...step, rungAt: now })
    return Promise.resolve(taken.map(({ run, step }) => ({ runId: run.row.id, node: step.node, attempt: step.attempt, lane: run.state.lane, priority: run.state.priority })))
  }

  findOverdueRuns(limit: number): Promise<readonly string[]> {
    const now = this.clock.now()
    return Promise.resolve([...this.activeRuns()].filter(([, run]) => run.deadlineAt !== null && run.deadlineAt < now).map(([id]) => id).slice(0, limit))
  }

  findStuckRuns(quietMs: number, limit: number): Promise<readonly string[]> {
    const now = this.clock.now()
    const stuck = [...this.activeRuns()].filter(([, run]) => !run.state.held && run.touchedAt + quietMs <= now && [...run.steps.values()].every((step) => isTerminalStep(step.status)))
    return Promise.resolve(stuck.map(([id]) => id).slice(0, limit))
  }

  findFlowsWithHeldRuns(limit: number): Promise<readonly HeldFlow[]> {
    const flows = new Map<string, string>()
    for (const [, run] of this.activeRuns()) if (run.state.held) flows.set(run.state.flowId, run.state.flowVersionId)
    return Promise.resolve([...flows].map(([flowId, flowVersionId]) => ({ flowId, flowVersionId })).slice(0, limit))
  }

  gate(flowId: string, decide: (active: readonly string[], held: readonly string[]) => GateDecision, heldAtMost: number | null): Promise<GateDecision> {
    const runs = [...this.activeRuns()].filter(([, run]) => run.state.flowId === flowId && run.state.parent?.kind !== 'iteration')
    const ids = (held: boolean): string[] => runs.filter(([, run]) => run.state.held === held).map(([id]) => id)
    const decision = decide(ids(false), ids(true).slice(0, heldAtMost ?? undefined))
    for (const id of decision.start) {
      const run = this.runs.get(id)
      if (run !== undefined) run.state = { ...run.state, held: false, version: run.state.version + 1 }
    }
    return Promise.resolve(decision)
  }

  appendLog(lines: readonly LogLineWrite[]): Promise<void> {
    for (const { at, ...line } of lines) this.logs.push({ ...line, at: isoOf(at) })
    return Promise.resolve()
  }

  children(of: StepPlace): Promise<ChildrenSummary> {
    const children = this.childrenOf(of)
    const failed = children.find(({ state }) => state.status === 'failed' || state.status === 'cancelled')
    let opened = 0
    while (children[opened]?.state.parent?.index === opened) opened += 1
    return Promise.resolve({
      opened, active: children.filter(({ state }) => !isTerminalRun(state.status)).length,
      waiting: children.filter(({ state, deadlineAt }) => state.status === 'waiting' && deadlineAt === null).length,
      failed: failed === undefined ? null : { runId: failed.row.id, error: failed.state.error },
    })
  }

  childResults(of: StepPlace, { after, limit, nodes }: { readonly after: number; readonly limit: number; readonly nodes: readonly number[] | null }): Promise<readonly ChildResult[]> {
    const page = this.childrenOf(of).filter(({ state }) => (state.parent?.index ?? 0) > after).slice(0, limit)
    return Promise.resolve(page.map(({ row, state, steps }) => ({
      runId: row.id, index: state.parent?.index ?? 0, flowVersionId: row.flowVersionId, status: state.status, error: state.error,
      outputs: new Map([...steps].flatMap(([node, { outputs }]) => (outputs === null || (nodes !== null && !nodes.includes(node)) ? [] : [[node, outputs] as const]))),
    })))
  }

  findChild(of: StepPlace, index: number): Promise<string | null> {
    return Promise.resolve(this.childrenOf(of).find(({ state }) => state.parent?.index === index)?.row.id ?? null)
  }

  findActiveChildren(of: StepPlace, limit: number): Promise<readonly string[]> {
    return Promise.resolve(this.childrenOf(of).filter(({ state }) => !isTerminalRun(state.status) && !standsAlone(state)).map(({ row }) => row.id).slice(0, limit))
  }

  findOrphans(limit: number): Promise<readonly string[]> {
    const orphans = [...this.activeRuns()].filter(([, { state }]) => {
      const { parent } = state
      const step = parent === null || standsAlone(state) ? undefined : this.runs.get(parent.runId)?.steps.get(parent.node)
      return step !== undefined && isTerminalStep(step.status)
    })
    return Promise.resolve(orphans.map(([id]) => id).slice(0, limit))
  }

  findIdleParents(limit: number): Promise<readonly StepPlace[]> {
    const idle: StepPlace[] = []
    for (const [runId, run] of this.activeRuns()) {
      for (const { node, status, pause } of run.steps.values()) {
        if (status !== 'suspended' || pause?.for !== 'children' || run.touchedAt > this.clock.now() - 2_000) continue
        if (this.childrenOf({ runId, node }).every(({ state }) => isTerminalRun(state.status))) idle.push({ runId, node })
      }
    }
    return Promise.resolve(idle.slice(0, limit))
  }

  findUntold(limit: number): Promise<readonly string[]> {
    const before = this.clock.now() - 5_000
    const untold = [...this.runs].filter(([, { state, told, endedAt }]) =>
      state.status === 'failed' && !told && !state.isTest && standsAlone(state) && endedAt !== null && endedAt < before)
    return Promise.resolve(untold.map(([id]) => id).slice(0, limit))
  }

  markTold(runIds: readonly string[]): Promise<void> {
    for (const id of runIds) {
      const run = this.runs.get(id)
      if (run !== undefined) run.told = true
    }
    return Promise.resolve()
  }

  /** In order of their index. */
  private childrenOf({ runId, node }: StepPlace): readonly MemoryRun[] {
    return [...this.runs.values()]
      .filter(({ state: { parent } }) => parent?.runId === runId && parent.node === node && parent.kind !== 'mended')
      .toSorted((a, b) => (a.state.parent?.index ?? 0) - (b.state.parent?.index ?? 0))
  }

  private *activeRuns(): Iterable<[string, MemoryRun]> {
    for (const entry of this.runs) if (!isTerminalRun(entry[1].state.status)) yield entry
  }

  private insert(run: NewRun): string | null {
    const key = run.key === null ? null : `${run.flowId} ${run.key}`
    const earlier = key === null ? undefined : this.keys.get(key)
    if (earlier !== undefined) return earlier
    if (key !== null) this.keys.set(key, run.id)
    const now = this.clock.now()
    const { id, workspaceId, flowId, flowVersionId, origin, isTest, isDryRun, instant, startedBy, retryOf } = run
    const stored: MemoryRun = {
      row: { id, workspaceId, flowId, flowVersionId, origin, isTest, isDryRun, instant, startedBy, retryOf },
      key: run.key, steps: new Map(), attempts: new Map(), acceptedAt: now, startedAt: null, endedAt: isTerminalRun(run.status) ? now : null, told: false, deadlineAt: null, touchedAt: now,
      state: {
        id, workspaceId, flowId, flowVersionId, origin, isTest, isDryRun, instant, status: run.status, version: 0, acceptedAt: isoOf(now),
        lane: run.lane, priority: run.priority, triggerNode: run.triggerNode, held: run.held, error: run.error,
        parent: run.parent, rootId: run.rootId, keyRunId: run.keyRunId, iteration: run.iteration, depth: run.depth, retryOf: run.retryOf, retryKind: run.retryKind,
      },
    }
    for (const step of run.steps) this.writeStep(stored, step)
    this.runs.set(id, stored)
    return null
  }

  private apply(change: RunChange): boolean {
    const run = this.runs.get(change.runId)
    if (run === undefined || run.state.version !== change.expectedVersion || isTerminalRun(run.state.status)) return false
    const now = this.clock.now()
    for (const past of change.attempts) {
      const startedAt = past.durationMs === null ? (run.steps.get(past.node)?.startedAt ?? now) : now - past.durationMs
      const list = run.attempts.get(past.node) ?? []
      list.push({ number: past.number, outcome: past.outcome, startedAt: isoOf(startedAt), endedAt: isoOf(now), worker: past.worker, error: past.error })
      run.attempts.set(past.node, list)
    }
    for (const step of change.steps) this.writeStep(run, step)
    setTimes(run, change, now)
    run.state = { ...run.state, status: change.status, held: change.held, error: change.error, version: run.state.version + 1 }
    return true
  }

  /** As in Postgres, where a trigger refuses the statement: a change that would win but brings a step back takes its whole batch down. */
  private changesWhatIsOver({ runId, expectedVersion, steps }: RunChange): boolean {
    const run = this.runs.get(runId)
    if (run === undefined || run.state.version !== expectedVersion || isTerminalRun(run.state.status)) return false
    return steps.some(({ node, status }) => {
      const before = run.steps.get(node)
      return before !== undefined && isTerminalStep(before.status) && before.status !== status
    })
  }

  private writeStep(run: MemoryRun, write: StepWrite): void {
    const before = run.steps.get(write.node)
    if (before !== undefined && isTerminalStep(before.status)) return
    const now = this.clock.now()
    const { isNew: _n, startedAgoMs, ended, dueInMs, dueAt, ...row } = write
    run.steps.set(write.node, {
      ...row,
      readyAt: write.status === 'ready' ? now : (before?.readyAt ?? now),
      rungAt: null,
      startedAt: startedAgoMs === null ? (before?.startedAt ?? null) : now - startedAgoMs,
      endedAt: ended ? now : null,
      dueAt: dueInMs === null ? (dueAt === null ? null : Date.parse(dueAt)) : now + dueInMs,
    })
  }
}

function setTimes(run: MemoryRun, change: RunChange, now: number): void {
  if (change.starts) run.startedAt = now
  if (change.deadlineInMs !== null) run.deadlineAt = change.deadlineInMs === 'none' ? null : now + change.deadlineInMs
  if (isTerminalRun(change.status)) run.endedAt = now
  run.touchedAt = now
}

/** Since when a step is there to be rung; null: it isn't. */
function dueSince({ status, readyAt, dueAt }: MemoryStep): number | null {
  if (status === 'ready') return readyAt
  return status === 'retrying' || status === 'suspended' ? dueAt : null
}

export function isoOf(ms: number): string {
  return new Date(ms).toISOString()
}
