import type { Logger } from '@maillon/kernel'
import type { Plan } from '@maillon/plan'
import { decideOverlap } from '../core/decide-overlap.js'
import { engineErrorInfo } from '../core/engine-error.js'
import { begin, endAtOnce } from '../core/transitions.js'
import type { GateDecision, RunStore } from '../run-store.port.js'
import type { RunCells } from './run-cells.js'

/** Lets held runs of a flow in, as its overlap policy says. Whatever gets lost between the gate and the start is found by the sweep. */
export class Gatekeeper {
  private readonly visiting = new Map<string, Promise<void>>()
  private readonly again = new Map<string, Plan>()

  constructor(private readonly ports: { readonly store: RunStore; readonly cells: RunCells; readonly logger: Logger }) {}

  /** One visit of a flow at a time; calls that come up meanwhile make one more. */
  visit(flowId: string, plan: Plan): Promise<void> {
    const running = this.visiting.get(flowId)
    if (running !== undefined) {
      this.again.set(flowId, plan)
      return running
    }
    const visit = this.visitUntilQuiet(flowId, plan).finally(() => this.visiting.delete(flowId))
    this.visiting.set(flowId, visit)
    return visit
  }

  private async visitUntilQuiet(flowId: string, plan: Plan): Promise<void> {
    for (let next: Plan | undefined = plan; next !== undefined; next = this.takeAgain(flowId)) {
      const { overlap } = next
      try {
        await this.carryOut(await this.ports.store.gate(flowId, (active, held) => decideOverlap(overlap, active, held)))
      } catch (error) {
        this.ports.logger.warn('Held runs could not be looked at; the sweep will', { flowId, reason: String(error).slice(0, 300) })
      }
    }
  }

  private takeAgain(flowId: string): Plan | undefined {
    const plan = this.again.get(flowId)
    this.again.delete(flowId)
    return plan
  }

  private async carryOut(decision: GateDecision): Promise<void> {
    const { cells } = this.ports
    for (const runId of [...decision.start, ...decision.cancelOlder, ...decision.skip]) await cells.open(runId, Number.MAX_SAFE_INTEGER)
    await Promise.all([
      ...decision.start.map((runId) => cells.transact(runId, (draft) => begin(draft))),
      ...decision.cancelOlder.map((runId) => cells.transact(runId, (draft) => endAtOnce(draft, 'cancelled', engineErrorInfo('ENGINE_RUN_REPLACED')))),
      ...decision.skip.map((runId) => cells.transact(runId, (draft) => endAtOnce(draft, 'cancelled', engineErrorInfo('ENGINE_RUN_OVERLAPS')))),
    ])
  }
}
