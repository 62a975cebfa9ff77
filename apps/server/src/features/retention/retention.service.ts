import type { RetentionView } from '@maillon/api-contract'
import type { LocalBlobStore } from '@maillon/file-stores'
import type { Clock, Logger } from '@maillon/kernel'
import { RetentionStore, SettingStore } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import { Interval } from '@nestjs/schedule'
import type pg from 'pg'
import type { ServerConfig } from '../../config/server-config.js'
import type { CallerIdentity } from '../../http/caller.js'
import { BLOBS, CLOCK, CONFIG, LOGGER, SIDE_POOL } from '../../platform/tokens.js'
import { AuditService } from '../audit/audit.service.js'
import { keepDaysKey, keepDaysOf } from './keep-days.js'
import { finishRetention } from './retention-sweep.js'

const everyMs = 15 * 60_000

/** How long a workspace keeps its runs. Which ones go is decided by its task « archive »; what these leave behind goes here. */
@Injectable()
export class RetentionService {
  readonly #store: RetentionStore

  constructor(
    @Inject(SIDE_POOL) pool: pg.Pool,
    @Inject(SettingStore) private readonly settings: SettingStore,
    @Inject(BLOBS) private readonly blobs: LocalBlobStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: ServerConfig,
    @Inject(LOGGER) private readonly logger: Logger,
    @Inject(AuditService) private readonly audit: AuditService,
  ) {
    this.#store = new RetentionStore(pool)
  }

  async view({ workspace }: Pick<CallerIdentity, 'workspace'>): Promise<RetentionView> {
    return { days: await keepDaysOf(this.settings, workspace.id) }
  }

  async change(caller: CallerIdentity, { days }: RetentionView): Promise<RetentionView> {
    const before = await this.view(caller)
    await this.settings.set(keepDaysKey(caller.workspace.id), days)
    await this.audit.record(caller, { action: 'retention.changed', target: { kind: 'workspace', id: caller.workspace.id }, before: { ...before }, after: { days } })
    return { days }
  }

  @Interval(everyMs)
  async sweep(): Promise<void> {
    if (!this.config.roles.includes('scheduler')) return
    try {
      await this.#store.alone(() => this.#sweepAlone())
    } catch (error) {
      this.logger.warn('What old runs left could not be taken away; the next try is due', { reason: error instanceof Error ? error.message : '' })
    }
  }

  async #sweepAlone(): Promise<void> {
    const unused = await finishRetention({ store: this.#store, blobs: this.blobs, clock: this.clock })
    if (unused > 0) this.logger.info('Versions and flows that no run names any more were taken away', { unused })
  }
}
