import type { JsonObject, Random } from '@maillon/kernel'
import type { DataSource } from 'typeorm'
import { AuditLogEntity } from './audit-log.entity.js'

/** One change that a person made. Never holds a secret. */
export interface AuditEntry {
  readonly workspaceId: string
  /** Null: nobody was logged in (a refused login, for example). */
  readonly userId: string | null
  readonly userName: string
  /** `flow.publish`, `credential.change`, … */
  readonly action: string
  readonly target: { readonly kind: string; readonly id: string }
  /** Null: it didn't exist. */
  readonly before: JsonObject | null
  /** Null: it is gone. */
  readonly after: JsonObject | null
  /** Of the network; null where it isn't known. */
  readonly address: string | null
}

export class AuditLogStore {
  constructor(
    private readonly dataSource: DataSource,
    private readonly random: Random,
  ) {}

  async append(entry: AuditEntry): Promise<void> {
    const { target, ...rest } = entry
    await this.dataSource.getRepository(AuditLogEntity).insert({ ...rest, id: this.random.id(), targetKind: target.kind, targetId: target.id })
  }

  /** Newest first. */
  async latest(workspaceId: string, limit: number): Promise<readonly (AuditEntry & { readonly at: Date })[]> {
    const rows = await this.dataSource.getRepository(AuditLogEntity).find({ where: { workspaceId }, order: { at: 'DESC' }, take: limit })
    return rows.map((row) => ({
      workspaceId: row.workspaceId, userId: row.userId, userName: row.userName, action: row.action, target: { kind: row.targetKind, id: row.targetId },
      before: row.before as JsonObject | null, after: row.after as JsonObject | null, address: row.address, at: row.at,
    }))
  }
}
