import { isUuid } from '@maillon/kernel'
import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import type { FastifyRequest } from 'fastify'
import type { Observable } from 'rxjs'
import { apiError, InvalidRequest } from './api-error.js'
import { checkerOf } from './checker-of.js'
import { routeMetadata } from './route.decorator.js'
import { routeTable, type ServerRouteName } from './route-table.js'

const idParams: ReadonlySet<string> = new Set(['id'])

/** Bodies, queries and ids have the form that the route table says before a controller sees them. */
@Injectable()
export class RequestCheckInterceptor implements NestInterceptor {
  constructor(@Inject(Reflector) private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>()
    const { body, query } = routeTable[this.reflector.get<ServerRouteName>(routeMetadata, context.getHandler())]
    for (const [name, value] of Object.entries(request.params as { readonly [name: string]: string })) {
      if (idParams.has(name) && !isUuid(value)) throw apiError('API_ID_INVALID')
    }
    if (query !== undefined) check('query', checkerOf(query, true)(request.query))
    if (body !== undefined) check('body', checkerOf(body, false)(request.body ?? null))
    return next.handle()
  }
}

function check(where: 'body' | 'query', problems: ReturnType<ReturnType<typeof checkerOf>>): void {
  if (problems.length > 0) throw new InvalidRequest(where, problems)
}
