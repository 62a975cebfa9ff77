import type { Logger } from '@maillon/kernel'
import type { Plan } from '@maillon/plan'
import { decideOverlap } from '../core/decide-overlap.js'
import { engineErrorInfo } from '../core/engine-error.js'
import { begin, endAtOnce } from '../core/transitions.js'
import type { GateDecision, RunStore } from '../run-store.port.js'
import { KeyedVisits } from './keyed-visits.js'
import type { RunCells } from './run-cells.js'

/** Where runs wait their turn, as many as may be let in are enough to decide; thousands may wait behind them. */
function heldToSee({ overlap }: Plan): number | null {
  return overlap.policy === 'queue' || overlap.policy === 'parallel' ? Math.max(1, overlap.concurrency) : null
}

/** Lets held runs of a flow in, as its overlap policy says. Whatever gets lost between the gate and the start is found by the sweep. */
export class Gatekeeper {
  private readonly visits: KeyedVisits<{ readonly flowId: string; readonly plan: Plan }>

  constructor(private readonly ports: { readonly store: RunStore; readonly cells: RunCells; readonly logger: Logger }) {
    this.visits = new KeyedVisits(
      async ({ flowId, plan }) => this.carryOut(await ports.store.gate(flowId, (active, held) => decideOverlap(plan.overlap, active, held), heldToSee(plan))),
      ({ flowId }, error) => ports.logger.warn('Held runs could not be looked at; the sweep will', { flowId, reason: String(error).slice(0, 300) }),
    )
  }

  /** One visit of a flow at a time; calls that come up meanwhile make one more. */
  visit(flowId: string, plan: Plan): Promise<void> {
    return this.visits.visit(flowId, { flowId, plan })
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
