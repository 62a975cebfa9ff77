import type { StepView } from '@maillon/api-contract'
import type { LiveEvents as EngineEvents, RunEvent, RunReader } from '@maillon/engine'
import type { Logger } from '@maillon/kernel'
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
const runsAtOnce = 50

/**
 * Tells people what happens to runs: takes the engine's hints, gathers them for 100 ms, reads the rows once, and sends what they say.
 * However fast a run goes, it is told at most ten times a second; what nobody listens to is not read at all.
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
    if (this.live.localesFor(workspaceId, runId).size === 0) return
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
      for (const [runId, change] of batch) await this.#tell(runId, change)
    } catch (error) {
      this.logger.warn('Live events could not be told', { reason: error instanceof Error ? error.message : '' })
    }
    this.#timer = this.#changes.size === 0 ? null : setTimeout(() => void this.#flush(), quietMs)
  }

  async #tell(runId: string, { workspaceId, flowId, nodes }: Change): Promise<void> {
    const row = await this.reader.find(workspaceId, runId)
    const version = row === null ? null : await this.versions.find(row.flowVersionId)
    if (row === null || version === null) return
    const steps = nodes.size === 0 ? [] : (await this.reader.steps(runId)).filter(({ node }) => nodes.has(node))
    for (const locale of this.live.localesFor(workspaceId, runId)) {
      for (const step of steps) this.live.publishIn(locale, workspaceId, { type: 'step', runId, flowId, step: stepView(step, version.plan, { locale, isDryRun: row.isDryRun, progress: step.endedAt === null ? (nodes.get(step.node) ?? null) : null }) })
      const [run] = await this.summaries.of([row], locale)
      if (run !== undefined) this.live.publishIn(locale, workspaceId, { type: 'run', run })
    }
  }
}
