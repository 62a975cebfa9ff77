import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import type { FastifyRequest } from 'fastify'
import { concatMap, type Observable } from 'rxjs'
import { callerOf } from '../../http/caller.js'
import { routeMetadata } from '../../http/route.decorator.js'
import { routeTable, type ServerRouteName } from '../../http/route-table.js'
import { AuditService } from './audit.service.js'

/** Drafts are kept by themselves every few seconds and have versions; a page that waits says so as often; trying a credential or looking at what would arrive changes nothing. */
const quiet: ReadonlySet<string> = new Set<ServerRouteName>(['saveDraft', 'keepAwaiting', 'testCredential', 'beginConsent', 'logout', 'beginSecondFactor', 'checkPackage', 'checkImport', 'convertFlows', 'checkApiDocument'])

/** No change goes by without a line: where a feature wrote none of its own, the route, the person and the id are written down. */
@Injectable()
export class AuditInterceptor implements NestInterceptor {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>()
    const name = this.reflector.get<ServerRouteName>(routeMetadata, context.getHandler())
    const caller = callerOf(request)
    if (caller === null || routeTable[name].method === 'GET' || quiet.has(name)) return next.handle()
    return next.handle().pipe(
      concatMap(async (answer: unknown) => {
        if (!this.audit.hasTold(caller)) await this.audit.record(caller, { action: `route.${name}`, target: targetOf(request, routeTable[name].path), before: null, after: null })
        return answer
      }),
    )
  }
}

/** `/api/flows/:id/runs` of an id: that flow. */
function targetOf(request: FastifyRequest, path: string): { readonly kind: string; readonly id: string } {
  const { id = '' } = request.params as { readonly id?: string }
  const kind = path.split('/')[2] ?? ''
  return { kind: kind.endsWith('s') ? kind.slice(0, -1) : kind, id }
}
