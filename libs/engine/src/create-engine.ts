import { setTimeout as pause } from 'node:timers/promises'
import type { DatasetRef } from '@maillon/datasets'
import { tellBare, type JsonObject } from '@maillon/kernel'
import { isTerminalRun, isTerminalStep, type Plan } from '@maillon/plan'
import { isGated } from './core/decide-overlap.js'
import { engineError } from './core/engine-error.js'
import type { RunDraft } from './core/run-draft.js'
import { fromFailure, fromStep, withRowsAlone, type ChangedOutput } from './core/beginnings.js'
import { answer, begin, endAtOnce, interrupt } from './core/transitions.js'
import type { Accepted, AcceptRequest, AnswerOutcome, AnswerPlace, Engine, EngineOptions, EngineSettings, PreparedRun, ReconcileReport, RunAgain, SettledView, WorkerOptions, WorkerView } from './engine.js'
import { noObserver } from './engine-observer.port.js'
import { noFaults } from './faults.port.js'
import { acceptRun, prepareRun, triggerStep, type AcceptPorts, type Beginning } from './handlers/accept-run.js'
import { AfterChange } from './handlers/after-change.js'
import { BellRinger } from './handlers/bell-ringer.js'
import { Children } from './handlers/children.js'
import { ClaimsAhead } from './handlers/claims-ahead.js'
import { FailureTeller } from './handlers/failure-teller.js'
import { Gatekeeper } from './handlers/gatekeeper.js'
import { Heartbeat } from './handlers/heartbeat.js'
import { Journal } from './handlers/journal.js'
import { LaneKeeper } from './handlers/lane-keeper.js'
import { LogBuffer } from './handlers/log-buffer.js'
import { PlanCache } from './handlers/plan-cache.js'
import { RunCells } from './handlers/run-cells.js'
import { RunningSteps } from './handlers/running-steps.js'
import { StepHandler } from './handlers/step.handler.js'
import { Sweep } from './handlers/sweep.js'
import { waitUntilSettled } from './handlers/when-settled.js'
import { scopeOf, type RunState, type StepState } from './run-state.js'

export const defaultEngineSettings: EngineSettings = {
  acceptTimeoutMs: 2_000, leaseMs: 5_000, heartbeatMs: 1_500, sweepMs: 1_000, unrungAfterMs: 3_000,
  maxInterruptions: 3, inPlaceBudgetMs: 50, abortGraceMs: 1_000, cachedRuns: 2_000,
}

/** What a failure is in itself; a server adds sentence, time and link. */
function bareFailure({ id, flowId, error }: RunState, { flowName }: Plan): JsonObject {
  return { flowId, flowName, runId: id, node: error?.node ?? null, code: error?.error.code ?? null }
}

/** Sweeps between two looks at the lanes. */
const watchLanesEvery = 5

/** Wire the engine to its ports. Nothing runs until `startWorker`; `accept`, `cancel` and `whenSettled` work without a worker. */
export function createEngine(options: EngineOptions): Engine {
  return new RunEngine(options)
}

class RunEngine implements Engine {
  private readonly settings: EngineSettings
  private readonly worker: string
  private readonly journal: Journal
  private readonly plans: PlanCache
  private readonly cells: RunCells
  private readonly ringer: BellRinger
  private readonly after: AfterChange
  private readonly running = new RunningSteps()
  private readonly ahead = new ClaimsAhead()
  private readonly logs: LogBuffer
  private readonly gatekeeper: Gatekeeper
  private readonly heartbeat: Heartbeat
  private readonly sweep: Sweep
  private readonly steps: StepHandler
  private readonly acceptPorts: AcceptPorts
  private readonly children: Children
  private readonly teller: FailureTeller
  private readonly lanes: LaneKeeper
  private sweeps = 0
  private sweepTimer: NodeJS.Timeout | null = null
  private sweeping: Promise<ReconcileReport> | null = null
  private stopWatching: (() => void) | null = null

  constructor(private readonly options: EngineOptions) {
    const { store, queue, runner, events, clock, random, logger } = options
    this.settings = { ...defaultEngineSettings, ...options.settings }
    this.worker = random.id()
    this.journal = new Journal(store)
    this.plans = new PlanCache(options.plans)
    this.ringer = new BellRinger(queue, logger)
    this.logs = new LogBuffer(store, logger)
    const observer = options.observer ?? noObserver
    const tell = options.tellError ?? tellBare
    this.after = new AfterChange({
      events, observer, ringer: this.ringer, ahead: this.ahead,
      onRunOver: (draft, state) => this.onRunOver(draft, state),
      // What can't be cancelled now is an orphan, and the sweep's.
      onLeft: (place) => void this.children.cancel(place).catch(() => undefined),
      onRest: (place) => void this.children.visit(place),
    })
    this.cells = new RunCells({
      store, journal: this.journal, plans: this.plans, logger, tell, limit: this.settings.cachedRuns,
      onChanged: (draft, state) => this.after.handle(draft, state, draft.base),
      onClaimingAhead: (draft, durable) => this.after.ringAhead(draft, durable),
    })
    const shared = { store, queue, cells: this.cells, logger, settings: this.settings, clock, worker: this.worker, running: this.running, ahead: this.ahead }
    const faults = options.faults ?? noFaults
    this.acceptPorts = {
      journal: this.journal, random, acceptTimeoutMs: this.settings.acceptTimeoutMs,
      onAccepted: (draft, state, plan) => this.onAccepted(draft, state, plan),
    }
    const accepting = { ...shared, events, plans: this.plans, accept: this.acceptPorts }
    this.children = new Children({ ...accepting, tell, callProblem: options.callProblem ?? (() => Promise.resolve(null)) })
    this.teller = new FailureTeller({ ...accepting, onFinalFailure: options.onFinalFailure ?? (() => Promise.resolve()), failureItem: options.failureItem ?? bareFailure })
    this.gatekeeper = new Gatekeeper(shared)
    this.heartbeat = new Heartbeat(shared)
    this.sweep = new Sweep({ ...shared, journal: this.journal, plans: this.plans, gatekeeper: this.gatekeeper, children: this.children, teller: this.teller, heartbeat: this.heartbeat })
    this.lanes = new LaneKeeper({ queue, logger, answer: (lane, bell) => this.steps.answer(lane, bell) })
    this.steps = new StepHandler({ ...shared, journal: this.journal, lanes: this.lanes, runner, logs: this.logs, ringer: this.ringer, events, observer, random, faults, children: this.children })
  }

  async accept(request: AcceptRequest): Promise<Accepted> {
    const plan = this.plans.peek(request.flowVersionId) ?? (await this.plans.get(request.flowVersionId))
    return acceptRun(this.acceptPorts, { request, plan, steps: [triggerStep(request, plan)], retryOf: null })
  }

  async prepare(request: AcceptRequest): Promise<PreparedRun> {
    const plan = this.plans.peek(request.flowVersionId) ?? (await this.plans.get(request.flowVersionId))
    return prepareRun(this.acceptPorts, { request, plan, steps: [triggerStep(request, plan)], retryOf: null })
  }

  async cancel(runId: string): Promise<boolean> {
    return (await this.cells.transact(runId, (draft) => endAtOnce(draft, 'cancelled', null))) ?? false
  }

  retryFromFailure(runId: string, startedBy: string | null = null): Promise<Accepted> {
    return this.goOnFrom(runId, { startedBy, retryKind: 'failure', steps: (_, state) => fromFailure(state) })
  }

  runAgainFrom(runId: string, { node, changed = [], startedBy = null }: RunAgain & { readonly changed?: readonly ChangedOutput[] }): Promise<Accepted> {
    return this.goOnFrom(runId, { startedBy, retryKind: 'from', steps: (plan, state) => fromStep(plan, state, { node, changed }) })
  }

  runRows(runId: string, { node, rows, startedBy = null }: RunAgain & { readonly rows: DatasetRef }): Promise<Accepted> {
    return this.goOnFrom(runId, { startedBy, retryKind: 'rows', steps: (plan, state) => withRowsAlone(plan, state, { node, rows }) })
  }

  async answer({ runId, node, number }: AnswerPlace, given: JsonObject): Promise<AnswerOutcome> {
    const run = await this.cells.open(runId, Number.MAX_SAFE_INTEGER)
    const step = run?.state.steps.get(node)
    if (run === null || step === undefined) return 'unknown'
    if ((await this.cells.transact(runId, (draft) => answer(draft, { node, number, answer: given }))) === true) return 'taken'
    const isOpen = !isTerminalRun(run.state.status) && !isTerminalStep(step.status)
    return isOpen && (step.pause?.number ?? 0) < number ? 'early' : 'late'
  }

  whenSettled(runId: string, target: number | 'run', timeoutMs: number): Promise<SettledView | null> {
    return waitUntilSettled({ store: this.options.store, cells: this.cells, events: this.options.events }, { runId, target, timeoutMs })
  }

  async startWorker(options: WorkerOptions): Promise<void> {
    const { events } = this.options
    this.steps.comeBack()
    this.stopWatching = events.subscribe(null, (event) => {
      if (event.kind === 'step' && event.status === 'cancelled') this.running.stop(event.ownRunId, event.node, { attempt: event.attempt, reason: 'cancelled' })
    })
    await this.heartbeat.start()
    await this.serve(options)
    this.sweepTimer = setInterval(() => void this.sweepOnce(), this.settings.sweepMs)
  }

  async serve({ lanes, concurrency = 50, paused = [] }: WorkerOptions): Promise<void> {
    await this.lanes.serve(lanes.map((lane) => (typeof lane === 'string' ? { name: lane, concurrency, timeoutMs: null, heapMiB: null } : lane)), paused)
    this.ahead.slots = this.lanes.slots
  }

  workerView(): WorkerView {
    return { id: this.worker, running: this.running.size }
  }

  async release(runId: string): Promise<boolean> {
    const run = await this.cells.open(runId, Number.MAX_SAFE_INTEGER)
    if (run === null || run.state.held) return false
    const { maxInterruptions } = this.settings
    const interrupted = await this.cells.transact(runId, (draft) => [...draft.steps.values()].filter(({ status, node, attempt }) => status === 'running' && interrupt(draft, { node, attempt, maxInterruptions, counted: false })).length)
    if ((interrupted ?? 0) > 0) return true
    if ((await this.cells.transact(runId, (draft) => begin(draft))) === true) return true
    return this.after.ringAgain(run.state)
  }

  reconcile(): Promise<ReconcileReport> {
    return this.sweep.run(true)
  }

  async drain(graceMs: number): Promise<void> {
    if (this.sweepTimer !== null) clearInterval(this.sweepTimer)
    this.sweepTimer = null
    this.steps.leave()
    const stopping = this.lanes.stop(graceMs + this.settings.abortGraceMs + 2_000)
    // Those at hand may end by themselves; then they are told to stop, and give their steps back.
    for (let waited = 0; waited < graceMs && this.running.size > 0; waited += 20) await pause(20)
    this.ahead.slots = 0
    this.running.stopAll('drained')
    await stopping
    // Bells are answered before the last write of their steps is done (H6).
    for (let waited = 0; waited < 2_000 && this.running.size > 0; waited += 20) await pause(20)
    await this.steps.giveBack(0)
    this.steps.passOnLeft()
    await this.ringer.rung()
    await this.sweeping?.catch(() => undefined)
    this.ringer.stop()
    await this.logs.flush()
    await this.heartbeat.stop()
    this.stopWatching?.()
    this.stopWatching = null
  }

  private async sweepOnce(): Promise<void> {
    if (this.sweeping !== null) return
    this.sweeping = this.steps.giveBack(1_000).then(() => this.sweep.run())
    this.sweeps += 1
    if (this.sweeps % watchLanesEvery === 0) void this.lanes.watch().catch(() => undefined)
    await this.sweeping.catch((error: unknown) => this.options.logger.warn('A sweep failed; the next one is due', { reason: String(error).slice(0, 300) }))
    this.sweeping = null
  }

  private onAccepted(draft: RunDraft, state: RunState, plan: Plan): void {
    this.cells.keep(state, plan)
    this.after.handle(draft, state, null)
    if (state.held) void this.gatekeeper.visit(state.flowId, plan)
  }

  private async goOnFrom(runId: string, how: Pick<Beginning, 'retryKind'> & { readonly startedBy: string | null; readonly steps: (plan: Plan, state: RunState) => readonly StepState[] }): Promise<Accepted> {
    const run = await this.cells.open(runId, Number.MAX_SAFE_INTEGER)
    if (run === null) throw engineError('ENGINE_RUN_UNKNOWN', { runId })
    const { state, plan } = run
    const request: AcceptRequest = {
      workspaceId: state.workspaceId, flowId: state.flowId, flowVersionId: state.flowVersionId, origin: state.origin, key: null,
      trigger: { node: state.triggerNode, items: [] }, instant: state.instant, isTest: state.isTest, isDryRun: state.isDryRun, startedBy: how.startedBy,
    }
    const keyRunId = how.retryKind === 'failure' ? state.keyRunId : null
    return acceptRun(this.acceptPorts, { request, plan, steps: how.steps(plan, state), retryOf: runId, retryKind: how.retryKind ?? null, keyRunId, ...turnAlone(state) })
  }

  private onRunOver(draft: RunDraft, state: RunState): void {
    if (state.parent !== null) void this.children.visit(state.parent)
    if (state.parent?.kind === 'iteration') return
    if (state.status === 'failed') void this.teller.tell(state, draft.plan)
    if (isGated(draft.plan)) void this.gatekeeper.visit(state.flowId, draft.plan)
  }
}

/** What goes on from a turn of a loop stays in it: it reads what stands around the loop, and nobody collects what it gives. */
function turnAlone(state: RunState): Pick<Beginning, 'child'> {
  const { parent, iteration, depth, lane, priority } = state
  if (parent === null || scopeOf(state) === null) return {}
  return { child: { parent: { ...parent, kind: 'mended' }, rootId: null, iteration, depth, lane, priority } }
}
