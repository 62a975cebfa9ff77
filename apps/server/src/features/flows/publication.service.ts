import { createHash } from 'node:crypto'
import type { FlowDetail, PublishRequest } from '@maillon/api-contract'
import { canonicalText } from '@maillon/flow-document'
import { hasPermission, type Random } from '@maillon/kernel'
import type { Plan } from '@maillon/plan'
import { FlowStore, TriggerStore, type FlowRecord, type TriggerSet, type VersionTests } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { apiError, DocumentRefused, missing } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { RANDOM } from '../../platform/tokens.js'
import { AuditService } from '../audit/audit.service.js'
import { LiveEvents } from '../events/live-events.js'
import { FlowTestRunner } from '../flow-tests/flow-test-runner.service.js'
import { FlowCompiler } from './flow-compiler.service.js'
import { flowRefusal } from './flow-refusal.js'
import { flowDetail } from './flow-view.js'
import { FlowsService } from './flows.service.js'
import { triggersOfPlan } from './triggers-of-plan.js'

/** Makes versions of drafts, and switches triggers on and off. */
@Injectable()
export class PublicationService {
  constructor(
    @Inject(FlowsService) private readonly flows: FlowsService,
    @Inject(FlowStore) private readonly store: FlowStore,
    @Inject(FlowCompiler) private readonly compiler: FlowCompiler,
    @Inject(LiveEvents) private readonly events: LiveEvents,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(RANDOM) private readonly random: Random,
    @Inject(TriggerStore) private readonly triggers: TriggerStore,
    @Inject(FlowTestRunner) private readonly tests: FlowTestRunner,
  ) {}

  /** Compiles what stands in the draft now; only over the revision that the person saw. */
  async publish(caller: CallerIdentity, id: string, request: PublishRequest): Promise<FlowDetail> {
    const flow = await this.flows.find(caller, id)
    if (flow.revision !== request.revision) throw flowRefusal({ kind: 'stale', revision: flow.revision })
    const compiled = await this.compiler.compileToRun(caller.workspace, id, flow.draft)
    if (!compiled.ok) throw new DocumentRefused(compiled.diagnostics)
    const { plan } = compiled
    const tests = await this.#tried(caller, flow, request)
    const hash = createHash('sha256').update(canonicalText(flow.draft)).digest('hex')
    const version = { id: this.random.id(), document: flow.draft, plan, hash, author: { id: caller.user.id, name: caller.user.name }, message: request.message ?? '', tests }
    const triggers = request.activate ? await this.#triggersOf(plan) : null
    const published = await this.store.publish({ workspaceId: caller.workspace.id, flowId: id, revision: request.revision, version, triggers })
    if (!published.ok) throw flowRefusal(published.problem)
    await this.audit.record(caller, { action: 'flow.publish', target: { kind: 'flow', id }, before: { number: flow.published?.number ?? null }, after: { number: published.value, hash, active: request.activate, ...(tests?.isDespite === true ? { despiteFailedTests: tests.failed } : {}) } })
    return this.#changed(caller, id)
  }

  async setActive(caller: CallerIdentity, id: string, active: boolean): Promise<FlowDetail> {
    const flow = await this.flows.find(caller, id)
    if (flow.published === null) throw apiError('FLOW_VERSION_MISSING')
    const version = await this.store.versionById(flow.published.id)
    if (version === null) throw missing()
    const changed = await this.store.setActive(caller.workspace.id, id, active ? await this.#triggersOf(version.plan) : null)
    if (!changed.ok) throw flowRefusal(changed.problem)
    await this.audit.record(caller, { action: active ? 'flow.activate' : 'flow.deactivate', target: { kind: 'flow', id }, before: { active: flow.active }, after: { active } })
    return this.#changed(caller, id)
  }

  /** The tests run first; where one fails, somebody who may has to say that it is published all the same. Null: there are none. */
  async #tried(caller: CallerIdentity, flow: FlowRecord, { despiteTests }: PublishRequest): Promise<VersionTests | null> {
    const results = await this.tests.run({ flowId: flow.id, document: flow.draft, draftRevision: flow.revision })
    if (results.length === 0) return null
    const failed = results.filter(({ ok }) => !ok).length
    if (failed > 0 && despiteTests !== true) throw apiError('FLOW_TESTS_FAILED', { count: failed })
    if (failed > 0 && !hasPermission(caller.user, 'tests.override')) throw apiError('API_ROLE_INSUFFICIENT')
    return { passed: results.length - failed, failed, isDespite: failed > 0 }
  }

  async #triggersOf(plan: Plan): Promise<TriggerSet> {
    return triggersOfPlan(plan, (await this.triggers.now()).getTime())
  }

  async #changed(caller: CallerIdentity, id: string): Promise<FlowDetail> {
    const flow = await this.flows.find(caller, id)
    this.events.publish(caller.workspace.id, { type: 'flow', flowId: id, revision: flow.revision, by: caller.user.name })
    return flowDetail(flow)
  }
}

