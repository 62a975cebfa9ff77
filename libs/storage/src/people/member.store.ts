import type { Locale, Permission, UserRole } from '@maillon/kernel'
import type { DataSource, EntityManager } from 'typeorm'

/** A person as the administrators of a workspace see them. */
export interface Member {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: UserRole
  readonly permissions: readonly Permission[]
  readonly isActive: boolean
  readonly hasPassword: boolean
  readonly hasSecondFactor: boolean
  /** Counts changes by administrators. */
  readonly revision: number
  readonly createdAt: Date
  /** Null: no session that is still kept. */
  readonly lastSeenAt: Date | null
}

/** A person as whoever runs the installation sees them. */
export interface InstalledMember extends Member {
  readonly locale: Locale
  readonly workspace: { readonly id: string; readonly name: string }
}

export interface MemberChange {
  readonly role?: UserRole
  readonly permissions?: readonly Permission[]
  readonly isActive?: boolean
}

export type MemberOutcome =
  | { readonly kind: 'done'; readonly before: Member; readonly after: Member | null }
  | { readonly kind: 'missing' }
  /** Somebody else has changed them since. */
  | { readonly kind: 'stale' }
  /** Nobody would be left who may do everything. */
  | { readonly kind: 'last-owner' }
  | { readonly kind: 'refused' }

/** What is asked before a change is made, with the person as they are at that moment. */
export type MemberCheck = (before: Member) => boolean

export interface MemberAddress {
  readonly workspaceId: string
  readonly id: string
  /** That the change was decided over. */
  readonly revision: number
}

const columns = `u.id, u.name, u.email, u.role, u.permissions, u.disabled_at IS NULL AS is_active, u.password_hash IS NOT NULL AS has_password,
  u.factor_since IS NOT NULL AS has_factor, u.revision, u.created_at, (SELECT max(s.last_seen_at) FROM session s WHERE s.user_id = u.id) AS last_seen_at`

/**
 * 1. A change names the revision that it was decided over, and is made where the person is still at that one.
 * 2. Changes of one workspace's people are made one after the other (its row is locked), so that two can't take away the last two owners.
 * 3. Who loses or gains rights is logged out everywhere: no session outlives the rights that it was opened with.
 */
export class MemberStore {
  constructor(private readonly dataSource: DataSource) {}

  async list(workspaceId: string): Promise<readonly Member[]> {
    const rows = (await this.dataSource.query(`SELECT ${columns} FROM app_user u WHERE u.workspace_id = $1 ORDER BY lower(u.name), u.id`, [workspaceId])) as MemberRow[]
    return rows.map(memberOf)
  }

  async find(workspaceId: string, id: string): Promise<Member | null> {
    return findIn(this.dataSource, workspaceId, id)
  }

  /** Everybody of the installation, workspace by workspace, for whoever runs it. */
  async everyone(): Promise<readonly InstalledMember[]> {
    return this.#installed('true', [])
  }

  /** Disabled people too. `emailKey`: the canonical form of the address. Null: nobody has it. */
  async findByEmail(emailKey: string): Promise<InstalledMember | null> {
    return (await this.#installed('u.email_key = $1', [emailKey]))[0] ?? null
  }

  async #installed(where: string, values: readonly unknown[]): Promise<readonly InstalledMember[]> {
    const rows = (await this.dataSource.query(
      `SELECT ${columns}, u.locale, w.id AS workspace_id, w.name AS workspace_name FROM app_user u JOIN workspace w ON w.id = u.workspace_id WHERE ${where} ORDER BY w.created_at, w.id, lower(u.name), u.id`,
      [...values],
    )) as (MemberRow & { readonly locale: Locale; readonly workspace_id: string; readonly workspace_name: string })[]
    return rows.map((row) => ({ ...memberOf(row), locale: row.locale, workspace: { id: row.workspace_id, name: row.workspace_name } }))
  }

  async change(address: MemberAddress, change: MemberChange, isAllowed: MemberCheck): Promise<MemberOutcome> {
    return this.#alter(address, isAllowed, async (manager, before) => {
      const { role = before.role, permissions = before.permissions, isActive = before.isActive } = change
      if (before.role === 'owner' && before.isActive && !(role === 'owner' && isActive) && !(await hasOtherOwner(manager, address))) return 'last-owner'
      await manager.query(
        `UPDATE app_user SET role = $2, permissions = $3, disabled_at = CASE WHEN $4 THEN NULL ELSE coalesce(disabled_at, now()) END, revision = revision + 1 WHERE id = $1`,
        [address.id, role, [...permissions], isActive],
      )
      await manager.query('DELETE FROM session WHERE user_id = $1', [address.id])
      return 'done'
    })
  }

  async remove(address: MemberAddress, isAllowed: MemberCheck): Promise<MemberOutcome> {
    return this.#alter(address, isAllowed, async (manager, before) => {
      if (before.role === 'owner' && before.isActive && !(await hasOtherOwner(manager, address))) return 'last-owner'
      await manager.query('DELETE FROM app_user WHERE id = $1', [address.id])
      return 'done'
    })
  }

  async #alter(address: MemberAddress, isAllowed: MemberCheck, act: (manager: EntityManager, before: Member) => Promise<'done' | 'last-owner'>): Promise<MemberOutcome> {
    const { workspaceId, id, revision } = address
    return this.dataSource.transaction(async (manager): Promise<MemberOutcome> => {
      await manager.query('SELECT 1 FROM workspace WHERE id = $1 FOR UPDATE', [workspaceId])
      const before = await findIn(manager, workspaceId, id)
      if (before === null) return { kind: 'missing' }
      if (before.revision !== revision) return { kind: 'stale' }
      if (!isAllowed(before)) return { kind: 'refused' }
      if ((await act(manager, before)) === 'last-owner') return { kind: 'last-owner' }
      return { kind: 'done', before, after: await findIn(manager, workspaceId, id) }
    })
  }
}

async function hasOtherOwner(manager: EntityManager, { workspaceId, id }: MemberAddress): Promise<boolean> {
  const rows = (await manager.query("SELECT 1 FROM app_user WHERE workspace_id = $1 AND id <> $2 AND role = 'owner' AND disabled_at IS NULL LIMIT 1", [workspaceId, id])) as unknown[]
  return rows.length > 0
}

async function findIn(source: Pick<EntityManager, 'query'>, workspaceId: string, id: string): Promise<Member | null> {
  const [row] = (await source.query(`SELECT ${columns} FROM app_user u WHERE u.workspace_id = $1 AND u.id = $2`, [workspaceId, id])) as MemberRow[]
  return row === undefined ? null : memberOf(row)
}

interface MemberRow {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: UserRole
  readonly permissions: readonly Permission[]
  readonly is_active: boolean
  readonly has_password: boolean
  readonly has_factor: boolean
  readonly revision: number
  readonly created_at: Date
  readonly last_seen_at: Date | null
}

function memberOf(row: MemberRow): Member {
  const { id, name, email, role, permissions, revision } = row
  return { id, name, email, role, permissions, revision, isActive: row.is_active, hasPassword: row.has_password, hasSecondFactor: row.has_factor, createdAt: row.created_at, lastSeenAt: row.last_seen_at }
}
