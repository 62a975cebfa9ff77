import { laneStates, type LaneState, type RunStatus } from '@maillon/plan'
import { Type, type Static } from 'typebox'
import { exportFields } from './export-fields.js'
import { oneOf } from './one-of.js'
import type { ErrorView } from './runs.js'

/** As a flow may name it. */
const LaneName = Type.String({ minLength: 1, maxLength: 40, pattern: '^[a-z][a-z0-9-]{0,39}$' })
const Limits = Type.Object({
  /** Steps at once in each process. */
  concurrency: Type.Integer({ minimum: 1, maximum: 1000 }),
  /** A step may take no longer. Null: only its own limit counts. */
  timeoutMs: Type.Union([Type.Integer({ minimum: 1_000, maximum: 86_400_000 }), Type.Null()]),
  /** Memory of a heavy step. Null: the usual limit. */
  heapMiB: Type.Union([Type.Integer({ minimum: 32, maximum: 65_536 }), Type.Null()]),
})
export type LaneLimitsView = Static<typeof Limits>

export const AddLaneRequest = Type.Object({ name: LaneName, limits: Limits })
export type AddLaneRequest = Static<typeof AddLaneRequest>
/** `limits` null: as the processes are configured. `revision`: as it was read; refused where somebody else was quicker. */
export const ChangeLaneRequest = Type.Object({ revision: Type.Integer({ minimum: 0 }), limits: Type.Union([Limits, Type.Null()]) })
export type ChangeLaneRequest = Static<typeof ChangeLaneRequest>
export const RemoveLaneQuery = Type.Object({ revision: Type.Integer({ minimum: 0 }) })
export type RemoveLaneQuery = Static<typeof RemoveLaneQuery>
export const LaneStateRequest = Type.Object({ state: oneOf(laneStates) })
export type LaneStateRequest = Static<typeof LaneStateRequest>

export interface LaneView {
  readonly name: string
  /** A person added it. */
  readonly isAdded: boolean
  /** Processes that serve it and live. */
  readonly servedBy: number
  /** As it is served now, or will be; null where nobody knows. */
  readonly limits: LaneLimitsView | null
  /** Set on the page, for all processes. */
  readonly hasOwnLimits: boolean
  readonly state: LaneState
  /** ISO 8601; null: it has always been so. */
  readonly since: string | null
  readonly by: string | null
  readonly revision: number
  /** Steps. */
  readonly waiting: number
  readonly running: number
  readonly delayed: number
  /** In 24 hours. */
  readonly failed: number
  readonly queuedRuns: number
  readonly oldestMs: number | null
  /** Steps a minute over the last 5 and 60. */
  readonly rate5: number
  readonly rate60: number
  /** The last 60, the newest last. */
  readonly perMinute: readonly { readonly done: number; readonly failed: number }[]
  /** Of the queue behind it; null where it doesn't answer. Differs from the steps for moments only. */
  readonly bells: { readonly waiting: number; readonly active: number } | null
}

export interface ProcessView {
  readonly id: string
  readonly host: string
  readonly pid: number
  readonly roles: readonly string[]
  readonly version: string
  /** silent: it hasn't been heard of for a while. asked: somebody wants its worker to begin anew, and it hasn't seen that yet. */
  readonly state: 'serving' | 'asked' | 'restarting' | 'silent'
  readonly askedBy: string | null
  readonly silentMs: number
  readonly seenAt: string
  readonly startedAt: string
  readonly restartedAt: string | null
  readonly lanes: readonly { readonly name: string; readonly concurrency: number }[]
  readonly running: number
  /** Processors in use, and what it may use. */
  readonly processors: number
  readonly mostProcessors: number
  readonly rssBytes: number
  readonly memoryBytes: number
  /** The one that answers. */
  readonly isThis: boolean
}

export interface QueuesView {
  readonly lanes: readonly LaneView[]
  readonly processes: readonly ProcessView[]
}

/** What everybody who may see lanes should know on every page. */
export interface QueueNotices {
  readonly paused: readonly { readonly lane: string; readonly since: string; readonly by: string | null }[]
}

/** `changed` false: it was so already, by whom and since when the answer says. */
export interface LaneStateAnswer {
  readonly changed: boolean
  readonly state: LaneState
  readonly since: string | null
  readonly by: string | null
}

const FailedFilter = {
  lane: Type.Optional(Type.String({ maxLength: 50 })),
  code: Type.Optional(Type.String({ maxLength: 100 })),
  flowId: Type.Optional(Type.String({ maxLength: 64 })),
  /** ISO 8601. */
  from: Type.Optional(Type.String({ maxLength: 40 })),
  to: Type.Optional(Type.String({ maxLength: 40 })),
}
/** `all`: also those that somebody has gone on from. Default: open. */
const Which = Type.Optional(oneOf(['open', 'all']))
export const FailedStepsQuery = Type.Object({ ...FailedFilter, which: Which, offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 })), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })) })
export type FailedStepsQuery = Static<typeof FailedStepsQuery>
export const FailedStepsExportQuery = Type.Object({ ...FailedFilter, which: Which, ...exportFields })
export type FailedStepsExportQuery = Static<typeof FailedStepsExportQuery>
/** These runs, or all that the filter finds and nobody has gone on from. */
export const RetryFailedRequest = Type.Object({ ...FailedFilter, runIds: Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { minItems: 1, maxItems: 200 })) })
export type RetryFailedRequest = Static<typeof RetryFailedRequest>

export interface FailedStepView {
  /** Where it is shown. */
  readonly runId: string
  readonly flowId: string
  readonly flowName: string
  /** Id and name of its box. */
  readonly node: string
  readonly nodeName: string
  readonly at: string
  readonly lane: string
  readonly attempts: number
  readonly error: ErrorView | null
  /** The run that can be retried; null: it can't (it goes on, or ended well all the same). */
  readonly retryRunId: string | null
  readonly retriedBy: { readonly runId: string; readonly status: RunStatus } | null
}

export interface FailedStepsPage {
  readonly steps: readonly FailedStepView[]
  /** At most `most`; there may be more. */
  readonly total: number
  readonly most: number
  readonly codes: readonly { readonly code: string; readonly count: number }[]
  readonly lanes: readonly string[]
  readonly flows: readonly { readonly id: string; readonly name: string }[]
}

export interface RetryFailedAnswer {
  /** Runs that go on now. */
  readonly retried: number
  /** Somebody has gone on from these already, or they can't be retried. */
  readonly left: number
  /** There are more than are begun at once: ask again. */
  readonly hasMore: boolean
}

export const StandingRunsQuery = Type.Object({ minutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 1440 })) })
export type StandingRunsQuery = Static<typeof StandingRunsQuery>
export interface StandingRunView {
  /** Itself, to be released. */
  readonly id: string
  /** Where it is shown. */
  readonly runId: string
  readonly flowId: string
  readonly flowName: string
  readonly lane: string
  readonly idleMs: number
  /** Name of the box that it hangs on. */
  readonly nodeName: string | null
  /** Why, as a sentence; and what to do. */
  readonly reason: string
  readonly hint: string | null
  /** Whether a release can help. */
  readonly canRelease: boolean
}
