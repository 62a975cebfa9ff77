import type { Diagnostic } from '@maillon/flow-document'
import type { ErrorInfo, Json, JsonObject } from '@maillon/kernel'
import type { TestEnding } from './flow-test.js'

/** Two values at one place of a row or request. Undefined on one side: the field isn't there. */
export interface ValueDifference {
  /** JSON pointer into the row. */
  readonly path: string
  readonly expected?: Json
  readonly got?: Json
}

interface AtNode {
  readonly node: string
  /** For people. */
  readonly name: string
}

/** One thing that is not as the test wants it. `expectation`: index into `FlowTest.expect`; absent: it concerns none of them. */
export type TestFinding = { readonly expectation?: number } & (
  | ({ readonly kind: 'value'; readonly port: string; /** From 0. */ readonly row: number } & AtNode & ValueDifference)
  | ({ readonly kind: 'row-count'; readonly port: string; readonly expected: number; readonly got: number } & AtNode)
  | ({ readonly kind: 'node-missing' } & AtNode)
  | ({ readonly kind: 'port-missing'; readonly port: string } & AtNode)
  | ({ readonly kind: 'node-failed'; readonly error: ErrorInfo } & AtNode)
  | ({ readonly kind: 'request'; /** From 0. */ readonly call: number } & AtNode & ValueDifference)
  | ({ readonly kind: 'request-count'; readonly expected: number; readonly got: number } & AtNode)
  | ({ readonly kind: 'call-new'; readonly request: JsonObject } & AtNode)
  | { readonly kind: 'status'; readonly expected: TestEnding; readonly got: string }
  | { readonly kind: 'trigger-missing'; readonly node: string }
  | { readonly kind: 'not-compiled'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'too-long'; readonly seconds: number }
  | ({ readonly kind: 'more'; readonly count: number } & AtNode)
)

export interface TestResult {
  readonly testId: string
  readonly name: string
  readonly ok: boolean
  readonly findings: readonly TestFinding[]
  readonly tookMs: number
}
