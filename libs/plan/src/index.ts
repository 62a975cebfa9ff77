export { meantOutput } from './meant-output.js'
export {
  planFormat, stepKeyText,
  type Plan, type PlanEdge, type PlanErrorChoice, type PlanNode, type PlanOutput, type PlanReference, type PlanRetry, type PlanSpawn, type PlanWait, type StepKey, type TriggerEvent,
} from './plan.js'
export { readPlan } from './read-plan.js'
export {
  attemptOutcomes, isTerminalRun, isTerminalStep, laneStates, runOrigins, runStatuses, stepStatuses, terminalRunStatuses, terminalStepStatuses,
  type AttemptOutcome, type LaneState, type RunOrigin, type RunStatus, type StepStatus, type TerminalRunStatus, type TerminalStepStatus,
} from './statuses.js'
export { instantReasons, instantStatuses, lateAfterMs, scheduleStates, type InstantReason, type InstantStatus, type ScheduleState } from './schedule-statuses.js'
export { alertEnds, alertKinds, isAboutLanes, type AlertEnd, type AlertKind } from './alert-kinds.js'
export { systemTasks, type SystemTask } from './system-tasks.js'
