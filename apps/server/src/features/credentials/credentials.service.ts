import type { CredentialRequest, CredentialView } from '@maillon/api-contract'
import { isMaillonError, MaillonError, type JsonObject, type Random } from '@maillon/kernel'
import { CredentialStore, FlowStore, TriggerStore, type StoredCredential } from '@maillon/storage'
import { credentialTypeOf, mergeCredential, sealCredential, type CredentialType, type Keyring } from '@maillon/vault'
import { Inject, Injectable } from '@nestjs/common'
import { apiError, missing } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { KEYRING, RANDOM } from '../../platform/tokens.js'
import { AuditService } from '../audit/audit.service.js'
import { sampleAccountOf, sampleAccounts, type SampleAccount } from '../samples/sample-accounts.js'
import { StoredCredentialReader } from './stored-credential-reader.js'

/** Credentials: secrets go in and never come out; every answer holds the visible fields only. */
@Injectable()
export class CredentialsService {
  constructor(
    @Inject(CredentialStore) private readonly store: CredentialStore,
    @Inject(StoredCredentialReader) private readonly reader: StoredCredentialReader,
    @Inject(FlowStore) private readonly flows: FlowStore,
    @Inject(TriggerStore) private readonly triggers: TriggerStore,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(KEYRING) private readonly keyring: Keyring,
    @Inject(RANDOM) private readonly random: Random,
  ) {}

  async list(caller: CallerIdentity): Promise<readonly CredentialView[]> {
    const stored = await this.store.list(caller.workspace.id)
    const users = await this.flows.mentioningEach(caller.workspace.id, [...stored, ...sampleAccounts].map(({ id }) => id))
    return [...stored.map((credential) => viewOf(credential, users.get(credential.id) ?? [])), ...sampleAccounts.map((account) => sampleView(caller, account, users.get(account.id) ?? []))]
  }

  async find(caller: CallerIdentity, id: string): Promise<StoredCredential> {
    const stored = sampleAccountOf(id) === undefined ? await this.store.find(caller.workspace.id, id) : null
    if (stored === null) throw missing()
    return stored
  }

  async create(caller: CallerIdentity, request: CredentialRequest): Promise<CredentialView> {
    const id = this.random.id()
    const made = this.#sealed({ id, workspaceId: caller.workspace.id }, { request, type: typeOf(request.type), previous: null })
    await this.store.add(made)
    await this.audit.record(caller, { action: 'credential.create', target: { kind: 'credential', id }, before: null, after: audited(made) })
    return this.#view(await this.find(caller, id))
  }

  /** The type stays: another one could show a field that is secret in this one. */
  async change(caller: CallerIdentity, id: string, request: CredentialRequest): Promise<CredentialView> {
    const before = await this.find(caller, id)
    if (request.type !== before.type) throw apiError('CREDENTIAL_TYPE_UNKNOWN')
    const changed = this.#sealed({ id, workspaceId: caller.workspace.id }, { request, type: typeOf(before.type), previous: this.reader.openStored(before).values })
    if (!(await this.store.change(changed, before.updatedAt))) throw apiError('API_CHANGE_STALE')
    await this.lookAgain(caller)
    await this.audit.record(caller, { action: 'credential.change', target: { kind: 'credential', id }, before: audited(before), after: audited(changed) })
    return this.#view(await this.find(caller, id))
  }

  /** What kept triggers of the workspace from looking may be mended by now. */
  lookAgain(caller: CallerIdentity): Promise<void> {
    return this.triggers.lookAgain(caller.workspace.id)
  }

  async remove(caller: CallerIdentity, id: string): Promise<void> {
    const before = await this.find(caller, id)
    const users = await this.flows.mentioning(caller.workspace.id, id)
    if (users.length > 0) throw apiError('CREDENTIAL_STILL_USED', { flows: users.slice(0, 5).join(', ') })
    await this.store.remove(caller.workspace.id, id)
    await this.audit.record(caller, { action: 'credential.delete', target: { kind: 'credential', id }, before: audited(before), after: null })
  }

  #sealed(of: { readonly id: string; readonly workspaceId: string }, from: { readonly request: CredentialRequest; readonly type: CredentialType; readonly previous: JsonObject | null }): Omit<StoredCredential, 'updatedAt'> {
    const { request, type, previous } = from
    const { visible, secrets, secretsSet, hosts } = inBody(() => mergeCredential(type, request.values as JsonObject, previous))
    const sealed = sealCredential(secrets, { keyring: this.keyring, rowId: of.id })
    return { ...of, name: request.name.trim(), type: type.type, visible, secretsSet, hosts, sealed: { ...sealed } }
  }

  async #view(stored: StoredCredential): Promise<CredentialView> {
    return viewOf(stored, await this.flows.mentioning(stored.workspaceId, stored.id))
  }
}

function sampleView({ locale }: CallerIdentity, { id, type, name }: SampleAccount, usedBy: readonly string[]): CredentialView {
  return { id, type, name: name[locale], values: {}, secretsSet: [], hosts: [], updatedAt: new Date(0).toISOString(), usedBy, isSample: true }
}

function viewOf({ id, name, type, visible, secretsSet, hosts, updatedAt }: StoredCredential, usedBy: readonly string[]): CredentialView {
  return { id, name, type, values: visible, secretsSet, hosts, updatedAt: updatedAt.toISOString(), usedBy }
}

function typeOf(name: string): CredentialType {
  const type = credentialTypeOf(name)
  if (type === null) throw apiError('CREDENTIAL_TYPE_UNKNOWN')
  return type
}

/** The vault names a field of the values; the form's fields stand under `/values` of the body. */
function inBody<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (isMaillonError(error) && error.info.field !== undefined) throw new MaillonError({ ...error.info, field: `/values${error.info.field}` }, { cause: error })
    throw error
  }
}

function audited({ name, type, visible, secretsSet, hosts }: Omit<StoredCredential, 'updatedAt'>): JsonObject {
  return { name, type, visible, secretsSet, hosts }
}
