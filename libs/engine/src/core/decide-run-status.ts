import { isTerminalStep, type RunStatus } from '@maillon/plan'
import type { StepState } from '../run-state.js'

/**
 * What the steps say about their run.
 *
 * S1  While a step is open the run is not over: `waiting` where all open steps wait (retrying, suspended), else `running`.
 * S2  Over: failed where a step failed, else cancelled where one was cancelled, else warned where one warned, else succeeded.
 */
export function decideRunStatus(steps: Iterable<StepState>): RunStatus {
  const seen = { active: false, waiting: false, failed: false, cancelled: false, warned: false }
  for (const { status } of steps) {
    if (status === 'failed') seen.failed = true
    else if (status === 'cancelled') seen.cancelled = true
    else if (status === 'warned') seen.warned = true
    else if (status === 'retrying' || status === 'suspended') seen.waiting = true
    else if (!isTerminalStep(status)) seen.active = true
  }
  if (seen.active) return 'running'
  if (seen.waiting) return 'waiting'
  if (seen.failed) return 'failed'
  if (seen.cancelled) return 'cancelled'
  return seen.warned ? 'warned' : 'succeeded'
}
