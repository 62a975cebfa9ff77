import type { Clock, Random } from '@maillon/kernel'
import { PeopleStore } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ServerConfig } from '../../config/server-config.js'
import type { CallerIdentity } from '../../http/caller.js'
import { wantedLocale } from '../../http/request-locale.js'
import { CLOCK, CONFIG, RANDOM } from '../../platform/tokens.js'
import { hashOfSecret } from './link-secret.js'

export const sessionCookie = 'maillon_session'
const lifetimeMs = 30 * 24 * 3_600_000

/** Opens, finds and closes sessions. The token stands in the cookie only; the table has its hash. */
@Injectable()
export class SessionsService {
  readonly #secureByConfig: boolean

  constructor(
    @Inject(PeopleStore) private readonly people: PeopleStore,
    @Inject(RANDOM) private readonly random: Random,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) config: ServerConfig,
  ) {
    this.#secureByConfig = config.publicUrl?.startsWith('https:') ?? false
  }

  /** A new session with a new token; the one that the browser came with ends. */
  async open(request: FastifyRequest, reply: FastifyReply, userId: string): Promise<void> {
    const old = tokenOf(request)
    if (old !== null) await this.people.closeSession(hashOfSecret(old))
    const token = this.random.token(32)
    const userAgent = request.headers['user-agent']?.slice(0, 300) ?? null
    await this.people.openSession({ tokenHash: hashOfSecret(token), userId, expiresAt: new Date(this.clock.now() + lifetimeMs), userAgent, address: request.ip })
    reply.setCookie(sessionCookie, token, { ...this.#cookie(request), maxAge: lifetimeMs / 1000 })
  }

  /** Null: no session, an expired one, or somebody who is disabled by now. */
  async find(request: FastifyRequest): Promise<CallerIdentity | null> {
    const token = tokenOf(request)
    if (token === null) return null
    const sessionHash = hashOfSecret(token)
    const owner = await this.people.findSession(sessionHash)
    if (owner === null) return null
    const { user, workspace, sessionId } = owner
    return { user, workspace, locale: wantedLocale(request) ?? user.locale, sessionHash, via: { kind: 'session', id: sessionId }, address: request.ip }
  }

  async close(request: FastifyRequest, reply: FastifyReply, caller: CallerIdentity): Promise<void> {
    await this.people.closeSession(caller.sessionHash)
    reply.clearCookie(sessionCookie, this.#cookie(request))
  }

  #cookie(request: FastifyRequest) {
    return { path: '/', httpOnly: true, sameSite: 'lax' as const, secure: this.#secureByConfig || request.protocol === 'https' }
  }
}

function tokenOf(request: FastifyRequest): string | null {
  const token = request.cookies[sessionCookie]
  return token !== undefined && /^[A-Za-z0-9_-]{43}$/.test(token) ? token : null
}
