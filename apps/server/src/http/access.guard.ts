import { roleReaches } from '@maillon/kernel'
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import type { FastifyRequest } from 'fastify'
import { SessionsService } from '../features/people/sessions.service.js'
import { apiError } from './api-error.js'
import { callerOf, rememberCaller } from './caller.js'
import { routeMetadata } from './route.decorator.js'
import { routeTable, type ServerRoute, type ServerRouteName } from './route-table.js'

/**
 * 1. What has no line in the route table is not served.
 * 2. Everything but the public routes asks for a session that is alive now.
 * 3. Whatever changes something asks for the header that no form of another site can send; except where the address is a secret itself.
 * 4. The role is asked before anything is looked up.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(SessionsService) private readonly sessions: SessionsService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const name = this.reflector.get<ServerRouteName | undefined>(routeMetadata, context.getHandler())
    if (name === undefined) throw apiError('API_ROUTE_UNKNOWN')
    await this.admit(context.switchToHttp().getRequest<FastifyRequest>(), routeTable[name])
    return true
  }

  /** Called before the body is read as well, so that nobody without a session makes us parse one. */
  async admit(request: FastifyRequest, route: ServerRoute): Promise<void> {
    if (route.method !== 'GET' && route.isSecretAddress !== true && request.headers['x-maillon-csrf'] !== '1') throw apiError('API_CSRF_MISSING')
    if (route.access === 'public') return
    const caller = callerOf(request) ?? (await this.sessions.find(request))
    if (caller === null) throw apiError('API_SESSION_MISSING')
    rememberCaller(request, caller)
    if (!roleReaches(caller.user.role, route.access)) throw apiError('API_ROLE_INSUFFICIENT')
  }
}
