import type { SavedView, SavedViewRequest, ViewedList } from '@maillon/api-contract'
import { MaillonError, type JsonObject, type Random } from '@maillon/kernel'
import { SavedViewStore, type StoredView } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { missing } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { RANDOM } from '../../platform/tokens.js'
import { AuditService } from '../audit/audit.service.js'
import { requireRole } from '../people/people.service.js'

/** Filters that people keep under a name, for themselves or for everybody. What everybody sees takes an editor. */
@Injectable()
export class ViewsService {
  constructor(
    @Inject(SavedViewStore) private readonly store: SavedViewStore,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(RANDOM) private readonly random: Random,
  ) {}

  async list({ workspace, user }: CallerIdentity, list: ViewedList): Promise<readonly SavedView[]> {
    return (await this.store.list(workspace.id, user.id, list)).map(viewOf)
  }

  async save(caller: CallerIdentity, { list, name, filters, isShared }: SavedViewRequest): Promise<SavedView> {
    if (isShared) requireRole(caller, 'editor')
    if (name.trim() === '') throw new MaillonError({ code: 'API_FIELD_MISSING', kind: 'user', retryable: false, params: {}, field: '/name' })
    const saved = await this.store.save({ id: this.random.id(), workspaceId: caller.workspace.id, userId: isShared ? null : caller.user.id, list, name: name.trim(), filters })
    await this.audit.record(caller, { action: 'view.save', target: { kind: 'view', id: saved.id }, before: null, after: audited(saved) })
    return viewOf(saved)
  }

  async remove(caller: CallerIdentity, id: string): Promise<void> {
    const view = await this.store.find(caller.workspace.id, caller.user.id, id)
    if (view === null) throw missing()
    if (view.userId === null) requireRole(caller, 'editor')
    await this.store.remove(caller.workspace.id, id)
    await this.audit.record(caller, { action: 'view.delete', target: { kind: 'view', id }, before: audited(view), after: null })
  }
}

function viewOf({ id, name, filters, userId }: StoredView): SavedView {
  return { id, name, filters, isShared: userId === null }
}

function audited({ list, name, filters, userId }: StoredView): JsonObject {
  return { list, name, filters, isShared: userId === null }
}
