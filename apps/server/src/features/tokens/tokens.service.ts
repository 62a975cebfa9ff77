import type { CreateTokenRequest, TokenView } from '@maillon/api-contract'
import { hasPermission, roleReaches, type Clock, type Random } from '@maillon/kernel'
import { ApiTokenStore, type ApiToken } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { apiError, InvalidRequest, missing } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { CLOCK, RANDOM } from '../../platform/tokens.js'
import { AuditService } from '../audit/audit.service.js'
import { hashOfSecret } from '../people/link-secret.js'

const dayMs = 24 * 3_600_000
const mostTokens = 50

/** People make tokens for their programs: shown once, kept as a hash, never with more rights than their own. */
@Injectable()
export class TokensService {
  constructor(
    @Inject(ApiTokenStore) private readonly store: ApiTokenStore,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(RANDOM) private readonly random: Random,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** One's own; administrators see everybody's. */
  async list(caller: CallerIdentity): Promise<readonly TokenView[]> {
    return (await this.#visible(caller)).map((token) => this.#view(token))
  }

  async create(caller: CallerIdentity, request: CreateTokenRequest): Promise<{ readonly id: string; readonly token: string }> {
    const name = request.name.trim()
    if (name === '') throw new InvalidRequest('body', [{ path: '/name', code: 'API_FIELD_MISSING', params: {} }])
    if (!roleReaches(caller.user.role, request.role) || request.permissions.some((permission) => !hasPermission(caller.user, permission))) throw apiError('API_RIGHTS_EXCEEDED')
    if ((await this.store.list(caller.workspace.id, caller.user.id)).length >= mostTokens) throw apiError('API_TOKENS_MANY', { most: mostTokens })
    const id = this.random.id()
    const token = `maillon_${this.random.token(32)}`
    const expiresAt = request.days === null ? null : new Date(this.clock.now() + request.days * dayMs)
    const { role, permissions } = request
    await this.store.add({ id, userId: caller.user.id, name, hint: token.slice(0, 12), role, permissions, expiresAt, tokenHash: hashOfSecret(token) })
    await this.audit.record(caller, { action: 'token.create', target: { kind: 'token', id }, before: null, after: { name, role, permissions, expiresAt: expiresAt?.toISOString() ?? null } })
    return { id, token }
  }

  async revoke(caller: CallerIdentity, id: string): Promise<void> {
    const token = (await this.#visible(caller)).find((visible) => visible.id === id)
    if (token === undefined) throw missing()
    await this.store.remove(id)
    const { name, role, permissions, owner } = token
    await this.audit.record(caller, { action: 'token.revoke', target: { kind: 'token', id }, before: { name, role, permissions, owner: owner.name }, after: null })
  }

  #visible(caller: CallerIdentity): Promise<readonly ApiToken[]> {
    return this.store.list(caller.workspace.id, roleReaches(caller.user.role, 'administrator') ? null : caller.user.id)
  }

  #view({ createdAt, expiresAt, lastUsedAt, ...token }: ApiToken): TokenView {
    return { ...token, createdAt: createdAt.toISOString(), expiresAt: expiresAt?.toISOString() ?? null, isExpired: expiresAt !== null && expiresAt.getTime() <= this.clock.now(), lastUsedAt: lastUsedAt?.toISOString() ?? null }
  }
}
