import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import { from, lastValueFrom, type Observable } from 'rxjs'
import { inTime } from './in-time.js'
import { routeMetadata } from './route.decorator.js'
import { routeTable, type ServerRoute, type ServerRouteName } from './route-table.js'

/** Finding what is to run and compiling it takes its time too; the write itself is refused after 2 s. */
const startMs = 3_000

/** Whoever starts a run is told in time that it couldn't be kept, and never left waiting (promise 1). What was begun may still come through. */
@Injectable()
export class RunStartInterceptor implements NestInterceptor {
  constructor(@Inject(Reflector) private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const route: ServerRoute = routeTable[this.reflector.get<ServerRouteName>(routeMetadata, context.getHandler())]
    return route.startsRun === true ? from(inTime(lastValueFrom(next.handle(), { defaultValue: undefined }), startMs)) : next.handle()
  }
}
