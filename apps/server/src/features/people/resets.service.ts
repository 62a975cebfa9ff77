import type { ResetPasswordRequest, SecretLink } from '@maillon/api-contract'
import type { Locale, Logger } from '@maillon/kernel'
import { AccountStore, PeopleStore } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { apiError } from '../../http/api-error.js'
import { LOGGER } from '../../platform/tokens.js'
import { AuditService } from '../audit/audit.service.js'
import { ProductMailer } from '../mail/product-mailer.js'
import { emailKey } from './email-key.js'
import { LinkMaker } from './link-maker.js'
import { hashOfSecret } from './link-secret.js'
import { LoginThrottle } from './login-throttle.js'
import { Passwords } from './passwords.js'
import { resetMail } from './people-mails.js'

const lifetimeMs = 3_600_000

export interface ResetSubject {
  readonly id: string
  readonly email: string
  readonly locale: Locale
  readonly workspaceId: string
}

/**
 * New passwords by a link that is good once and for an hour.
 * Whoever asks is told the same in the same time, whether the address is known or not: what is to be done is done after the answer.
 */
@Injectable()
export class ResetsService {
  constructor(
    @Inject(PeopleStore) private readonly people: PeopleStore,
    @Inject(AccountStore) private readonly accounts: AccountStore,
    @Inject(LoginThrottle) private readonly throttle: LoginThrottle,
    @Inject(Passwords) private readonly passwords: Passwords,
    @Inject(LinkMaker) private readonly links: LinkMaker,
    @Inject(ProductMailer) private readonly mailer: ProductMailer,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async ask(email: string, address: string): Promise<void> {
    const wait = await this.throttle.begin({ kind: 'reset address', of: address })
    if (wait > 0) throw apiError('API_LOGIN_THROTTLED', { wait }, { retryAfterMs: wait })
    const key = emailKey(email)
    if (key === null) return
    // Not waited for: how long it takes would tell whether the address is known.
    this.#mail(key, address).catch((error: unknown) => this.logger.error('A reset could not be prepared', { reason: error instanceof Error ? error.message : '' }))
  }

  /** Opens a reset; the earlier link is void. */
  async linkFor(subject: ResetSubject): Promise<SecretLink> {
    const { url, hash, expiresAt } = this.links.make('new-password', lifetimeMs)
    await this.accounts.openReset(subject.id, hash, expiresAt)
    const isMailed = await this.mailer.send(subject.workspaceId, resetMail(subject, url))
    return { url, expiresAt: expiresAt.toISOString(), isMailed }
  }

  async finish({ token, password }: ResetPasswordRequest, address: string): Promise<void> {
    const wait = await this.throttle.begin({ kind: 'link', of: address })
    if (wait > 0) throw apiError('API_LOGIN_THROTTLED', { wait }, { retryAfterMs: wait })
    const userId = await this.accounts.takeReset(hashOfSecret(token))
    if (userId === null) throw apiError('API_LINK_VOID')
    await this.accounts.setPassword(userId, await this.passwords.hash(password))
    const user = await this.people.findById(userId)
    if (user !== null) await this.audit.recordOf(user, address, { action: 'password.reset', target: { kind: 'person', id: userId }, before: null, after: null })
  }

  async #mail(key: string, address: string): Promise<void> {
    if ((await this.throttle.begin({ kind: 'reset account', of: key })) > 0) return
    const user = await this.people.findByEmail(key)
    // Without a way to send it, the link would only shut out the one that an owner may have made.
    if (user === null || (await this.mailer.account(user.workspaceId)) === null) return
    await this.linkFor(user)
    await this.audit.recordOf(user, address, { action: 'password.ask-reset', target: { kind: 'person', id: user.id }, before: null, after: null })
  }
}
