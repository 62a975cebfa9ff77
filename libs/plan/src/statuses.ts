/** Run states. The last four are terminal and never change. */
export const runStatuses = ['queued', 'running', 'waiting', 'succeeded', 'warned', 'failed', 'cancelled'] as const
export type RunStatus = (typeof runStatuses)[number]
export const terminalRunStatuses = ['succeeded', 'warned', 'failed', 'cancelled'] as const satisfies readonly RunStatus[]
export type TerminalRunStatus = (typeof terminalRunStatuses)[number]

/** Step states. The last five are terminal and never change. */
export const stepStatuses = ['pending', 'ready', 'running', 'retrying', 'suspended', 'succeeded', 'warned', 'failed', 'skipped', 'cancelled'] as const
export type StepStatus = (typeof stepStatuses)[number]
export const terminalStepStatuses = ['succeeded', 'warned', 'failed', 'skipped', 'cancelled'] as const satisfies readonly StepStatus[]
export type TerminalStepStatus = (typeof terminalStepStatuses)[number]

/**
 * How one try of a step ended. `interrupted`: its worker went away; counted apart from failures. `suspended`: it waits for a time, an
 * answer or its children, and goes on in a later attempt. `nothing-found`: it succeeded without an item and will look again.
 */
export const attemptOutcomes = ['running', 'succeeded', 'warned', 'failed', 'timed-out', 'interrupted', 'cancelled', 'refused', 'suspended', 'nothing-found'] as const
export type AttemptOutcome = (typeof attemptOutcomes)[number]

/** What started a run. `flow`: a step of another run; `error`: the failure of another run; `event`: a mail or file that a trigger was watching for. */
export const runOrigins = ['manual', 'schedule', 'webhook', 'api', 'test', 'flow', 'error', 'event'] as const
export type RunOrigin = (typeof runOrigins)[number]

/** Whether a lane lets steps begin. `draining`: it does until nothing waits and nothing runs in it, and rests from then on. */
export const laneStates = ['open', 'draining', 'paused'] as const
export type LaneState = (typeof laneStates)[number]

export function isTerminalRun(status: RunStatus): status is TerminalRunStatus {
  return terminalRunStatuses.includes(status as TerminalRunStatus)
}

export function isTerminalStep(status: StepStatus): status is TerminalStepStatus {
  return terminalStepStatuses.includes(status as TerminalStepStatus)
}
