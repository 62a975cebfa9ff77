import type { CreateFlowRequest, FlowDetail, FlowSummary, FlowVersionView, SaveDraftRequest } from '@maillon/api-contract'
import { emptyFlow, parseFlowDocument, type FlowDocument } from '@maillon/flow-document'
import type { Clock, Random } from '@maillon/kernel'
import type { MovedNode } from '@maillon/node-host'
import { FlowStore, type FlowRecord } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { apiError, DocumentRefused, missing } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { CLOCK, RANDOM } from '../../platform/tokens.js'
import { AuditService } from '../audit/audit.service.js'
import { LiveEvents } from '../events/live-events.js'
import { FlowCompiler } from './flow-compiler.service.js'
import { flowRefusal } from './flow-refusal.js'
import { flowDetail, flowSummary, versionView } from './flow-view.js'
import { GalleryService } from './gallery.service.js'
import { ReferenceMapper } from './reference-mapper.service.js'
import { undrawable } from './undrawable.js'

/** Flows, their drafts, and a look at their versions. */
@Injectable()
export class FlowsService {
  constructor(
    @Inject(FlowStore) private readonly flows: FlowStore,
    @Inject(FlowCompiler) private readonly compiler: FlowCompiler,
    @Inject(GalleryService) private readonly gallery: GalleryService,
    @Inject(ReferenceMapper) private readonly references: ReferenceMapper,
    @Inject(LiveEvents) private readonly events: LiveEvents,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(RANDOM) private readonly random: Random,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async list(caller: CallerIdentity): Promise<readonly FlowSummary[]> {
    const now = this.clock.now()
    return (await this.flows.list(caller.workspace.id)).map((entry) => flowSummary(entry, now))
  }

  /** Its draft with settings of earlier versions of steps taken over. @throws MaillonError API_RESOURCE_MISSING where this workspace has none */
  async find(caller: CallerIdentity, id: string): Promise<FlowRecord> {
    return (await this.#found(caller, id)).flow
  }

  async open(caller: CallerIdentity, id: string): Promise<FlowDetail> {
    const { flow, moved } = await this.#found(caller, id)
    return flowDetail(flow, moved)
  }

  async #found(caller: CallerIdentity, id: string): Promise<{ readonly flow: FlowRecord; readonly moved: readonly MovedNode[] }> {
    const flow = await this.flows.find(caller.workspace.id, id)
    if (flow === null) throw missing()
    const { document, moved } = await this.compiler.opened(flow.draft)
    return { moved, flow: document === flow.draft ? flow : { ...flow, draft: document } }
  }

  async create(caller: CallerIdentity, request: CreateFlowRequest): Promise<FlowDetail> {
    const id = this.random.id()
    const source = await this.#source(caller, request, id)
    const document: FlowDocument = { ...source, id, name: request.name ?? source.name }
    await this.flows.create([{ id, workspaceId: caller.workspace.id, document }])
    await this.audit.record(caller, { action: 'flow.create', target: { kind: 'flow', id }, before: null, after: { name: document.name } })
    return flowDetail(await this.find(caller, id))
  }

  async saveDraft(caller: CallerIdentity, id: string, save: SaveDraftRequest): Promise<{ readonly revision: number }> {
    const parsed = parseFlowDocument(save.document)
    if (!parsed.ok) throw new DocumentRefused(parsed.diagnostics)
    const saved = await this.flows.saveDraft(caller.workspace.id, id, { document: { ...parsed.document, id }, revision: save.revision })
    if (!saved.ok) throw flowRefusal(saved.problem)
    this.events.publish(caller.workspace.id, { type: 'flow', flowId: id, revision: saved.value, by: caller.user.name })
    return { revision: saved.value }
  }

  async versions(caller: CallerIdentity, id: string): Promise<readonly FlowVersionView[]> {
    const flow = await this.find(caller, id)
    return (await this.flows.versions(id)).map((head) => versionView(head, flow.published?.id ?? null))
  }

  async version(caller: CallerIdentity, id: string, number: string): Promise<FlowDocument> {
    await this.find(caller, id)
    const found = /^[1-9][0-9]{0,8}$/.test(number) ? await this.flows.version(id, Number(number)) : null
    if (found === null) throw missing()
    return found.document
  }

  async remove(caller: CallerIdentity, id: string): Promise<void> {
    const flow = await this.find(caller, id)
    if (flow.systemTask !== null) throw apiError('FLOW_SYSTEM_KEPT', { name: flow.name })
    await this.flows.remove(caller.workspace.id, id)
    await this.audit.record(caller, { action: 'flow.delete', target: { kind: 'flow', id }, before: { name: flow.name }, after: null })
  }

  async #source(caller: CallerIdentity, request: CreateFlowRequest, id: string): Promise<FlowDocument> {
    if (request.gallery !== undefined) return this.gallery.open(caller, request.gallery)
    if (request.documentText === undefined) return emptyFlow(id, request.name ?? (caller.locale === 'fr' ? 'Nouveau flux' : 'New flow'))
    const parsed = parseFlowDocument(request.documentText)
    if (!parsed.ok) throw new DocumentRefused(parsed.diagnostics)
    const { document } = await this.compiler.opened(parsed.document)
    const { diagnostics } = await this.compiler.compile(caller.workspace, document)
    if (diagnostics.some(({ code }) => undrawable.has(code))) throw new DocumentRefused(diagnostics)
    return this.references.map(caller.workspace.id, document)
  }
}
