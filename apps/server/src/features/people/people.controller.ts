import type { LoginRequest, MeChange, SessionView, SetupRequest, SetupState } from '@maillon/api-contract'
import { PeopleStore } from '@maillon/storage'
import { Body, Controller, Inject, Req, Res } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Caller, type CallerIdentity } from '../../http/caller.js'
import { Route } from '../../http/route.decorator.js'
import { productVersion } from '../../platform/product-version.js'
import { PeopleService, sessionView } from './people.service.js'
import { SessionsService } from './sessions.service.js'
import { missing } from '../../http/api-error.js'

@Controller()
export class PeopleController {
  constructor(
    @Inject(PeopleService) private readonly people: PeopleService,
    @Inject(SessionsService) private readonly sessions: SessionsService,
    @Inject(PeopleStore) private readonly store: PeopleStore,
  ) {}

  @Route('setupState')
  async setupState(): Promise<SetupState> {
    return { needed: await this.people.setupNeeded(), version: productVersion }
  }

  @Route('setup')
  async setup(@Body() body: SetupRequest, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<SessionView> {
    const made = await this.people.setup(body)
    await this.sessions.open(request, reply, made.user.id)
    return sessionView(made)
  }

  @Route('login')
  async login(@Body() body: LoginRequest, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<SessionView> {
    const user = await this.people.login(body, request.ip)
    await this.sessions.open(request, reply, user.id)
    const workspace = await this.store.findWorkspace(user.workspaceId)
    if (workspace === null) throw missing()
    return sessionView({ user, workspace })
  }

  @Route('session')
  session(@Caller() caller: CallerIdentity): SessionView {
    return sessionView(caller)
  }

  @Route('logout')
  async logout(@Caller() caller: CallerIdentity, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.sessions.close(request, reply, caller)
  }

  @Route('changeMe')
  changeMe(@Caller() caller: CallerIdentity, @Body() body: MeChange): Promise<SessionView> {
    return this.people.changeMe(caller, body)
  }
}
