import type { Locale } from '@maillon/kernel'
import type { User, Workspace } from '@maillon/storage'
import { createParamDecorator, type ExecutionContext } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'

/** Who is calling: a person with a session, or a program with a person's token. */
export interface CallerIdentity {
  /** With a token: its role and permissions, where they are less than the person's. */
  readonly user: User
  readonly workspace: Workspace
  /** What this request is answered in: what the client shows, else the account's. */
  readonly locale: Locale
  /** SHA-256 of the session's (or API) token. */
  readonly sessionHash: Buffer
  readonly via: { readonly kind: 'session'; readonly id: string } | { readonly kind: 'token'; readonly id: string; readonly name: string }
  /** Of the network, as far as it can be trusted. */
  readonly address: string | null
}

const callers = new WeakMap<object, CallerIdentity>()

export function rememberCaller(request: FastifyRequest, caller: CallerIdentity): void {
  callers.set(request.raw, caller)
}

/** Null before the session was looked up, and on public routes. */
export function callerOf(request: FastifyRequest): CallerIdentity | null {
  return callers.get(request.raw) ?? null
}

/** The caller as an argument of a controller's method; never absent there, since the guard has let it pass. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): CallerIdentity => {
  const caller = callerOf(context.switchToHttp().getRequest<FastifyRequest>())
  if (caller === null) throw new Error('A public route has no caller')
  return caller
})
