import { loosePattern } from './compare-json.js'
import { maskSecrets } from './mask-secrets.js'
import type { Expectation, FlowTest, RecordedAnswer } from './flow-test.js'
import { flowTestLimits } from './flow-test.js'
import type { ReplayedCall, ReplayOutcome } from './replay-outcome.js'
import type { Item } from '@maillon/datasets'
import type { Json } from '@maillon/kernel'

/** A change of a test by a person. `expectation`: index into `FlowTest.expect`. */
export type TestEdit =
  | { readonly kind: 'rename'; readonly name: string }
  /** What comes out now is right. Absent `expectation`: for all of them. */
  | { readonly kind: 'accept'; readonly expectation?: number }
  /** The value at this place (JSON pointer into a row) may be anything, in every row and element. */
  | { readonly kind: 'loosen'; readonly expectation: number; readonly path: string }
  | { readonly kind: 'remove'; readonly expectation: number }

/** The test after an edit; null where there is no such expectation, or nothing came out that could be accepted. */
export function editFlowTest(test: FlowTest, edit: TestEdit, outcome: ReplayOutcome | null): FlowTest | null {
  switch (edit.kind) {
    case 'rename':
      return { ...test, name: edit.name }
    case 'loosen':
      return changed(test, edit.expectation, (expectation) => (expectation.kind === 'status' ? null : { ...expectation, any: [...new Set([...(expectation.any ?? []), loosePattern(edit.path)])] }))
    case 'remove':
      return edit.expectation in test.expect ? { ...test, expect: test.expect.filter((_, index) => index !== edit.expectation) } : null
    case 'accept':
      return outcome?.kind !== 'ended' ? null : accepted(test, edit.expectation, outcome)
  }
}

type Ended = Extract<ReplayOutcome, { kind: 'ended' }>

function accepted(test: FlowTest, only: number | undefined, outcome: Ended): FlowTest | null {
  if (only !== undefined) return acceptedOne(test, only, outcome)
  // What is gone from the flow can't come out again: its expectation goes.
  const left = { ...test, expect: test.expect.filter((expectation) => expectation.kind === 'status' || outcome.names.has(expectation.node)) }
  return left.expect.reduce<FlowTest | null>((so, _, index) => (so === null ? null : acceptedOne(so, index, outcome)), left)
}

function acceptedOne(test: FlowTest, index: number, outcome: Ended): FlowTest | null {
  const expectation = test.expect[index]
  if (expectation === undefined) return null
  switch (expectation.kind) {
    case 'status':
      return outcome.status === 'succeeded' || outcome.status === 'warned' || outcome.status === 'failed' ? changed(test, index, () => ({ kind: 'status', status: outcome.status as 'succeeded' })) : null
    case 'output': {
      const rows = outcome.steps.get(expectation.node)?.outputs[expectation.port]
      return rows === undefined ? null : changed(test, index, () => ({ ...expectation, name: outcome.names.get(expectation.node) ?? expectation.name, count: rows.length, rows: maskedRows(rows.slice(0, Math.max(expectation.rows.length, flowTestLimits.usualRows))) }))
    }
    case 'requests': {
      const calls = outcome.calls.filter(({ node }) => node === expectation.node)
      return { ...test, answers: test.answers.flatMap((answer) => (answer.node === expectation.node ? withRequests(answer, calls) : [answer])) }
    }
  }
}

function withRequests(answer: RecordedAnswer, calls: readonly ReplayedCall[]): readonly RecordedAnswer[] {
  const now = calls.find(({ iteration }) => iteration === answer.iteration)
  if (now === undefined) return []
  const { isByRequest, ...rest } = answer
  const requests = now.requests.map((request) => maskSecrets(request) as typeof request)
  return [{ ...rest, requests, ...(isByRequest === true && requests.length === answer.requests?.length ? { isByRequest } : {}) }]
}

function changed(test: FlowTest, index: number, change: (expectation: Expectation) => Expectation | null): FlowTest | null {
  const expectation = test.expect[index]
  const next = expectation === undefined ? null : change(expectation)
  return next === null ? null : { ...test, expect: test.expect.map((one, at) => (at === index ? next : one)) }
}

/** Rows without secrets. */
export function maskedRows(rows: readonly Item[]): readonly Item[] {
  return rows.map((row) => ({ ...row, json: maskSecrets(row.json as Json) as Item['json'] }))
}
