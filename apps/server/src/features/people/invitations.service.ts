import type { AcceptInvitationRequest, InviteRequest, OpenInvitation, SecretLink } from '@maillon/api-contract'
import type { Random } from '@maillon/kernel'
import { InvitationStore, PeopleStore, type Invitation, type User, type Workspace } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { apiError, InvalidRequest, missing } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { RANDOM } from '../../platform/tokens.js'
import { AuditService } from '../audit/audit.service.js'
import { ProductMailer } from '../mail/product-mailer.js'
import { emailKey } from './email-key.js'
import { LinkMaker } from './link-maker.js'
import { hashOfSecret } from './link-secret.js'
import { LoginThrottle } from './login-throttle.js'
import { mayGive } from './may-change-member.js'
import { Passwords } from './passwords.js'
import { invitationMail } from './people-mails.js'

const lifetimeMs = 7 * 24 * 3_600_000

/** New people come by a link that an administrator made: good once, for a week, for one address and with the role that was chosen. */
@Injectable()
export class InvitationsService {
  constructor(
    @Inject(InvitationStore) private readonly store: InvitationStore,
    @Inject(PeopleStore) private readonly people: PeopleStore,
    @Inject(LoginThrottle) private readonly throttle: LoginThrottle,
    @Inject(Passwords) private readonly passwords: Passwords,
    @Inject(LinkMaker) private readonly links: LinkMaker,
    @Inject(ProductMailer) private readonly mailer: ProductMailer,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(RANDOM) private readonly random: Random,
  ) {}

  async invite(caller: CallerIdentity, { email, role, permissions }: InviteRequest): Promise<SecretLink> {
    const key = emailKey(email)
    if (key === null) throw new InvalidRequest('body', [{ path: '/email', code: 'API_EMAIL_INVALID', params: {} }])
    if (!mayGive(caller.user, { role, permissions })) throw apiError('API_RIGHTS_EXCEEDED')
    // Told of the own workspace only: who has an account elsewhere is nobody's business here.
    const known = await this.people.findByEmail(key)
    if (known?.workspaceId === caller.workspace.id) throw apiError('API_MEMBER_KNOWN', { email: email.trim() })
    const { url, hash, expiresAt } = this.links.make('invitation', lifetimeMs)
    const id = this.random.id()
    await this.store.put({ id, workspaceId: caller.workspace.id, email: email.trim(), emailKey: key, role, permissions, tokenHash: hash, invitedBy: caller.user.id, expiresAt })
    await this.audit.record(caller, { action: 'member.invite', target: { kind: 'invitation', id }, before: null, after: { email: email.trim(), role, permissions } })
    const isMailed = await this.mailer.send(caller.workspace.id, invitationMail({ email: email.trim(), locale: caller.locale }, { name: caller.user.name, workspace: caller.workspace.name }, url))
    return { url, expiresAt: expiresAt.toISOString(), isMailed }
  }

  async withdraw(caller: CallerIdentity, id: string): Promise<void> {
    const gone = await this.store.withdraw(caller.workspace.id, id)
    if (gone === null) throw missing()
    const { email, role, permissions } = gone
    await this.audit.record(caller, { action: 'member.withdraw-invitation', target: { kind: 'invitation', id }, before: { email, role, permissions }, after: null })
  }

  async open(token: string, address: string): Promise<OpenInvitation> {
    const { invitation, workspace } = await this.#find(token, address)
    return { email: invitation.email, role: invitation.role, invitedBy: invitation.invitedBy.name, workspace: workspace.name }
  }

  /** The new person. Name, password and language are theirs to say; address, role and workspace are the invitation's. */
  async accept({ token, name, password, locale }: AcceptInvitationRequest, address: string): Promise<{ readonly user: User; readonly workspace: Workspace }> {
    const { invitation, workspace } = await this.#find(token, address)
    const { email, role, permissions, workspaceId } = invitation
    if (name.trim() === '') throw new InvalidRequest('body', [{ path: '/name', code: 'API_FIELD_MISSING', params: {} }])
    const user: User = { id: this.random.id(), workspaceId, name: name.trim(), email, role, permissions, locale }
    const outcome = await this.store.accept(invitation.id, { ...user, emailKey: emailKey(email) ?? email, passwordHash: await this.passwords.hash(password) })
    if (outcome === 'gone') throw apiError('API_LINK_VOID')
    if (outcome === 'email-taken') throw apiError('API_EMAIL_TAKEN')
    await this.audit.recordOf(user, address, { action: 'member.join', target: { kind: 'person', id: user.id }, before: null, after: { email, role, permissions } })
    return { user, workspace }
  }

  async #find(token: string, address: string): Promise<{ readonly invitation: Invitation; readonly workspace: Workspace }> {
    const wait = await this.throttle.begin({ kind: 'link', of: address })
    if (wait > 0) throw apiError('API_LOGIN_THROTTLED', { wait }, { retryAfterMs: wait })
    const invitation = await this.store.findOpen(hashOfSecret(token))
    const workspace = invitation === null ? null : await this.people.findWorkspace(invitation.workspaceId)
    if (invitation === null || workspace === null) throw apiError('API_LINK_VOID')
    return { invitation, workspace }
  }
}
