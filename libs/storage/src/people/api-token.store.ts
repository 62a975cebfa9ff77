import type { Locale, Permission, UserRole } from '@maillon/kernel'
import type { DataSource } from 'typeorm'
import type { User, Workspace } from './people.store.js'

/** What a program comes with instead of a session. */
export interface ApiToken {
  readonly id: string
  readonly owner: { readonly id: string; readonly name: string }
  readonly name: string
  /** Its first characters, by which people tell tokens apart. */
  readonly hint: string
  readonly role: UserRole
  readonly permissions: readonly Permission[]
  readonly createdAt: Date
  /** Null: it doesn't expire. */
  readonly expiresAt: Date | null
  readonly lastUsedAt: Date | null
}

export interface NewApiToken extends Pick<ApiToken, 'id' | 'name' | 'hint' | 'role' | 'permissions' | 'expiresAt'> {
  readonly userId: string
  /** SHA-256 of the token. */
  readonly tokenHash: Buffer
}

/** Who is behind a token, and what it may do at most. */
export interface ApiTokenOwner {
  readonly user: User
  readonly workspace: Workspace
  readonly token: Pick<ApiToken, 'id' | 'name' | 'role' | 'permissions'>
}

export class ApiTokenStore {
  constructor(private readonly dataSource: DataSource) {}

  async add(token: NewApiToken): Promise<void> {
    await this.dataSource.query(
      'INSERT INTO api_token (id, user_id, name, token_hash, hint, role, permissions, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
      [token.id, token.userId, token.name, token.tokenHash, token.hint, token.role, [...token.permissions], token.expiresAt],
    )
  }

  /** Of a workspace. `userId`: of this person alone. Newest first. */
  async list(workspaceId: string, userId: string | null): Promise<readonly ApiToken[]> {
    const rows = (await this.dataSource.query(
      `SELECT t.id, t.user_id, u.name AS user_name, t.name, t.hint, t.role, t.permissions, t.created_at, t.expires_at, t.last_used_at
       FROM api_token t JOIN app_user u ON u.id = t.user_id WHERE u.workspace_id = $1 AND ($2::uuid IS NULL OR t.user_id = $2) ORDER BY t.created_at DESC, t.id`,
      [workspaceId, userId],
    )) as TokenRow[]
    return rows.map(({ user_id: id, user_name: owner, created_at: createdAt, expires_at: expiresAt, last_used_at: lastUsedAt, ...rest }) => ({ ...rest, owner: { id, name: owner }, createdAt, expiresAt, lastUsedAt }))
  }

  async remove(id: string): Promise<void> {
    await this.dataSource.query('DELETE FROM api_token WHERE id = $1', [id])
  }

  /** Null: unknown, expired, or its person is disabled. */
  async find(tokenHash: Buffer): Promise<ApiTokenOwner | null> {
    const [row] = (await this.dataSource.query(
      `SELECT t.id AS token_id, t.name AS token_name, t.role AS token_role, t.permissions AS token_permissions, t.last_used_at IS NULL OR t.last_used_at < now() - interval '1 minute' AS is_unseen,
         u.id, u.workspace_id, u.name, u.email, u.role, u.permissions, u.locale, w.name AS workspace_name, w.time_zone, w.locale AS workspace_locale
       FROM api_token t JOIN app_user u ON u.id = t.user_id JOIN workspace w ON w.id = u.workspace_id
       WHERE t.token_hash = $1 AND (t.expires_at IS NULL OR t.expires_at > now()) AND u.disabled_at IS NULL`,
      [tokenHash],
    )) as OwnerRow[]
    if (row === undefined) return null
    if (row.is_unseen) await this.dataSource.query('UPDATE api_token SET last_used_at = now() WHERE id = $1', [row.token_id])
    return {
      user: { id: row.id, workspaceId: row.workspace_id, name: row.name, email: row.email, role: row.role, permissions: row.permissions, locale: row.locale },
      workspace: { id: row.workspace_id, name: row.workspace_name, timeZone: row.time_zone, locale: row.workspace_locale },
      token: { id: row.token_id, name: row.token_name, role: row.token_role, permissions: row.token_permissions },
    }
  }
}

interface TokenRow {
  readonly id: string
  readonly user_id: string
  readonly user_name: string
  readonly name: string
  readonly hint: string
  readonly role: UserRole
  readonly permissions: readonly Permission[]
  readonly created_at: Date
  readonly expires_at: Date | null
  readonly last_used_at: Date | null
}

interface OwnerRow {
  readonly token_id: string
  readonly token_name: string
  readonly token_role: UserRole
  readonly token_permissions: readonly Permission[]
  readonly is_unseen: boolean
  readonly id: string
  readonly workspace_id: string
  readonly name: string
  readonly email: string
  readonly role: UserRole
  readonly permissions: readonly Permission[]
  readonly locale: Locale
  readonly workspace_name: string
  readonly time_zone: string
  readonly workspace_locale: Locale
}
