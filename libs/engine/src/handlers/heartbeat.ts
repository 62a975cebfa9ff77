import { setInterval as every } from 'node:timers'
import type { Logger } from '@maillon/kernel'
import type { EngineSettings } from '../engine.js'
import { interrupt } from '../core/transitions.js'
import type { RunningStep, RunStore } from '../run-store.port.js'
import type { ClaimsAhead } from './claims-ahead.js'
import type { RunCells } from './run-cells.js'
import type { RunningSteps } from './running-steps.js'

/**
 * Keeps this worker's lease alive, by the database's clock.
 *
 * L1  A step that isn't this worker's own any more (taken over, cancelled elsewhere) is told to stop.
 * L2  A worker that can't renew for as long as its lease lasts has lost it: it stops everything, as others may have taken over. What it
 *     stopped is begun again, and not settled as a failure of the node. It counts as an interruption where the worker itself was held up (by
 *     a node that blocks, perhaps), and not where the store didn't answer.
 * L3  A step whose row says that this worker runs it, though it doesn't (the answer to the claim got lost), is interrupted, uncounted.
 * L4  Who lost its own lease judges nobody's until it has held it again for as long as a lease lasts: after the store was away everybody's has
 *     lapsed, and all who live have to get the time to say so.
 */
export class Heartbeat {
  private timer: NodeJS.Timeout | null = null
  private lastBeat = 0
  private beating = false
  private hasFailed = false
  /** L4. By the monotonic clock. */
  private judgesFrom = 0

  constructor(private readonly ports: { readonly store: RunStore; readonly running: RunningSteps; readonly worker: string; readonly settings: EngineSettings; readonly logger: Logger; readonly ahead: ClaimsAhead; readonly cells: RunCells }) {}

  async start(): Promise<void> {
    const { store, worker, settings, ahead } = this.ports
    const { others } = await store.heartbeat(worker, settings.leaseMs, [])
    ahead.isAlone = others === 0
    this.lastBeat = performance.now()
    this.timer = every(() => void this.beat(), settings.heartbeatMs)
  }

  async stop(): Promise<void> {
    if (this.timer === null) return
    clearInterval(this.timer)
    this.timer = null
    await this.ports.store.retireWorker(this.ports.worker).catch((error: unknown) => {
      this.ports.logger.warn('The lease could not be given up; it will lapse', { reason: String(error).slice(0, 300) })
    })
  }

  /** L4. Also true where no worker runs in this process. */
  get mayJudge(): boolean {
    return this.timer === null || (!this.isOverdue && performance.now() >= this.judgesFrom)
  }

  private get isOverdue(): boolean {
    return performance.now() - this.lastBeat > this.ports.settings.leaseMs
  }

  private async beat(): Promise<void> {
    const { store, running, worker, settings, logger, ahead } = this.ports
    if (this.isOverdue) running.stopAll(this.beating || this.hasFailed ? 'store-away' : 'lease-lost')
    if (this.beating) return
    this.beating = true
    try {
      const { lost, forgotten, others } = await store.heartbeat(worker, settings.leaseMs, [...running.claimed(), ...ahead.claimed(worker)])
      if (this.isOverdue) this.judgesFrom = performance.now() + settings.leaseMs
      this.lastBeat = performance.now()
      this.hasFailed = false
      ahead.isAlone = others === 0
      for (const step of forgotten) await this.giveUp(step)
      for (const step of lost) running.stop(step.runId, step.node, { attempt: step.attempt, reason: 'lease-lost' })
    } catch (error) {
      this.hasFailed = true
      logger.warn('The lease could not be renewed', { reason: String(error).slice(0, 300) })
    } finally {
      this.beating = false
    }
  }

  /** L3. */
  private async giveUp({ runId, node, attempt }: RunningStep): Promise<void> {
    const { cells, settings, logger } = this.ports
    logger.warn('A step was claimed here and forgotten; it is begun again', { runId, node, attempt })
    await cells.open(runId, Number.MAX_SAFE_INTEGER)
    await cells.transact(runId, (draft) => interrupt(draft, { node, attempt, maxInterruptions: settings.maxInterruptions, counted: false }))
  }
}
