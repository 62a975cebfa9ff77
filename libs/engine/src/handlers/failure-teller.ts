import { isMaillonError, type JsonObject, type Logger } from '@maillon/kernel'
import type { Plan } from '@maillon/plan'
import { standsAlone, type RunState } from '../run-state.js'
import type { RunStore } from '../run-store.port.js'
import { acceptRun, triggerStep, type AcceptPorts } from './accept-run.js'
import { isVersionGone } from './end-without-plan.js'
import type { PlanCache } from './plan-cache.js'
import type { RunCells } from './run-cells.js'

export interface FailureTellerPorts {
  readonly store: RunStore
  readonly cells: RunCells
  readonly plans: PlanCache
  readonly accept: AcceptPorts
  readonly logger: Logger
  /** See `EngineOptions.onFinalFailure`. */
  readonly onFinalFailure: (state: RunState, plan: Plan) => Promise<void>
  /** See `EngineOptions.failureItem`. */
  readonly failureItem: (state: RunState, plan: Plan) => JsonObject
}

/**
 * Says that a run has failed for good: to its error flow, and to whoever else listens.
 *
 * X1  Tests, and runs that belong to another run, are not told of: their parent's failure is.
 * X2  Told at least once: the row is marked afterwards, and what wasn't marked is told by the sweep. The error flow's run has a key, so
 *     there is one.
 * X3  The failure of an error flow starts no error flow.
 */
export class FailureTeller {
  constructor(private readonly ports: FailureTellerPorts) {}

  async tell(state: RunState, plan: Plan): Promise<void> {
    if (state.status !== 'failed' || state.isTest || !standsAlone(state)) return
    const { store, logger } = this.ports
    try {
      if (plan.errorFlowId !== null && state.origin !== 'error') await this.startErrorFlow(state, plan, plan.errorFlowId)
      await this.ports.onFinalFailure(state, plan)
      await store.markTold([state.id])
    } catch (error) {
      logger.warn('A failure could not be told; the sweep will', { runId: state.id, reason: String(error).slice(0, 300) })
    }
  }

  /** X2. What a crash left untold. One that can't be told keeps no other waiting; of a version that was deleted nobody wants to hear. */
  async tellLeft(limit: number): Promise<void> {
    const { store, cells, logger } = this.ports
    for (const runId of await store.findUntold(limit)) {
      try {
        const run = await cells.open(runId, Number.MAX_SAFE_INTEGER)
        if (run !== null) await this.tell(run.state, run.plan)
      } catch (error) {
        logger.warn('A failure that was left untold could not be told', { runId, reason: String(error).slice(0, 300) })
        if (isVersionGone(error)) await store.markTold([runId])
      }
    }
  }

  private async startErrorFlow(state: RunState, plan: Plan, flowId: string): Promise<void> {
    const { plans, accept, logger } = this.ports
    const found = await plans.published(state.workspaceId, flowId).catch((error: unknown) => (isMaillonError(error) ? null : Promise.reject(error as Error)))
    const trigger = found?.plan.nodes.findIndex((node) => node.trigger === 'error' && !node.disabled) ?? -1
    if (found === null || trigger < 0) {
      logger.warn('The error flow is not published, or has no error trigger', { runId: state.id, flowId })
      return
    }
    const request = {
      workspaceId: state.workspaceId, flowId, flowVersionId: found.flowVersionId, origin: 'error' as const, key: `error-${state.id}`,
      trigger: { node: trigger, items: [{ json: this.ports.failureItem(state, plan) }] },
    }
    await acceptRun(accept, { request, plan: found.plan, steps: [triggerStep(request, found.plan)], retryOf: null })
  }
}
