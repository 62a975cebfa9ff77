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
import { sweepLostBytes, sweepRetention, type RetentionPorts } from './retention-sweep.js'

const everyMs = 15 * 60_000
/** Looking for lost bytes lists the whole store. */
const lostBytesEveryMs = 86_400_000
const defaultDays = 90

/** How long a workspace keeps its runs, and the sweep that keeps to it. */
@Injectable()
export class RetentionService {
  readonly #store: RetentionStore
  #bytesLookedAt = 0

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
    return { days: await this.#daysOf(workspace.id) }
  }

  async change(caller: CallerIdentity, { days }: RetentionView): Promise<RetentionView> {
    const before = await this.view(caller)
    await this.settings.set(keyOf(caller.workspace.id), days)
    await this.audit.record(caller, { action: 'retention.changed', target: { kind: 'workspace', id: caller.workspace.id }, before: { ...before }, after: { days } })
    return { days }
  }

  @Interval(everyMs)
  async sweep(): Promise<void> {
    if (!this.config.roles.includes('scheduler')) return
    try {
      await this.#store.alone(() => this.#sweepAlone())
    } catch (error) {
      this.logger.warn('A sweep of old runs failed; the next one is due', { reason: error instanceof Error ? error.message : '' })
    }
  }

  async #sweepAlone(): Promise<void> {
    const ports: RetentionPorts = { store: this.#store, blobs: this.blobs, clock: this.clock, defaultDays: (workspaceId) => this.#daysOf(workspaceId) }
    const { runs, unused } = await sweepRetention(ports)
    if (runs + unused > 0) this.logger.info('Old runs were taken away', { runs, unused })
    if (this.clock.now() - this.#bytesLookedAt < lostBytesEveryMs) return
    this.#bytesLookedAt = this.clock.now()
    const bytes = await sweepLostBytes(ports)
    if (bytes > 0) this.logger.info('Bytes that nothing named any more were taken away', { blobs: bytes })
  }

  async #daysOf(workspaceId: string): Promise<number> {
    const days = await this.settings.get(keyOf(workspaceId))
    return typeof days === 'number' && days >= 1 ? days : defaultDays
  }
}

function keyOf(workspaceId: string): string {
  return `keep-days/${workspaceId}`
}
