import type { Clock, Logger } from '@maillon/kernel'
import { engineErrorInfo } from '../core/engine-error.js'
import { isOnlyWaiting } from '../core/run-draft.js'
import { begin, endAtOnce, interrupt } from '../core/transitions.js'
import type { EngineSettings, ReconcileReport } from '../engine.js'
import type { RunState } from '../run-state.js'
import type { DueStep, RunStore } from '../run-store.port.js'
import type { StepQueue } from '../step-queue.port.js'
import type { Children } from './children.js'
import type { FailureTeller } from './failure-teller.js'
import { endWithoutPlan, isVersionGone } from './end-without-plan.js'
import type { Gatekeeper } from './gatekeeper.js'
import type { Heartbeat } from './heartbeat.js'
import type { Journal } from './journal.js'
import type { PlanCache } from './plan-cache.js'
import type { RunCells } from './run-cells.js'

export interface SweepOptions {
  readonly store: RunStore
  readonly queue: StepQueue
  readonly cells: RunCells
  readonly plans: PlanCache
  readonly journal: Journal
  readonly gatekeeper: Gatekeeper
  readonly children: Children
  readonly teller: FailureTeller
  readonly heartbeat: Pick<Heartbeat, 'mayJudge'>
  readonly clock: Clock
  readonly logger: Logger
  readonly settings: EngineSettings
}

const batch = 500
/** Looking for stuck and held runs reads more than the rest: every so many sweeps. */
const thoroughEvery = 5
const stuckAfterMs = 10_000
/** Asks for the newest state whatever a cell believes. */
const readAgain = Number.MAX_SAFE_INTEGER

/**
 * Mends what a crash, a lost queue or a lost message left behind. Every process sweeps; all of it is compare-and-set.
 *
 * M1  A running step whose worker's lease has lapsed is interrupted; not by a process that was without the store a moment ago (L4).
 * M2  A ready step, or one whose wait is over, that nobody rang for lately is rung again. Where nothing waits in its lane any more, an
 *     earlier bell must have been lost or be stuck with a dead worker, so the new one gets an id of its own.
 * M3  A run past its time limit is failed.
 * M4  An active run without an open step is decided again; held runs are shown to the gate.
 * M5  A step whose children are all over is looked after; children for which nobody waits any more are cancelled.
 * M6  A final failure of which nobody was told is told.
 * M7  Each thing found is mended by itself: one that can't be doesn't keep the others waiting. A run whose version was deleted is ended.
 */
export class Sweep {
  private sweeps = 0

  constructor(private readonly options: SweepOptions) {}

  async run(thorough = false): Promise<ReconcileReport> {
    const isThorough = thorough || this.sweeps % thoroughEvery === 0
    this.sweeps += 1
    const interrupted = await this.interruptLapsed()
    const timedOut = await this.failOverdue()
    const unstuck = isThorough ? await this.unstick() : 0
    const admitted = isThorough ? await this.admitHeld() : 0
    if (isThorough) await this.lookAfterChildren()
    if (isThorough) await this.options.teller.tellLeft(batch)
    const rung = await this.ringAgain()
    return { rung, interrupted, timedOut, unstuck, admitted }
  }

  private async interruptLapsed(): Promise<number> {
    const { store, cells, settings, logger, heartbeat } = this.options
    if (!heartbeat.mayJudge) return 0
    const lapsed = await store.findInterrupted(batch, settings.leaseMs)
    return this.each(lapsed, async (step) => {
      await cells.open(step.runId, readAgain)
      const done = await cells.transact(step.runId, (draft) => interrupt(draft, { node: step.node, attempt: step.attempt, maxInterruptions: settings.maxInterruptions, counted: true }))
      if (done === true) logger.warn('A step lost its worker', { runId: step.runId, node: step.node, attempt: step.attempt, worker: step.worker })
    })
  }

  private async failOverdue(): Promise<number> {
    const { store, cells } = this.options
    const overdue = await store.findOverdueRuns(batch)
    return this.each(overdue.map((runId) => ({ runId })), async ({ runId }) => {
      const run = await cells.open(runId, readAgain).catch(() => undefined)
      if (run === undefined) return endWithoutPlan(this.options, runId, 'overdue')
      if (run !== null && (await this.restsAfterAll(run.state))) return
      await cells.transact(runId, (draft) => endAtOnce(draft, 'failed', engineErrorInfo('ENGINE_RUN_TIMED_OUT', { limitMs: run?.plan.timeoutMs ?? 0 })))
    })
  }

  /** Its children may all have begun to wait without a word of it having come here. */
  private async restsAfterAll({ id, steps }: RunState): Promise<boolean> {
    const parents = [...steps.values()].filter(({ status, pause }) => status === 'suspended' && pause?.for === 'children')
    for (const { node } of parents) await this.options.children.visit({ runId: id, node })
    const now = parents.length === 0 ? null : await this.options.cells.open(id)
    return now !== null && isOnlyWaiting(now.state.steps.values())
  }

  private async unstick(): Promise<number> {
    const { store, cells } = this.options
    const stuck = await store.findStuckRuns(stuckAfterMs, batch)
    return this.each(stuck.map((runId) => ({ runId })), async ({ runId }) => {
      await cells.open(runId, readAgain)
      await cells.transact(runId, (draft) => begin(draft))
    })
  }

  private async admitHeld(): Promise<number> {
    const { store, plans, gatekeeper } = this.options
    const flows = await store.findFlowsWithHeldRuns(batch)
    return this.each(flows, async (flow) => gatekeeper.visit(flow.flowId, await plans.get(flow.flowVersionId)))
  }

  private async lookAfterChildren(): Promise<void> {
    const { store, cells, children } = this.options
    for (const place of await store.findIdleParents(batch)) await children.visit(place)
    const orphans = await store.findOrphans(batch)
    await this.each(orphans.map((runId) => ({ runId })), async ({ runId }) => {
      await cells.open(runId, readAgain)
      await cells.transact(runId, (draft) => endAtOnce(draft, 'cancelled', null))
    })
  }

  /** M7. @returns how many there were */
  private async each<Found extends object>(found: readonly Found[], mend: (one: Found) => Promise<void>): Promise<number> {
    for (const one of found) {
      try {
        await mend(one)
      } catch (error) {
        this.options.logger.warn('One of the things that a sweep found could not be mended', { ...one, reason: String(error).slice(0, 300) })
        if ('runId' in one && typeof one.runId === 'string' && isVersionGone(error)) await endWithoutPlan(this.options, one.runId, 'gone').catch(() => undefined)
      }
    }
    return found.length
  }

  private async ringAgain(): Promise<number> {
    const { store, queue, settings } = this.options
    // As they were before this sweep: one that was wiped is empty no more once the first of its bells are back.
    const wasEmpty = new Map<string, boolean>()
    let rung = 0
    for (let round = 0; round < 20; round += 1) {
      const due = await store.takeUnrung(settings.unrungAfterMs, batch)
      rung += due.length
      let isAnyLaneEmpty = false
      for (const [lane, steps] of byLane(due)) {
        const isEmpty = wasEmpty.get(lane) ?? (await queue.depth(lane)) === 0
        wasEmpty.set(lane, isEmpty)
        isAnyLaneEmpty ||= isEmpty
        await this.ringLane(lane, steps, isEmpty)
      }
      // With a backlog the rest waits for the next sweep; after a wipe of the queue everything is rung now.
      if (due.length < batch || !isAnyLaneEmpty) break
    }
    return rung
  }

  private async ringLane(lane: string, steps: readonly DueStep[], isEmpty: boolean): Promise<void> {
    const again = isEmpty ? `s${this.options.clock.now().toString(36)}` : undefined
    const bells = steps.map((step) => ({
      runId: step.runId, node: step.node, iteration: '', attempt: step.attempt + 1, priority: step.priority, version: readAgain, isRepeated: true as const, ...(again === undefined ? {} : { again }),
    }))
    await this.options.queue.ring(lane, bells)
  }
}

function byLane(steps: readonly DueStep[]): Map<string, DueStep[]> {
  const lanes = new Map<string, DueStep[]>()
  for (const step of steps) {
    const lane = lanes.get(step.lane)
    if (lane === undefined) lanes.set(step.lane, [step])
    else lane.push(step)
  }
  return lanes
}
