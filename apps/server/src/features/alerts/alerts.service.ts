import type { AlertsPage, AlertsQuery, AlertView } from '@maillon/api-contract'
import type { Clock } from '@maillon/kernel'
import { AlertReader, type ListedAlert } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { apiError, missing } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { given, uuidOf } from '../../http/query-values.js'
import { CLOCK } from '../../platform/tokens.js'
import { AuditService } from '../audit/audit.service.js'
import { ProductMailer } from '../mail/product-mailer.js'
import { errorView } from '../runs/run-view.js'
import { errorIn, troubleSentence } from './notice-text.js'

const defaultLimit = 25

/** Alerts as people see them, and the end that a person gives them. */
@Injectable()
export class AlertsService {
  constructor(
    @Inject(AlertReader) private readonly reader: AlertReader,
    @Inject(ProductMailer) private readonly mailer: ProductMailer,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async page(caller: CallerIdentity, { open, kind, flowId, words, offset, limit }: AlertsQuery): Promise<AlertsPage> {
    const { id: workspaceId } = caller.workspace
    const query = { workspaceId, isOpen: open, kind, flowId: given(flowId, (text) => uuidOf(text, '/flowId')), words: given(words, (text) => text), offset: offset ?? 0, limit: limit ?? defaultLimit }
    const [page, count, notices, account] = await Promise.all([this.reader.page(query), this.reader.countOpen(workspaceId), this.reader.noticeFigures(workspaceId), this.mailer.account(workspaceId)])
    const lastError = notices.lastError === null ? null : errorView(notices.lastError, caller.locale)
    return { alerts: page.alerts.map((alert) => this.#view(alert, caller)), total: page.total, open: count, notices: { ...notices, lastError, hasMailAccount: account !== null } }
  }

  countOpen({ workspace }: CallerIdentity): Promise<number> {
    return this.reader.countOpen(workspace.id)
  }

  /** @throws MaillonError ALERT_STATE_FINAL, ALERT_ENDS_ITSELF */
  async end(caller: CallerIdentity, id: string): Promise<AlertView> {
    const before = await this.#find(caller, id)
    if (before.closedAt !== null) throw apiError('ALERT_STATE_FINAL')
    if (!mayEnd(before)) throw apiError('ALERT_ENDS_ITSELF')
    if (!(await this.reader.end(caller.workspace.id, id, caller.user.name))) throw apiError('ALERT_STATE_FINAL')
    await this.audit.record(caller, { action: 'alert.end', target: { kind: 'alert', id }, before: { kind: before.kind, name: before.name }, after: null })
    return this.#view(await this.#find(caller, id), caller)
  }

  async #find({ workspace }: CallerIdentity, id: string): Promise<ListedAlert> {
    const found = await this.reader.find(workspace.id, id)
    if (found === null) throw missing()
    return found
  }

  #view(alert: ListedAlert, { locale, workspace: { timeZone } }: CallerIdentity): AlertView {
    const { id, kind, flowId, name, openedAt, since, occurrences, runId, detail, closedAt, wellSince, ended, endedBy } = alert
    const error = errorIn(detail)
    return {
      id, kind, flowId, name, occurrences, runId, ended, endedBy, mayEnd: mayEnd(alert),
      sentence: troubleSentence({ kind, name, since: since.getTime(), occurrences, detail }, { locale, timeZone, now: this.clock.now() }),
      error: error === null ? null : errorView(error, locale),
      since: since.toISOString(), openedAt: openedAt.toISOString(), closedAt: closedAt?.toISOString() ?? null, wellSince: wellSince?.toISOString() ?? null,
    }
  }
}

/** Failures of a flow that never runs again would stand for ever; what is a state of things ends with it. */
function mayEnd({ kind, closedAt }: Pick<ListedAlert, 'kind' | 'closedAt'>): boolean {
  return closedAt === null && (kind === 'failure' || kind === 'repeated')
}
