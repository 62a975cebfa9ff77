import type { PlanRunRequest } from '@maillon/api-contract'
import type { NodeCatalogue } from '@maillon/node-contract'
import { ScheduleLedger, TriggerStore } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { apiError, InvalidRequest, missing } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { CATALOGUE } from '../../platform/tokens.js'
import { AuditService } from '../audit/audit.service.js'
import { FlowsService } from '../flows/flows.service.js'
import { manualTriggerEvent } from '../runs/trigger-event.js'
import { VersionCache } from '../runs/version-cache.js'

const minuteMs = 60_000
const yearMs = 366 * 24 * 60 * minuteMs

/** Runs that people ask for at a time, or after a delay: of what is published when the time comes. */
@Injectable()
export class PlannedRunsService {
  constructor(
    @Inject(FlowsService) private readonly flows: FlowsService,
    @Inject(VersionCache) private readonly versions: VersionCache,
    @Inject(CATALOGUE) private readonly catalogue: NodeCatalogue,
    @Inject(ScheduleLedger) private readonly ledger: ScheduleLedger,
    @Inject(TriggerStore) private readonly triggers: TriggerStore,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {}

  async plan(caller: CallerIdentity, flowId: string, request: PlanRunRequest): Promise<{ readonly at: string }> {
    const flow = await this.flows.find(caller, flowId)
    if (flow.published === null) throw apiError('FLOW_VERSION_MISSING')
    const instant = instantAsked(request, (await this.triggers.now()).getTime())
    const trigger = request.trigger ?? null
    const event = manualTriggerEvent(await this.versions.get(flow.published.id), this.catalogue, { trigger: request.trigger, now: instant.toISOString() })
    if (event === null) throw trigger === null ? apiError('FLOW_TRIGGER_MISSING') : apiError('FLOW_NODE_MISSING', { node: trigger })
    const { user, workspace } = caller
    const isNew = await this.ledger.ask({ flowId, workspaceId: workspace.id, instant, asked: { by: user.id, name: user.name, trigger } })
    if (!isNew) throw apiError('RUN_ALREADY_PLANNED')
    const at = instant.toISOString()
    await this.audit.record(caller, { action: 'run.plan', target: { kind: 'flow', id: flowId }, before: null, after: { at } })
    return { at }
  }

  async withdraw(caller: CallerIdentity, flowId: string, text: string): Promise<void> {
    const flow = await this.flows.find(caller, flowId)
    const at = Date.parse(text)
    if (Number.isNaN(at) || !(await this.ledger.withdraw({ flowId: flow.id, workspaceId: caller.workspace.id, instant: new Date(at) }))) throw missing()
    await this.audit.record(caller, { action: 'run.withdraw', target: { kind: 'flow', id: flowId }, before: { at: text }, after: null })
  }
}

/** To the second: that is what a person means. */
function instantAsked({ at, inMinutes }: PlanRunRequest, now: number): Date {
  if ((at === undefined) === (inMinutes === undefined)) throw new InvalidRequest('body', [{ path: '/at', code: 'API_FIELD_MISSING', params: {} }])
  const wanted = inMinutes !== undefined ? now + inMinutes * minuteMs : /^\d{4}-\d{2}-\d{2}T/.test(at ?? '') ? Date.parse(at ?? '') : Number.NaN
  if (Number.isNaN(wanted)) throw new InvalidRequest('body', [{ path: '/at', code: 'API_FIELD_INVALID', params: {} }])
  if (wanted <= now || wanted > now + yearMs) throw apiError('RUN_TIME_OUT_OF_RANGE')
  return new Date(Math.ceil(wanted / 1000) * 1000)
}
