import type { Logger } from '@maillon/kernel'
import { AuditLogStore, type AuditEntry } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import type { CallerIdentity } from '../../http/caller.js'
import { LOGGER } from '../../platform/tokens.js'

/** Writes down who changed what. */
@Injectable()
export class AuditService {
  constructor(
    @Inject(AuditLogStore) private readonly store: AuditLogStore,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** The change is done by now: a log that can't be written is reported and doesn't undo it. */
  async record(caller: CallerIdentity, entry: Pick<AuditEntry, 'action' | 'target' | 'before' | 'after'>): Promise<void> {
    try {
      await this.store.append({ ...entry, workspaceId: caller.workspace.id, userId: caller.user.id, userName: caller.user.name, address: null })
    } catch (error) {
      this.logger.error('The audit log could not be written', { action: entry.action, target: entry.target.id, reason: error instanceof Error ? error.message : '' })
    }
  }
}
