import type { StandingRunView } from '@maillon/api-contract'
import type { Engine } from '@maillon/engine'
import { hintOf, messageOf } from '@maillon/messages'
import { FlowStore, StandingRunReader } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import type { Clock } from '@maillon/kernel'
import { apiError } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { CLOCK, ENGINE } from '../../platform/tokens.js'
import { AuditService } from '../audit/audit.service.js'
import { RunsService } from '../runs/runs.service.js'
import { VersionCache } from '../runs/version-cache.js'
import { decideStanding, type StandingLane } from './decide-standing.js'
import { LanesService } from './lanes.service.js'

const mostRuns = 100
const usualMinutes = 10

/** Runs that could go on and don't: why, and what can be done about it. */
@Injectable()
export class StandingRunsService {
  constructor(
    @Inject(StandingRunReader) private readonly reader: StandingRunReader,
    @Inject(LanesService) private readonly lanes: LanesService,
    @Inject(FlowStore) private readonly flows: FlowStore,
    @Inject(VersionCache) private readonly versions: VersionCache,
    @Inject(RunsService) private readonly runs: RunsService,
    @Inject(AuditService) private readonly audit: AuditService,
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async list({ workspace, locale }: CallerIdentity, minutes = usualMinutes): Promise<readonly StandingRunView[]> {
    const found = await this.reader.standing(workspace.id, minutes * 60_000, mostRuns)
    if (found.length === 0) return []
    const [names, laneOf] = await Promise.all([this.flows.namesOf([...new Set(found.map(({ flowId }) => flowId))]), this.#lanes()])
    return Promise.all(found.map(async (run) => {
      const { code, params, canRelease } = decideStanding(run, laneOf(run.lane))
      const version = run.step === null ? null : await this.versions.find(run.flowVersionId)
      return {
        id: run.runId, runId: run.shownRunId, flowId: run.flowId, flowName: names.get(run.flowId) ?? '', lane: run.lane, idleMs: run.idleMs, canRelease,
        nodeName: run.step === null ? null : (version?.plan.nodes[run.step.node]?.name ?? null), reason: messageOf(code, params, locale), hint: hintOf(code, params, locale),
      }
    }))
  }

  /** @throws MaillonError RUN_NOT_STANDING where there is nothing to release */
  async release(caller: CallerIdentity, id: string): Promise<void> {
    const { row } = await this.runs.find(caller, id)
    if (!(await this.engine.release(id))) throw apiError('RUN_NOT_STANDING')
    await this.audit.record(caller, { action: 'run.release', target: { kind: 'run', id }, before: { status: row.status }, after: { released: true } })
  }

  async #lanes(): Promise<(name: string) => StandingLane> {
    const { lanes } = await this.lanes.view()
    return (name) => {
      const { state = 'open' as const, by = null, since = null, servedBy = 0 } = lanes.find((lane) => lane.name === name) ?? {}
      return { state, by, servedBy, pausedMs: state === 'paused' && since !== null ? Math.max(0, this.clock.now() - Date.parse(since)) : null }
    }
  }
}
