import type { StepStatus } from '@maillon/plan'
import { Type, type Static } from 'typebox'
import type { RunSummary } from './runs.js'

export const RunGridQuery = Type.Object({
  cursor: Type.Optional(Type.String({ maxLength: 400 })),
  /** Runs, 1 to 100, default 30. */
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  /** Test runs too. Default false. */
  tests: Type.Optional(Type.Boolean()),
})
export type RunGridQuery = Static<typeof RunGridQuery>

/** The runs of a flow by its steps, newest run first: one column a run, one line a step. */
export interface RunGrid {
  /** In running order of the newest version that ran; behind them the steps that only older versions have. */
  readonly nodes: readonly { readonly id: string; readonly name: string }[]
  readonly columns: readonly RunGridColumn[]
  readonly nextCursor: string | null
}

export interface RunGridColumn {
  readonly run: RunSummary
  /** By node id; a step that its version doesn't have, or that never came to its turn, is missing. */
  readonly steps: { readonly [node: string]: RunGridCell }
}

export interface RunGridCell {
  readonly status: StepStatus
  /** Milliseconds; null: it hasn't begun. */
  readonly durationMs: number | null
  /** Items that it gave, over all its ports. */
  readonly items: number
  readonly attempts: number
  /** Items that failed and were passed over or set aside. */
  readonly failedItems: number
}
