import type { Random, UserRole } from '@maillon/kernel'
import { AccountStore, InvitationStore, PeopleStore, type User } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import type { ServerConfig } from '../../config/server-config.js'
import { apiError } from '../../http/api-error.js'
import { CONFIG, RANDOM } from '../../platform/tokens.js'
import { AuditService } from '../audit/audit.service.js'
import { emailKey } from '../people/email-key.js'

/** What the identity service says of somebody. */
export interface VouchedFor {
  readonly issuer: string
  readonly subject: string
  readonly email: string | null
  readonly isEmailVerified: boolean
  readonly name: string | null
}

/**
 * 1. Who came before is known by issuer and subject, whatever address they have by now.
 * 2. Somebody new is let in by a verified address alone, and only where an administrator asked for them: by an invitation, or by a rule
 *    for their domain. An account that has a second factor here is not taken over by an address.
 */
@Injectable()
export class FindPerson {
  constructor(
    @Inject(PeopleStore) private readonly people: PeopleStore,
    @Inject(AccountStore) private readonly accounts: AccountStore,
    @Inject(InvitationStore) private readonly invitations: InvitationStore,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(RANDOM) private readonly random: Random,
    @Inject(CONFIG) private readonly config: ServerConfig,
  ) {}

  /** @throws MaillonError API_OPENID_REFUSED */
  async of(vouched: VouchedFor, address: string): Promise<User> {
    const known = await this.accounts.findIdentity(vouched.issuer, vouched.subject)
    const user = known === null ? await this.#newcomer(vouched) : await this.people.findById(known)
    if (user === null) throw apiError('API_OPENID_REFUSED')
    if (known === null) await this.accounts.linkIdentity({ issuer: vouched.issuer, subject: vouched.subject, userId: user.id })
    await this.audit.recordOf(user, address, { action: 'login.done', target: { kind: 'person', id: user.id }, before: null, after: { service: vouched.issuer, ...(known === null ? { linked: true } : {}) } })
    return user
  }

  async #newcomer(vouched: VouchedFor): Promise<User | null> {
    const person = personOf(vouched)
    if (person === null) return null
    const role = this.config.openId?.domains.get(person.key.slice(person.key.lastIndexOf('@') + 1)) ?? null
    const known = await this.people.findByEmail(person.key)
    if (known !== null) return role === null || known.hasSecondFactor ? null : known
    const invited = await this.#invited(person)
    return invited ?? (role === null ? null : this.#byRule(person, role))
  }

  async #invited({ key, name }: NewPerson): Promise<User | null> {
    const invitation = await this.invitations.findOpenByEmail(key)
    const workspace = invitation === null ? null : await this.people.findWorkspace(invitation.workspaceId)
    if (invitation === null || workspace === null) return null
    const { id, email, role, permissions } = invitation
    const user: User = { id: this.random.id(), workspaceId: workspace.id, name, email, role, permissions, locale: workspace.locale }
    return (await this.invitations.accept(id, { ...user, emailKey: key, passwordHash: null })) === 'done' ? user : null
  }

  async #byRule({ key, email, name }: NewPerson, role: UserRole): Promise<User | null> {
    const workspace = await this.people.firstWorkspace()
    if (workspace === null) return null
    const user: User = { id: this.random.id(), workspaceId: workspace.id, name, email, role, permissions: [], locale: workspace.locale }
    return (await this.people.add({ ...user, emailKey: key, passwordHash: null })) ? user : null
  }
}

/** Null: no address, or one that the service hasn't verified. */
function personOf({ isEmailVerified, email, name }: VouchedFor): NewPerson | null {
  const key = isEmailVerified && email !== null ? emailKey(email) : null
  if (key === null || email === null) return null
  const trimmed = name?.trim().slice(0, 200) ?? ''
  return { key, email, name: trimmed === '' ? key.slice(0, key.lastIndexOf('@')) : trimmed }
}

interface NewPerson {
  readonly key: string
  readonly email: string
  readonly name: string
}
