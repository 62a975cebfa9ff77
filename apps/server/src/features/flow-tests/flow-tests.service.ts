import type { EditTestRequest, FlowTestDetail, FlowTestSummary, KeepTestRequest, RunTestsRequest, TestResultView } from '@maillon/api-contract'
import { canonicalTestText, editFlowTest, flowTestLimits, parseFlowTest, type FlowTest } from '@maillon/flow-tests'
import { replayTest } from '@maillon/flow-tests/replay'
import type { Locale, Random } from '@maillon/kernel'
import { FlowTestStore, ImportStore, type StoredFlowTest } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { apiError, DocumentRefused, missing } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { RANDOM } from '../../platform/tokens.js'
import { AuditService } from '../audit/audit.service.js'
import { FlowsService } from '../flows/flows.service.js'
import { requireRole } from '../people/people.service.js'
import { FlowTestKeeper } from './flow-test-keeper.service.js'
import { FlowTestRunner, recordedTestOf, resultView, sharedTestText, testOf, type KeptResult } from './flow-test-runner.service.js'
import { ReplayDesk } from './replay-desk.js'

/** Tests of flows: kept from runs, listed, edited, replayed. */
@Injectable()
export class FlowTestsService {
  constructor(
    @Inject(FlowTestStore) private readonly store: FlowTestStore,
    @Inject(FlowsService) private readonly flows: FlowsService,
    @Inject(FlowTestKeeper) private readonly keeper: FlowTestKeeper,
    @Inject(FlowTestRunner) private readonly runner: FlowTestRunner,
    @Inject(ReplayDesk) private readonly desk: ReplayDesk,
    @Inject(RANDOM) private readonly random: Random,
    @Inject(ImportStore) private readonly imports: ImportStore,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  async list(caller: CallerIdentity, flowId: string): Promise<readonly FlowTestSummary[]> {
    await this.flows.find(caller, flowId)
    return (await this.store.ofFlow(flowId)).map((stored) => summaryOf(stored, caller.locale))
  }

  async find(caller: CallerIdentity, flowId: string, id: string): Promise<FlowTestDetail> {
    return detailOf(await this.#stored(caller, flowId, id), caller.locale)
  }

  /** The file of a test, and the name of its flow. */
  async export(caller: CallerIdentity, flowId: string, id: string): Promise<{ readonly text: string; readonly flow: string; readonly test: FlowTest }> {
    const flow = await this.flows.find(caller, flowId)
    const stored = await this.#stored(caller, flowId, id)
    const origin = (await this.imports.origins(caller.workspace.id)).find((one) => one.flowId === flowId)
    return { text: sharedTestText(stored, origin?.originId ?? flowId), flow: flow.name, test: testOf(stored) }
  }

  async keep(caller: CallerIdentity, runId: string, request: KeepTestRequest): Promise<FlowTestDetail> {
    return this.#add(caller, { ...(await this.keeper.keep(caller, runId, request)), id: this.random.id() })
  }

  /** A test from a file: it becomes one of this flow. */
  async add(caller: CallerIdentity, flowId: string, documentText: string): Promise<FlowTestDetail> {
    await this.flows.find(caller, flowId)
    const parsed = parseFlowTest(documentText)
    if (!parsed.ok) throw new DocumentRefused(parsed.problems)
    return this.#add(caller, { ...parsed.test, id: this.random.id(), flowId })
  }

  async run(caller: CallerIdentity, flowId: string, { what, tests }: RunTestsRequest): Promise<readonly TestResultView[]> {
    const flow = await this.flows.find(caller, flowId)
    if (what === 'draft') requireRole(caller, 'editor')
    if (what === 'published' && flow.published === null) throw apiError('FLOW_VERSION_MISSING')
    const tried = what === 'draft' || flow.published === null ? { document: flow.draft, draftRevision: flow.revision } : { document: flow.published.document, draftRevision: null }
    const results = await this.runner.run({ flowId, ...tried, ...(tests === undefined ? {} : { only: tests }) })
    return results.map((result) => resultView(result, caller.locale))
  }

  /** Accepting takes what the draft gives now. */
  async edit(caller: CallerIdentity, { flowId, id }: { readonly flowId: string; readonly id: string }, { revision, edit }: EditTestRequest): Promise<FlowTestDetail> {
    const stored = await this.#stored(caller, flowId, id)
    if (stored.revision !== revision) throw apiError('API_CHANGE_STALE')
    const test = testOf(stored)
    const flow = await this.flows.find(caller, flowId)
    const outcome = edit.kind === 'accept' ? await this.desk.at((place) => replayTest(test, flow.draft, place)) : null
    const changed = editFlowTest(test, edit, outcome)
    if (changed === null) throw apiError('TEST_EDIT_UNFIT')
    if (!(await this.store.change({ id, name: changed.name, document: textOf({ ...changed, id: recordedTestOf(stored).id }), revision }))) throw apiError('API_CHANGE_STALE')
    await this.audit.record(caller, { action: 'test.edit', target: { kind: 'flow', id: flowId }, before: { test: stored.name, revision }, after: { test: changed.name, edit: edit.kind } })
    await this.runner.run({ flowId, document: flow.draft, draftRevision: flow.revision, only: [id] })
    return this.find(caller, flowId, id)
  }

  async remove(caller: CallerIdentity, flowId: string, id: string): Promise<void> {
    const { name } = await this.#stored(caller, flowId, id)
    await this.store.remove(flowId, id)
    await this.audit.record(caller, { action: 'test.delete', target: { kind: 'flow', id: flowId }, before: { test: name }, after: null })
  }

  async #stored(caller: CallerIdentity, flowId: string, id: string): Promise<StoredFlowTest> {
    await this.flows.find(caller, flowId)
    const stored = /^[0-9a-f-]{36}$/.test(id) ? await this.store.find(flowId, id) : null
    if (stored === null) throw missing()
    return stored
  }

  async #add(caller: CallerIdentity, test: FlowTest): Promise<FlowTestDetail> {
    const { id, flowId, name } = test
    const isAdded = await this.store.add({ id, flowId, name, document: textOf(test), author: caller.user.name }, flowTestLimits.tests)
    if (!isAdded) throw apiError('TEST_COUNT_TOO_LARGE', { limit: flowTestLimits.tests })
    await this.audit.record(caller, { action: 'test.keep', target: { kind: 'flow', id: flowId }, before: null, after: { test: name, run: test.keptFrom.runId } })
    return this.find(caller, flowId, id)
  }
}

/** What could not be read again is never stored. @throws MaillonError TEST_TEXT_TOO_LARGE (user) */
function textOf(test: FlowTest): string {
  const text = canonicalTestText(test)
  if (Buffer.byteLength(text) > flowTestLimits.bytes) throw apiError('TEST_TEXT_TOO_LARGE', { limit: flowTestLimits.bytes })
  const parsed = parseFlowTest(text)
  if (!parsed.ok) throw new Error(`A test was made that can't be read: ${JSON.stringify(parsed.problems[0] ?? {})}`)
  return text
}

function summaryOf(stored: StoredFlowTest, locale: Locale): FlowTestSummary {
  const { keptFrom, expect } = testOf(stored)
  const { id, name, revision, author, createdAt, result } = stored
  return { id, name, revision, author, createdAt: createdAt.toISOString(), keptFrom, expectations: expect.length, result: result === null ? null : resultView(result as unknown as KeptResult, locale) }
}

function detailOf(stored: StoredFlowTest, locale: Locale): FlowTestDetail {
  return { ...summaryOf(stored, locale), test: testOf(stored) }
}
