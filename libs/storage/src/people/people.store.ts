import type { Locale, Permission, UserRole } from '@maillon/kernel'
import type { DataSource } from 'typeorm'
import { isUniqueViolation } from '../postgres-error.js'
import { advisoryLocks } from '../advisory-locks.js'
import { SessionEntity } from './session.entity.js'
import { UserEntity } from './user.entity.js'
import { WorkspaceEntity } from './workspace.entity.js'

export interface Workspace {
  readonly id: string
  readonly name: string
  /** IANA name. */
  readonly timeZone: string
  /** Of flows that name none. */
  readonly locale: Locale
}

export interface User {
  readonly id: string
  readonly workspaceId: string
  readonly name: string
  /** As it was typed. */
  readonly email: string
  readonly role: UserRole
  /** Beyond what the role brings. */
  readonly permissions: readonly Permission[]
  readonly locale: Locale
}

/** Somebody who isn't there yet. `emailKey`: the canonical form of the address. */
export type NewUser = Omit<User, 'permissions'> & { readonly permissions?: readonly Permission[]; readonly emailKey: string; readonly passwordHash: string | null }

/** Who is behind a session. */
export interface SessionOwner {
  readonly user: User
  readonly workspace: Workspace
  /** What people name it by. */
  readonly sessionId: string
  readonly expiresAt: Date
}

export interface NewSession {
  /** SHA-256 of the token. */
  readonly tokenHash: Buffer
  readonly userId: string
  readonly expiresAt: Date
  /** What the browser says of itself. */
  readonly userAgent?: string | null
  /** Of the network. */
  readonly address?: string | null
}

/** Workspaces, people and their sessions. */
export class PeopleStore {
  constructor(private readonly dataSource: DataSource) {}

  async hasUsers(): Promise<boolean> {
    const rows: unknown[] = await this.dataSource.query('SELECT 1 FROM app_user LIMIT 1')
    return rows.length > 0
  }

  /**
   * The first workspace with its owner. Only where there is nobody yet: an advisory lock settles a race of two setups.
   * @returns whether this call made them.
   */
  async createFirst(workspace: Workspace, owner: NewUser): Promise<boolean> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock($1)', [advisoryLocks.firstPerson])
      const taken: unknown[] = await manager.query('SELECT 1 FROM app_user LIMIT 1')
      if (taken.length > 0) return false
      await manager.insert(WorkspaceEntity, { id: workspace.id, name: workspace.name, timeZone: workspace.timeZone, locale: workspace.locale })
      await manager.insert(UserEntity, userRow(owner))
      return true
    })
  }

  /** One more person. @returns false where the address is taken. */
  async add(user: NewUser): Promise<boolean> {
    try {
      await this.dataSource.getRepository(UserEntity).insert(userRow(user))
      return true
    } catch (error) {
      if (isUniqueViolation(error, 'app_user_email_unique')) return false
      throw error
    }
  }

  /** For login: null where nobody (who isn't disabled) has this address. `emailKey` is the canonical form. */
  async findByEmail(emailKey: string): Promise<(User & { readonly passwordHash: string | null; readonly hasSecondFactor: boolean }) | null> {
    const row = await this.dataSource.getRepository(UserEntity).findOneBy({ emailKey })
    return row === null || row.disabledAt !== null ? null : { ...userOf(row), passwordHash: row.passwordHash, hasSecondFactor: row.factorSince !== null }
  }

  /** Null where there is nobody, or somebody who is disabled. */
  async findById(id: string): Promise<User | null> {
    const row = await this.dataSource.getRepository(UserEntity).findOneBy({ id })
    return row === null || row.disabledAt !== null ? null : userOf(row)
  }

  async findWorkspace(id: string): Promise<Workspace | null> {
    const row = await this.dataSource.getRepository(WorkspaceEntity).findOneBy({ id })
    return row === null ? null : { id: row.id, name: row.name, timeZone: row.timeZone, locale: row.locale }
  }

  /** Those that nothing under this name stands for in the settings. @param mark before the workspace's id */
  async workspacesWithout(mark: string): Promise<readonly Workspace[]> {
    return this.dataSource.query('SELECT id, name, time_zone AS "timeZone", locale FROM workspace WHERE NOT EXISTS (SELECT FROM setting WHERE key = $1 || workspace.id)', [mark])
  }

  /** The oldest one: that of the first start. */
  async firstWorkspace(): Promise<Workspace | null> {
    const [row] = await this.dataSource.getRepository(WorkspaceEntity).find({ order: { createdAt: 'ASC', id: 'ASC' }, take: 1 })
    return row === undefined ? null : { id: row.id, name: row.name, timeZone: row.timeZone, locale: row.locale }
  }

  /** Names of people by id. */
  async namesOf(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows: { readonly id: string; readonly name: string }[] = ids.length === 0 ? [] : await this.dataSource.query('SELECT id, name FROM app_user WHERE id = ANY ($1)', [ids])
    return new Map(rows.map(({ id, name }) => [id, name]))
  }

  async changeUser(id: string, change: { readonly name?: string; readonly locale?: Locale }): Promise<void> {
    if (Object.keys(change).length > 0) await this.dataSource.getRepository(UserEntity).update({ id }, change)
  }

  async openSession(session: NewSession): Promise<void> {
    await this.dataSource.getRepository(SessionEntity).insert(session)
  }

  /** Null where there is none, it has expired, or its person is disabled. */
  async findSession(tokenHash: Buffer): Promise<SessionOwner | null> {
    const [row]: SessionRow[] = await this.dataSource.query(
      `SELECT u.id, u.workspace_id, u.name, u.email, u.role, u.permissions, u.locale, w.name AS workspace_name, w.time_zone, w.locale AS workspace_locale, s.expires_at, s.id AS session_id, s.last_seen_at < now() - interval '1 minute' AS is_unseen
       FROM session s JOIN app_user u ON u.id = s.user_id JOIN workspace w ON w.id = u.workspace_id
       WHERE s.token_hash = $1 AND s.expires_at > now() AND u.disabled_at IS NULL`,
      [tokenHash],
    )
    if (row === undefined) return null
    // Once a minute is enough for "last seen".
    if (row.is_unseen) await this.dataSource.query('UPDATE session SET last_seen_at = now() WHERE token_hash = $1', [tokenHash])
    return {
      user: { id: row.id, workspaceId: row.workspace_id, name: row.name, email: row.email, role: row.role, permissions: row.permissions, locale: row.locale },
      workspace: { id: row.workspace_id, name: row.workspace_name, timeZone: row.time_zone, locale: row.workspace_locale },
      sessionId: row.session_id,
      expiresAt: row.expires_at,
    }
  }

  async closeSession(tokenHash: Buffer): Promise<void> {
    await this.dataSource.getRepository(SessionEntity).delete({ tokenHash })
  }

  /** Logins and links of a workspace's people that have expired go; guesses that no longer count go too, whoever made them. @returns how many went. */
  async sweepSessions(workspaceId: string): Promise<number> {
    const statements = [
      'DELETE FROM session USING app_user u WHERE session.user_id = u.id AND u.workspace_id = $1 AND session.expires_at <= now()',
      'DELETE FROM password_reset USING app_user u WHERE password_reset.user_id = u.id AND u.workspace_id = $1 AND password_reset.expires_at <= now()',
      `DELETE FROM login_throttle WHERE since < now() - interval '1 day' AND $1::uuid IS NOT NULL`,
    ]
    let gone = 0
    for (const statement of statements) {
      const [, count]: [unknown, number] = await this.dataSource.query(statement, [workspaceId])
      gone += count
    }
    return gone
  }
}

interface SessionRow {
  readonly id: string
  readonly workspace_id: string
  readonly name: string
  readonly email: string
  readonly role: UserRole
  readonly permissions: readonly Permission[]
  readonly locale: Locale
  readonly session_id: string
  readonly is_unseen: boolean
  readonly workspace_name: string
  readonly time_zone: string
  readonly workspace_locale: Locale
  readonly expires_at: Date
}

function userRow(user: NewUser) {
  const { id, workspaceId, name, email, emailKey, passwordHash, role, locale } = user
  return { id, workspaceId, name, email, emailKey, passwordHash, role, locale, permissions: [...(user.permissions ?? [])] }
}

function userOf(row: UserEntity): User {
  return { id: row.id, workspaceId: row.workspaceId, name: row.name, email: row.email, role: row.role, permissions: row.permissions, locale: row.locale }
}
