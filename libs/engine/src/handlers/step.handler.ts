import type { DatasetRef } from '@maillon/datasets'
import { toErrorInfo, type Clock, type Logger, type Random } from '@maillon/kernel'
import { stepKeyText, type Plan, type PlanNode } from '@maillon/plan'
import { engineErrorInfo } from '../core/engine-error.js'
import { gatherInputs } from '../core/gather-inputs.js'
import type { RunDraft } from '../core/run-draft.js'
import { runsInPlace } from '../core/runs-in-place.js'
import { awaitChildren, claim, interrupt, isClaimable, settle, type Settlement } from '../core/transitions.js'
import { resumptionOf } from '../core/suspensions.js'
import type { EngineSettings } from '../engine.js'
import type { EngineObserver } from '../engine-observer.port.js'
import type { Faults } from '../faults.port.js'
import type { LiveEvents } from '../live-events.port.js'
import type { RunState, StepState } from '../run-state.js'
import type { RunStore } from '../run-store.port.js'
import type { Doorbell } from '../step-queue.port.js'
import type { StepAssignment, StepResult, StepRunner } from '../step-runner.port.js'
import { bellOf } from './after-change.js'
import type { BellRinger } from './bell-ringer.js'
import type { Children } from './children.js'
import type { ClaimsAhead } from './claims-ahead.js'
import { endWithoutPlan, isVersionGone } from './end-without-plan.js'
import type { Journal } from './journal.js'
import type { LaneKeeper } from './lane-keeper.js'
import type { LogBuffer } from './log-buffer.js'
import { RunningAttempt, type AttemptEnd } from './run-attempt.js'
import { isRefusedForGood, type OpenRun, type RunCells } from './run-cells.js'
import type { RunningSteps } from './running-steps.js'

export interface StepHandlerOptions {
  readonly store: RunStore
  readonly journal: Journal
  readonly worker: string
  readonly cells: RunCells
  readonly runner: StepRunner
  readonly running: RunningSteps
  readonly logs: LogBuffer
  readonly ringer: BellRinger
  readonly ahead: ClaimsAhead
  readonly events: LiveEvents
  readonly observer: EngineObserver
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  readonly faults: Faults
  readonly children: Children
  readonly lanes: LaneKeeper
  readonly settings: EngineSettings
}

/**
 * Answers a doorbell: claim, run, settle; then light successors go on in place.
 *
 * H1  A node with effects runs only after its attempt is durable (S3); its outcome is durable before anything that hangs on it starts.
 * H2  A light node without effects over few rows is not claimed beforehand (see `runsInPlace`): attempts and outcomes of a chain of light nodes are one write. A crash
 *     before it is as if they had never run; nobody outside can tell.
 * H3  H2 doesn't hold for a bell that the sweep had to ring again: there the attempt is recorded first, so that a light node that
 *     takes its worker down is counted and contained like any other; nor for a step that was cut off before.
 * H4  A bell that asks for nothing (already claimed, over, forged, too early) is dropped without a write.
 * H5  A node with `spawn` is claimed and made to wait for its children in one write, without running; when they are over it runs once more,
 *     to collect what they gave.
 * H6  A bell is answered when its step is settled; where the steps that follow are claimed in that very write, already when their bells have
 *     left: the lane hands them out together with the end of this job, while the write is on its way. The row holds the step, not the job.
 *     So is it, among several workers, where all hands here are busy: bells are likely to wait, and the next is fetched during the write.
 * H7  In a paused lane nothing begins, not even what could go on in place (B4 of the lanes).
 * H8  A step that its next interruption ends has no other step beside it, in this process, that was ever cut off; those are left to the sweep,
 *     which rings again. So steps that take their worker down, several of them too, take nobody along for the last time: what stands beside
 *     them was never cut off, and is tried again.
 */
export class StepHandler {
  private isLeaving = false
  /** H8. Steps at hand that were cut off before, and whether one of them is on its last try. */
  private suspects = 0
  private hasLastTry = false
  private readonly left: { readonly lane: string; readonly bell: Doorbell }[] = []

  constructor(private readonly options: StepHandlerOptions) {}

  async answer(lane: string, bell: Doorbell): Promise<void> {
    if (this.isLeaving) {
      this.left.push({ lane, bell })
      return
    }
    if (this.options.lanes.isPaused(lane)) return
    const ahead = this.options.ahead.take(bell.runId, bell.node)
    if (ahead !== undefined && !(await ahead.durable)) return
    const run = await this.open(bell)
    const step = run?.state.steps.get(bell.node)
    if (run === null || step === undefined) return
    await this.untilHandedOn(bell, async (handOn) => {
      if (ahead === undefined) await this.begin(run, step, { bell, handOn })
      else if (step.status === 'running' && step.attempt === ahead.attempt) await this.runAttempt(run, { node: bell.node, attempt: ahead.attempt }, handOn)
    })
    await this.options.ringer.rung()
  }

  /** H6. */
  private untilHandedOn({ runId, node }: Doorbell, work: (handOn: () => void) => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      let isHandedOn = false
      const handOn = (): void => {
        isHandedOn = true
        resolve()
      }
      work(handOn).then(resolve, (error: unknown) => {
        if (isHandedOn) this.options.logger.warn('A step could not be settled; the heartbeat gives it back', { runId, node, reason: String(error).slice(0, 300) })
        reject(error)
      })
    })
  }

  /** A run whose version was deleted can't begin any more, and would be rung for for ever. */
  private async open(bell: Doorbell): Promise<OpenRun | null> {
    try {
      return await this.options.cells.open(bell.runId, bell.version)
    } catch (error) {
      if (!isVersionGone(error)) throw error
      await endWithoutPlan(this.options, bell.runId, 'gone')
      return null
    }
  }

  private async begin(run: OpenRun, step: StepState, { bell, handOn }: { readonly bell: Doorbell; readonly handOn: () => void }): Promise<void> {
    const node = run.plan.nodes[step.node]
    // One that runs here in place, longer than anybody thought: its row can't say so.
    if (node === undefined || !isClaimable(step, this.now()) || this.options.running.has(bell.runId, bell.node)) return
    if (step.interruptions === 0) return this.beginOne(run, node, { step, bell, handOn })
    const isLastTry = step.interruptions + 1 >= this.options.settings.maxInterruptions
    if (this.hasLastTry || (isLastTry && this.suspects > 0)) return
    this.suspects += 1
    this.hasLastTry = isLastTry
    await this.beginOne(run, node, { step, bell, handOn }).finally(() => {
      this.suspects -= 1
      if (isLastTry) this.hasLastTry = false
    })
  }

  private async beginOne(run: OpenRun, node: PlanNode, { step, bell, handOn }: { readonly step: StepState; readonly bell: Doorbell; readonly handOn: () => void }): Promise<void> {
    const isNew = bell.isRepeated !== true && step.interruptions === 0
    if (node.spawn !== null && step.pause?.resumed?.by !== 'children') await this.begetChildren(run, step.node)
    else if (isNew && runsInPlace(run.plan, node, run.state.steps)) await this.runInPlace(run, [step.node])
    else await this.runClaimed(run, step.node, handOn)
  }

  /** H6. Alone, what follows is claimed ahead instead; with hands free, what follows comes along with the end of the job. */
  private hasOthersWaiting(): boolean {
    const { ahead, running } = this.options
    return !ahead.isAlone && running.size >= ahead.slots
  }

  /** With the slack that a timer may fire early by. */
  private now(): number {
    return this.options.clock.now() + 20
  }

  private async runClaimed(run: OpenRun, node: number, handOn: () => void): Promise<void> {
    const { cells, worker, faults } = this.options
    const runId = run.state.id
    await faults.at('S2', runId, node)
    let asked: number | undefined
    const attempt = await cells.transact(runId, (draft) => {
      if (claim(draft, { node, worker, now: this.now() })) return (asked = draft.steps.get(node)?.attempt)
      // Decided anew after a write whose answer got lost: where the row says what this very claim asked for, it was written.
      const step = draft.steps.get(node)
      return asked !== undefined && step?.status === 'running' && step.worker === worker && step.attempt === asked ? asked : undefined
    })
    if (attempt !== undefined && attempt !== null) await this.runAttempt(run, { node, attempt }, handOn)
  }

  /** H5. */
  private async begetChildren(run: OpenRun, node: number): Promise<void> {
    const { cells, worker, children, clock, random } = this.options
    const runId = run.state.id
    const now = this.now()
    const waits = await cells.transact(runId, (draft) => {
      if (!claim(draft, { node, worker, now })) return false
      const attempt = draft.steps.get(node)?.attempt ?? 0
      const settlement = { node, attempt, tookMs: 0, now: clock.now(), fraction: random.fraction() }
      const end = endWithoutChildren(draft.plan, { node, count: () => children.countOf({ state: draft.base, plan: draft.plan }, node) })
      if (end === null) return awaitChildren(draft, { node, attempt, now })
      settle(draft, { ...settlement, result: end })
      return false
    })
    if (waits === true) await children.visit({ runId, node })
  }

  /** H1. The attempt is durable, and it is this worker's. */
  private async runAttempt(run: OpenRun, { node, attempt }: { readonly node: number; readonly attempt: number }, handOn: () => void): Promise<void> {
    const { worker, faults } = this.options
    const runId = run.state.id
    await faults.at('S3', runId, node)
    const running = new RunningAttempt(this.limitsOf(run, node))
    const step = { runId, node, attempt, worker }
    this.options.running.add(step, running, true)
    try {
      await faults.at('S5', runId, node)
      const end = await this.execute(run, run.state, { node, attempt, running })
      await faults.at('S6', runId, node)
      await this.settleClaimed(run, { node, attempt }, { end, running, handOn })
    } finally {
      this.options.running.remove(step)
    }
  }

  private async settleClaimed(run: OpenRun, at: { readonly node: number; readonly attempt: number }, ran: { readonly end: AttemptEnd; readonly running: RunningAttempt; readonly handOn: () => void }): Promise<void> {
    const { cells, faults, settings, logger } = this.options
    const runId = run.state.id
    const { stopped } = ran.running
    if (stopped !== null && stopped !== 'cancelled' && ran.end.result.kind === 'failed') {
      // It didn't fail, it was stopped: by a drain, or for want of a lease (L2).
      await cells.transact(runId, (draft) => interrupt(draft, { ...at, maxInterruptions: settings.maxInterruptions, counted: stopped === 'lease-lost' }))
      return
    }
    await faults.at('S8', runId, at.node)
    const settlement = this.settlementOf(at, ran.end)
    if (this.hasOthersWaiting()) ran.handOn()
    const settleWith = (settled: Settlement): Promise<readonly number[] | null> => cells.transact(runId, (draft) => {
      if (!settle(draft, settled)) return null
      // In a paused lane what follows is rung, and waits there.
      const isPaused = this.options.lanes.isPaused(draft.base.lane)
      const light = isPaused ? [] : lightReady(draft)
      for (const next of light) draft.takenInPlace.add(next)
      if (!isPaused) this.claimAhead(draft)
      // A turn later their bells have been given to the ringer.
      if (light.length === 0 && draft.claimedAhead.size > 0) queueMicrotask(ran.handOn)
      return light
    })
    const light = await settleWith(settlement).catch((error: unknown) => {
      if (!isRefusedForGood(error)) throw error
      // The result itself can't be stored (the store said so for good): the step fails and says that.
      logger.error('The result of a step could not be stored', { runId, node: at.node, reason: String(error).slice(0, 300) })
      return settleWith({ ...settlement, result: { kind: 'failed', error: engineErrorInfo('ENGINE_STEP_UNSTORABLE') } })
    })
    if (light === null) {
      logger.warn('A late result was refused', { runId, node: at.node, attempt: at.attempt, stopped })
      return
    }
    await faults.at('S9', runId, at.node)
    if (light.length > 0) await this.runInPlace(run, light)
    await faults.at('S10', runId, at.node)
  }

  /** H2. Runs over a scratch copy; where the run has moved meanwhile, what was done is decided again over its newest state. It is written once. */
  private async runInPlace(run: OpenRun, first: readonly number[]): Promise<void> {
    const { cells, worker, faults } = this.options
    const runId = run.state.id
    const { scratch, done } = await this.runChain(run, first)
    await faults.at('S8', runId, first[0] ?? 0)
    await cells.transact(runId, (draft) => {
      if (scratch === null || !draft.adopt(scratch)) {
        for (const settlement of done) if (claim(draft, { node: settlement.node, worker, now: this.now() })) settle(draft, settlement)
      }
      if (!this.options.lanes.isPaused(draft.base.lane)) this.claimAhead(draft)
      return null
    })
    await faults.at('S9', runId, first[0] ?? 0)
    // Of those that were kept from being rung, what wasn't reached (time budget, a stop): somebody has to ring for it after all.
    for (const node of first) {
      const step = run.state.steps.get(node)
      if (step?.status === 'ready') this.options.ringer.ring(run.state.lane, bellOf(run.state, step))
    }
  }

  /** Light nodes one after the other, as long as the budget lasts and nobody says stop. `scratch` null: it has a step that wasn't settled. */
  private async runChain(run: OpenRun, first: readonly number[]): Promise<{ readonly scratch: RunDraft | null; readonly done: readonly Settlement[] }> {
    const { worker, settings, running: atHand } = this.options
    const scratch = this.options.cells.draftOf(run)
    const state = { ...run.state, steps: scratch.steps }
    const done: Settlement[] = []
    const open = [...first]
    const started = performance.now()
    for (let node = open.shift(); node !== undefined; node = open.shift()) {
      if (!claim(scratch, { node, worker, now: this.now() })) continue
      const attempt = scratch.steps.get(node)?.attempt ?? 1
      const running = new RunningAttempt(this.limitsOf(run, node))
      const step = { runId: run.state.id, node, attempt, worker }
      atHand.add(step, running, false)
      const end = await this.execute(run, state, { node, attempt, running }).finally(() => atHand.remove(step))
      if (running.stopped !== null) return { scratch: null, done }
      const settlement = { ...this.settlementOf({ node, attempt }, end), tookMs: end.tookMs }
      settle(scratch, settlement)
      done.push(settlement)
      if (performance.now() - started > settings.inPlaceBudgetMs) break
      for (const next of lightReady(scratch)) if (!open.includes(next)) open.push(next)
    }
    return { scratch, done }
  }

  /** What became ready just now and isn't light, as far as there is room (see `ClaimsAhead`). */
  private claimAhead(draft: RunDraft): void {
    let room = this.options.ahead.room() - draft.claimedAhead.size
    if (room <= 0) return
    for (const node of [...draft.touched.keys()]) {
      const step = draft.steps.get(node)
      if (room <= 0 || step?.status !== 'ready' || step.attempt > 0 || draft.takenInPlace.has(node)) continue
      const planNode = draft.plan.nodes[node]
      if (planNode === undefined || planNode.spawn !== null || runsInPlace(draft.plan, planNode, draft.steps) || !claim(draft, { node, worker: this.options.worker, now: this.now() })) continue
      draft.claimedAhead.add(node)
      room -= 1
    }
  }

  /** No new claims from now on: bells that still come are kept for others. */
  leave(): void {
    this.isLeaving = true
  }

  /** After a `leave`: bells are answered again. */
  comeBack(): void {
    this.isLeaving = false
  }

  /** Ring for others what came in meanwhile. The id is another one: the job that brought the bell may not be gone yet. */
  passOnLeft(): void {
    for (const { lane, bell } of this.left.splice(0)) this.options.ringer.ring(lane, { ...bell, again: `l${bell.attempt}` })
  }

  /** A3. @param olderThanMs 0: all of them. */
  async giveBack(olderThanMs: number): Promise<void> {
    const { ahead, cells, settings } = this.options
    await Promise.all(ahead.takeOlderThan(olderThanMs).map(({ runId, node, attempt }) =>
      cells.transact(runId, (draft) => interrupt(draft, { node, attempt, maxInterruptions: settings.maxInterruptions, counted: false }))))
  }

  private async execute(run: OpenRun, state: RunState, at: AttemptAt): Promise<AttemptEnd> {
    const { children, runner, observer, clock } = this.options
    const collected = run.plan.nodes[at.node]?.spawn == null ? null : children.collected(run, at.node)
    const steps = children.reachesOut({ plan: run.plan, state }, at.node) ? await children.stepsInReach(state) : state.steps
    const { inputs, references } = gatherInputs(run.plan, at.node, steps)
    const { result: given, timedOut, tookMs } = await at.running.run(runner, this.assignmentOf({ plan: run.plan, state }, at, { inputs, references, collected }))
    const result = collected === null ? given : collected.tally(given)
    observer.attemptEnded({ state, plan: run.plan, node: at.node, attempt: at.attempt, result, timedOut, stopped: at.running.stopped !== null, endedAt: clock.now(), tookMs })
    return { result, timedOut, tookMs }
  }

  private assignmentOf({ plan, state }: OpenRun, at: AttemptAt, { inputs, references, collected }: Pick<StepAssignment, 'inputs' | 'references' | 'collected'>): StepAssignment {
    const { logs, events, clock } = this.options
    const node = plan.nodes[at.node]
    const step = state.steps.get(at.node)
    const failures = step?.failures ?? 0
    const key = { runId: state.keyRunId, node: at.node, iteration: state.iteration }
    return {
      key, attempt: at.attempt, isLastAttempt: failures + 1 >= (node?.retry.attempts ?? 1), plan, node: at.node, inputs, references, collected,
      run: {
        id: state.rootId, workspaceId: state.workspaceId, flowId: state.flowId, origin: state.origin, startedAt: state.acceptedAt,
        instant: state.instant, isTest: state.isTest, isDryRun: state.isDryRun,
      },
      resumed: step === undefined ? null : resumptionOf(step),
      suspensions: step?.pause?.number ?? 0,
      ownRunId: state.id,
      heapMiB: this.options.lanes.service(state.lane)?.heapMiB ?? null,
      idempotencyKey: stepKeyText(key),
      signal: at.running.signal,
      log: (level, message, data) => logs.add({ runId: state.id, node: at.node, attempt: at.attempt, level, message: message.slice(0, 4000), data: data ?? null, at: clock.now() }),
      progress: (done, total) => events.publish({
        kind: 'progress', workspaceId: state.workspaceId, flowId: state.flowId, runId: state.rootId, node: at.node, done, total: total ?? null,
      }),
    }
  }

  private settlementOf({ node, attempt }: { readonly node: number; readonly attempt: number }, { result, timedOut }: AttemptEnd): Settlement {
    return { node, attempt, result, timedOut, now: this.options.clock.now(), fraction: this.options.random.fraction() }
  }

  private limitsOf(run: OpenRun, node: number): { readonly timeoutMs: number; readonly graceMs: number } {
    const own = run.plan.nodes[node]?.timeoutMs ?? 300_000
    return { timeoutMs: Math.min(own, this.options.lanes.service(run.state.lane)?.timeoutMs ?? own), graceMs: this.options.settings.abortGraceMs }
  }
}

interface AttemptAt {
  readonly node: number
  readonly attempt: number
  readonly running: RunningAttempt
}

/** A step that will have no children ends at once: nothing came in, or too much. Null: it will have some. */
function endWithoutChildren(plan: Plan, at: { readonly node: number; readonly count: () => number }): StepResult | null {
  const outputs = plan.nodes[at.node]?.outputs.map(() => nothing) ?? []
  try {
    return at.count() === 0 ? { kind: 'done', status: 'succeeded', outputs } : null
  } catch (error) {
    return { kind: 'failed', error: toErrorInfo(error) }
  }
}

const nothing: DatasetRef = { kind: 'inline', count: 0, bytes: 2, items: [] }

/** What this draft has made ready for the first time and may run in place. */
function lightReady(draft: RunDraft): readonly number[] {
  const light: number[] = []
  for (const node of draft.touched.keys()) {
    const step = draft.steps.get(node)
    const planNode = draft.plan.nodes[node]
    if (step?.status === 'ready' && step.attempt === 0 && planNode !== undefined && runsInPlace(draft.plan, planNode, draft.steps)) light.push(node)
  }
  return light
}
