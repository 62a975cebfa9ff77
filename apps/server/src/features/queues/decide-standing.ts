import type { ErrorInfo } from '@maillon/kernel'
import type { LaneState } from '@maillon/plan'
import type { StandingRun } from '@maillon/storage'

/** What is known of the lane of a run that stands still. */
export interface StandingLane {
  readonly state: LaneState
  readonly by: string | null
  /** Milliseconds; null: not paused. */
  readonly pausedMs: number | null
  /** Processes that serve it and live. */
  readonly servedBy: number
}

/** Why a run stands still, and whether interrupting it can help. */
export interface StandingReason {
  readonly code: 'STANDING_UNDECIDED' | 'STANDING_WORKER_GONE' | 'STANDING_STEP_RUNS' | 'STANDING_LANE_PAUSED' | 'STANDING_LANE_UNSERVED' | 'STANDING_LANE_FULL'
  readonly params: ErrorInfo['params']
  readonly canRelease: boolean
}

/** In the order in which a person would ask: is somebody at it, may it begin, is anybody there, is there room. */
export function decideStanding({ step, lane: name, idleMs }: Pick<StandingRun, 'step' | 'lane' | 'idleMs'>, lane: StandingLane): StandingReason {
  if (step === null) return { code: 'STANDING_UNDECIDED', params: { ms: idleMs }, canRelease: true }
  if (step.isRunning && step.isHeld) return { code: 'STANDING_STEP_RUNS', params: { ms: idleMs, host: step.host ?? '?' }, canRelease: true }
  if (step.isRunning) return { code: 'STANDING_WORKER_GONE', params: { ms: step.silentMs ?? idleMs, host: step.host ?? '?' }, canRelease: true }
  if (lane.state === 'paused') return { code: 'STANDING_LANE_PAUSED', params: { lane: name, ms: lane.pausedMs ?? 0, by: lane.by ?? '?' }, canRelease: false }
  if (lane.servedBy === 0) return { code: 'STANDING_LANE_UNSERVED', params: { lane: name, ms: idleMs }, canRelease: false }
  return { code: 'STANDING_LANE_FULL', params: { lane: name, ms: idleMs }, canRelease: true }
}
