import type { RunStatus, StepStatus } from '@maillon/plan'
import type { StepState } from '../run-state.js'

/** What weighs most stands first; the first that any step has decides. */
const byWeight: readonly RunStatus[] = ['running', 'waiting', 'failed', 'cancelled', 'warned', 'succeeded']
const weightOf: { readonly [S in StepStatus]: number } = {
  running: 0, ready: 0, pending: 0, retrying: 1, suspended: 1, failed: 2, cancelled: 3, warned: 4, succeeded: 5, skipped: 5,
}

/**
 * What the steps say about their run.
 *
 * S1  While a step is open the run is not over: `waiting` where all open steps wait (retrying, suspended), else `running`.
 * S2  Over: failed where a step failed, else cancelled where one was cancelled, else warned where one warned, else succeeded.
 * S3  A step that waits for its children works through them: the run runs, unless all of these wait themselves.
 */
export function decideRunStatus(steps: Iterable<StepState>): RunStatus {
  let first = byWeight.length
  for (const { status, pause } of steps) {
    // S3
    const weight = status === 'suspended' && pause?.for === 'children' && pause.isResting !== true ? 0 : weightOf[status]
    if (weight < first) first = weight
  }
  return byWeight[first] ?? 'succeeded'
}
