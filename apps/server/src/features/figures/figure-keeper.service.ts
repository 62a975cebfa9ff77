import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from '@maillon/kernel'
import { FigureFold } from '@maillon/storage'
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import type pg from 'pg'
import type { ServerConfig } from '../../config/server-config.js'
import { CONFIG, LOGGER, SIDE_POOL } from '../../platform/tokens.js'

/** What ended since is read from the runs themselves: the figures are exact at any time, and this only keeps them cheap. */
const everyMs = 10_000
/** Between two stretches, where there is much to catch up with: never in the way of work. */
const restMs = 50

/** Keeps figures and search words of runs up to date, on whichever scheduler comes first. */
@Injectable()
export class FigureKeeper implements BeforeApplicationShutdown {
  readonly #fold: FigureFold
  #isAtIt = false
  #isEnding = false

  constructor(
    @Inject(SIDE_POOL) pool: pg.Pool,
    @Inject(CONFIG) private readonly config: ServerConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.#fold = new FigureFold(pool)
  }

  @Interval(everyMs)
  async keep(): Promise<void> {
    if (this.#isAtIt || !this.config.roles.includes('scheduler')) return
    this.#isAtIt = true
    try {
      while (!this.#isEnding && (await this.#fold.fold())) await pause(restMs)
    } catch (error) {
      this.logger.warn('The figures of runs could not be brought up to date; the next time is due', { reason: error instanceof Error ? error.message : '' })
    } finally {
      this.#isAtIt = false
    }
  }

  beforeApplicationShutdown(): void {
    this.#isEnding = true
  }
}
