import { Injectable, Inject, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import type { FastifyRequest } from 'fastify'
import { finalize, type Observable } from 'rxjs'
import { apiError } from './api-error.js'
import { callerOf } from './caller.js'
import { routeMetadata } from './route.decorator.js'
import { routeTable, type ServerRouteName } from './route-table.js'

const waitMs = 1000

/** What costs the server much (a look at an import, a test of an account) can be asked for by one person only so often at once. Counted in this process. */
@Injectable()
export class CallsAtOnceInterceptor implements NestInterceptor {
  readonly #underWay = new Map<string, number>()

  constructor(@Inject(Reflector) private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const name = this.reflector.get<ServerRouteName>(routeMetadata, context.getHandler())
    const { atOnce } = routeTable[name]
    const caller = callerOf(context.switchToHttp().getRequest<FastifyRequest>())
    if (atOnce === undefined || caller === null) return next.handle()
    const key = `${name} ${caller.user.id}`
    const count = this.#underWay.get(key) ?? 0
    if (count >= atOnce) throw apiError('API_RATE_EXCEEDED', { wait: waitMs }, { retryAfterMs: waitMs })
    this.#underWay.set(key, count + 1)
    return next.handle().pipe(finalize(() => this.#leave(key)))
  }

  #leave(key: string): void {
    const count = (this.#underWay.get(key) ?? 1) - 1
    if (count > 0) this.#underWay.set(key, count)
    else this.#underWay.delete(key)
  }
}
