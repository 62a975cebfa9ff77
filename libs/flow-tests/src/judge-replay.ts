/**
 * What a replay did otherwise than its test wants.
 *
 * J1. Every expectation is looked at; one that fails names its place down to the field.
 * J2. A read whose request is another one has no answer any more: that is a finding, whether or not an expectation speaks of it.
 * J3. A step that failed says why once; its missing rows are not told besides.
 * J4. Of one expectation at most `mostFindings` differences are told, and how many more there are.
 */
import { comparableRow, filesKey } from './comparable-row.js'
import { compareJson } from './compare-json.js'
import type { Expectation, FlowTest } from './flow-test.js'
import type { ReplayedCall, ReplayOutcome } from './replay-outcome.js'
import type { TestFinding } from './test-finding.js'
import type { Item } from '@maillon/datasets'
import type { JsonObject } from '@maillon/kernel'

const mostFindings = 20

type Ended = Extract<ReplayOutcome, { kind: 'ended' }>

/** Nothing: the test passes. */
export function judgeReplay(test: FlowTest, outcome: ReplayOutcome): readonly TestFinding[] {
  switch (outcome.kind) {
    case 'not-compiled':
      return [{ kind: 'not-compiled', diagnostics: outcome.diagnostics.filter(({ severity }) => severity === 'error') }]
    case 'trigger-missing':
      return [{ kind: 'trigger-missing', node: test.trigger.node }]
    case 'too-long':
      return [{ kind: 'too-long', seconds: outcome.seconds }]
    case 'ended': {
      const failures = failedSteps(test, outcome)
      const failed = new Set(failures.map(({ node }) => node))
      const found = test.expect.flatMap((expectation, index) => ofExpectation(expectation, { test, outcome, failed }).map((finding) => ({ ...finding, expectation: index })))
      const news = newCalls(test, outcome)
      const all = [...news, ...failures.filter(({ node }) => !news.some((call) => call.node === node)), ...found]
      // How the run ended is said by what ended it.
      return all.some(({ kind }) => kind !== 'status') ? all.filter(({ kind }) => kind !== 'status') : all
    }
  }
}

interface Judged {
  readonly test: FlowTest
  readonly outcome: Ended
  readonly failed: ReadonlySet<string>
}

function ofExpectation(expectation: Expectation, about: Judged): readonly TestFinding[] {
  switch (expectation.kind) {
    case 'status':
      return about.outcome.status === expectation.status ? [] : [{ kind: 'status', expected: expectation.status, got: about.outcome.status }]
    case 'output':
      return about.failed.has(expectation.node) ? [] : bounded(expectation, ofOutput(expectation, about.outcome))
    case 'requests':
      return bounded(expectation, ofRequests(expectation, about))
  }
}

function ofOutput(expectation: Extract<Expectation, { kind: 'output' }>, { names, steps }: Ended): readonly TestFinding[] {
  const { node, port } = expectation
  const name = names.get(node)
  if (name === undefined) return [{ kind: 'node-missing', node, name: expectation.name }]
  const step = steps.get(node)
  const outputs = step?.outputs ?? {}
  if (step !== undefined && !Object.hasOwn(outputs, port) && (step.status === 'succeeded' || step.status === 'warned')) return [{ kind: 'port-missing', node, name, port }]
  const got = Object.hasOwn(outputs, port) ? (outputs[port] ?? []) : []
  const counts: readonly TestFinding[] = got.length === expectation.count ? [] : [{ kind: 'row-count', node, name, port, expected: expectation.count, got: got.length }]
  const rows = expectation.rows.slice(0, got.length).flatMap((row, index) =>
    compareJson(chosen(row, expectation.fields), chosen(got[index] ?? { json: {} }, expectation.fields), expectation.any ?? []).map((difference): TestFinding => ({ kind: 'value', node, name, port, row: index, ...difference })),
  )
  return [...counts, ...rows]
}

function chosen(row: Item, fields: readonly string[] | undefined): JsonObject {
  const whole = comparableRow(row)
  if (fields === undefined) return whole
  return Object.fromEntries(Object.entries(whole).filter(([key]) => fields.includes(key) || key === filesKey))
}

function ofRequests(expectation: Extract<Expectation, { kind: 'requests' }>, { test, outcome, failed }: Judged): readonly TestFinding[] {
  const { node } = expectation
  const name = outcome.names.get(node)
  if (name === undefined) return [{ kind: 'node-missing', node, name: expectation.name }]
  if (failed.has(node)) return []
  const expected = test.answers.filter((answer) => answer.node === node).flatMap(({ requests }) => requests ?? [])
  const calls = outcome.calls.filter((call) => call.node === node)
  // Reads are answered by what they ask, in any order; an unknown one is told by `newCalls`.
  if (calls.some(isAnsweredByRequest)) return []
  const got = calls.flatMap(({ requests }) => requests)
  const counts: readonly TestFinding[] = got.length === expected.length ? [] : [{ kind: 'request-count', node, name, expected: expected.length, got: got.length }]
  const differing = expected.slice(0, got.length).flatMap((request, call) => compareJson(request, got[call] ?? {}, expectation.any ?? []).map((difference): TestFinding => ({ kind: 'request', node, name, call, ...difference })))
  return [...counts, ...differing]
}

function isAnsweredByRequest({ effects, recorded }: ReplayedCall): boolean {
  return effects === 'read' && recorded?.isByRequest === true
}

/** Rule J2, and steps that weren't there when the run was kept. */
function newCalls(test: FlowTest, { calls, names }: Ended): readonly Extract<TestFinding, { kind: 'call-new' }>[] {
  const found: Extract<TestFinding, { kind: 'call-new' }>[] = []
  for (const call of calls) {
    const { node, requests, unanswered, effects, recorded } = call
    const isExpected = test.expect.some((expectation) => expectation.kind === 'requests' && expectation.node === node)
    const first = unanswered[0]
    if (first === undefined || found.some((finding) => finding.node === node)) continue
    // What a known step would ask otherwise is told field by field by its expectation.
    if (isExpected && !isAnsweredByRequest(call) && (effects !== 'read' || recorded !== null)) continue
    found.push({ kind: 'call-new', node, name: names.get(node) ?? node, request: requests[first] ?? {} })
  }
  return found
}

function failedSteps(test: FlowTest, { steps, names }: Ended): readonly Extract<TestFinding, { kind: 'node-failed' }>[] {
  return [...steps].flatMap(([node, { status, error }]) => {
    const wasSo = test.answers.some((answer) => answer.node === node && answer.status === 'failed') || test.expect.some((expectation) => expectation.kind === 'status' && expectation.status === 'failed')
    return status === 'failed' && error !== null && !wasSo ? [{ kind: 'node-failed' as const, node, name: names.get(node) ?? node, error }] : []
  })
}

/** Rule J4. */
function bounded({ node, name }: { readonly node: string; readonly name: string }, findings: readonly TestFinding[]): readonly TestFinding[] {
  if (findings.length <= mostFindings) return findings
  return [...findings.slice(0, mostFindings), { kind: 'more', node, name, count: findings.length - mostFindings }]
}
