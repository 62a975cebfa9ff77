import type { AwaitedAddress, AwaitedCallView } from '@maillon/api-contract'
import type { Accepted, AcceptRequest, Engine } from '@maillon/engine'
import { type Clock, isMaillonError, isUuid, type Random } from '@maillon/kernel'
import { AwaitedCallStore, type AwaitedCall, type AwaitedDraft, type AwaitedTarget, type FlowRecord, type NewWebhook } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { apiError, DocumentRefused, missing } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { CLOCK, ENGINE, RANDOM } from '../../platform/tokens.js'
import { AuditService } from '../audit/audit.service.js'
import { DraftVersions } from '../flows/draft-versions.service.js'
import { FlowsService } from '../flows/flows.service.js'
import { formMethod, triggersOfPlan } from '../flows/triggers-of-plan.js'

const waitMs = 5 * 60_000
/** A page that says nothing for so long is gone. Browsers let a page in the background speak once a second at the least for that long. */
const seenMs = 30_000

type TakenRequest = Pick<AcceptRequest, 'key' | 'trigger'>
interface TakenFiles {
  readonly draftId: string
  readonly fileIds: readonly string[]
}

/** "Send the next call to my draft": one call, within some minutes, while the page that asked is there. Whatever else comes goes to the published version. */
@Injectable()
export class AwaitedCallsService {
  constructor(
    @Inject(AwaitedCallStore) private readonly calls: AwaitedCallStore,
    @Inject(FlowsService) private readonly flows: FlowsService,
    @Inject(DraftVersions) private readonly drafts: DraftVersions,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(RANDOM) private readonly random: Random,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async begin(caller: CallerIdentity, flowId: string): Promise<AwaitedCallView> {
    const flow = await this.flows.find(caller, flowId)
    const draft = await this.#draftOf(caller, flow)
    const id = this.random.id()
    const inTheWay = await this.calls.begin({ id, flowId, user: caller.user, waitMs, seenMs, ...draft })
    // Who takes part in a conflict of addresses learns only that there is one: it may be another workspace.
    if (inTheWay !== null) throw inTheWay.kind === 'flow' ? apiError('FLOW_CALL_AWAITED', { name: inTheWay.userName }) : apiError('FLOW_CALL_ADDRESS_AWAITED')
    const addresses = draft.addresses.map(({ method, path }) => `${method} ${path}`)
    await this.audit.record(caller, { action: 'flow.await-call', target: { kind: 'flow', id: flowId }, before: null, after: { addresses, minutes: waitMs / 60_000 } })
    return { id, state: 'waiting', leftMs: waitMs, revision: draft.revision, addresses: draft.addresses.map(addressView), runId: null }
  }

  /** Where the draft was changed and has no errors, the call goes to what it is now. */
  async keep(caller: CallerIdentity, flowId: string, id: string): Promise<AwaitedCallView> {
    const flow = await this.flows.find(caller, flowId)
    const call = isUuid(id) ? await this.calls.keep({ flowId, id, userId: caller.user.id }, seenMs) : null
    if (call === null) throw missing()
    const isBehind = call.leftMs > 0 && flow.revision > call.revision
    const next = isBehind ? await this.#draftOf(caller, flow).catch(nullWhereUnfit) : null
    const followed = next !== null && (await this.calls.follow(id, next)) ? { ...call, ...next } : call
    return { id, state: stateOf(call), leftMs: call.leftMs, revision: followed.revision, addresses: followed.addresses.map(addressView), runId: call.runId }
  }

  async stop(caller: CallerIdentity, flowId: string, id: string): Promise<void> {
    await this.flows.find(caller, flowId)
    const wasWaiting = isUuid(id) && (await this.calls.end({ flowId, id, userId: caller.user.id }))
    if (!wasWaiting) throw missing()
    await this.audit.record(caller, { action: 'flow.stop-awaiting', target: { kind: 'flow', id: flowId }, before: null, after: null })
  }

  /** The call has come. Null: somebody was faster, or nobody waits any more; nothing is done then. */
  async take(target: AwaitedTarget, request: TakenRequest, files: TakenFiles = { draftId: '', fileIds: [] }): Promise<Accepted | null> {
    const { workspaceId, flowId, versionId, userId } = target
    const prepared = await this.engine.prepare({ workspaceId, flowId, flowVersionId: versionId, origin: 'test', isTest: true, startedBy: userId, ...request })
    const taken = await this.calls.take(target.callId, prepared, files)
    if (taken === null) return null
    if (taken.kind === 'known') return { runId: taken.runId, isNew: false }
    await this.audit.recordOf({ id: userId, name: target.userName, workspaceId }, null, { action: 'flow.take-call', target: { kind: 'flow', id: flowId }, before: null, after: { runId: prepared.run.id } })
    return prepared.confirm({ earlier: null, acceptedAt: taken.acceptedAt })
  }

  async #draftOf(caller: CallerIdentity, flow: FlowRecord): Promise<AwaitedDraft> {
    const { versionId, plan } = await this.drafts.keep(caller, flow.id, flow.draft)
    const addresses = triggersOfPlan(plan, this.clock.now()).webhooks
    if (addresses.length === 0) throw apiError('FLOW_CALL_TRIGGER_MISSING')
    return { versionId, revision: flow.revision, addresses }
  }
}

function stateOf({ runId, leftMs }: AwaitedCall): AwaitedCallView['state'] {
  if (runId !== null) return 'taken'
  return leftMs > 0 ? 'waiting' : 'over'
}

function addressView({ nodeId, method, path }: NewWebhook): AwaitedAddress {
  return method === formMethod ? { nodeId, kind: 'form', method: '', path } : { nodeId, kind: 'webhook', method, path }
}

/** A draft that has errors, or nothing that could be called any more: the call goes to what it was. */
function nullWhereUnfit(error: unknown): null {
  if (error instanceof DocumentRefused || (isMaillonError(error) && error.info.code === 'FLOW_CALL_TRIGGER_MISSING')) return null
  throw error
}
