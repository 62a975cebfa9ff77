import type { RunOrigin } from '@maillon/plan'
import type { RunSummary } from './runs.js'

/** Of runs that ended; tests and turns of loops don't count. */
export interface DurationFigures {
  /** From acceptance to the end, milliseconds; null without ended runs. */
  readonly meanMs: number | null
  /** Nineteen of twenty took no longer; right within five per cent. */
  readonly p95Ms: number | null
}

/** An hour (period of 24 h) or a day; those in which nothing ended are left out. */
export interface TimelineBucket extends DurationFigures {
  /** When it begins, ISO 8601. */
  readonly at: string
  readonly succeeded: number
  readonly warned: number
  readonly failed: number
  readonly cancelled: number
}

export interface FlowPerformance extends DurationFigures {
  readonly flowId: string
  readonly flowName: string
  /** Ended in the period. */
  readonly runs: number
  readonly failed: number
  /** 0 to 1, cancelled ones left aside; null without others. */
  readonly successRate: number | null
}

/** The dashboard over a period. */
export interface HomeView extends DurationFigures {
  readonly activeFlows: number
  /** Ended since midnight, or accepted since then and not over. */
  readonly runsToday: number
  /** 0 to 1 over the period, cancelled ones left aside; null without others. */
  readonly successRate: number | null
  /** Not over now. At 10,000 it is that many or more. */
  readonly running: number
  /** Schedules of which an instant has passed that nobody took. */
  readonly lateSchedules: number
  readonly recent: readonly RunSummary[]
  /** Oldest first. */
  readonly timeline: readonly TimelineBucket[]
  /** What started the runs of the period, the most first. */
  readonly origins: readonly { readonly origin: RunOrigin; readonly runs: number }[]
  /** Those with the most runs of the period, the most first; at most 50. */
  readonly flows: readonly FlowPerformance[]
  readonly coming: readonly { readonly flowId: string; readonly flowName: string; readonly at: string }[]
}
