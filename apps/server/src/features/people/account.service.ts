import type { AccountView, ChangePasswordRequest, CodeRequest, FactorEnrolment, PasswordRequest, RecoveryCodes } from '@maillon/api-contract'
import { AccountStore, type Account } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { apiError, missing } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { AuditService } from '../audit/audit.service.js'
import { emailKey } from './email-key.js'
import { LoginThrottle } from './login-throttle.js'
import { Passwords } from './passwords.js'
import { SecondFactor } from './second-factor.js'

/** How a person comes in: password, second factor, devices. What would let others in asks for the password again. */
@Injectable()
export class AccountService {
  constructor(
    @Inject(AccountStore) private readonly accounts: AccountStore,
    @Inject(LoginThrottle) private readonly throttle: LoginThrottle,
    @Inject(Passwords) private readonly passwords: Passwords,
    @Inject(SecondFactor) private readonly factor: SecondFactor,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  async view(caller: CallerIdentity): Promise<AccountView> {
    const account = await this.#find(caller)
    const sessions = await this.accounts.sessions(caller.user.id)
    return {
      hasPassword: account.passwordHash !== null,
      secondFactor: account.factorSince === null ? null : { since: account.factorSince.toISOString(), recoveryCodesLeft: account.recoveryCodesLeft },
      sessions: sessions.map(({ id, userAgent, address, createdAt, lastSeenAt }) => ({ id, device: userAgent, address, createdAt: createdAt.toISOString(), lastSeenAt: lastSeenAt.toISOString(), isCurrent: id === caller.via.id })),
    }
  }

  async endSession(caller: CallerIdentity, id: string): Promise<void> {
    if (!(await this.accounts.endSession(caller.user.id, id))) throw missing()
    await this.#tell(caller, 'session.end')
  }

  async endOtherSessions(caller: CallerIdentity): Promise<void> {
    await this.accounts.endOtherSessions(caller.user.id, caller.via.id)
    await this.#tell(caller, 'session.end-others')
  }

  /** All sessions end, this one too: the caller is given a new one. */
  async changePassword(caller: CallerIdentity, { current, next }: ChangePasswordRequest): Promise<void> {
    await this.#confirm(caller, current)
    await this.accounts.setPassword(caller.user.id, await this.passwords.hash(next))
    await this.#tell(caller, 'password.change')
  }

  async beginFactor(caller: CallerIdentity, { password }: PasswordRequest): Promise<FactorEnrolment> {
    await this.#confirm(caller, password)
    const begun = await this.factor.begin(caller.user.id, caller.user.email)
    if (begun === null) throw apiError('API_SECOND_FACTOR_STANDS')
    return begun
  }

  async confirmFactor(caller: CallerIdentity, { code }: CodeRequest): Promise<RecoveryCodes> {
    const account = await this.#find(caller)
    if (account.factorSince !== null) throw apiError('API_SECOND_FACTOR_STANDS')
    await this.#begin('factor', caller.user.id)
    if (!(await this.factor.checkCode(caller.user.id, account.factor, code))) throw apiError('API_CODE_WRONG')
    await this.throttle.forget({ kind: 'factor', of: caller.user.id })
    const codes = await this.factor.newRecoveryCodes(caller.user.id)
    await this.#tell(caller, 'second-factor.on')
    return { codes }
  }

  async renewCodes(caller: CallerIdentity, { password }: PasswordRequest): Promise<RecoveryCodes> {
    const account = await this.#confirm(caller, password)
    if (account.factorSince === null) throw missing()
    const codes = await this.factor.newRecoveryCodes(caller.user.id)
    await this.#tell(caller, 'second-factor.codes')
    return { codes }
  }

  async endFactor(caller: CallerIdentity, { password }: PasswordRequest): Promise<void> {
    await this.#confirm(caller, password)
    await this.accounts.endFactor(caller.user.id)
    await this.#tell(caller, 'second-factor.off')
  }

  /** A stolen session alone doesn't do: the password is asked, and guesses of it count as those at the login. */
  async #confirm(caller: CallerIdentity, password: string): Promise<Account> {
    const key = emailKey(caller.user.email) ?? caller.user.id
    await this.#begin('account', key)
    const account = await this.#find(caller)
    if (account.passwordHash === null) throw apiError('API_PASSWORD_ABSENT')
    if (!(await this.passwords.verify(account.passwordHash, password))) throw apiError('API_PASSWORD_WRONG')
    await this.throttle.forget({ kind: 'account', of: key })
    return account
  }

  async #begin(kind: 'account' | 'factor', of: string): Promise<void> {
    const wait = await this.throttle.begin({ kind, of })
    if (wait > 0) throw apiError('API_LOGIN_THROTTLED', { wait }, { retryAfterMs: wait })
  }

  async #find(caller: CallerIdentity): Promise<Account> {
    const account = await this.accounts.find(caller.user.id)
    if (account === null) throw missing()
    return account
  }

  #tell(caller: CallerIdentity, action: string): Promise<void> {
    return this.audit.record(caller, { action, target: { kind: 'person', id: caller.user.id }, before: null, after: null })
  }
}
