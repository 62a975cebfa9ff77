import type { VariableRequest, VariableView } from '@maillon/api-contract'
import { FlowStore, VariableStore, type StoredVariable, type VariableType } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { apiError, InvalidRequest, missing } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { AuditService } from '../audit/audit.service.js'

const nameForm = /^[a-zA-Z][a-zA-Z0-9_]{0,59}$/
/** Names that an object of JavaScript has already lead to confusion at best. */
const reserved: ReadonlySet<string> = new Set(['constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty'])
const mostVariables = 500
const kinds: { readonly [Type in VariableType]: 'string' | 'number' | 'boolean' } = { text: 'string', number: 'number', 'yes-no': 'boolean' }

/** What differs between a test installation and the one where the work is done: addresses, limits, switches. */
@Injectable()
export class VariablesService {
  constructor(
    @Inject(VariableStore) private readonly store: VariableStore,
    @Inject(FlowStore) private readonly flows: FlowStore,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  async list({ workspace }: CallerIdentity): Promise<readonly VariableView[]> {
    const variables = await this.store.list(workspace.id)
    return Promise.all(variables.map(async ({ name, type, value, updatedAt }) => ({ name, type, value, updatedAt: updatedAt.toISOString(), usedBy: await this.flows.mentioning(workspace.id, `variables.${name}`) })))
  }

  /** @throws as `prepare` does */
  async save(caller: CallerIdentity, name: string, request: VariableRequest): Promise<void> {
    const variable = await this.prepare(caller, name, request)
    await this.recordSaved(caller, variable, await this.store.save(caller.workspace.id, variable))
  }

  /** One that may be written. @throws InvalidRequest where name or value don't fit, MaillonError VARIABLES_TOO_MANY */
  async prepare(caller: CallerIdentity, name: string, { type, value }: VariableRequest): Promise<Omit<StoredVariable, 'updatedAt'>> {
    if (!nameForm.test(name) || reserved.has(name)) throw new InvalidRequest('body', [{ path: '/name', code: 'VARIABLE_NAME_WRONG', params: {} }])
    if (typeof value !== kinds[type] || (typeof value === 'number' && !Number.isFinite(value))) throw new InvalidRequest('body', [{ path: '/value', code: 'API_FIELD_KIND', params: { kind: type } }])
    const known = await this.store.list(caller.workspace.id)
    if (known.length >= mostVariables && !known.some((one) => one.name === name)) throw apiError('VARIABLES_TOO_MANY', { limit: mostVariables })
    return { name, type, value }
  }

  /** Tells the audit of one that has been written. @param before what stood there; null: it is new */
  async recordSaved(caller: CallerIdentity, { name, type, value }: Omit<StoredVariable, 'updatedAt'>, before: StoredVariable | null): Promise<void> {
    await this.audit.record(caller, { action: 'variable.save', target: { kind: 'variable', id: name }, before: before === null ? null : { type: before.type, value: before.value }, after: { type, value } })
  }

  async remove(caller: CallerIdentity, name: string): Promise<void> {
    const before = (await this.store.list(caller.workspace.id)).find((one) => one.name === name)
    if (before === undefined || !(await this.store.remove(caller.workspace.id, name))) throw missing()
    await this.audit.record(caller, { action: 'variable.delete', target: { kind: 'variable', id: name }, before: { type: before.type, value: before.value }, after: null })
  }
}
