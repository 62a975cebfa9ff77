import type { RunGrid, RunGridCell } from '@maillon/api-contract'
import type { RunReader, RunRow, StepRow } from '@maillon/engine'
import { inRunningOrder, type FlowDocument } from '@maillon/flow-document'
import type { Clock } from '@maillon/kernel'
import type { Plan } from '@maillon/plan'
import { Inject, Injectable } from '@nestjs/common'
import type { CallerIdentity } from '../../http/caller.js'
import { CLOCK, RUN_READER } from '../../platform/tokens.js'
import { FlowsService } from '../flows/flows.service.js'
import { RunSummaries } from './run-summaries.service.js'
import { VersionCache } from './version-cache.js'

/** Runs by steps: what fails every Monday is seen at a glance. */
@Injectable()
export class RunGridService {
  constructor(
    @Inject(RUN_READER) private readonly reader: RunReader,
    @Inject(FlowsService) private readonly flows: FlowsService,
    @Inject(RunSummaries) private readonly summaries: RunSummaries,
    @Inject(VersionCache) private readonly versions: VersionCache,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async page(caller: CallerIdentity, flowId: string, page: { readonly cursor?: string | undefined; readonly limit: number; readonly withTests: boolean }): Promise<RunGrid> {
    await this.flows.find(caller, flowId)
    const { cursor, limit, withTests } = page
    const { runs, nextCursor } = await this.reader.list({ workspaceId: caller.workspace.id, flowIds: [flowId], limit, withTests, ...(cursor === undefined ? {} : { cursor }) })
    const [summaries, steps] = await Promise.all([this.summaries.of(runs, caller.locale), this.reader.stepsOf(runs.map(({ id }) => id))])
    const ran = await Promise.all(runs.map((run) => this.#columnOf(run, steps.get(run.id) ?? [])))
    return {
      nodes: linesOf(ran.flatMap((one) => one?.document ?? [])),
      columns: summaries.map((run, index) => ({ run, steps: ran[index]?.cells ?? {} })),
      nextCursor,
    }
  }

  async #columnOf(run: RunRow, steps: readonly StepRow[]): Promise<{ readonly document: FlowDocument; readonly cells: { readonly [node: string]: RunGridCell } } | null> {
    const version = await this.versions.find(run.flowVersionId)
    return version === null ? null : { document: version.document, cells: cellsOf(version.plan, steps, this.clock.now()) }
  }
}

/** The newest version's steps in running order, then what only older ones have. */
export function linesOf(documents: readonly FlowDocument[]): readonly { readonly id: string; readonly name: string }[] {
  const lines = new Map<string, string>()
  for (const document of new Set(documents)) for (const { id, name } of inRunningOrder(document)) if (!lines.has(id)) lines.set(id, name)
  return [...lines].map(([id, name]) => ({ id, name }))
}

function cellsOf(plan: Plan, steps: readonly StepRow[], now: number): { readonly [node: string]: RunGridCell } {
  return Object.fromEntries(steps.map((step) => [plan.nodes[step.node]?.id ?? '', cellOf(step, now)]))
}

function cellOf({ status, startedAt, endedAt, outputs, attempts, failedItems }: StepRow, now: number): RunGridCell {
  return {
    status,
    durationMs: startedAt === null ? null : Math.max(0, (endedAt === null ? now : Date.parse(endedAt)) - Date.parse(startedAt)),
    items: (outputs ?? []).reduce((sum, { count }) => sum + count, 0),
    attempts: attempts.length,
    failedItems,
  }
}
