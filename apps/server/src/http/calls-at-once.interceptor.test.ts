import type { CallHandler, ExecutionContext } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import type { FastifyRequest } from 'fastify'
import { Subject } from 'rxjs'
import { expect, it } from 'vitest'
import { rememberCaller, type CallerIdentity } from './caller.js'
import { CallsAtOnceInterceptor } from './calls-at-once.interceptor.js'
import { routeMetadata } from './route.decorator.js'
import { routeTable, type ServerRouteName } from './route-table.js'

function world() {
  const interceptor = new CallsAtOnceInterceptor(new Reflector())
  const open: Subject<unknown>[] = []
  return {
    open,
    call(person: string, name: ServerRouteName): void {
      const handler = () => undefined
      Reflect.defineMetadata(routeMetadata, name, handler)
      const request = { raw: {} } as FastifyRequest
      rememberCaller(request, { user: { id: person } } as CallerIdentity)
      const context = { getHandler: () => handler, switchToHttp: () => ({ getRequest: () => request }) } as unknown as ExecutionContext
      const answer = new Subject<unknown>()
      interceptor.intercept(context, { handle: () => answer } satisfies CallHandler).subscribe({ error: () => undefined })
      open.push(answer)
    },
  }
}

it('lets one person have as many costly calls under way as the route says, and puts off the next until one has ended, well or not', () => {
  const { call, open } = world()
  const most = routeTable.testCredential.atOnce ?? 0
  expect(most).toBeGreaterThan(0)
  for (let index = 0; index < most; index += 1) call('ana', 'testCredential')
  expect(() => call('ana', 'testCredential')).toThrow(expect.objectContaining({ info: expect.objectContaining({ code: 'API_RATE_EXCEEDED', retryAfterMs: 1000 }) as object }) as Error)
  // Neither somebody else nor another kind of call waits for it.
  call('luc', 'testCredential')
  call('ana', 'flows')
  open[0]?.complete()
  call('ana', 'testCredential')
  expect(() => call('ana', 'testCredential')).toThrow()
  open[1]?.error(new Error('it failed'))
  call('ana', 'testCredential')
})
