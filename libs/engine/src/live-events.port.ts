import type { RunStatus, StepStatus } from '@maillon/plan'

/** Something that just happened to a run. A hint: the rows are the truth, and an event may be lost. */
export type RunEvent =
  | { readonly kind: 'run'; readonly workspaceId: string; readonly flowId: string; readonly runId: string; readonly status: RunStatus }
  | {
      readonly kind: 'step'
      readonly workspaceId: string
      readonly flowId: string
      /** The run that people see: for a step in a loop, the one at the top. */
      readonly runId: string
      /** '' outside loops. */
      readonly iteration: string
      /** The run that the step belongs to; another one than `runId` only inside loops. */
      readonly ownRunId: string
      readonly node: number
      readonly status: StepStatus
      readonly attempt: number
      /** Items by output port; null until it has outputs. */
      readonly counts: readonly number[] | null
    }
  | { readonly kind: 'progress'; readonly workspaceId: string; readonly flowId: string; readonly runId: string; readonly node: number; readonly done: number; readonly total: number | null }

/** Tells everybody who watches, in this process at once and in others within about 50 ms. Never waits, never throws. */
export interface LiveEvents {
  publish(event: RunEvent): void
  /** Null: the events of all runs. Returns the way to stop listening. */
  subscribe(runId: string | null, listener: (event: RunEvent) => void): () => void
  close(): Promise<void>
}
