import type { Permission, UserRole } from '@maillon/kernel'
import type { DataSource } from 'typeorm'
import { isUniqueViolation } from '../postgres-error.js'
import type { NewUser } from './people.store.js'
import { UserEntity } from './user.entity.js'

export interface Invitation {
  readonly id: string
  readonly workspaceId: string
  readonly email: string
  readonly role: UserRole
  readonly permissions: readonly Permission[]
  readonly invitedBy: { readonly id: string; readonly name: string }
  readonly createdAt: Date
  readonly expiresAt: Date
}

export interface NewInvitation extends Pick<Invitation, 'id' | 'workspaceId' | 'email' | 'role' | 'permissions' | 'expiresAt'> {
  readonly emailKey: string
  /** SHA-256 of what stands in the link. */
  readonly tokenHash: Buffer
  readonly invitedBy: string
}

/** Invitations that are open. One that is taken, withdrawn or replaced is gone: a link is good once. */
export class InvitationStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Puts a new one in the place of an earlier one to the same address: the earlier link is void. */
  async put(invitation: NewInvitation): Promise<void> {
    const { id, workspaceId, email, emailKey, role, permissions, tokenHash, invitedBy, expiresAt } = invitation
    await this.dataSource.query(
      `INSERT INTO invitation (id, workspace_id, email, email_key, role, permissions, token_hash, invited_by, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (workspace_id, email_key) DO UPDATE SET id = EXCLUDED.id, email = EXCLUDED.email, role = EXCLUDED.role, permissions = EXCLUDED.permissions,
         token_hash = EXCLUDED.token_hash, invited_by = EXCLUDED.invited_by, created_at = now(), expires_at = EXCLUDED.expires_at`,
      [id, workspaceId, email, emailKey, role, [...permissions], tokenHash, invitedBy, expiresAt],
    )
  }

  /** Expired ones too: people see that nobody came. */
  async list(workspaceId: string): Promise<readonly Invitation[]> {
    return ((await this.dataSource.query(`${select} WHERE i.workspace_id = $1 ORDER BY i.created_at DESC`, [workspaceId])) as InvitationRow[]).map(invitationOf)
  }

  /** Null: never made, taken, withdrawn, expired, or its inviter is no longer there. */
  async findOpen(tokenHash: Buffer): Promise<Invitation | null> {
    const [row] = (await this.dataSource.query(`${select} WHERE i.token_hash = $1 AND i.expires_at > now() AND u.disabled_at IS NULL`, [tokenHash])) as InvitationRow[]
    return row === undefined ? null : invitationOf(row)
  }

  /** For logins by a service that vouches for the address. */
  async findOpenByEmail(emailKey: string): Promise<Invitation | null> {
    const [row] = (await this.dataSource.query(`${select} WHERE i.email_key = $1 AND i.expires_at > now() AND u.disabled_at IS NULL ORDER BY i.created_at LIMIT 1`, [emailKey])) as InvitationRow[]
    return row === undefined ? null : invitationOf(row)
  }

  /** What was withdrawn; null where it wasn't there. */
  async withdraw(workspaceId: string, id: string): Promise<Invitation | null> {
    const found = (await this.list(workspaceId)).find((invitation) => invitation.id === id)
    if (found === undefined) return null
    const [, count]: [unknown, number] = await this.dataSource.query('DELETE FROM invitation WHERE workspace_id = $1 AND id = $2', [workspaceId, id])
    return count === 1 ? found : null
  }

  /** The person and the end of the invitation in one: two who use a link at once are one person. */
  async accept(id: string, user: NewUser): Promise<'done' | 'gone' | 'email-taken'> {
    try {
      return await this.dataSource.transaction(async (manager) => {
        const [, count]: [unknown, number] = await manager.query('DELETE FROM invitation WHERE id = $1 AND expires_at > now()', [id])
        if (count === 0) return 'gone'
        await manager.insert(UserEntity, { ...user, permissions: [...(user.permissions ?? [])] })
        return 'done'
      })
    } catch (error) {
      if (isUniqueViolation(error, 'app_user_email_unique')) return 'email-taken'
      throw error
    }
  }
}

const select = `SELECT i.id, i.workspace_id, i.email, i.role, i.permissions, i.invited_by, u.name AS invited_by_name, i.created_at, i.expires_at
  FROM invitation i JOIN app_user u ON u.id = i.invited_by`

interface InvitationRow {
  readonly id: string
  readonly workspace_id: string
  readonly email: string
  readonly role: UserRole
  readonly permissions: readonly Permission[]
  readonly invited_by: string
  readonly invited_by_name: string
  readonly created_at: Date
  readonly expires_at: Date
}

function invitationOf(row: InvitationRow): Invitation {
  const { id, email, role, permissions } = row
  return { id, email, role, permissions, workspaceId: row.workspace_id, invitedBy: { id: row.invited_by, name: row.invited_by_name }, createdAt: row.created_at, expiresAt: row.expires_at }
}
