import type { HomeView } from '@maillon/api-contract'
import type { RunReader } from '@maillon/engine'
import type { Clock } from '@maillon/kernel'
import { FlowStore, TriggerStore } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import type { CallerIdentity } from '../../http/caller.js'
import { CLOCK, RUN_READER } from '../../platform/tokens.js'
import { RunSummaries } from '../runs/run-summaries.service.js'
import { startOfDay } from './start-of-day.js'

export type Period = '24h' | '7d' | '30d'

const hours: { readonly [P in Period]: number } = { '24h': 24, '7d': 7 * 24, '30d': 30 * 24 }
const shownRuns = 8
const shownInstants = 5

/** The figures of the home page. Tests don't count. */
@Injectable()
export class HomeService {
  constructor(
    @Inject(RUN_READER) private readonly reader: RunReader,
    @Inject(RunSummaries) private readonly summaries: RunSummaries,
    @Inject(FlowStore) private readonly flows: FlowStore,
    @Inject(TriggerStore) private readonly triggers: TriggerStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async view(caller: CallerIdentity, period: Period): Promise<HomeView> {
    const workspaceId = caller.workspace.id
    const now = this.clock.now()
    const since = new Date(now - hours[period] * 3_600_000).toISOString()
    const today = new Date(startOfDay(now, caller.workspace.timeZone)).toISOString()
    const [activeFlows, counts, countsToday, meanDurationMs, timeline, recent, coming] = await Promise.all([
      this.flows.countActive(workspaceId),
      this.reader.counts(workspaceId, since),
      this.reader.counts(workspaceId, today),
      this.reader.meanDurationMs(workspaceId, since),
      this.reader.timeline({ workspaceId, since, bucket: period === '24h' ? 'hour' : 'day', timeZone: caller.workspace.timeZone }),
      this.reader.list({ workspaceId, limit: shownRuns }),
      this.triggers.coming(workspaceId, shownInstants),
    ])
    const good = counts.succeeded + counts.warned
    const ended = good + counts.failed
    return {
      activeFlows,
      runsToday: Object.values(countsToday).reduce((sum, count) => sum + count, 0),
      successRate: ended === 0 ? null : good / ended,
      meanDurationMs,
      running: counts.running + counts.queued + counts.waiting,
      recent: await this.summaries.of(recent.runs, caller.locale),
      timeline,
      coming: coming.map(({ flowId, flowName, at }) => ({ flowId, flowName, at: at.toISOString() })),
    }
  }
}
