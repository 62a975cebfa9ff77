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
  /** The run that the step's row belongs to: inside loops, the turn's own. Named in answers and logs. */
  readonly ownRunId: string
  /** Heap that a heavy node may use, MiB; null: the host's usual limit. */
  readonly heapMiB: number | null
  readonly run: {
    /** The run that people see. */
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
  /** What a suspended step came back with; null: it begins from the start. */
  readonly resumed: Resumption | null
  /** How often this step was suspended so far: the answer to the next suspension names it, so that an old link opens nothing. */
  readonly suspensions: number
  /** For nodes with `spawn`, once their children are over: what these gave, to be copied to the outputs in this order. Null: an ordinary step. */
  readonly collected: AsyncIterable<CollectedPart> | null
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

/** What a step waits for, holding no worker. */
export type Suspension =
  | { readonly for: 'time'; readonly afterMs: number }
  /** ISO 8601. */
  | { readonly for: 'time'; readonly at: string }
  /** An answer from outside (approval, callback, form). `about`: what the page shows. `deadlineMs` null: it waits for ever. */
  | { readonly for: 'answer'; readonly deadlineMs: number | null; readonly about: JsonObject | null }

/** How a suspension ended. */
export type Resumption = { readonly by: 'time' | 'deadline' } | { readonly by: 'answer'; readonly answer: JsonObject }

/** A dataset for one port of a node with `spawn`: its index, or the items that are kept to be mended. */
export interface CollectedPart {
  readonly port: number | 'set-aside'
  readonly dataset: DatasetRef
}

export type StepResult =
  /** It waits. What it gave so far is dropped; its next attempt is told how the wait ended. */
  | { readonly kind: 'suspended'; readonly until: Suspension }
  /** It couldn't begin (the speed limit of an outside service): again after so long; doesn't count as a try. */
  | { readonly kind: 'postponed'; readonly forMs: number }
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
