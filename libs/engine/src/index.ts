export type { Accepted, AcceptRequest, Engine, EngineOptions, EngineSettings, ReconcileReport, SettledView, WorkerOptions } from './engine.js'
export { faultPoints, noFaults, type FaultPoint, type Faults } from './faults.port.js'
export type { LiveEvents, RunEvent } from './live-events.port.js'
export type { PlanSource } from './plan-source.port.js'
export type { AttemptRow, LogRow, RunListQuery, RunReader, RunRow, StepRow } from './run-reader.port.js'
export type { PastAttempt, RunError, RunState, StepState } from './run-state.js'
export type {
  DueStep, GateDecision, JournalAnswer, JournalBatch, LogLineWrite, NewRun, RunChange, RunningStep, RunStore, StepWrite,
} from './run-store.port.js'
export { doorbellId, type Doorbell, type LaneWorker, type StepQueue } from './step-queue.port.js'
export type { StepAssignment, StepResult, StepRunner } from './step-runner.port.js'
