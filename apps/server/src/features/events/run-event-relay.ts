import type { LiveEvent, StepView } from '@maillon/api-contract'
import type { LiveEvents as EngineEvents, RunEvent, RunReader, RunRow, StepRow } from '@maillon/engine'
import type { Locale, Logger } from '@maillon/kernel'
import type { Plan } from '@maillon/plan'
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common'
import { ENGINE_EVENTS, LOGGER, RUN_READER } from '../../platform/tokens.js'
import { RunSummaries } from '../runs/run-summaries.service.js'
import { stepView } from '../runs/run-view.js'
import { VersionCache } from '../runs/version-cache.js'
import { LiveEvents } from './live-events.js'

/** What changed in a run since it was last told. */
interface Change {
  readonly workspaceId: string
  readonly flowId: string
  /** Node to its latest progress; null: none told. */
  readonly nodes: Map<number, StepView['progress']>
}

const quietMs = 100
const runsAtOnce = 500

/** What changed lately in a run that somebody watches. */
interface WatchedSteps {
  readonly plan: Plan
  readonly rows: readonly StepRow[]
}

/**
 * Tells people what happens to runs: takes the engine's hints, gathers them for 100 ms, reads the rows of all these runs at once, and sends what
 * they say, to each listener in one piece. However fast a run goes, it is told at most ten times a second; what nobody listens to is not read
 * at all, and steps only where somebody looks at their run.
 */
@Injectable()
export class RunEventRelay implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #changes = new Map<string, Change>()
  #timer: NodeJS.Timeout | null = null
  #unsubscribe: (() => void) | null = null

  constructor(
    @Inject(ENGINE_EVENTS) private readonly engineEvents: EngineEvents,
    @Inject(LiveEvents) private readonly live: LiveEvents,
    @Inject(RUN_READER) private readonly reader: RunReader,
    @Inject(RunSummaries) private readonly summaries: RunSummaries,
    @Inject(VersionCache) private readonly versions: VersionCache,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.#unsubscribe = this.engineEvents.subscribe(null, (event) => this.#note(event))
  }

  onApplicationShutdown(): void {
    this.#unsubscribe?.()
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#changes.clear()
  }

  #note(event: RunEvent): void {
    const { workspaceId, flowId, runId } = event
    if (event.kind === 'run' ? !this.live.isHeard(workspaceId, runId) : !this.live.isWatched(runId)) return
    const change = this.#changes.get(runId) ?? { workspaceId, flowId, nodes: new Map() }
    this.#changes.set(runId, change)
    if (event.kind === 'step') change.nodes.set(event.node, null)
    if (event.kind === 'progress') change.nodes.set(event.node, { done: event.done, total: event.total })
    this.#timer ??= setTimeout(() => void this.#flush(), quietMs)
  }

  async #flush(): Promise<void> {
    const batch = [...this.#changes].slice(0, runsAtOnce)
    for (const [runId] of batch) this.#changes.delete(runId)
    try {
      for (const workspaceId of new Set(batch.map(([, change]) => change.workspaceId))) {
        await this.#tell(workspaceId, new Map(batch.filter(([, change]) => change.workspaceId === workspaceId)))
      }
    } catch (error) {
      this.logger.warn('Live events could not be told', { reason: error instanceof Error ? error.message : '' })
    }
    this.#timer = this.#changes.size === 0 ? null : setTimeout(() => void this.#flush(), quietMs)
  }

  async #tell(workspaceId: string, changes: ReadonlyMap<string, Change>): Promise<void> {
    const rows = await this.reader.findMany(workspaceId, [...changes.keys()])
    const steps = new Map<string, WatchedSteps>()
    for (const row of rows) {
      const watched = await this.#stepsOf(row, changes.get(row.id)?.nodes ?? new Map())
      if (watched !== null) steps.set(row.id, watched)
    }
    for (const locale of this.live.localesOf(workspaceId)) {
      const runs = await this.summaries.of(rows, locale)
      this.live.publishIn(locale, workspaceId, rows.flatMap((row, at) => {
        const run = runs[at]
        const told = stepEvents(row, { locale, watched: steps.get(row.id), nodes: changes.get(row.id)?.nodes ?? new Map() })
        return run === undefined ? told : [...told, { type: 'run', run } as const]
      }))
    }
  }

  async #stepsOf(row: RunRow, nodes: Change['nodes']): Promise<WatchedSteps | null> {
    if (nodes.size === 0 || !this.live.isWatched(row.id)) return null
    const version = await this.versions.find(row.flowVersionId)
    return version === null ? null : { plan: version.plan, rows: (await this.reader.steps(row.id)).filter(({ node }) => nodes.has(node)) }
  }
}

function stepEvents({ id, flowId, isDryRun }: RunRow, { locale, watched, nodes }: { readonly locale: Locale; readonly watched: WatchedSteps | undefined; readonly nodes: Change['nodes'] }): readonly LiveEvent[] {
  if (watched === undefined) return []
  return watched.rows.map((step) => ({
    type: 'step', runId: id, flowId, step: stepView(step, watched.plan, { locale, isDryRun, progress: step.endedAt === null ? (nodes.get(step.node) ?? null) : null }),
  }))
}
