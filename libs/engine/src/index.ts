export type { StepAssignment, StepResult, StepRunner } from './step-runner.port.js'
