import type { AlertRuleRequest, AlertRuleView } from '@maillon/api-contract'
import type { JsonObject, Random } from '@maillon/kernel'
import { isAboutLanes } from '@maillon/plan'
import { AlertReader, AlertRuleStore, CredentialStore, FlowStore, type AlertRule, type AlertSettings } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { apiError, InvalidRequest, missing } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { RANDOM } from '../../platform/tokens.js'
import { AuditService } from '../audit/audit.service.js'

/** What is watched, and who is told: set by administrators. */
@Injectable()
export class AlertRulesService {
  constructor(
    @Inject(AlertRuleStore) private readonly rules: AlertRuleStore,
    @Inject(AlertReader) private readonly alerts: AlertReader,
    @Inject(FlowStore) private readonly flows: FlowStore,
    @Inject(CredentialStore) private readonly credentials: CredentialStore,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(RANDOM) private readonly random: Random,
  ) {}

  async list({ workspace }: CallerIdentity): Promise<readonly AlertRuleView[]> {
    const [rules, open] = await Promise.all([this.rules.list(workspace.id), this.alerts.openByRule(workspace.id)])
    return rules.map((rule) => viewOf(rule, open.get(rule.id) ?? 0))
  }

  async create(caller: CallerIdentity, request: AlertRuleRequest): Promise<AlertRuleView> {
    const rule = await this.#read(caller, request, { id: this.random.id(), revision: 0 })
    await this.rules.add(rule)
    await this.audit.record(caller, { action: 'alert-rule.create', target: { kind: 'alert-rule', id: rule.id }, before: null, after: audited(rule) })
    return viewOf(rule, 0)
  }

  async change(caller: CallerIdentity, id: string, request: AlertRuleRequest): Promise<AlertRuleView> {
    const before = await this.find(caller, id)
    const rule = await this.#read(caller, request, { id, revision: request.revision ?? before.revision })
    if (!(await this.rules.change(rule, { beginsAnew: isOther(before, rule) }))) throw apiError('API_CHANGE_STALE')
    await this.audit.record(caller, { action: 'alert-rule.change', target: { kind: 'alert-rule', id }, before: audited(before), after: audited(rule) })
    return viewOf(await this.find(caller, id), (await this.alerts.openByRule(caller.workspace.id)).get(id) ?? 0)
  }

  async remove(caller: CallerIdentity, id: string): Promise<void> {
    const before = await this.find(caller, id)
    await this.rules.remove(caller.workspace.id, id)
    await this.audit.record(caller, { action: 'alert-rule.delete', target: { kind: 'alert-rule', id }, before: audited(before), after: null })
  }

  /** @throws MaillonError API_RESOURCE_MISSING where this workspace has none */
  async find({ workspace }: CallerIdentity, id: string): Promise<AlertRule> {
    const found = await this.rules.find(workspace.id, id)
    if (found === null) throw missing()
    return found
  }

  async #read({ workspace }: CallerIdentity, request: AlertRuleRequest, { id, revision }: { readonly id: string; readonly revision: number }): Promise<AlertRule> {
    const { kind, isEnabled, recipients, roles, twilioCredentialId, summaryMinutes } = request
    const flowIds = isAboutLanes(kind) ? null : request.flowIds
    for (const flowId of flowIds ?? []) if ((await this.flows.find(workspace.id, flowId)) === null) throw refused('/flowIds', 'ALERT_FLOW_UNKNOWN')
    if (twilioCredentialId !== null && (await this.#typeOf(workspace.id, twilioCredentialId)) !== 'twilio') throw refused('/twilioCredentialId', 'ALERT_TWILIO_UNFIT')
    return { id, workspaceId: workspace.id, kind, isEnabled, flowIds, settings: settingsOf(request), targets: { recipients, roles: [...new Set(roles)], twilioCredentialId }, summaryMinutes, revision }
  }

  async #typeOf(workspaceId: string, id: string): Promise<string | null> {
    return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? ((await this.credentials.find(workspaceId, id))?.type ?? null) : null
  }
}

/** What each kind asks for, and what it usually is. */
const usual: { readonly [K in AlertRuleRequest['kind']]: AlertSettings } = {
  failure: {}, repeated: { count: 3, minutes: 60 }, late: { minutes: 5 }, silence: { hours: 24 }, 'queue-age': { minutes: 10 }, 'lane-paused': { minutes: 30 },
}

function settingsOf({ kind, settings }: AlertRuleRequest): AlertSettings {
  if (kind === 'repeated' && settings.inRow === true) return { count: settings.count ?? 3, inRow: true }
  return Object.fromEntries(Object.entries(usual[kind]).map(([name, value]) => [name, settings[name as 'minutes'] ?? value]))
}

/** Whether it watches something else from now on. Who is told doesn't change what is found. */
function isOther(before: AlertRule, after: AlertRule): boolean {
  const watched = ({ kind, isEnabled, flowIds, settings }: AlertRule) => JSON.stringify([kind, isEnabled, flowIds === null ? null : flowIds.toSorted(), Object.entries(settings).toSorted(([one], [other]) => one.localeCompare(other))])
  return watched(before) !== watched(after)
}

function refused(path: string, code: string): InvalidRequest {
  return new InvalidRequest('body', [{ path, code, params: {} }])
}

function viewOf({ id, kind, isEnabled, flowIds, settings, targets, summaryMinutes, revision }: AlertRule, open: number): AlertRuleView {
  return { id, kind, isEnabled, flowIds, settings, ...targets, summaryMinutes, revision, open }
}

function audited({ kind, isEnabled, flowIds, settings, targets, summaryMinutes }: AlertRule): JsonObject {
  return { kind, isEnabled, flowIds: flowIds === null ? null : [...flowIds], settings: { ...settings }, recipients: targets.recipients.map(({ name }) => name), roles: [...targets.roles], summaryMinutes }
}
