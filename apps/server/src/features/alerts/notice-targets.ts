import type { Locale, UserRole } from '@maillon/kernel'
import { MemberStore, PeopleStore, RecipientStore, type AlertTargets, type NoticeTarget } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { ProductMailer } from '../mail/product-mailer.js'

/** Whom a rule tells at this moment, each once. */
@Injectable()
export class NoticeTargets {
  constructor(
    @Inject(RecipientStore) private readonly recipients: RecipientStore,
    @Inject(MemberStore) private readonly members: MemberStore,
    @Inject(PeopleStore) private readonly people: PeopleStore,
    @Inject(ProductMailer) private readonly mailer: ProductMailer,
  ) {}

  /** Without an account that Maillon sends its own mails by, nobody is told by mail: the page of alerts says so. */
  async of(workspaceId: string, targets: AlertTargets): Promise<readonly NoticeTarget[]> {
    const hasAccount = (await this.mailer.account(workspaceId)) !== null
    const all = await this.recipients.all(workspaceId)
    const chosen = all.filter((one) => one.isActive && targets.recipients.some(({ kind, id }) => (kind === 'group' ? one.groups.includes(id) : one.id === id)))
    const members = hasAccount && targets.roles.length > 0 ? await this.#membersWith(workspaceId, targets.roles) : []
    const reachable = chosen.filter(({ type, address }) => type !== 'email' || (hasAccount && !members.some((member) => member.address.toLowerCase() === address.toLowerCase())))
    return [...members, ...reachable.map(({ id, name }): NoticeTarget => ({ kind: 'recipient', id, name, twilioCredentialId: targets.twilioCredentialId }))]
  }

  async #membersWith(workspaceId: string, roles: readonly UserRole[]): Promise<readonly (NoticeTarget & { readonly kind: 'mail' })[]> {
    const members = (await this.members.list(workspaceId)).filter(({ isActive, role }) => isActive && (roles.includes(role) || (role === 'owner' && roles.includes('administrator'))))
    const locales = new Map<string, Locale>()
    for (const { id } of members) locales.set(id, (await this.people.findById(id))?.locale ?? 'fr')
    return members.map(({ id, name, email }) => ({ kind: 'mail', address: email, name, locale: locales.get(id) ?? 'fr' }))
  }
}
