import { personHeader } from '@maillon/api-contract'
import { roleReaches } from '@maillon/kernel'
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import type { FastifyRequest } from 'fastify'
import { CallersService } from '../features/people/callers.service.js'
import { bearerOf } from '../features/tokens/bearer-of.js'
import { apiError } from './api-error.js'
import { callerOf, rememberCaller, type CallerIdentity } from './caller.js'
import { inTime } from './in-time.js'
import { routeMetadata } from './route.decorator.js'
import { routeTable, type ServerRoute, type ServerRouteName } from './route-table.js'

const knownMs = 2_000

/**
 * 1. What has no line in the route table is not served.
 * 2. Everything but the public routes asks for a session that is alive now, or for a token; what is for people only takes no token.
 * 3. Whatever changes something asks for the header that no form of another site can send; except where the address is a secret itself,
 *    or a token came along, which no browser adds by itself. A request with a token is judged by the token alone.
 * 4. A page that names whose it is gets no session of somebody else: people take turns at one computer, and what stands on the page of one
 *    is neither sent nor read by the other.
 * 5. The role, or the permission beside it, is asked before anything is looked up.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(CallersService) private readonly callers: CallersService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const name = this.reflector.get<ServerRouteName | undefined>(routeMetadata, context.getHandler())
    if (name === undefined) throw apiError('API_ROUTE_UNKNOWN')
    await this.admit(context.switchToHttp().getRequest<FastifyRequest>(), routeTable[name])
    return true
  }

  /** Called before the body is read as well, so that nobody without a session makes us parse one. */
  async admit(request: FastifyRequest, route: ServerRoute): Promise<void> {
    if (needsHeader(request, route) && request.headers['x-maillon-csrf'] !== '1') throw apiError('API_CSRF_MISSING')
    if (route.access === 'public') return
    const caller = callerOf(request) ?? (await this.find(request, route))
    if (caller === null) throw apiError('API_SESSION_MISSING')
    if (isOfSomebodyElse(request, caller)) throw apiError('API_SESSION_OTHER')
    rememberCaller(request, caller)
    if (!mayUse(caller, route)) throw apiError(caller.via.kind === 'token' && route.session === 'only' ? 'API_TOKEN_UNFIT' : 'API_ROLE_INSUFFICIENT')
  }

  /** Who would start a run isn't left waiting for a database that doesn't answer. */
  private find(request: FastifyRequest, { startsRun }: ServerRoute): Promise<CallerIdentity | null> {
    return startsRun === true ? inTime(this.callers.find(request), knownMs) : this.callers.find(request)
  }
}

function needsHeader(request: FastifyRequest, { method, isSecretAddress, access }: ServerRoute): boolean {
  return method !== 'GET' && isSecretAddress !== true && (access === 'public' || bearerOf(request) === null)
}

function isOfSomebodyElse(request: FastifyRequest, { user, via }: CallerIdentity): boolean {
  const person = request.headers[personHeader]
  return via.kind === 'session' && person !== undefined && person !== user.id
}

/** Whether the table lets this caller use the route. */
export function mayUse({ user, via }: Pick<CallerIdentity, 'user' | 'via'>, { access, permission, session }: ServerRoute): boolean {
  if (access === 'public') return true
  if (session === 'only' && via.kind === 'token') return false
  return roleReaches(user.role, access) || (permission !== undefined && user.permissions.includes(permission))
}
