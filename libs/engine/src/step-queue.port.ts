/** What a job carries: ids only. `version` is a hint for caches, never believed. */
export interface Doorbell {
  readonly runId: string
  readonly node: number
  readonly iteration: string
  /** The attempt that it asks for; part of the job's id, so a retry's bell isn't taken for a duplicate. */
  readonly attempt: number
  /** 1 (first) to 10. */
  readonly priority: number
  /** The run's version when it was rung. */
  readonly version: number
  /** Set by the sweep where an earlier bell for the same attempt seems stuck in the queue; makes another job id. */
  readonly again?: string
  /** Rung by the sweep, or handed out a second time: whoever had the bell before may have died of its step. */
  readonly isRepeated?: true
  /** It goes to the head of the line: its step is claimed already and only waits for this bell, or it was cut off and has waited its turn once. */
  readonly goesFirst?: true
}

export interface LaneWorker {
  /** Milliseconds since it last had a bell at hand; 0 while it has one. */
  idleMs(): number
  /** Take no new bells until `resume`; those at hand are answered. Twice is once. */
  pause(): Promise<void>
  resume(): Promise<void>
  /** Bells at once from now on; at least 1. */
  resize(concurrency: number): void
  /** Take no new jobs, and wait for those at hand at most `graceMs`. */
  stop(graceMs: number): Promise<void>
}

/**
 * Lanes of doorbells. A doorbell may be lost, repeated, late or out of order without harm.
 *
 * Rules
 * Q1  Ringing twice for the same attempt while the first bell waits makes one job.
 * Q2  `ring` rejects within seconds where the queue can't be reached; it never waits for ever.
 * Q3  A bell that was answered leaves nothing behind.
 * Q4  A handler that rejects loses the bell: the sweep rings again.
 * Q5  While a worker is paused its bells stay in the lane, for other workers or for itself after `resume`; nothing is lost by it.
 */
export interface StepQueue {
  ring(lane: string, bells: readonly Doorbell[]): Promise<void>
  work(lane: string, concurrency: number, answer: (bell: Doorbell) => Promise<void>): Promise<LaneWorker>
  /** Bells that wait in the lane. */
  depth(lane: string): Promise<number>
  /** Bells that wait, and those that some worker (of any process) has at hand. */
  counts(lane: string): Promise<LaneCounts>
  close(): Promise<void>
}

export interface LaneCounts {
  readonly waiting: number
  readonly active: number
}

/** The id of a doorbell's job. No colon: BullMQ reserves it. */
export function doorbellId(bell: Doorbell): string {
  const step = bell.iteration === '' ? `${bell.runId}-${bell.node}` : `${bell.runId}-${bell.node}-${bell.iteration.replaceAll('/', '_')}`
  return bell.again === undefined ? `${step}-a${bell.attempt}` : `${step}-a${bell.attempt}-${bell.again}`
}
