import type { InviteRequest, MemberChangeRequest, MembersView, MemberView, RemoveMemberQuery, SecretLink } from '@maillon/api-contract'
import { Body, Controller, Inject, Param, Query } from '@nestjs/common'
import { Caller, type CallerIdentity } from '../../http/caller.js'
import { Route } from '../../http/route.decorator.js'
import { InvitationsService } from './invitations.service.js'
import { MembersService } from './members.service.js'

@Controller()
export class MembersController {
  constructor(
    @Inject(MembersService) private readonly members: MembersService,
    @Inject(InvitationsService) private readonly invitations: InvitationsService,
  ) {}

  @Route('members')
  list(@Caller() caller: CallerIdentity): Promise<MembersView> {
    return this.members.list(caller)
  }

  @Route('changeMember')
  change(@Caller() caller: CallerIdentity, @Param('id') id: string, @Body() body: MemberChangeRequest): Promise<MemberView> {
    return this.members.change(caller, id, body)
  }

  @Route('removeMember')
  remove(@Caller() caller: CallerIdentity, @Param('id') id: string, @Query() { revision }: RemoveMemberQuery): Promise<void> {
    return this.members.remove(caller, id, revision)
  }

  @Route('makeResetLink')
  resetLink(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<SecretLink> {
    return this.members.resetLink(caller, id)
  }

  @Route('endMemberFactor')
  endFactor(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<void> {
    return this.members.endFactor(caller, id)
  }

  @Route('invite')
  invite(@Caller() caller: CallerIdentity, @Body() body: InviteRequest): Promise<SecretLink> {
    return this.invitations.invite(caller, body)
  }

  @Route('withdrawInvitation')
  withdraw(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<void> {
    return this.invitations.withdraw(caller, id)
  }
}
