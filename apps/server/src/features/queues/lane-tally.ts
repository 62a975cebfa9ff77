import type { EngineObserver, RunState, StepState } from '@maillon/engine'
import type { StepStatus } from '@maillon/plan'

/** Steps that came to their end here. */
export interface LaneEnds {
  readonly lane: string
  readonly done: number
  /** Of these: failed for good. */
  readonly failed: number
}

/** Skipped and cancelled steps did no work. */
const worked: ReadonlySet<StepStatus> = new Set(['succeeded', 'warned', 'failed'])

/** Counts the steps that come to their end in this process, by lane, until somebody takes the count. */
export class LaneTally implements EngineObserver {
  #counts = new Map<string, { done: number; failed: number }>()

  attemptEnded(): void {
    // Ends are counted, not tries.
  }

  runEnded(): void {
    // Its steps are counted.
  }

  stepEnded({ lane }: RunState, { status }: StepState): void {
    if (worked.has(status)) this.#add({ lane, done: 1, failed: status === 'failed' ? 1 : 0 })
  }

  /** What was counted since the last time. */
  take(): readonly LaneEnds[] {
    const counts = this.#counts
    this.#counts = new Map()
    return [...counts].map(([lane, ends]) => ({ lane, ...ends }))
  }

  /** What was taken and could not be told: it counts the next time. */
  giveBack(ends: readonly LaneEnds[]): void {
    for (const one of ends) this.#add(one)
  }

  #add({ lane, done, failed }: LaneEnds): void {
    const count = this.#counts.get(lane)
    if (count === undefined) {
      this.#counts.set(lane, { done, failed })
      return
    }
    count.done += done
    count.failed += failed
  }
}
