import { Inject, Injectable } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'
import type { CallerIdentity } from '../../http/caller.js'
import { bearerOf } from '../tokens/bearer-of.js'
import { TokenCallers } from '../tokens/token-callers.js'
import { SessionsService } from './sessions.service.js'

/** Who is calling, whichever way they come. A token that is refused is not made up for by a cookie. */
@Injectable()
export class CallersService {
  constructor(
    @Inject(SessionsService) private readonly sessions: SessionsService,
    @Inject(TokenCallers) private readonly tokens: TokenCallers,
  ) {}

  async find(request: FastifyRequest): Promise<CallerIdentity | null> {
    const bearer = bearerOf(request)
    return bearer === null ? this.sessions.find(request) : this.tokens.find(request, bearer)
  }
}
