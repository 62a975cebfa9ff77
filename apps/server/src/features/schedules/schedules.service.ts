import type { Engine } from '@maillon/engine'
import type { Logger, Random } from '@maillon/kernel'
import type { NodeCatalogue } from '@maillon/node-contract'
import { ScheduleLedger } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import type { ServerConfig } from '../../config/server-config.js'
import { CATALOGUE, CONFIG, ENGINE, LOGGER, RANDOM } from '../../platform/tokens.js'
import { VersionCache } from '../runs/version-cache.js'
import { ScheduleFirer } from './schedule-firer.js'

const tickMs = 1000
const beatMs = 5000
const sweepMs = 10 * 60_000
const mostAtOnce = 100
/** What became of instants is kept for so long. */
const keptDays = 60
const sweptAtOnce = 1000

/** Looks every second for schedules that are due, says that it does, and forgets what is old. */
@Injectable()
export class SchedulesService {
  readonly #firer: ScheduleFirer
  readonly #id: string
  #isBusy = false

  constructor(
    @Inject(ScheduleLedger) private readonly ledger: ScheduleLedger,
    @Inject(ENGINE) engine: Engine,
    @Inject(VersionCache) plans: VersionCache,
    @Inject(CATALOGUE) catalogue: NodeCatalogue,
    @Inject(RANDOM) random: Random,
    @Inject(CONFIG) private readonly config: ServerConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.#firer = new ScheduleFirer({ ledger, engine, plans, catalogue })
    this.#id = random.id()
  }

  @Interval(tickMs)
  async tick(): Promise<void> {
    if (this.#isBusy) return
    this.#isBusy = true
    await this.#quietly('Schedules could not be looked at', async () => {
      const { missed, failed } = await this.#firer.fireAll(mostAtOnce)
      for (const { flowId, nodeId, instants } of missed) this.logger.warn('A schedule was missed', { flowId, node: nodeId, instants })
      for (const { flowId, nodeId, error } of failed) this.logger.warn('A schedule could not be fired', { flowId, node: nodeId, reason: reasonOf(error) })
    })
    this.#isBusy = false
  }

  @Interval(beatMs)
  beat(): Promise<void> {
    return this.#quietly('The scheduler could not say that it lives', () => this.ledger.beat(this.#id))
  }

  @Interval(sweepMs)
  sweep(): Promise<void> {
    return this.#quietly('Old instants of schedules could not be swept', async () => {
      while ((await this.ledger.sweep(keptDays, sweptAtOnce)) === sweptAtOnce);
    })
  }

  /** The database may be away: what is due stays due. */
  async #quietly(trouble: string, work: () => Promise<void>): Promise<void> {
    if (!this.config.roles.includes('scheduler')) return
    try {
      await work()
    } catch (error) {
      this.logger.warn(trouble, { reason: reasonOf(error) })
    }
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
