import type { AcceptInvitationRequest, AskResetRequest, LinkRequest, OpenInvitation, ResetPasswordRequest, SessionView } from '@maillon/api-contract'
import { Body, Controller, Inject, Req, Res } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Route } from '../../http/route.decorator.js'
import { InvitationsService } from './invitations.service.js'
import { sessionView } from './people.service.js'
import { ResetsService } from './resets.service.js'
import { SessionsService } from './sessions.service.js'

/** What people with a link come to, before they have a session. */
@Controller()
export class EntranceController {
  constructor(
    @Inject(InvitationsService) private readonly invitations: InvitationsService,
    @Inject(ResetsService) private readonly resets: ResetsService,
    @Inject(SessionsService) private readonly sessions: SessionsService,
  ) {}

  @Route('openInvitation')
  open(@Body() { token }: LinkRequest, @Req() request: FastifyRequest): Promise<OpenInvitation> {
    return this.invitations.open(token, request.ip)
  }

  @Route('acceptInvitation')
  async accept(@Body() body: AcceptInvitationRequest, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<SessionView> {
    const made = await this.invitations.accept(body, request.ip)
    await this.sessions.open(request, reply, made.user.id)
    return sessionView(made)
  }

  @Route('askReset')
  ask(@Body() { email }: AskResetRequest, @Req() request: FastifyRequest): Promise<void> {
    return this.resets.ask(email, request.ip)
  }

  @Route('resetPassword')
  reset(@Body() body: ResetPasswordRequest, @Req() request: FastifyRequest): Promise<void> {
    return this.resets.finish(body, request.ip)
  }
}
