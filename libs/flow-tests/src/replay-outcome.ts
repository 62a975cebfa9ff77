import type { Item } from '@maillon/datasets'
import type { Diagnostic } from '@maillon/flow-document'
import type { ErrorInfo, JsonObject } from '@maillon/kernel'
import type { Effects } from '@maillon/node-contract'
import type { Plan, RunStatus, StepStatus } from '@maillon/plan'
import type { RecordedAnswer } from './flow-test.js'

/** What a step at the top of the flow did in a replay. */
export interface ReplayedStep {
  readonly status: StepStatus
  readonly error: ErrorInfo | null
  /** Every output port, also the empty ones. */
  readonly outputs: { readonly [port: string]: readonly Item[] }
}

/** What a step asked of the outside in a replay, and what it was answered. */
export interface ReplayedCall {
  readonly node: string
  readonly iteration: string
  readonly effects: Effects
  readonly requests: readonly JsonObject[]
  /** Requests that no answer was kept for, by their position. */
  readonly unanswered: readonly number[]
  /** The answer that was kept for this very step. Null: none was. */
  readonly recorded: RecordedAnswer | null
}

export type ReplayOutcome =
  | { readonly kind: 'not-compiled'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'trigger-missing' }
  | { readonly kind: 'too-long'; readonly seconds: number }
  | {
      readonly kind: 'ended'
      readonly status: RunStatus
      /** Of the nodes of the document, by id. */
      readonly names: ReadonlyMap<string, string>
      /** Of the nodes at the top that came to an end, by id. */
      readonly steps: ReadonlyMap<string, ReplayedStep>
      /** In the order of nodes, then of turns. */
      readonly calls: readonly ReplayedCall[]
      readonly plan: Plan
    }
