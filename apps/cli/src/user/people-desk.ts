import type { JsonObject, Locale, Permission, UserRole } from '@maillon/kernel'
import { MaillonError } from '@maillon/kernel'
import { emailKey, makeLink, type ServerConfig } from '@maillon/server'
import { AccountStore, AuditLogStore, MemberStore, PeopleStore, type Database, type InstalledMember, type MemberChange } from '@maillon/storage'
import { CliError } from '../cli-error.js'
import { systemClock, systemRandom } from '../system-ports.js'

/** Long enough to hand it over to somebody who isn't at their desk today. */
const firstLinkMs = 7 * 24 * 3_600_000
const resetLinkMs = 3_600_000

export interface NewPerson {
  readonly email: string
  readonly name: string
  readonly role: UserRole
  readonly locale: Locale
  /** IANA name, of a workspace that has to be made. */
  readonly timeZone: string
}

/** A way in that is good once: whoever opens it chooses the password. */
export interface WayIn {
  readonly member: InstalledMember
  readonly url: string
  readonly expiresAt: Date
}

/**
 * The people of an installation, for whoever has its machine.
 * 1. Everything that changes somebody is written into the audit log, in the name of the command line and the account that ran it.
 * 2. The last owner stays, as for administrators. 3. A password is never typed here: links are made, and their owner chooses.
 */
export class PeopleDesk {
  readonly #members: MemberStore
  readonly #accounts: AccountStore
  readonly #people: PeopleStore
  readonly #audit: AuditLogStore

  /** @param account of the machine, for the audit log */
  constructor(
    database: Database,
    private readonly config: Pick<ServerConfig, 'publicUrl' | 'port'>,
    private readonly account: string,
  ) {
    this.#members = new MemberStore(database)
    this.#accounts = new AccountStore(database)
    this.#people = new PeopleStore(database)
    this.#audit = new AuditLogStore(database, systemRandom)
  }

  list(): Promise<readonly InstalledMember[]> {
    return this.#members.everyone()
  }

  /** @throws CliError where nobody has this address */
  async find(email: string): Promise<InstalledMember> {
    const member = await this.#members.findByEmail(keyOf(email))
    if (member === null) throw new CliError({ fr: `Personne n’a l’adresse ${email.trim()} ici. « maillon user list » montre qui est là.`, en: `Nobody has the address ${email.trim()} here. "maillon user list" shows who is there.` })
    return member
  }

  /**
   * One more person, of the oldest workspace; in an empty installation its owner, with the first workspace.
   * @throws CliError, MaillonError API_EMAIL_TAKEN
   */
  async create(person: NewPerson): Promise<WayIn> {
    const { email, name, role, locale } = person
    const workspace = (await this.#people.firstWorkspace()) ?? { id: systemRandom.id(), name: locale === 'fr' ? 'Espace de travail' : 'Workspace', timeZone: person.timeZone, locale }
    const user = { id: systemRandom.id(), workspaceId: workspace.id, name: name.trim(), email: email.trim(), emailKey: keyOf(email), passwordHash: null, role, locale }
    const isFirst = !(await this.#people.hasUsers())
    if (isFirst && role !== 'owner') throw new CliError({ fr: 'La première personne d’une installation en est le propriétaire : --role owner.', en: 'The first person of an installation is its owner: --role owner.' })
    const isThere = isFirst ? await this.#people.createFirst(workspace, user) : await this.#people.add(user)
    if (!isThere) throw new MaillonError({ code: 'API_EMAIL_TAKEN', kind: 'user', retryable: false })
    const member = await this.find(email)
    await this.#record(member, 'member.create', { before: null, after: audited(member) })
    return this.#wayIn(member, firstLinkMs)
  }

  /** Role, permissions, or whether they may come in; they are logged out everywhere. @throws MaillonError API_OWNER_LAST, API_CHANGE_STALE */
  async change(before: InstalledMember, change: MemberChange): Promise<InstalledMember> {
    const outcome = await this.#members.change({ workspaceId: before.workspace.id, id: before.id, revision: before.revision }, change, () => true)
    if (outcome.kind !== 'done') throw new MaillonError({ code: outcome.kind === 'last-owner' ? 'API_OWNER_LAST' : 'API_CHANGE_STALE', kind: 'user', retryable: false })
    const after = await this.find(before.email)
    await this.#record(after, 'member.change', { before: audited(before), after: audited(after) })
    return after
  }

  /** An earlier link is void. The password of now stays good until the link is used. */
  async resetPassword(member: InstalledMember): Promise<WayIn> {
    const way = await this.#wayIn(member, resetLinkMs)
    await this.#record(member, 'member.reset-link', { before: null, after: { email: member.email } })
    return way
  }

  async endSecondFactor(member: InstalledMember): Promise<void> {
    await this.#accounts.endFactor(member.id)
    await this.#record(member, 'member.second-factor-off', { before: { hasSecondFactor: member.hasSecondFactor }, after: { hasSecondFactor: false } })
  }

  async #wayIn(member: InstalledMember, lifetimeMs: number): Promise<WayIn> {
    const { url, hash, expiresAt } = makeLink({ config: this.config, random: systemRandom, clock: systemClock }, 'new-password', lifetimeMs)
    await this.#accounts.openReset(member.id, hash, expiresAt)
    return { member, url, expiresAt }
  }

  async #record({ id, workspace }: InstalledMember, action: string, change: { readonly before: JsonObject | null; readonly after: JsonObject | null }): Promise<void> {
    await this.#audit.append({ workspaceId: workspace.id, userId: null, userName: `command line (${this.account})`, action, target: { kind: 'person', id }, ...change, address: null })
  }
}

function keyOf(email: string): string {
  const key = emailKey(email)
  if (key === null) throw new CliError({ fr: `« ${email} » n’est pas une adresse de courriel.`, en: `"${email}" is not an e-mail address.` })
  return key
}

function audited({ name, email, role, permissions, isActive }: InstalledMember): { readonly name: string; readonly email: string; readonly role: UserRole; readonly permissions: readonly Permission[]; readonly isActive: boolean } {
  return { name, email, role, permissions, isActive }
}
