import type { Logger } from '@maillon/kernel'
import { AuditLogStore, type AuditEntry, type User } from '@maillon/storage'
import { Inject, Injectable } from '@nestjs/common'
import type { CallerIdentity } from '../../http/caller.js'
import { LOGGER } from '../../platform/tokens.js'

export type AuditedChange = Pick<AuditEntry, 'action' | 'target' | 'before' | 'after'>

/** Writes down who changed what. */
@Injectable()
export class AuditService {
  readonly #told = new WeakSet<CallerIdentity>()

  constructor(
    @Inject(AuditLogStore) private readonly store: AuditLogStore,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async record(caller: CallerIdentity, change: AuditedChange): Promise<void> {
    this.#told.add(caller)
    const { user, workspace, via, address } = caller
    await this.#append({ ...change, workspaceId: workspace.id, userId: user.id, userName: user.name, address, tokenName: via.kind === 'token' ? via.name : null })
  }

  /** For what somebody does before they have a session (logging in, taking an invitation), or asked for that happens later. */
  async recordOf(user: Pick<User, 'id' | 'name' | 'workspaceId'>, address: string | null, change: AuditedChange): Promise<void> {
    await this.#append({ ...change, workspaceId: user.workspaceId, userId: user.id, userName: user.name, address })
  }

  /** Whether this request has told what it did. */
  hasTold(caller: CallerIdentity): boolean {
    return this.#told.has(caller)
  }

  /** The change is done by now: a log that can't be written is reported and doesn't undo it. */
  async #append(entry: AuditEntry): Promise<void> {
    try {
      await this.store.append(entry)
    } catch (error) {
      this.logger.error('The audit log could not be written', { action: entry.action, target: entry.target.id, reason: error instanceof Error ? error.message : '' })
    }
  }
}
