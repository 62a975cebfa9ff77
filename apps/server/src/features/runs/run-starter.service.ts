import type { AnswerOf, StartRunRequest } from '@maillon/api-contract'
import type { Engine } from '@maillon/engine'
import type { Clock, JsonObject } from '@maillon/kernel'
import type { NodeCatalogue } from '@maillon/node-contract'
import type { Plan } from '@maillon/plan'
import type { FlowRecord } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { apiError } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { CATALOGUE, CLOCK, ENGINE } from '../../platform/tokens.js'
import { DraftVersions, type Runnable } from '../flows/draft-versions.service.js'
import { FlowsService } from '../flows/flows.service.js'
import { requireRole } from '../people/people.service.js'
import { cutDocument } from './cut-document.js'
import { manualTriggerEvent } from './trigger-event.js'
import { VersionCache } from './version-cache.js'

/** Nothing in it is started by a person: only what it watches, or a page that is filled in. */
function startsByItself({ nodes }: Plan): boolean {
  return nodes.some(({ trigger }) => trigger === 'watch' || trigger === 'form')
}

/** Starts runs for people: of the published version, or of the draft as it stands. */
@Injectable()
export class RunStarter {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(FlowsService) private readonly flows: FlowsService,
    @Inject(DraftVersions) private readonly drafts: DraftVersions,
    @Inject(VersionCache) private readonly versions: VersionCache,
    @Inject(CATALOGUE) private readonly catalogue: NodeCatalogue,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async start(caller: CallerIdentity, flowId: string, request: StartRunRequest): Promise<AnswerOf<'startRun'>> {
    const flow = await this.flows.find(caller, flowId)
    const isDraft = request.what === 'draft' || request.upTo !== undefined
    // A draft holds whatever its author wrote a moment ago: running it is editing.
    if (isDraft) requireRole(caller, 'editor')
    const runnable = isDraft ? await this.#draft(caller, flow, request.upTo) : await this.#published(flow)
    const now = new Date(this.clock.now()).toISOString()
    const trigger = manualTriggerEvent(runnable.plan, this.catalogue, { trigger: request.trigger, rows: request.rows as readonly JsonObject[] | undefined, now, isTrial: isDraft || request.isDryRun === true })
    if (trigger === null && startsByItself(runnable.plan)) throw apiError('FLOW_WATCH_BY_HAND')
    if (trigger === null) throw request.trigger === undefined ? apiError('FLOW_TRIGGER_MISSING') : apiError('FLOW_NODE_MISSING', { node: request.trigger })
    const isTest = request.isTest ?? isDraft
    const { runId } = await this.engine.accept({
      workspaceId: caller.workspace.id, flowId, flowVersionId: runnable.versionId, origin: isTest ? 'test' : 'manual', key: null, trigger, isTest, isDryRun: request.isDryRun ?? false, startedBy: caller.user.id,
    })
    return { runId, acceptedAt: now, startedBy: caller.user.name }
  }

  async #published(flow: FlowRecord): Promise<Runnable> {
    const version = flow.published === null ? null : await this.versions.find(flow.published.id)
    if (version === null) throw apiError('FLOW_VERSION_MISSING')
    return { versionId: version.id, plan: version.plan }
  }

  async #draft(caller: CallerIdentity, flow: FlowRecord, upTo: string | undefined): Promise<Runnable> {
    const document = upTo === undefined ? flow.draft : cutDocument(flow.draft, upTo)
    if (document === null) throw apiError('FLOW_NODE_MISSING', { node: upTo ?? '' })
    return this.drafts.keep(caller, flow.id, document)
  }
}
