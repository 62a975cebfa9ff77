import type { AlertTrial } from '@maillon/api-contract'
import { isMaillonError, toErrorInfo, type Clock, type Random } from '@maillon/kernel'
import type { NoticeTarget } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import type { ServerConfig } from '../../config/server-config.js'
import { apiError } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { CLOCK, CONFIG, RANDOM } from '../../platform/tokens.js'
import { AuditService } from '../audit/audit.service.js'
import { ProductMailer } from '../mail/product-mailer.js'
import { errorView } from '../runs/run-view.js'
import { AlertRulesService } from './alert-rules.service.js'
import { NoticeSender } from './notice-sender.js'
import { NoticeTargets } from './notice-targets.js'
import { trialText } from './notice-text.js'

/** Sends whomever a rule tells a message that says that it is a trial. */
@Injectable()
export class AlertTrials {
  constructor(
    @Inject(AlertRulesService) private readonly rules: AlertRulesService,
    @Inject(NoticeTargets) private readonly targets: NoticeTargets,
    @Inject(NoticeSender) private readonly sender: NoticeSender,
    @Inject(ProductMailer) private readonly mailer: ProductMailer,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(RANDOM) private readonly random: Random,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: ServerConfig,
  ) {}

  /** Everybody is tried, whatever becomes of the others. @throws MaillonError ALERT_RECIPIENT_NONE, ALERT_MAIL_ACCOUNT_MISSING */
  async try(caller: CallerIdentity, id: string): Promise<AlertTrial> {
    const rule = await this.rules.find(caller, id)
    const targets = await this.targets.of(caller.workspace.id, rule.targets)
    if (targets.length === 0) throw apiError(rule.targets.roles.length > 0 && (await this.mailer.account(caller.workspace.id)) === null ? 'ALERT_MAIL_ACCOUNT_MISSING' : 'ALERT_RECIPIENT_NONE')
    const outcomes = await Promise.all(targets.map((target) => this.#trial(caller, target)))
    await this.audit.record(caller, { action: 'alert-rule.try', target: { kind: 'alert-rule', id }, before: null, after: { told: targets.map(({ name }) => name) } })
    return { told: outcomes.flatMap(({ name, error }) => (error === null ? [name] : [])), failed: outcomes.flatMap(({ name, error }) => (error === null ? [] : [{ name, error }])) }
  }

  async #trial(caller: CallerIdentity, target: NoticeTarget) {
    const { workspace, user } = caller
    const baseUrl = this.config.publicUrl ?? `http://localhost:${this.config.port}`
    try {
      await this.sender.send(workspace, target, { key: this.random.id(), textIn: (locale) => trialText({ locale, timeZone: workspace.timeZone, now: this.clock.now(), baseUrl }, user.name) })
      return { name: target.name, error: null }
    } catch (error) {
      return { name: target.name, error: errorView(isMaillonError(error) ? error.info : toErrorInfo(error), caller.locale) }
    }
  }
}
