import type { LoginRequest, MeChange, SessionView, SetupRequest } from '@maillon/api-contract'
import { roleReaches, type Clock, type Random } from '@maillon/kernel'
import { PeopleStore, type User, type Workspace } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { apiError, InvalidRequest } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { CLOCK, RANDOM } from '../../platform/tokens.js'
import { emailKey } from './email-key.js'
import { LoginThrottle } from './login-throttle.js'
import { Passwords } from './passwords.js'

/** The first person, logins, and what people change about themselves. */
@Injectable()
export class PeopleService {
  readonly #throttle: LoginThrottle
  readonly #passwords = new Passwords()

  constructor(
    @Inject(PeopleStore) private readonly people: PeopleStore,
    @Inject(RANDOM) private readonly random: Random,
    @Inject(CLOCK) clock: Clock,
  ) {
    this.#throttle = new LoginThrottle(clock)
  }

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
    const user: User = { id: this.random.id(), workspaceId: workspace.id, name: request.name.trim(), email: request.email.trim(), role: 'owner', locale: request.locale }
    const passwordHash = await this.#passwords.hash(request.password)
    if (!(await this.people.createFirst(workspace, { ...user, emailKey: key, passwordHash }))) throw apiError('API_SETUP_DONE')
    return { user, workspace }
  }

  /** The person with this address and password. One answer for everything that is wrong, after the same work. */
  async login(request: LoginRequest, address: string): Promise<User> {
    const key = emailKey(request.email) ?? ''
    const wait = this.#throttle.begin(key, address)
    if (wait > 0) throw apiError('API_LOGIN_THROTTLED', { wait }, { retryAfterMs: wait })
    const user = await this.people.findByEmail(key)
    if (!(await this.#passwords.verify(user?.passwordHash ?? null, request.password)) || user === null) throw apiError('API_LOGIN_REFUSED')
    this.#throttle.succeeded(key, address)
    return user
  }

  async changeMe(caller: CallerIdentity, change: MeChange): Promise<SessionView> {
    const given = { ...(change.name === undefined ? {} : { name: change.name.trim() }), ...(change.locale === undefined ? {} : { locale: change.locale }) }
    await this.people.changeUser(caller.user.id, given)
    return sessionView({ user: { ...caller.user, ...given }, workspace: caller.workspace })
  }
}

export function sessionView({ user, workspace }: { readonly user: User; readonly workspace: Workspace }): SessionView {
  const { id, name, email, role, locale } = user
  return { user: { id, name, email, role, locale }, workspace: { id: workspace.id, name: workspace.name, timeZone: workspace.timeZone } }
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
