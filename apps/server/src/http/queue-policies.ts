import { AddLaneRequest, ChangeLaneRequest, FailedStepsQuery, LaneStateRequest, RemoveLaneQuery, RetryFailedRequest, StandingRunsQuery, type RouteName } from '@maillon/api-contract'
import type { RoutePolicy } from './route-policy.js'

/** The roles are those from which on each permission comes by itself (`leastRoles` of the kernel). */
const see = { access: 'operator', permission: 'queues.see' } as const
const manage = { access: 'administrator', permission: 'queues.manage' } as const

export const queuePolicies = {
  queues: see,
  queueNotices: see,
  laneNames: { access: 'viewer' },
  addLane: { ...manage, body: AddLaneRequest, status: 204 },
  changeLane: { ...manage, body: ChangeLaneRequest, status: 204 },
  removeLane: { ...manage, query: RemoveLaneQuery, status: 204 },
  setLaneState: { ...manage, body: LaneStateRequest },
  cancelQueuedRuns: manage,
  restartWorker: { access: 'administrator', permission: 'workers.restart' },
  standingRuns: { ...see, query: StandingRunsQuery },
  releaseRun: { access: 'operator', permission: 'queues.manage', status: 204 },
  failedSteps: { access: 'viewer', permission: 'failed.see', query: FailedStepsQuery },
  retryFailed: { access: 'operator', permission: 'failed.retry', body: RetryFailedRequest },
} as const satisfies { readonly [Name in RouteName]?: RoutePolicy }
