import type { FlowPerformance, HomeView } from '@maillon/api-contract'
import type { RunReader } from '@maillon/engine'
import type { Clock } from '@maillon/kernel'
import { FlowStore, RunFigures, ScheduleReader, TriggerStore, type FlowFigures, type RunCounts } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import type pg from 'pg'
import type { CallerIdentity } from '../../http/caller.js'
import { CLOCK, RUN_READER, SIDE_POOL } from '../../platform/tokens.js'
import { RunSummaries } from '../runs/run-summaries.service.js'
import { homePeriod, hourOf, type HomePeriod } from './home-period.js'
import { startOfDay } from './start-of-day.js'

const shownRuns = 8
const shownInstants = 5
const shownFlows = 50
const mostRunning = 10_000

/** The dashboard: figures of the hours and days, and what happens now. Tests don't count. */
@Injectable()
export class HomeService {
  readonly #figures: RunFigures

  constructor(
    @Inject(RUN_READER) private readonly reader: RunReader,
    @Inject(RunSummaries) private readonly summaries: RunSummaries,
    @Inject(FlowStore) private readonly flows: FlowStore,
    @Inject(TriggerStore) private readonly triggers: TriggerStore,
    @Inject(ScheduleReader) private readonly schedules: ScheduleReader,
    @Inject(SIDE_POOL) pool: pg.Pool,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.#figures = new RunFigures(pool)
  }

  async view(caller: CallerIdentity, period: HomePeriod): Promise<HomeView> {
    const { id: workspaceId, timeZone } = caller.workspace
    const now = this.clock.now()
    const today = startOfDay(now, timeZone)
    const { since, slot } = homePeriod(period, now, timeZone)
    const [activeFlows, { total, slots, origins }, flows, endedToday, active, lateSchedules, recent, coming] = await Promise.all([
      this.flows.countActive(workspaceId),
      this.#figures.period({ workspaceId, since, slot, timeZone }),
      this.#performance(workspaceId, since),
      this.#figures.endedSince(workspaceId, hourOf(today)),
      this.#figures.active(workspaceId, today, mostRunning),
      this.schedules.countLate(workspaceId),
      this.reader.list({ workspaceId, limit: shownRuns }).then(({ runs }) => this.summaries.of(runs, caller.locale)),
      this.triggers.coming(workspaceId, shownInstants),
    ])
    return {
      activeFlows, lateSchedules, recent, origins, flows,
      runsToday: endedToday + active.since,
      running: active.all,
      successRate: successRateOf(total),
      meanMs: total.meanMs,
      p95Ms: total.p95Ms,
      timeline: slots,
      coming: coming.map(({ flowId, flowName, at }) => ({ flowId, flowName, at: at.toISOString() })),
    }
  }

  async #performance(workspaceId: string, since: number): Promise<readonly FlowPerformance[]> {
    const flows = await this.#figures.flows(workspaceId, since, shownFlows)
    const names = await this.flows.namesOf(flows.map(({ flowId }) => flowId))
    return flows.map((flow) => performanceOf(flow, names.get(flow.flowId) ?? ''))
  }
}

function performanceOf(flow: FlowFigures, flowName: string): FlowPerformance {
  const { flowId, succeeded, warned, failed, cancelled, meanMs, p95Ms } = flow
  return { flowId, flowName, runs: succeeded + warned + failed + cancelled, failed, successRate: successRateOf(flow), meanMs, p95Ms }
}

function successRateOf({ succeeded, warned, failed }: RunCounts): number | null {
  const ended = succeeded + warned + failed
  return ended === 0 ? null : (succeeded + warned) / ended
}
