import type { LaneView } from '@maillon/api-contract'
import type { LaneFigures, LaneLimits, StoredLane } from '@maillon/storage'
import { isSilent, type LivingProcess } from './process-view.js'

/** What is known of a lane; null where there is nothing. */
export interface LaneKnowledge {
  readonly stored: StoredLane | null
  readonly figures: LaneFigures | null
  readonly living: readonly LivingProcess[]
  readonly bells: LaneView['bells']
}

export function laneView(name: string, { stored, figures, living, bells }: LaneKnowledge): LaneView {
  const serving = living.filter((process) => !isSilent(process) && process.facts.lanes.some((lane) => lane.name === name))
  const served = serving[0]?.facts.lanes.find((lane) => lane.name === name) ?? null
  const { waiting, running, delayed, failed, queuedRuns, oldestMs, perMinute } = figures ?? nothing
  return {
    name, servedBy: serving.length, ...decisions(stored), limits: limitsOf(stored?.limits ?? served), waiting, running, delayed, failed, queuedRuns, oldestMs, perMinute, bells,
    // The minute that goes on is not over: the five before it, and the 59.
    rate5: rateOf(perMinute.slice(-6, -1)),
    rate60: rateOf(perMinute.slice(0, -1)),
  }
}

const nothing: Omit<LaneFigures, 'lane'> = { waiting: 0, running: 0, delayed: 0, failed: 0, queuedRuns: 0, oldestMs: null, perMinute: Array.from({ length: 60 }, () => ({ done: 0, failed: 0 })) }

/** Nobody has decided anything about most lanes. */
function decisions(stored: StoredLane | null): Pick<LaneView, 'isAdded' | 'hasOwnLimits' | 'state' | 'since' | 'by' | 'revision'> {
  if (stored === null) return { isAdded: false, hasOwnLimits: false, state: 'open', since: null, by: null, revision: 0 }
  const { isAdded, limits, state, since, by, revision } = stored
  return { isAdded, hasOwnLimits: limits !== null, state, since: state === 'open' && by === null ? null : since.toISOString(), by, revision }
}

function limitsOf(limits: LaneLimits | null): LaneView['limits'] {
  return limits === null ? null : { concurrency: limits.concurrency, timeoutMs: limits.timeoutMs, heapMiB: limits.heapMiB }
}

function rateOf(minutes: LaneView['perMinute']): number {
  return minutes.reduce((sum, { done }) => sum + done, 0) / Math.max(1, minutes.length)
}
