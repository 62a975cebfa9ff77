/**
 * Makes a test of a run.
 *
 * K1. A kept run passes at once: what is expected comes from a replay of its own recording, and what two replays with different ids and
 *     randomness give differently, or otherwise than the run did, may be anything.
 * K2. A step that gives something else when it is worked out again (it remembers, it reads a file that wasn't kept) is answered from the
 *     recording too.
 * K3. Where only the first rows are kept, the test says of how many.
 */
import type { FlowDocument } from '@maillon/flow-document'
import { MaillonError, type ErrorInfo, type Json } from '@maillon/kernel'
import { errorSentence } from '@maillon/messages'
import type { Plan } from '@maillon/plan'
import { comparableRow } from '../comparable-row.js'
import { compareJson, loosePattern } from '../compare-json.js'
import { maskedRows } from '../edit-flow-test.js'
import { asClause, findingSentence } from '../finding-sentence.js'
import { flowTestFormat, type Expectation, type FlowTest, type RecordedAnswer, type TestEnding } from '../flow-test.js'
import { judgeReplay } from '../judge-replay.js'
import { maskSecrets } from '../mask-secrets.js'
import { comparisonKey, proposeComparisons, type ProposedComparison } from '../propose-expectations.js'
import type { ReplayOutcome } from '../replay-outcome.js'
import { filesOf } from './kept-files.js'
import type { RecordedRun, RecordedStep } from './recorded-run.js'
import { replayTest, type ReplayPlace } from './replay-test.js'

export interface KeepChoices {
  readonly id: string
  readonly name: string
  /** Rows kept of each port. */
  readonly rows: number
  /** Keys (`comparisonKey`) of what is compared; null: what is proposed. */
  readonly compare: readonly string[] | null
}

export interface Keeping {
  readonly run: RecordedRun
  /** The version that ran. */
  readonly document: FlowDocument
  readonly choices: KeepChoices
  readonly place: ReplayPlace
}

/** A recording that was replayed, of which tests can be made that compare more or less. */
export interface TriedRun {
  readonly run: RecordedRun
  readonly document: FlowDocument
  readonly rows: number
  /** The recording as a test that expects nothing yet. */
  readonly cut: FlowTest
  readonly isCut: boolean
  readonly first: Ended
  /** With other ids and randomness. */
  readonly second: Ended
  /** All that could be compared. */
  readonly comparisons: readonly ProposedComparison[]
}

export interface KeptRun {
  readonly test: FlowTest
  /** All that could be compared. */
  readonly comparisons: readonly ProposedComparison[]
}

type Ended = Extract<ReplayOutcome, { kind: 'ended' }>

/** Steps that are found to remember, one by one: more of them is no flow to test. */
const mostRounds = 30

/** @throws MaillonError TEST_REPLAY_UNFIT, TEST_CUT_UNFIT (user) */
export async function keepRun(keeping: Keeping): Promise<KeptRun> {
  return testOf(await tryRun(keeping), keeping.choices)
}

/** Replays the recording, three times at least. @throws MaillonError TEST_REPLAY_UNFIT, TEST_CUT_UNFIT (user) */
export async function tryRun(keeping: Keeping): Promise<TriedRun> {
  const { run, document, choices, place } = keeping
  const draft = await recallAll(keeping)
  const cut = cutRows(draft, choices.rows)
  const isCut = cut.trigger.cut !== undefined || cut.answers.some((answer) => answer.cut !== undefined)
  const wanted = { ...cut, expect: requestsOf(run.plan, cut, choices.compare) }
  const first = await ended(wanted, { document, place, seed: 'maillon' })
  refuseUnfit(first, { run, rows: isCut ? choices.rows : null })
  // Where all rows are there each step has its own answer, whatever another seed makes it ask.
  const second = await ended(isCut ? wanted : cut, { document, place, seed: 'other' })
  const outputs = new Map([...first.steps].map(([node, step]) => [node, Object.fromEntries(Object.entries(step.outputs).map(([port, rows]) => [port, rows.length]))]))
  return { run, document, rows: choices.rows, cut, isCut, first, second, comparisons: proposeComparisons(first.plan, cut, outputs) }
}

/** Whether what was tried with all comparisons also stands for these: where a step's requests aren't compared, its replay would not have looked at them. */
export function isTriedFor({ comparisons }: TriedRun, compare: KeepChoices['compare']): boolean {
  return compare === null || comparisons.every((one) => one.kind !== 'requests' || compare.includes(comparisonKey(one)))
}

/** The test of what was tried. */
export async function testOf(tried: TriedRun, { id, name, compare }: Pick<KeepChoices, 'id' | 'name' | 'compare'>): Promise<KeptRun> {
  const { run, document, rows, cut, isCut, first, second, comparisons } = tried
  const chosen = comparisons.filter((one) => (compare === null ? one.isProposed : compare.includes(comparisonKey(one))))
  const expect = chosen.map((one) => expectationOf(one, { first, second, run: isCut ? null : run, rows }))
  const test = { ...withWrites(cut, first), id, name }
  return { test: { ...test, files: await filesOf(test, document, run), expect: [{ kind: 'status', status: endingOf(first) }, ...expect] }, comparisons }
}

function requestsOf(plan: Plan, { answers }: FlowTest, compare: KeepChoices['compare']): readonly Expectation[] {
  const outside = plan.nodes.filter(({ id }) => answers.some((answer) => answer.node === id && answer.reason === 'outside'))
  return outside.map(({ id, name }) => ({ kind: 'requests' as const, node: id, name })).filter((one) => compare === null || compare.includes(comparisonKey(one)))
}

/** The recording with all its rows, and what each step asked; rule K2. */
async function recallAll({ run, document, choices, place }: Keeping): Promise<FlowTest> {
  let draft = await draftOf(run, document, choices)
  for (let round = 0; round < mostRounds; round += 1) {
    const outcome = await ended(draft, { document, place, seed: 'maillon' })
    const unlike = run.plan.nodes.find((node) => node.loop === null && !draft.answers.some((answer) => answer.node === node.id) && isUnlike(node.id, run, outcome))
    if (unlike === undefined) return withRequests(draft, outcome)
    const answers = [...draft.answers, ...answersOf(run, unlike.id, 'memory')]
    draft = { ...draft, answers, files: await filesOf({ ...draft, answers }, document, run) }
  }
  throw unfit({ code: 'TEST_STEPS_MANY', kind: 'user', retryable: false, params: { limit: mostRounds } }, run.locale)
}

function isUnlike(node: string, run: RecordedRun, outcome: Ended): boolean {
  const recorded = run.steps.find((step) => step.node === node && step.iteration === '')
  const replayed = outcome.steps.get(node)
  if (recorded === undefined || recorded.status === 'skipped' || recorded.status === 'cancelled') return false
  if ((recorded.status === 'failed') !== (replayed?.status === 'failed')) return true
  return Object.entries(recorded.outputs).some(([port, rows]) => rows.length !== (replayed?.outputs[port]?.length ?? 0))
}

async function draftOf(run: RecordedRun, document: FlowDocument, choices: KeepChoices): Promise<FlowTest> {
  const outside = run.plan.nodes.filter(({ id, effects, spawn, trigger, disabled }) => trigger === null && !disabled && (effects !== 'none' || spawn?.kind === 'flow' || run.steps.some((step) => step.node === id && step.wasAsked)))
  const draft: FlowTest = {
    format: flowTestFormat,
    id: choices.id,
    flowId: run.flowId,
    name: choices.name,
    keptFrom: { runId: run.id, at: run.acceptedAt },
    now: run.acceptedAt,
    timeZone: run.timeZone,
    locale: run.locale,
    origin: run.origin,
    instant: run.instant,
    trigger: { node: run.trigger.node, items: maskedRows(run.trigger.items) },
    variables: maskSecrets(run.variables) as FlowTest['variables'],
    files: [],
    answers: outside.flatMap(({ id }) => answersOf(run, id, 'outside')),
    expect: [],
  }
  return { ...draft, files: await filesOf(draft, document, run) }
}

function answersOf(run: RecordedRun, node: string, reason: RecordedAnswer['reason']): readonly RecordedAnswer[] {
  return run.steps.flatMap((step) => (step.node === node && isOver(step) ? [answerOf(step, reason)] : []))
}

function isOver({ status }: RecordedStep): boolean {
  return status === 'succeeded' || status === 'warned' || status === 'failed'
}

function answerOf({ node, iteration, status, error, outputs }: RecordedStep, reason: RecordedAnswer['reason']): RecordedAnswer {
  const given = Object.entries(outputs).filter(([, rows]) => rows.length > 0).map(([port, rows]) => [port, maskedRows(rows)] as const)
  return { node, iteration, reason, status: status as TestEnding, ...(error === null ? {} : { error: bareError(error) }), outputs: Object.fromEntries(given) }
}

function bareError(error: ErrorInfo): ErrorInfo {
  const { details: _, ...bare } = error
  return bare
}

function withRequests(draft: FlowTest, outcome: Ended): FlowTest {
  const answers = draft.answers.map((answer): RecordedAnswer => {
    if (answer.reason === 'memory') return answer
    const requests = outcome.calls.find(({ node, iteration }) => node === answer.node && iteration === answer.iteration)?.requests ?? []
    const [only, ...others] = Object.values(answer.outputs)
    return { ...answer, requests, ...(only !== undefined && others.length === 0 && only.length === requests.length ? { isByRequest: true } : {}) }
  })
  return { ...draft, answers }
}

/** With fewer rows other things are written: what the test wants is what is written with the kept ones. */
function withWrites(test: FlowTest, { calls }: Ended): FlowTest {
  const writes = new Set(calls.flatMap(({ node, effects }) => (effects === 'write' ? [node] : [])))
  const answers = test.answers.flatMap((answer): readonly RecordedAnswer[] => {
    if (!writes.has(answer.node)) return [answer]
    const call = calls.find(({ node, iteration }) => node === answer.node && iteration === answer.iteration)
    if (call === undefined) return []
    const { isByRequest, ...rest } = answer
    return [{ ...rest, requests: call.requests, ...(isByRequest === true && call.requests.length === answer.requests?.length ? { isByRequest } : {}) }]
  })
  return { ...test, answers }
}

/** Rule K3. */
function cutRows(test: FlowTest, rows: number): FlowTest {
  const { items } = test.trigger
  return {
    ...test,
    trigger: { ...test.trigger, items: items.slice(0, rows), ...(items.length > rows ? { cut: items.length } : {}) },
    answers: test.answers.map((answer): RecordedAnswer => {
      const long = Object.entries(answer.outputs).filter(([, given]) => given.length > rows).map(([port, given]) => [port, given.length] as const)
      if (long.length === 0) return answer
      const outputs = Object.fromEntries(Object.entries(answer.outputs).map(([port, given]) => [port, given.slice(0, rows)]))
      const requests = answer.isByRequest === true ? answer.requests?.slice(0, rows) : answer.requests
      return { ...answer, outputs, cut: Object.fromEntries(long), ...(requests === undefined ? {} : { requests }) }
    }),
  }
}

async function ended(test: FlowTest, { document, place, seed }: { readonly document: FlowDocument; readonly place: ReplayPlace; readonly seed: string }): Promise<Ended> {
  const outcome = await replayTest(test, document, { ...place, seed })
  if (outcome.kind === 'ended') return outcome
  const [finding] = judgeReplay(test, outcome)
  const reason = finding === undefined ? '' : asClause(findingSentence(finding, test.locale).sentence)
  throw new MaillonError({ code: 'TEST_REPLAY_UNFIT', kind: 'user', retryable: false, params: { reason } })
}

function refuseUnfit({ calls, names, steps }: Ended, { run, rows }: { readonly run: RecordedRun; readonly rows: number | null }): void {
  const unanswered = calls.find((call) => call.effects === 'read' && call.unanswered.length > 0)
  if (unanswered !== undefined && rows !== null) throw new MaillonError({ code: 'TEST_CUT_UNFIT', kind: 'user', retryable: false, params: { rows, name: names.get(unanswered.node) ?? unanswered.node } })
  const failed = run.status === 'failed' ? undefined : [...steps.values()].find(({ status, error }) => status === 'failed' && error !== null)
  if (failed?.error !== null && failed?.error !== undefined) throw unfit(failed.error, run.locale)
}

function unfit(error: ErrorInfo, locale: RecordedRun['locale']): MaillonError {
  return new MaillonError({ code: 'TEST_REPLAY_UNFIT', kind: 'user', retryable: false, params: { reason: asClause(errorSentence(error, locale).sentence) } })
}

function endingOf({ status }: Ended): TestEnding {
  return status === 'warned' || status === 'failed' ? status : 'succeeded'
}

interface Seen {
  readonly first: Ended
  readonly second: Ended
  /** Null: the run had more rows, and can't be compared. */
  readonly run: RecordedRun | null
  readonly rows: number
}

/** Rule K1. */
function expectationOf(what: ProposedComparison, { first, second, run, rows }: Seen): Expectation {
  const { node, name } = what
  if (what.kind === 'requests') {
    const requests = ({ calls }: Ended) => calls.filter((call) => call.node === node).flatMap((call) => call.requests)
    const others = requests(second)
    return withAny({ kind: 'requests', node, name }, loose(requests(first), [others]))
  }
  const given = maskedRows(first.steps.get(node)?.outputs[what.port] ?? [])
  const recorded = run?.steps.find((step) => step.node === node && step.iteration === '')?.outputs[what.port]
  const others = [second.steps.get(node)?.outputs[what.port] ?? [], ...(recorded === undefined ? [] : [recorded])].map((list) => maskedRows(list).map(comparableRow))
  return withAny({ kind: 'output', node, name, port: what.port, count: given.length, rows: given.slice(0, rows) }, loose(given.map(comparableRow), others))
}

function withAny<One extends Expectation>(expectation: One, any: readonly string[]): One {
  return any.length === 0 ? expectation : { ...expectation, any }
}

function loose(values: readonly Json[], others: readonly (readonly Json[])[]): readonly string[] {
  const patterns = others.flatMap((list) => values.flatMap((value, index) => (index < list.length ? compareJson(value, list[index] ?? null, []).map(({ path }) => loosePattern(path)) : [])))
  return [...new Set(patterns)]
}
