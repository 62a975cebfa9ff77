import type { RunStatus, StepStatus } from '@maillon/plan'
import type { StepState } from '../run-state.js'

/** What weighs most stands first; the first that any step has decides. */
const byWeight: readonly { readonly of: readonly StepStatus[]; readonly run: RunStatus }[] = [
  { of: ['running', 'ready', 'pending'], run: 'running' },
  { of: ['retrying', 'suspended'], run: 'waiting' },
  { of: ['failed'], run: 'failed' },
  { of: ['cancelled'], run: 'cancelled' },
  { of: ['warned'], run: 'warned' },
]

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
    const weight = status === 'suspended' && pause?.for === 'children' && pause.isResting !== true ? 0 : byWeight.findIndex(({ of }) => of.includes(status))
    if (weight >= 0 && weight < first) first = weight
  }
  return byWeight[first]?.run ?? 'succeeded'
}
