import { hasPermission, roleReaches, type Clock, type Permission } from '@maillon/kernel'
import { ApiTokenStore, type ApiTokenOwner, type User } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'
import { apiError } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { wantedLocale } from '../../http/request-locale.js'
import { CLOCK } from '../../platform/tokens.js'
import { hashOfSecret } from '../people/link-secret.js'
import { RateWindow } from './rate-window.js'

export const tokenPattern = /^maillon_[A-Za-z0-9_-]{43}$/
/** Calls in a minute, of each token and in each process: it keeps one program from taking the place of all others; it isn't a secret's guard. */
const callsPerMinute = 600
/** Tokens that nobody has, from one address. */
const missesPerMinute = 60

/** Programs that come with a token: its person, with no more rights than the token has, and no more than the person has now. */
@Injectable()
export class TokenCallers {
  readonly #calls: RateWindow
  readonly #misses: RateWindow

  constructor(
    @Inject(ApiTokenStore) private readonly tokens: ApiTokenStore,
    @Inject(CLOCK) clock: Clock,
  ) {
    this.#calls = new RateWindow(clock, { most: callsPerMinute, windowMs: 60_000 })
    this.#misses = new RateWindow(clock, { most: missesPerMinute, windowMs: 60_000 })
  }

  /** Null: not a token, unknown, expired, revoked, or its person is disabled. @throws MaillonError API_RATE_EXCEEDED */
  async find(request: FastifyRequest, bearer: string): Promise<CallerIdentity | null> {
    const found = tokenPattern.test(bearer) ? await this.tokens.find(hashOfSecret(bearer)) : null
    const wait = found === null ? this.#misses.take(request.ip) : this.#calls.take(found.token.id)
    if (wait > 0) throw apiError('API_RATE_EXCEEDED', { wait }, { retryAfterMs: wait })
    if (found === null) return null
    const { id, name } = found.token
    return { user: limited(found), workspace: found.workspace, locale: wantedLocale(request) ?? found.user.locale, sessionHash: hashOfSecret(bearer), via: { kind: 'token', id, name }, address: request.ip }
  }
}

/** The person as far as the token goes. */
function limited({ user, token }: ApiTokenOwner): User {
  const permissions = token.permissions.filter((permission: Permission) => hasPermission(user, permission))
  return { ...user, role: roleReaches(user.role, token.role) ? token.role : user.role, permissions }
}
