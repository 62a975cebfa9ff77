import type { RecipientChoices, RecipientRequest, RecipientsExportQuery, RecipientsPage, RecipientsQuery, RecipientType, RecipientView } from '@maillon/api-contract'
import { MaillonError, type JsonObject, type Random } from '@maillon/kernel'
import { FlowStore, RecipientStore, type RecipientQuery, type StoredRecipient } from '@maillon/storage'
import { sealCredential, type Keyring } from '@maillon/vault'
import { Inject, Injectable } from '@nestjs/common'
import { apiError, missing } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { KEYRING, RANDOM } from '../../platform/tokens.js'
import { AuditService } from '../audit/audit.service.js'
import { readRecipientAddress } from './read-recipient-address.js'

const pageSize = 50

/** The directory: who is told things, and where. */
@Injectable()
export class RecipientsService {
  constructor(
    @Inject(RecipientStore) private readonly store: RecipientStore,
    @Inject(FlowStore) private readonly flows: FlowStore,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(KEYRING) private readonly keyring: Keyring,
    @Inject(RANDOM) private readonly random: Random,
  ) {}

  async page(caller: CallerIdentity, query: RecipientsQuery): Promise<RecipientsPage> {
    const { id: workspaceId } = caller.workspace
    const [{ recipients, count }, groups] = await Promise.all([this.store.page(workspaceId, { ...storeQuery(query), offset: query.offset ?? 0, limit: query.limit ?? pageSize }), this.store.groups(workspaceId)])
    const users = await this.flows.mentioningEach(workspaceId, recipients.map(({ id }) => id))
    return { recipients: recipients.map((recipient) => viewOf(recipient, users.get(recipient.id) ?? [])), total: count, groups }
  }

  async *all(caller: CallerIdentity, query: RecipientsExportQuery): AsyncGenerator<StoredRecipient> {
    for (let offset = 0; ; offset += 500) {
      const { recipients } = await this.store.page(caller.workspace.id, { ...storeQuery(query), offset, limit: 500 })
      yield* recipients
      if (recipients.length < 500) return
    }
  }

  async choices(caller: CallerIdentity): Promise<RecipientChoices> {
    const [recipients, groups] = await Promise.all([this.store.all(caller.workspace.id), this.store.groups(caller.workspace.id)])
    return { recipients: recipients.map(({ id, name, type, isActive }) => ({ id, name, type: type as RecipientType, isActive })), groups }
  }

  async create(caller: CallerIdentity, request: RecipientRequest): Promise<RecipientView> {
    const made = this.prepare(caller, request)
    if (!(await this.store.add(made))) throw taken(made.name)
    await this.recordMade(caller, made)
    return this.#view(await this.#find(caller, made.id))
  }

  /** A new one, not written yet. @throws MaillonError as `create` does where something of it is wrong */
  prepare({ workspace }: CallerIdentity, request: RecipientRequest): Omit<StoredRecipient, 'updatedAt'> {
    return this.#read({ id: this.random.id(), workspaceId: workspace.id }, request, null)
  }

  /** Tells the audit of one that has been written. */
  async recordMade(caller: CallerIdentity, made: Omit<StoredRecipient, 'updatedAt'>): Promise<void> {
    await this.audit.record(caller, { action: 'recipient.create', target: { kind: 'recipient', id: made.id }, before: null, after: audited(made) })
  }

  async change(caller: CallerIdentity, id: string, request: RecipientRequest): Promise<RecipientView> {
    const before = await this.#find(caller, id)
    const changed = this.#read({ id, workspaceId: caller.workspace.id }, request, before)
    const won = await this.store.change(changed, before.updatedAt)
    if (won === null) throw apiError('API_CHANGE_STALE')
    if (!won) throw taken(changed.name)
    await this.audit.record(caller, { action: 'recipient.change', target: { kind: 'recipient', id }, before: audited(before), after: audited(changed) })
    return this.#view(await this.#find(caller, id))
  }

  async remove(caller: CallerIdentity, id: string): Promise<void> {
    const before = await this.#find(caller, id)
    const users = await this.flows.mentioning(caller.workspace.id, id)
    if (users.length > 0) throw apiError('RECIPIENT_STILL_USED', { flows: users.slice(0, 5).join(', ') })
    await this.store.remove(caller.workspace.id, id)
    await this.audit.record(caller, { action: 'recipient.delete', target: { kind: 'recipient', id }, before: audited(before), after: null })
  }

  async #find(caller: CallerIdentity, id: string): Promise<StoredRecipient> {
    const found = await this.store.find(caller.workspace.id, id)
    if (found === null) throw missing()
    return found
  }

  /** @throws MaillonError RECIPIENT_ADDRESS_INVALID, also where the type changes and no address of the new one comes along */
  #read(of: Pick<StoredRecipient, 'id' | 'workspaceId'>, request: RecipientRequest, before: StoredRecipient | null): Omit<StoredRecipient, 'updatedAt'> {
    const { type, isActive } = request
    const about = { ...of, type, name: request.name.trim(), isActive, groups: cleanGroups(request.groups) }
    if (about.name === '') throw invalid('/name', 'API_FIELD_MISSING')
    if (request.address === undefined && before !== null && before.type === type) return { ...about, address: before.address, sealed: before.sealed }
    const address = readRecipientAddress(type, request.address ?? '')
    if (address === null) throw invalid('/address', 'RECIPIENT_ADDRESS_INVALID')
    return { ...about, address: address.shown, sealed: address.isSecret ? { ...sealCredential({ url: address.whole }, { keyring: this.keyring, rowId: of.id }) } : null }
  }

  async #view(stored: StoredRecipient): Promise<RecipientView> {
    return viewOf(stored, await this.flows.mentioning(stored.workspaceId, stored.id))
  }
}

function viewOf({ id, type, name, address, isActive, groups, updatedAt }: StoredRecipient, usedBy: readonly string[]): RecipientView {
  return { id, type: type as RecipientType, name, address, isActive, groups, updatedAt: updatedAt.toISOString(), usedBy }
}

function storeQuery({ words, type, group, active, sort, descending }: Omit<RecipientsExportQuery, 'format'>): Omit<RecipientQuery, 'offset' | 'limit'> {
  return {
    ...(words === undefined ? {} : { words }),
    ...(type === undefined ? {} : { type }),
    ...(group === undefined ? {} : { group }),
    ...(active === undefined ? {} : { isActive: active }),
    sort: sort ?? 'name',
    isDescending: descending ?? false,
  }
}

function cleanGroups(groups: readonly string[]): readonly string[] {
  return [...new Set(groups.map((group) => group.trim()).filter((group) => group !== ''))].sort((one, other) => one.localeCompare(other))
}

function invalid(field: string, code: string): MaillonError {
  return new MaillonError({ code, kind: 'user', retryable: false, params: {}, field })
}

function taken(name: string): MaillonError {
  return new MaillonError({ code: 'RECIPIENT_NAME_TAKEN', kind: 'user', retryable: false, params: { name }, field: '/name' })
}

function audited({ type, name, address, isActive, groups }: Omit<StoredRecipient, 'updatedAt'>): JsonObject {
  return { type, name, address, isActive, groups: [...groups] }
}
