export type { LaneBackend } from './backend.js'
export { BullMqStepQueue } from './bull-mq-step-queue.js'
export { createLiveEvents, type LiveEventsOptions } from './create-live-events.js'
export { checkRedisPolicy } from './check-redis-policy.js'
