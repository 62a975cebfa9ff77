import type { Logger } from '@maillon/kernel'
import { AlertWatchLedger } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import type { ServerConfig } from '../../config/server-config.js'
import { CONFIG, LOGGER } from '../../platform/tokens.js'
import { AlertWatch } from './alert-watch.js'

const lookMs = 5_000
const sendMs = 2_000
const sweepMs = 60 * 60_000

/** Lets this server watch and tell, where it has the role `scheduler`. */
@Injectable()
export class AlertWatchService {
  readonly #busy = new Set<string>()

  constructor(
    @Inject(AlertWatch) private readonly watch: AlertWatch,
    @Inject(AlertWatchLedger) private readonly ledger: AlertWatchLedger,
    @Inject(CONFIG) private readonly config: ServerConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Interval(lookMs)
  look(): Promise<void> {
    return this.#quietly('Alerts could not be looked for', () => this.watch.look())
  }

  @Interval(sendMs)
  send(): Promise<void> {
    return this.#quietly('Notices of alerts could not be sent', async () => {
      while ((await this.watch.send()) > 0);
    })
  }

  @Interval(sweepMs)
  sweep(): Promise<void> {
    return this.#quietly('Old alerts could not be swept', () => this.ledger.sweep())
  }

  /** The database may be away: what is due stays due. */
  async #quietly(trouble: string, work: () => Promise<void>): Promise<void> {
    if (!this.config.roles.includes('scheduler') || this.#busy.has(trouble)) return
    this.#busy.add(trouble)
    try {
      await work()
    } catch (error) {
      this.logger.warn(trouble, { reason: error instanceof Error ? error.message : String(error) })
    } finally {
      this.#busy.delete(trouble)
    }
  }
}
