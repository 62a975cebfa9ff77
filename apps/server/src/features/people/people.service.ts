import type { LoginRequest, MeChange, SessionView, SetupRequest } from '@maillon/api-contract'
import { roleReaches, type Random } from '@maillon/kernel'
import { AccountStore, PeopleStore, type User, type Workspace } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { apiError, InvalidRequest } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { RANDOM } from '../../platform/tokens.js'
import { AuditService } from '../audit/audit.service.js'
import { emailKey } from './email-key.js'
import { LoginThrottle, type Try } from './login-throttle.js'
import { Passwords } from './passwords.js'
import { SecondFactor } from './second-factor.js'

/** The first person, logins, and what people change about themselves. */
@Injectable()
export class PeopleService {
  constructor(
    @Inject(PeopleStore) private readonly people: PeopleStore,
    @Inject(AccountStore) private readonly accounts: AccountStore,
    @Inject(LoginThrottle) private readonly throttle: LoginThrottle,
    @Inject(Passwords) private readonly passwords: Passwords,
    @Inject(SecondFactor) private readonly factor: SecondFactor,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(RANDOM) private readonly random: Random,
  ) {}

  async setupNeeded(): Promise<boolean> {
    return !(await this.people.hasUsers())
  }

  /** The workspace and its owner; only while there is nobody. */
  async setup(request: SetupRequest): Promise<{ readonly user: User; readonly workspace: Workspace }> {
    const key = emailKey(request.email)
    if (key === null) throw new InvalidRequest('body', [{ path: '/email', code: 'API_EMAIL_INVALID', params: {} }])
    if (!isTimeZone(request.timeZone)) throw new InvalidRequest('body', [{ path: '/timeZone', code: 'API_TIME_ZONE_UNKNOWN', params: {} }])
    // Asked first: hashing for a setup that is long done would be work for nothing.
    if (!(await this.setupNeeded())) throw apiError('API_SETUP_DONE')
    const workspace = { id: this.random.id(), name: request.locale === 'fr' ? 'Espace de travail' : 'Workspace', timeZone: request.timeZone, locale: request.locale }
    const user: User = { id: this.random.id(), workspaceId: workspace.id, name: request.name.trim(), email: request.email.trim(), role: 'owner', permissions: [], locale: request.locale }
    const passwordHash = await this.passwords.hash(request.password)
    if (!(await this.people.createFirst(workspace, { ...user, emailKey: key, passwordHash }))) throw apiError('API_SETUP_DONE')
    return { user, workspace }
  }

  /** The person with this address and password (and code). One answer for everything that is wrong with the two, after the same work. */
  async login(request: LoginRequest, address: string): Promise<User> {
    const key = emailKey(request.email) ?? ''
    const tries = [{ kind: 'account', of: key }, { kind: 'address', of: address }] as const
    await this.#begin(...tries)
    const user = await this.people.findByEmail(key)
    const isRight = await this.passwords.verify(user?.passwordHash ?? null, request.password)
    if (user === null) throw apiError('API_LOGIN_REFUSED')
    if (!isRight) {
      // Not waited for: the time it takes would tell that the address is known.
      void this.audit.recordOf(user, address, { action: 'login.refused', target: { kind: 'person', id: user.id }, before: null, after: null })
      throw apiError('API_LOGIN_REFUSED')
    }
    if (user.hasSecondFactor) await this.#askFactor(user, request.code?.trim() ?? '', address)
    await this.throttle.forget(tries[0])
    await this.throttle.giveBack(tries[1])
    await this.audit.recordOf(user, address, { action: 'login.done', target: { kind: 'person', id: user.id }, before: null, after: null })
    return user
  }

  async changeMe(caller: CallerIdentity, change: MeChange): Promise<SessionView> {
    const given = { ...(change.name === undefined ? {} : { name: change.name.trim() }), ...(change.locale === undefined ? {} : { locale: change.locale }) }
    await this.people.changeUser(caller.user.id, given)
    const { name, locale } = caller.user
    await this.audit.record(caller, { action: 'account.change', target: { kind: 'person', id: caller.user.id }, before: { name, locale }, after: { name, locale, ...given } })
    return sessionView({ user: { ...caller.user, ...given }, workspace: caller.workspace })
  }

  /** Guesses of codes count on their own: knowing the password gives no more of them. */
  async #askFactor(user: User, code: string, address: string): Promise<void> {
    if (code === '') throw apiError('API_SECOND_FACTOR_NEEDED')
    const factor = { kind: 'factor', of: user.id } as const
    await this.#begin(factor)
    const account = await this.accounts.find(user.id)
    if (account === null || !(await this.factor.check(user.id, account, code))) {
      await this.audit.recordOf(user, address, { action: 'login.refused', target: { kind: 'person', id: user.id }, before: null, after: { secondFactor: true } })
      throw apiError('API_SECOND_FACTOR_REFUSED')
    }
    await this.throttle.forget(factor)
  }

  async #begin(...tries: readonly Try[]): Promise<void> {
    const wait = await this.throttle.begin(...tries)
    if (wait > 0) throw apiError('API_LOGIN_THROTTLED', { wait }, { retryAfterMs: wait })
  }
}

export function sessionView({ user, workspace }: { readonly user: User; readonly workspace: Workspace }): SessionView {
  const { id, name, email, role, permissions, locale } = user
  return { user: { id, name, email, role, permissions, locale }, workspace: { id: workspace.id, name: workspace.name, timeZone: workspace.timeZone } }
}

/** For what a role alone doesn't settle (a draft may be run by those who may change it). */
export function requireRole(caller: CallerIdentity, needed: 'operator' | 'editor' | 'administrator'): void {
  if (!roleReaches(caller.user.role, needed)) throw apiError('API_ROLE_INSUFFICIENT')
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
