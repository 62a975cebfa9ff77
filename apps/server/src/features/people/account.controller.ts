import type { AccountView, ChangePasswordRequest, CodeRequest, FactorEnrolment, PasswordRequest, RecoveryCodes } from '@maillon/api-contract'
import { Body, Controller, Inject, Param, Req, Res } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Caller, type CallerIdentity } from '../../http/caller.js'
import { Route } from '../../http/route.decorator.js'
import { AccountService } from './account.service.js'
import { SessionsService } from './sessions.service.js'

@Controller()
export class AccountController {
  constructor(
    @Inject(AccountService) private readonly account: AccountService,
    @Inject(SessionsService) private readonly sessions: SessionsService,
  ) {}

  @Route('account')
  view(@Caller() caller: CallerIdentity): Promise<AccountView> {
    return this.account.view(caller)
  }

  @Route('endSession')
  endSession(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<void> {
    return this.account.endSession(caller, id)
  }

  @Route('endOtherSessions')
  endOthers(@Caller() caller: CallerIdentity): Promise<void> {
    return this.account.endOtherSessions(caller)
  }

  @Route('changePassword')
  async changePassword(@Caller() caller: CallerIdentity, @Body() body: ChangePasswordRequest, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.account.changePassword(caller, body)
    await this.sessions.open(request, reply, caller.user.id)
  }

  @Route('beginSecondFactor')
  begin(@Caller() caller: CallerIdentity, @Body() body: PasswordRequest): Promise<FactorEnrolment> {
    return this.account.beginFactor(caller, body)
  }

  @Route('confirmSecondFactor')
  confirm(@Caller() caller: CallerIdentity, @Body() body: CodeRequest): Promise<RecoveryCodes> {
    return this.account.confirmFactor(caller, body)
  }

  @Route('renewRecoveryCodes')
  renew(@Caller() caller: CallerIdentity, @Body() body: PasswordRequest): Promise<RecoveryCodes> {
    return this.account.renewCodes(caller, body)
  }

  @Route('endSecondFactor')
  end(@Caller() caller: CallerIdentity, @Body() body: PasswordRequest): Promise<void> {
    return this.account.endFactor(caller, body)
  }
}
