import type { LoginWays } from '@maillon/api-contract'
import type { Clock, Logger } from '@maillon/kernel'
import type { Egress } from '@maillon/node-host'
import type { Keyring } from '@maillon/vault'
import { Controller, Inject, Query, Req, Res } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ServerConfig } from '../../config/server-config.js'
import { apiError } from '../../http/api-error.js'
import { Route } from '../../http/route.decorator.js'
import { CLOCK, CONFIG, EGRESS, KEYRING, LOGGER } from '../../platform/tokens.js'
import { SessionsService } from '../people/sessions.service.js'
import { FindPerson } from './find-person.service.js'
import { openJourney, sealJourney } from './login-journey.js'
import { OpenIdClient } from './openid-client.js'

const journeyCookie = 'maillon_openid'
const journeyMs = 10 * 60_000

/** There and back: to the identity service with a state that only this browser has, and in with what it answers. */
@Controller()
export class OpenIdController {
  readonly #client: OpenIdClient | null

  constructor(
    @Inject(FindPerson) private readonly people: FindPerson,
    @Inject(SessionsService) private readonly sessions: SessionsService,
    @Inject(KEYRING) private readonly keyring: Keyring,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(CONFIG) private readonly config: ServerConfig,
    @Inject(EGRESS) egress: Egress,
  ) {
    this.#client = config.openId === null ? null : new OpenIdClient(config.openId, egress)
  }

  @Route('loginWays')
  ways(): LoginWays {
    return { openId: this.config.openId?.name ?? null }
  }

  @Route('openIdBegin')
  async begin(@Res() reply: FastifyReply, @Query('next') next?: string): Promise<void> {
    if (this.#client === null) throw apiError('API_OPENID_ABSENT')
    const { url, proof } = await this.#client.begin(this.#redirectUri()).catch((error: unknown) => this.#refuse(error))
    const sealed = sealJourney({ ...proof, next: safePath(next), until: this.clock.now() + journeyMs }, this.keyring)
    await reply.setCookie(journeyCookie, sealed, { path: '/api/openid', httpOnly: true, sameSite: 'lax', secure: this.#redirectUri().startsWith('https:'), maxAge: journeyMs / 1000 }).redirect(url, 302)
  }

  @Route('openIdAnswer')
  async answer(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (this.#client === null) throw apiError('API_OPENID_ABSENT')
    const journey = openJourney(request.cookies[journeyCookie] ?? '', { keyring: this.keyring, now: this.clock.now() })
    reply.clearCookie(journeyCookie, { path: '/api/openid' })
    try {
      if (journey === null) throw new Error('This browser didn’t set out from here')
      // Of our own address only the query is the request’s to say.
      const answer = new URL(`${this.#redirectUri()}?${request.url.split('?').slice(1).join('?')}`)
      const { iss, sub, email, email_verified: isVerified, name } = await this.#client.finish(answer, journey)
      const vouched = { issuer: iss, subject: sub, email: typeof email === 'string' ? email : null, isEmailVerified: isVerified === true, name: typeof name === 'string' ? name : null }
      const user = await this.people.of(vouched, request.ip)
      await this.sessions.open(request, reply, user.id)
      await reply.redirect(journey.next, 302)
    } catch (error) {
      this.logger.warn('A login by the identity service was refused', { reason: error instanceof Error ? error.message : '' })
      await reply.redirect('/login/?problem=openid', 302)
    }
  }

  #refuse(error: unknown): never {
    this.logger.error('The identity service can’t be used', { reason: error instanceof Error ? error.message : '' })
    throw apiError('API_OPENID_REFUSED', {}, { cause: error })
  }

  #redirectUri(): string {
    return `${this.config.publicUrl ?? `http://localhost:${this.config.port}`}/api/openid/answer`
  }
}

/** A page of ours; the start page for anything else. */
function safePath(next: string | undefined): string {
  return next !== undefined && /^\/(?![/\\])[^\p{C}\\]*$/u.test(next) ? next : '/'
}
