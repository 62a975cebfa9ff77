import type {
  AddLaneRequest, ChangeLaneRequest, FailedStepsPage, FailedStepsQuery, LaneStateAnswer, LaneStateRequest, QueueNotices, QueuesView, RemoveLaneQuery, RetryFailedAnswer, RetryFailedRequest, StandingRunsQuery, StandingRunView,
} from './queues.js'
import { route } from './route.js'

/** Lanes, the processes that serve them, and what went wrong in them. */
export const queueRoutes = {
  queues: route<never, undefined, undefined, QueuesView>('GET', '/api/queues'),
  queueNotices: route<never, undefined, undefined, QueueNotices>('GET', '/api/queues/notices'),
  /** Lanes that flows may name. */
  laneNames: route<never, undefined, undefined, { readonly lanes: readonly string[] }>('GET', '/api/lanes'),
  addLane: route<never, undefined, AddLaneRequest>('POST', '/api/queues'),
  changeLane: route<'name', undefined, ChangeLaneRequest>('PUT', '/api/queues/:name'),
  removeLane: route<'name', RemoveLaneQuery>('DELETE', '/api/queues/:name'),
  setLaneState: route<'name', undefined, LaneStateRequest, LaneStateAnswer>('POST', '/api/queues/:name/state'),
  /** Cancels the runs of the lane that have not begun; at most 500 at once. */
  cancelQueuedRuns: route<'name', undefined, undefined, { readonly cancelled: number; readonly hasMore: boolean }>('POST', '/api/queues/:name/cancel-queued'),
  /** Its worker ends what it has at hand and begins anew. */
  restartWorker: route<'process', undefined, undefined, { readonly changed: boolean; readonly by: string | null }>('POST', '/api/processes/:process/restart'),

  standingRuns: route<never, StandingRunsQuery, undefined, { readonly runs: readonly StandingRunView[] }>('GET', '/api/standing-runs'),
  /** Interrupts what a run hangs on, and lets it try again. */
  releaseRun: route<'id'>('POST', '/api/runs/:id/release'),

  failedSteps: route<never, FailedStepsQuery, undefined, FailedStepsPage>('GET', '/api/failed-steps'),
  retryFailed: route<never, undefined, RetryFailedRequest, RetryFailedAnswer>('POST', '/api/failed-steps/retry'),
} as const
