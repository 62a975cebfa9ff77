import type { FlowTest, ProposedComparison, TestFinding } from '@maillon/flow-tests'
import { Type, type Static } from 'typebox'

/** A difference as a person reads it, in the language of who asks. */
export interface TestFindingView {
  readonly finding: TestFinding
  readonly sentence: string
  /** What to do. Null: nothing more to say. */
  readonly hint: string | null
}

export interface TestResultView {
  readonly testId: string
  readonly name: string
  readonly ok: boolean
  readonly findings: readonly TestFindingView[]
  readonly tookMs: number
  /** ISO 8601. */
  readonly at: string
  /** Revision of the draft that was tried; null: the published version. */
  readonly draftRevision: number | null
}

export interface FlowTestSummary {
  readonly id: string
  readonly name: string
  readonly revision: number
  readonly author: string
  /** ISO 8601. */
  readonly createdAt: string
  readonly keptFrom: { readonly runId: string; readonly at: string }
  readonly expectations: number
  /** Of its last replay. Null: it was not replayed since it was made or changed. */
  readonly result: TestResultView | null
}

export interface FlowTestDetail extends FlowTestSummary {
  readonly test: FlowTest
}

export const KeepTestRequest = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 200 }),
  /** Rows kept of each port. Default 100. */
  rows: Type.Optional(Type.Integer({ minimum: 1, maximum: 5000 })),
  /** Keys of what is compared. Absent: what is proposed. */
  compare: Type.Optional(Type.Array(Type.String({ maxLength: 400 }), { maxItems: 500 })),
})
export type KeepTestRequest = Static<typeof KeepTestRequest>

/** What could be kept of a run. */
export interface TestProposal {
  readonly name: string
  readonly comparisons: readonly (ProposedComparison & { readonly key: string })[]
  /** Places of which only the first rows would be kept. */
  readonly cuts: readonly { readonly node: string; readonly name: string; readonly rows: number; readonly kept: number }[]
  /** Steps that are answered from the recording although they touch nothing outside, by name. */
  readonly remembered: readonly string[]
  /** Files that are too large to keep, by name. */
  readonly filesLeftOut: readonly string[]
}

const place = { expectation: Type.Integer({ minimum: 0, maximum: 499 }) }

export const EditTestRequest = Type.Object({
  /** The test's, as it was read. */
  revision: Type.Integer({ minimum: 1 }),
  edit: Type.Union([
    Type.Object({ kind: Type.Literal('rename'), name: Type.String({ minLength: 1, maxLength: 200 }) }),
    Type.Object({ kind: Type.Literal('accept'), expectation: Type.Optional(place.expectation) }),
    Type.Object({ kind: Type.Literal('loosen'), ...place, path: Type.String({ maxLength: 500 }) }),
    Type.Object({ kind: Type.Literal('remove'), ...place }),
  ]),
})
export type EditTestRequest = Static<typeof EditTestRequest>

export const RunTestsRequest = Type.Object({
  /** Absent: all of the flow. */
  tests: Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { maxItems: 100 })),
  what: Type.Union([Type.Literal('draft'), Type.Literal('published')]),
})
export type RunTestsRequest = Static<typeof RunTestsRequest>

/** The text of a `maillon.test/1` document, exactly as it was read. */
export const AddTestRequest = Type.Object({ documentText: Type.String({ maxLength: 5_300_000 }) })
export type AddTestRequest = Static<typeof AddTestRequest>
