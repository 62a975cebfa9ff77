import type { RunReader } from '@maillon/engine'
import type { Clock } from '@maillon/kernel'
import type { WorkspacePorts } from '@maillon/node-host'
import { FlowStore, PeopleStore } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { CLOCK, RUN_READER } from '../../platform/tokens.js'
import { runSummary } from '../runs/run-view.js'

type Page = WorkspacePorts['history']['page']

const runsAtOnce = 200

/** The executions of a workspace, as a step reads them. */
@Injectable()
export class WorkspaceHistory {
  constructor(
    @Inject(RUN_READER) private readonly reader: RunReader,
    @Inject(FlowStore) private readonly flows: FlowStore,
    @Inject(PeopleStore) private readonly people: PeopleStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async page(workspaceId: string, { from, to, flowId, locale }: Parameters<Page>[1], cursor: string | null): ReturnType<Page> {
    const { runs, nextCursor } = await this.reader.list({ workspaceId, from, to, withTests: true, limit: runsAtOnce, ...(flowId === undefined ? {} : { flowIds: [flowId] }), ...(cursor === null ? {} : { cursor }) })
    const [flowNames, names, results] = await Promise.all([
      this.flows.namesOf([...new Set(runs.map((run) => run.flowId))]), this.people.namesOf([...new Set(runs.flatMap(({ startedBy }) => startedBy ?? []))]),
      this.reader.results(runs.map(({ id }) => id)),
    ])
    return {
      runs: runs.map((row) => {
        const startedBy = row.startedBy === null ? null : (names.get(row.startedBy) ?? null)
        const { id, status, origin, acceptedAt, startedAt, endedAt, durationMs, message, isTest, isDryRun, flowName: flow } = runSummary(row, { flowName: flowNames.get(row.flowId) ?? '', versionNumber: null, startedBy, result: results.get(row.id) ?? null }, { locale, now: this.clock.now() })
        return { id, flowId: row.flowId, flow, status, origin, startedBy, acceptedAt, startedAt, finishedAt: endedAt, durationMs: endedAt === null ? null : durationMs, message, isTest, isDryRun }
      }),
      next: nextCursor,
    }
  }
}
