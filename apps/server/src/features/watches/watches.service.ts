import type { Logger } from '@maillon/kernel'
import { WatchLedger } from '@maillon/storage'
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import type { ServerConfig } from '../../config/server-config.js'
import { CONFIG, LOGGER } from '../../platform/tokens.js'
import { Watcher } from './watcher.js'

const tickMs = 1000
const renewMs = 10_000
const sweepMs = 10 * 60_000
/** Events that were not met for so long are forgotten; what still lies in a folder is met at each look. */
const keptDays = 90
const sweptAtOnce = 1000

/** Lets this server look, where it has the role `scheduler`. */
@Injectable()
export class WatchesService implements BeforeApplicationShutdown {
  #isTicking = false

  constructor(
    @Inject(Watcher) private readonly watcher: Watcher,
    @Inject(WatchLedger) private readonly ledger: WatchLedger,
    @Inject(CONFIG) private readonly config: ServerConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Interval(tickMs)
  async tick(): Promise<void> {
    if (this.#isTicking) return
    this.#isTicking = true
    await this.#quietly('Triggers that look could not be begun', () => this.watcher.tick())
    this.#isTicking = false
  }

  @Interval(renewMs)
  renew(): Promise<void> {
    return this.#quietly('The places of triggers that look could not be kept', () => this.watcher.renew())
  }

  @Interval(sweepMs)
  sweep(): Promise<void> {
    return this.#quietly('Old events could not be swept', async () => {
      while ((await this.ledger.sweep(keptDays, sweptAtOnce)) === sweptAtOnce);
    })
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#quietly('Looks could not be given back', () => this.watcher.stop())
  }

  /** The database may be away: what is due stays due. */
  async #quietly(trouble: string, work: () => Promise<void>): Promise<void> {
    if (!this.config.roles.includes('scheduler')) return
    try {
      await work()
    } catch (error) {
      this.logger.warn(trouble, { reason: error instanceof Error ? error.message : String(error) })
    }
  }
}
