import type { EndedAttempt, EngineObserver, RunState } from '@maillon/engine'
import type { Logger } from '@maillon/kernel'
import { outcomeOfAttempt } from './outcome-of-attempt.js'

/**
 * A line of the server's log for each run that ends in another way than well and each attempt that fails, and where the level is `debug` for
 * every run and attempt: what goes well is told by figures, and must not fill a disk.
 * They name run, flow and step, by which they are found again; what was in the data and what a service answered stands on the run's page only.
 */
export class RunLog implements EngineObserver {
  constructor(private readonly logger: Logger) {}

  attemptEnded(ended: EndedAttempt): void {
    const outcome = outcomeOfAttempt(ended)
    const hasFailed = outcome === 'failed' || outcome === 'timed-out'
    if (!hasFailed && this.logger.debug === undefined) return
    const { state, plan, node, attempt, result, tookMs } = ended
    const step = { ...placeOf(state), step: plan.nodes[node]?.id ?? String(node), type: plan.nodes[node]?.type ?? '', attempt, outcome, ms: Math.round(tookMs) }
    if (hasFailed) this.logger.info('An attempt failed', { ...step, code: result.kind === 'failed' ? result.error.code : '' })
    else this.logger.debug?.('An attempt ended', step)
  }

  stepEnded(): void {
    // Its attempts have told.
  }

  runEnded(state: RunState): void {
    if (state.parent?.kind === 'iteration') return
    const { status, origin, error } = state
    const run = { ...placeOf(state), status, origin, ...(error === null ? {} : { step: error.node, code: error.error.code }) }
    if (status === 'succeeded') this.logger.debug?.('A run ended', run)
    else this.logger.info('A run ended', run)
  }
}

function placeOf({ rootId, iteration, flowId, workspaceId, lane }: RunState): { readonly [field: string]: string } {
  return { run: rootId, flow: flowId, workspace: workspaceId, lane, ...(iteration === '' ? {} : { iteration }) }
}
