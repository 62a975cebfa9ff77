import type { KeptDraftView } from '@maillon/api-contract'
import type { FlowDocument } from '@maillon/flow-document'
import type { Random } from '@maillon/kernel'
import { ImportStore } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { missing } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { RANDOM } from '../../platform/tokens.js'
import { AuditService } from '../audit/audit.service.js'
import { FlowsService } from '../flows/flows.service.js'
import { draftToKeep } from './draft-to-keep.js'

/** Drafts that something took the place of. */
@Injectable()
export class KeptDrafts {
  constructor(
    @Inject(FlowsService) private readonly flows: FlowsService,
    @Inject(ImportStore) private readonly store: ImportStore,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(RANDOM) private readonly random: Random,
  ) {}

  async list(caller: CallerIdentity, flowId: string): Promise<readonly KeptDraftView[]> {
    await this.flows.find(caller, flowId)
    return (await this.store.keptDrafts(flowId)).map(({ id, reason, author, keptAt }) => ({ id, reason, author, keptAt: keptAt.toISOString() }))
  }

  async find(caller: CallerIdentity, flowId: string, id: string): Promise<FlowDocument> {
    await this.flows.find(caller, flowId)
    const document = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? await this.store.keptDraft(flowId, id) : null
    if (document === null) throw missing()
    return document
  }

  /** @returns whether there was something to keep */
  async keep(caller: CallerIdentity, flowId: string): Promise<boolean> {
    const draft = draftToKeep(await this.flows.find(caller, flowId), { id: this.random.id(), reason: 'restore', author: caller.user.name })
    if (draft === null) return false
    if (!(await this.store.keepDraft(caller.workspace.id, flowId, draft))) throw missing()
    await this.audit.record(caller, { action: 'flow.keep-draft', target: { kind: 'flow', id: flowId }, before: null, after: { draft: draft.id } })
    return true
  }
}
