import type { ErrorInfo, JsonObject } from '@maillon/kernel'
import type { DatasetRef } from '@maillon/datasets'
import type { Plan, RunOrigin, StepKey } from '@maillon/plan'

/** What the engine hands to whatever runs the node's code. Everything by reference; nothing here is secret. */
export interface StepAssignment {
  readonly key: StepKey
  /** 1 for the first try. */
  readonly attempt: number
  /** True where the policy allows no further try: the error choice then applies to items that fail. */
  readonly isLastAttempt: boolean
  readonly plan: Plan
  /** Index into `plan.nodes`. */
  readonly node: number
  readonly run: {
    readonly id: string
    readonly workspaceId: string
    readonly flowId: string
    readonly origin: RunOrigin
    /** When the run was accepted, ISO 8601, UTC. */
    readonly startedAt: string
    /** The instant that a scheduled run stands for, ISO 8601, UTC; null for other origins. */
    readonly instant: string | null
    /** A test from the canvas: pinned outputs count, statistics and alerts don't. */
    readonly isTest: boolean
    /** Nodes with effect `write` only say what they would do. */
    readonly isDryRun: boolean
  }
  /** By input port: the datasets of its live edges in edge order, to be read one after the other. */
  readonly inputs: readonly (readonly DatasetRef[])[]
  /** What `plan.nodes[node].references` point at, in the same order. Null: that port was dead or its node skipped. */
  readonly references: readonly (DatasetRef | null)[]
  /** Stable over all attempts of this step. */
  readonly idempotencyKey: string
  /** Aborted on cancel, time limit or a lost lease. */
  readonly signal: AbortSignal
  /** Log lines are written in batches; order is kept. Never throws. */
  log(level: 'info' | 'warn' | 'error', message: string, data?: JsonObject): void
  /** How far it is: `done` items of `total` (absent: not known). Throttled by the receiver. */
  progress(done: number, total?: number): void
}

export type StepResult =
  | {
      readonly kind: 'done'
      /** `warned`: items were skipped, replaced or set aside, or the node said so. */
      readonly status: 'succeeded' | 'warned'
      /** By output port (the `error` port last where the plan has one). A port without items is dead. */
      readonly outputs: readonly DatasetRef[]
      /** One line for the run page. Absent: nothing to say. */
      readonly message?: string
      /** Items that failed and were passed over, and the first reason. */
      readonly failedItems?: { readonly count: number; readonly first: ErrorInfo }
      /** Items that failed and are kept to be mended (`{ error, item }` each), where the choice is `set-aside`. Absent: none. */
      readonly setAside?: DatasetRef
    }
  | { readonly kind: 'failed'; readonly error: ErrorInfo }

/** Runs the code of one attempt. Never rejects: whatever goes wrong is a `failed` result. */
export interface StepRunner {
  run(assignment: StepAssignment): Promise<StepResult>
}
