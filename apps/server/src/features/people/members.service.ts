import type { MemberChangeRequest, MembersView, MemberView, SecretLink } from '@maillon/api-contract'
import type { Clock, JsonObject } from '@maillon/kernel'
import { AccountStore, InvitationStore, MemberStore, type Invitation, type Member, type MemberOutcome } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { apiError, missing } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { CLOCK } from '../../platform/tokens.js'
import { AuditService } from '../audit/audit.service.js'
import { ProductMailer } from '../mail/product-mailer.js'
import { mayChangeMember } from './may-change-member.js'
import { ResetsService } from './resets.service.js'

/** The people of a workspace, for its administrators. */
@Injectable()
export class MembersService {
  constructor(
    @Inject(MemberStore) private readonly members: MemberStore,
    @Inject(InvitationStore) private readonly invitations: InvitationStore,
    @Inject(AccountStore) private readonly accounts: AccountStore,
    @Inject(ResetsService) private readonly resets: ResetsService,
    @Inject(ProductMailer) private readonly mailer: ProductMailer,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async list({ workspace }: CallerIdentity): Promise<MembersView> {
    const [members, invitations, account] = await Promise.all([this.members.list(workspace.id), this.invitations.list(workspace.id), this.mailer.account(workspace.id)])
    return { members: members.map(memberView), invitations: invitations.map((invitation) => this.#invitation(invitation)), canMail: account !== null }
  }

  async change(caller: CallerIdentity, id: string, { revision, ...change }: MemberChangeRequest): Promise<MemberView> {
    const outcome = await this.members.change({ workspaceId: caller.workspace.id, id, revision }, change, (before) => mayChangeMember(caller.user, before, { ...before, ...change }))
    const { before, after } = done(outcome)
    await this.audit.record(caller, { action: 'member.change', target: { kind: 'person', id }, before: audited(before), after: after === null ? null : audited(after) })
    if (after === null) throw missing()
    return memberView(after)
  }

  async remove(caller: CallerIdentity, id: string, revision: number): Promise<void> {
    const { before } = done(await this.members.remove({ workspaceId: caller.workspace.id, id, revision }, (member) => mayChangeMember(caller.user, member, null)))
    await this.audit.record(caller, { action: 'member.remove', target: { kind: 'person', id }, before: audited(before), after: null })
  }

  /** For somebody who can't get in any more; the owner hands it over, or it goes by mail. */
  async resetLink(caller: CallerIdentity, id: string): Promise<SecretLink> {
    const member = await this.#find(caller, id)
    const link = await this.resets.linkFor({ id, email: member.email, locale: caller.locale, workspaceId: caller.workspace.id })
    await this.audit.record(caller, { action: 'member.reset-link', target: { kind: 'person', id }, before: null, after: { email: member.email } })
    return link
  }

  /** For somebody whose phone is lost and whose recovery codes are gone too. */
  async endFactor(caller: CallerIdentity, id: string): Promise<void> {
    const member = await this.#find(caller, id)
    await this.accounts.endFactor(id)
    await this.audit.record(caller, { action: 'member.second-factor-off', target: { kind: 'person', id }, before: { hasSecondFactor: member.hasSecondFactor }, after: { hasSecondFactor: false } })
  }

  async #find(caller: CallerIdentity, id: string): Promise<Member> {
    const member = await this.members.find(caller.workspace.id, id)
    if (member === null) throw missing()
    return member
  }

  #invitation({ id, email, role, permissions, invitedBy, createdAt, expiresAt }: Invitation) {
    return { id, email, role, permissions, invitedBy: invitedBy.name, createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString(), isExpired: expiresAt.getTime() <= this.clock.now() }
  }
}

function done(outcome: MemberOutcome): Extract<MemberOutcome, { kind: 'done' }> {
  switch (outcome.kind) {
    case 'done':
      return outcome
    case 'missing':
      throw missing()
    case 'stale':
      throw apiError('API_CHANGE_STALE')
    case 'last-owner':
      throw apiError('API_OWNER_LAST')
    case 'refused':
      throw apiError('API_RIGHTS_EXCEEDED')
  }
}

function memberView({ createdAt, lastSeenAt, ...rest }: Member): MemberView {
  return { ...rest, createdAt: createdAt.toISOString(), lastSeenAt: lastSeenAt?.toISOString() ?? null }
}

function audited({ name, email, role, permissions, isActive }: Member): JsonObject {
  return { name, email, role, permissions, isActive }
}
