import { isTerminalStep, type StepStatus } from '@maillon/plan'
import type { LaneEnds } from '../engine.js'

/** Skipped and cancelled steps did no work. */
const worked: ReadonlySet<StepStatus> = new Set(['succeeded', 'warned', 'failed'])

/** Counts the steps that come to their end in this process, by lane. */
export class LaneTally {
  private readonly counts = new Map<string, { done: number; failed: number }>()

  get ended(): ReadonlyMap<string, LaneEnds> {
    return this.counts
  }

  /** @param before as it was before the change; null: it wasn't there yet. */
  count(lane: string, status: StepStatus, before: StepStatus | null): void {
    if (!worked.has(status) || (before !== null && isTerminalStep(before))) return
    const known = this.counts.get(lane)
    const count = known ?? { done: 0, failed: 0 }
    count.done += 1
    if (status === 'failed') count.failed += 1
    if (known === undefined) this.counts.set(lane, count)
  }
}
