import type { AnswerOf, LogLine, RunDetail, RunsPage, RunsQuery, RunSummary, TurnsPage } from '@maillon/api-contract'
import type { Engine, LogRow, RunReader, RunRow } from '@maillon/engine'
import type { Plan } from '@maillon/plan'
import { FlowStore, PeopleStore, type FlowVersion } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { apiError, missing } from '../../http/api-error.js'
import type { CallerIdentity } from '../../http/caller.js'
import { ENGINE, RUN_READER } from '../../platform/tokens.js'
import { runListQuery } from './run-list-query.js'
import { errorView, logLine, stepView, turnView } from './run-view.js'
import { RunSummaries } from './run-summaries.service.js'
import { VersionCache } from './version-cache.js'

const mostLines = 2000
/** Of a list that is downloaded. */
const runsAtOnce = 500

/** Runs as people see them, and what they may do with one. A run of another workspace doesn't exist. */
@Injectable()
export class RunsService {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(RUN_READER) private readonly reader: RunReader,
    @Inject(RunSummaries) private readonly summaries: RunSummaries,
    @Inject(VersionCache) private readonly versions: VersionCache,
    @Inject(PeopleStore) private readonly people: PeopleStore,
    @Inject(FlowStore) private readonly flows: FlowStore,
  ) {}

  async page(caller: CallerIdentity, query: RunsQuery): Promise<RunsPage> {
    const asked = runListQuery(caller.workspace.id, query)
    const tagged = query.tag === undefined || query.tag === '' ? null : await this.flows.tagged(caller.workspace.id, query.tag)
    const flowIds = tagged === null ? asked.flowIds : tagged.filter((id) => asked.flowIds?.includes(id) ?? true)
    const { runs, nextCursor } = await this.reader.list({ ...asked, ...(flowIds === undefined ? {} : { flowIds }) })
    return { runs: await this.summaries.of(runs, caller.locale), nextCursor }
  }

  /** Everything that fits, page by page: any number of runs passes through. */
  async *all(caller: CallerIdentity, query: Omit<RunsQuery, 'cursor' | 'limit'>): AsyncGenerator<RunSummary> {
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: RunsPage = await this.page(caller, { ...query, limit: runsAtOnce, ...(cursor === '' ? {} : { cursor }) })
      yield* page.runs
      cursor = page.nextCursor
    }
  }

  async starters({ workspace }: CallerIdentity): Promise<AnswerOf<'runStarters'>> {
    const names = await this.people.namesOf(await this.reader.starters(workspace.id))
    return { people: [...names].map(([id, name]) => ({ id, name })).toSorted((a, b) => a.name.localeCompare(b.name)) }
  }

  /** @throws MaillonError API_RESOURCE_MISSING where this workspace has none */
  async find(caller: CallerIdentity, id: string): Promise<{ readonly row: RunRow; readonly version: FlowVersion }> {
    const row = await this.reader.find(caller.workspace.id, id)
    const version = row === null ? null : await this.versions.find(row.flowVersionId)
    if (row === null || version === null) throw missing()
    return { row, version }
  }

  async detail(caller: CallerIdentity, id: string): Promise<RunDetail> {
    const { row, version } = await this.find(caller, id)
    const [[run], steps] = await Promise.all([this.summaries.of([row], caller.locale), this.reader.steps(id)])
    if (run === undefined) throw missing()
    const { locale } = caller
    return { run, document: version.document, steps: steps.map((step) => stepView(step, version.plan, { locale, isDryRun: row.isDryRun })), error: row.error === null ? null : errorView(row.error.error, locale) }
  }

  /** The newest lines where there are more than can be shown. */
  async logs(caller: CallerIdentity, id: string, node: string | undefined): Promise<readonly LogLine[]> {
    const { version } = await this.find(caller, id)
    const only = node === undefined ? null : indexOfNode(version.plan, node)
    const lines: LogRow[] = []
    for (let after = 0; ; ) {
      const page = await this.reader.logs(id, after, mostLines)
      lines.push(...page.lines.filter((line) => only === null || line.node === only))
      if (lines.length > mostLines) lines.splice(0, lines.length - mostLines)
      if (page.lines.length < mostLines || page.last <= after) break
      after = page.last
    }
    return lines.map((line) => logLine(line, version.plan))
  }

  async turns(caller: CallerIdentity, id: string, { node, after, limit }: { readonly node: string; readonly after: number; readonly limit: number }): Promise<TurnsPage> {
    const { version } = await this.find(caller, id)
    const turns = await this.reader.turns(id, indexOfNode(version.plan, node), { after, limit: limit + 1 })
    const page = turns.slice(0, limit)
    return { turns: page.map((turn) => turnView(turn, caller.locale)), next: turns.length > limit ? (page.at(-1)?.index ?? null) : null }
  }

  async cancel(caller: CallerIdentity, id: string): Promise<void> {
    await this.find(caller, id)
    if (!(await this.engine.cancel(id))) throw apiError('RUN_STATE_FINAL')
  }

  async retry(caller: CallerIdentity, id: string): Promise<{ readonly runId: string }> {
    await this.find(caller, id)
    const { runId } = await this.engine.retryFromFailure(id, caller.user.id)
    return { runId }
  }
}

export function indexOfNode(plan: Plan, node: string): number {
  const index = plan.nodes.findIndex(({ id }) => id === node)
  if (index === -1) throw missing()
  return index
}
