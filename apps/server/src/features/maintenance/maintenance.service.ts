import type { LocalBlobStore } from '@maillon/file-stores'
import type { Clock, Logger } from '@maillon/kernel'
import { PeopleStore } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import type { ServerConfig } from '../../config/server-config.js'
import { BLOBS, CLOCK, CONFIG, LOGGER } from '../../platform/tokens.js'

const everyMs = 10 * 60_000
const abandonedAfterMs = 3_600_000

/** Takes away what nobody will ask for again: sessions that expired, and what uploads left that were cut off. */
@Injectable()
export class MaintenanceService {
  constructor(
    @Inject(PeopleStore) private readonly people: PeopleStore,
    @Inject(BLOBS) private readonly blobs: LocalBlobStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: ServerConfig,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  @Interval(everyMs)
  async sweep(): Promise<void> {
    if (!this.config.roles.includes('scheduler')) return
    try {
      await this.people.sweepSessions()
      await this.blobs.sweepTemporary(this.clock.now() - abandonedAfterMs)
    } catch (error) {
      this.logger.warn('A sweep of sessions and cut-off uploads failed; the next one is due', { reason: error instanceof Error ? error.message : '' })
    }
  }
}
