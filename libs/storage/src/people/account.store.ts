import type { JsonObject } from '@maillon/kernel'
import type { DataSource } from 'typeorm'

/** What a person keeps about how they come in. */
export interface Account {
  readonly passwordHash: string | null
  /** The sealed secret of the second factor; it counts where `factorSince` isn't null. */
  readonly factor: JsonObject | null
  readonly factorSince: Date | null
  readonly recoveryCodesLeft: number
}

export interface OpenSession {
  readonly id: string
  readonly userAgent: string | null
  readonly address: string | null
  readonly createdAt: Date
  readonly lastSeenAt: Date
}

/** Passwords, resets, the second factor, devices and identities of one person. */
export class AccountStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Null: nobody, or disabled. */
  async find(userId: string): Promise<Account | null> {
    const [row] = (await this.dataSource.query(
      `SELECT password_hash, factor, factor_since, (SELECT count(*)::int FROM recovery_code WHERE user_id = $1) AS codes FROM app_user WHERE id = $1 AND disabled_at IS NULL`,
      [userId],
    )) as { readonly password_hash: string | null; readonly factor: JsonObject | null; readonly factor_since: Date | null; readonly codes: number }[]
    return row === undefined ? null : { passwordHash: row.password_hash, factor: row.factor, factorSince: row.factor_since, recoveryCodesLeft: row.codes }
  }

  /** The new password; every session and every open reset of this person ends with it. */
  async setPassword(userId: string, passwordHash: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.query('UPDATE app_user SET password_hash = $2 WHERE id = $1', [userId, passwordHash])
      await manager.query('DELETE FROM password_reset WHERE user_id = $1', [userId])
      await manager.query('DELETE FROM session WHERE user_id = $1', [userId])
    })
  }

  /** One open reset a person: the link before it is void. */
  async openReset(userId: string, tokenHash: Buffer, expiresAt: Date): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.query('DELETE FROM password_reset WHERE user_id = $1', [userId])
      await manager.query('INSERT INTO password_reset (token_hash, user_id, expires_at) VALUES ($1, $2, $3)', [tokenHash, userId, expiresAt])
    })
  }

  /** Takes the link: it is good once. Null: unknown, used, expired, or the person is disabled. */
  async takeReset(tokenHash: Buffer): Promise<string | null> {
    const [rows]: [{ readonly user_id: string }[], number] = await this.dataSource.query(
      `DELETE FROM password_reset r USING app_user u WHERE r.token_hash = $1 AND r.expires_at > now() AND u.id = r.user_id AND u.disabled_at IS NULL RETURNING r.user_id`,
      [tokenHash],
    )
    return rows[0]?.user_id ?? null
  }

  async sessions(userId: string): Promise<readonly OpenSession[]> {
    return (await this.dataSource.query(
      `SELECT id, user_agent AS "userAgent", address, created_at AS "createdAt", last_seen_at AS "lastSeenAt" FROM session WHERE user_id = $1 AND expires_at > now() ORDER BY last_seen_at DESC, id`,
      [userId],
    )) as OpenSession[]
  }

  /** @returns whether it was there. */
  async endSession(userId: string, id: string): Promise<boolean> {
    const [, count]: [unknown, number] = await this.dataSource.query('DELETE FROM session WHERE user_id = $1 AND id = $2', [userId, id])
    return count > 0
  }

  /** @returns how many ended. */
  async endOtherSessions(userId: string, keptId: string): Promise<number> {
    const [, count]: [unknown, number] = await this.dataSource.query('DELETE FROM session WHERE user_id = $1 AND id <> $2', [userId, keptId])
    return count
  }

  /** Begins an enrolment; while a factor counts, nothing changes. @returns whether it began. */
  async beginFactor(userId: string, sealed: JsonObject): Promise<boolean> {
    const [, count]: [unknown, number] = await this.dataSource.query('UPDATE app_user SET factor = $2, factor_counter = 0 WHERE id = $1 AND factor_since IS NULL', [userId, JSON.stringify(sealed)])
    return count > 0
  }

  /** A code is good once, over all servers. @returns whether this call was the first with it. */
  async useCounter(userId: string, counter: number): Promise<boolean> {
    const [, count]: [unknown, number] = await this.dataSource.query('UPDATE app_user SET factor_counter = $2 WHERE id = $1 AND factor_counter < $2', [userId, counter])
    return count > 0
  }

  /** From now on it counts (again), with these codes for the day the phone is lost. */
  async setRecoveryCodes(userId: string, hashes: readonly Buffer[]): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.query('UPDATE app_user SET factor_since = coalesce(factor_since, now()) WHERE id = $1', [userId])
      await manager.query('DELETE FROM recovery_code WHERE user_id = $1', [userId])
      await manager.query('INSERT INTO recovery_code (user_id, code_hash) SELECT $1, unnest($2::bytea[])', [userId, [...hashes]])
    })
  }

  /** @returns whether there was such a code; it is used up. */
  async useRecoveryCode(userId: string, hash: Buffer): Promise<boolean> {
    const [, count]: [unknown, number] = await this.dataSource.query('DELETE FROM recovery_code WHERE user_id = $1 AND code_hash = $2', [userId, hash])
    return count > 0
  }

  async endFactor(userId: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.query('UPDATE app_user SET factor = NULL, factor_since = NULL, factor_counter = 0 WHERE id = $1', [userId])
      await manager.query('DELETE FROM recovery_code WHERE user_id = $1', [userId])
    })
  }

  /** Null: this subject of this issuer is nobody here, or somebody who is disabled. */
  async findIdentity(issuer: string, subject: string): Promise<string | null> {
    const [row] = (await this.dataSource.query(
      'SELECT i.user_id FROM identity i JOIN app_user u ON u.id = i.user_id WHERE i.issuer = $1 AND i.subject = $2 AND u.disabled_at IS NULL',
      [issuer, subject],
    )) as { readonly user_id: string }[]
    return row?.user_id ?? null
  }

  async linkIdentity(identity: { readonly issuer: string; readonly subject: string; readonly userId: string }): Promise<void> {
    await this.dataSource.query('INSERT INTO identity (issuer, subject, user_id) VALUES ($1, $2, $3)', [identity.issuer, identity.subject, identity.userId])
  }
}
