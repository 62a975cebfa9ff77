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
  /** Of the API token that it was done with; absent or null: a person in a session. */
  readonly tokenName?: string | null
}

export interface AuditQuery {
  readonly userId?: string
  readonly action?: string
  /** Inclusive. */
  readonly from?: Date
  /** Exclusive. */
  readonly to?: Date
  readonly offset: number
  readonly limit: number
}

export interface StoredAuditEntry extends AuditEntry {
  readonly id: string
  readonly at: Date
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
  async page(workspaceId: string, query: AuditQuery): Promise<{ readonly entries: readonly StoredAuditEntry[]; readonly count: number }> {
    const values: unknown[] = [workspaceId]
    const bind = (value: unknown) => `$${values.push(value)}`
    const where = ['workspace_id = $1']
    if (query.userId !== undefined) where.push(`user_id = ${bind(query.userId)}`)
    if (query.action !== undefined) where.push(`action = ${bind(query.action)}`)
    if (query.from !== undefined) where.push(`at >= ${bind(query.from)}`)
    if (query.to !== undefined) where.push(`at < ${bind(query.to)}`)
    const text = `FROM audit_log WHERE ${where.join(' AND ')}`
    const [counted] = (await this.dataSource.query(`SELECT count(*)::int AS count ${text}`, [...values])) as { readonly count: number }[]
    const rows = (await this.dataSource.query(`SELECT * ${text} ORDER BY at DESC, id DESC OFFSET ${bind(query.offset)} LIMIT ${bind(query.limit)}`, values)) as AuditRow[]
    return { entries: rows.map(entryOf), count: counted?.count ?? 0 }
  }

  /** What can be filtered by: the actions, and the people by their latest names. */
  async choices(workspaceId: string): Promise<{ readonly actions: readonly string[]; readonly people: readonly { readonly id: string; readonly name: string }[] }> {
    const actions = (await this.dataSource.query('SELECT DISTINCT action FROM audit_log WHERE workspace_id = $1 ORDER BY action', [workspaceId])) as { readonly action: string }[]
    const people = (await this.dataSource.query(
      'SELECT DISTINCT ON (user_id) user_id AS id, user_name AS name FROM audit_log WHERE workspace_id = $1 AND user_id IS NOT NULL ORDER BY user_id, at DESC',
      [workspaceId],
    )) as { readonly id: string; readonly name: string }[]
    return { actions: actions.map(({ action }) => action), people }
  }
}

interface AuditRow {
  readonly id: string
  readonly workspace_id: string
  readonly at: Date
  readonly user_id: string | null
  readonly user_name: string
  readonly action: string
  readonly target_kind: string
  readonly target_id: string
  readonly before: JsonObject | null
  readonly after: JsonObject | null
  readonly address: string | null
  readonly token_name: string | null
}

function entryOf(row: AuditRow): StoredAuditEntry {
  const { id, at, action, before, after, address } = row
  return {
    id, at, action, before, after, address, workspaceId: row.workspace_id, userId: row.user_id, userName: row.user_name, tokenName: row.token_name,
    target: { kind: row.target_kind, id: row.target_id },
  }
}
