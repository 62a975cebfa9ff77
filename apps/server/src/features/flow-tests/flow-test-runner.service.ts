import type { TestResultView } from '@maillon/api-contract'
import { canonicalTestText, findingSentence, parseFlowTest, type FlowTest, type TestResult } from '@maillon/flow-tests'
import { runFlowTests } from '@maillon/flow-tests/replay'
import type { FlowDocument } from '@maillon/flow-document'
import type { Clock, Json, Locale } from '@maillon/kernel'
import type { NodePackages } from '@maillon/node-host'
import { FlowTestStore, type StoredFlowTest } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { CLOCK } from '../../platform/tokens.js'
import { ReplayDesk } from './replay-desk.js'

/** A result as it lies beside its test; sentences are made for whoever reads it. */
export interface KeptResult extends TestResult {
  readonly at: string
  readonly draftRevision: number | null
}

export interface TestedFlow {
  readonly flowId: string
  readonly document: FlowDocument
  /** Null: it is the published version. */
  readonly draftRevision: number | null
  /** Ids of the tests. Absent: all. */
  readonly only?: readonly string[]
  /** The node packages that are tried. Absent: those that the server has. */
  readonly packages?: NodePackages
  /** Aborted: tests that haven't begun are left out. */
  readonly signal?: AbortSignal
}

/** Replays the tests of a flow: asked for by a person, before publishing, and before packages are upgraded. */
@Injectable()
export class FlowTestRunner {
  constructor(
    @Inject(FlowTestStore) private readonly store: FlowTestStore,
    @Inject(ReplayDesk) private readonly desk: ReplayDesk,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async run({ flowId, document, draftRevision, only, packages, signal }: TestedFlow): Promise<readonly KeptResult[]> {
    const stored = (await this.store.ofFlow(flowId)).filter(({ id }) => only === undefined || only.includes(id))
    if (stored.length === 0) return []
    const results = await this.desk.at(async (place) => {
      const done: TestResult[] = []
      for (const test of stored) if (signal?.aborted !== true) done.push(...(await runFlowTests(document, [testOf(test)], place)))
      return done
    }, packages)
    const at = new Date(this.clock.now()).toISOString()
    const kept = results.map((result): KeptResult => ({ ...result, at, draftRevision }))
    // What a trial with other packages found is no result of the flow as it is.
    if (packages === undefined) for (const [index, result] of kept.entries()) await this.#keep(stored[index], result)
    return kept
  }

  async #keep(test: StoredFlowTest | undefined, result: KeptResult): Promise<void> {
    if (test !== undefined) await this.store.keepResult({ id: test.id, revision: test.revision, result: JSON.parse(JSON.stringify(result)) as Json })
  }
}

/** As it lies there: with the id by which others know it (of an imported one, that of its origin). A stored test was checked when it came in. */
export function recordedTestOf({ id, document }: Pick<StoredFlowTest, 'id' | 'document'>): FlowTest {
  const parsed = parseFlowTest(document)
  if (!parsed.ok) throw new Error(`The stored test ${id} can't be read: ${JSON.stringify(parsed.problems[0]?.params ?? {})}`)
  return parsed.test
}

/** As this server knows it. */
export function testOf(stored: StoredFlowTest): FlowTest {
  const { id, flowId, name } = stored
  return { ...recordedTestOf(stored), id, flowId, name }
}

/** Its text for others. @param originId the id by which others know its flow */
export function sharedTestText(stored: StoredFlowTest, originId: string): string {
  return canonicalTestText({ ...recordedTestOf(stored), flowId: originId, name: stored.name })
}

export function resultView({ testId, name, ok, findings, tookMs, at, draftRevision }: KeptResult, locale: Locale): TestResultView {
  return { testId, name, ok, tookMs, at, draftRevision, findings: findings.map((finding) => ({ finding, ...findingSentence(finding, locale) })) }
}
