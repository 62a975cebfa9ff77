import type { Clock, Logger } from '@maillon/kernel'
import { readWorkFigures, type createPool } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import type { Registry } from 'prom-client'
import type { ServerConfig } from '../../config/server-config.js'
import { productVersion } from '../../platform/product-version.js'
import { CLOCK, CONFIG, ENGINE_OBSERVERS, LOGGER, POOL, SIDE_POOL } from '../../platform/tokens.js'
import { EngineFigures } from './engine-figures.js'
import type { EngineObservers } from './engine-observers.js'
import { StateFigures } from './state-figures.js'

type Pool = ReturnType<typeof createPool>

/** Scrapes that come closer than this share one look at the database. */
const sharedMs = 5_000

interface Figures {
  readonly registry: Registry
  readonly state: StateFigures
  /** Counted in by the first scrape: watching the event loop costs something, and nobody may ever ask. */
  watchProcess(): void
}

/** The figures of this process and of the installation in Prometheus' text format. */
@Injectable()
export class MetricsService {
  #figures: Promise<Figures> | null = null
  #lookedAt = Number.NEGATIVE_INFINITY
  #look: Promise<void> | null = null

  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(SIDE_POOL) private readonly sidePool: Pool,
    @Inject(ENGINE_OBSERVERS) private readonly observers: EngineObservers,
    @Inject(CONFIG) private readonly config: ServerConfig,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** From now on the engine is counted. The library is loaded here, when the server answers already. */
  async start(): Promise<void> {
    await (this.#figures ??= this.#load())
  }

  /** @returns the text, and what it says of itself */
  async scrape(): Promise<{ readonly contentType: string; readonly text: string }> {
    const figures = await (this.#figures ??= this.#load())
    figures.watchProcess()
    await this.#lookAtState(figures.state)
    return { contentType: figures.registry.contentType, text: await figures.registry.metrics() }
  }

  async #load(): Promise<Figures> {
    const library = await import('prom-client').then((loaded) => loaded.default)
    const registry = new library.Registry()
    this.observers.add(new EngineFigures(library, [registry], this.clock))
    new library.Gauge({ name: 'maillon_info', help: 'Version and roles of this process.', labelNames: ['version', 'roles'], registers: [registry] }).set({ version: productVersion, roles: this.config.roles.join(',') }, 1)
    const pools = { engine: this.pool, reader: this.sidePool }
    const connections = new library.Gauge({
      name: 'maillon_pool_connections', help: 'Connections of this process to Postgres by pool: all, idle, and callers that wait for one.', labelNames: ['pool', 'state'], registers: [registry],
      collect: () => {
        for (const [pool, { totalCount, idleCount, waitingCount }] of Object.entries(pools)) for (const [state, count] of [['all', totalCount], ['idle', idleCount], ['waiting', waitingCount]] as const) connections.set({ pool, state }, count)
      },
    })
    let isWatched = false
    return {
      registry,
      state: new StateFigures(library, [registry]),
      watchProcess: () => {
        if (!isWatched) library.collectDefaultMetrics({ register: registry })
        isWatched = true
      },
    }
  }

  /** A database that can't be asked leaves the last figures standing, and everything else is answered. */
  async #lookAtState(state: StateFigures): Promise<void> {
    if (this.clock.now() - this.#lookedAt < sharedMs) return this.#look ?? undefined
    this.#lookedAt = this.clock.now()
    this.#look = readWorkFigures(this.sidePool).then(
      (figures) => state.set(figures, this.config.lanes.map(({ name }) => name)),
      (error: unknown) => this.logger.warn('The figures of the installation could not be read', { reason: error instanceof Error ? error.message : '' }),
    )
    await this.#look
  }
}
