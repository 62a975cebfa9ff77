// N1  Who sends a notice holds a lease by the database's clock, and a token that goes up with each claim. Nothing is written under an older one.
// N2  A notice that was sent but not written down so, because its server died in between, is sent once more under the same id.
import type { ErrorInfo } from '@maillon/kernel'
import type pg from 'pg'
import type { NoticeLine, NoticeTarget } from './alert-record.js'

export interface ClaimedNotice {
  /** The same over all attempts: the key against double sending. */
  readonly id: string
  readonly workspaceId: string
  readonly target: NoticeTarget
  readonly lines: readonly NoticeLine[]
  readonly madeAt: Date
  readonly token: number
  /** Attempts that failed. */
  readonly failures: number
}

/** What is to be told, until it was. Any number of servers send from it. */
export class NoticeOutbox {
  constructor(private readonly pool: pg.Pool) {}

  /** Of those that are due, the oldest first. @param leaseMs for so long nobody else takes them. */
  async claim(limit: number, leaseMs: number): Promise<readonly ClaimedNotice[]> {
    const { rows } = await this.pool.query<ClaimedNotice>(
      `UPDATE alert_notice SET token = token + 1, next_at = now() + $2::float8 * interval '1 millisecond'
       WHERE id IN (SELECT id FROM alert_notice WHERE sent_at IS NULL AND given_up_at IS NULL AND next_at <= now() ORDER BY next_at LIMIT $1 FOR UPDATE SKIP LOCKED)
       RETURNING id, workspace_id AS "workspaceId", target, lines, made_at AS "madeAt", token, failures`,
      [limit, leaseMs],
    )
    return rows
  }

  /** N1. @returns whether this claim was still the newest */
  async sent({ id, token }: ClaimedNotice): Promise<boolean> {
    return ((await this.pool.query('UPDATE alert_notice SET sent_at = now(), error = NULL WHERE id = $1 AND token = $2 AND sent_at IS NULL', [id, token])).rowCount ?? 0) > 0
  }

  /** @param nextInMs null: never again. */
  async failed({ id, token }: ClaimedNotice, { error, nextInMs }: { readonly error: ErrorInfo; readonly nextInMs: number | null }): Promise<void> {
    await this.pool.query(
      `UPDATE alert_notice SET failures = failures + 1, error = $3, given_up_at = CASE WHEN $4::float8 IS NULL THEN now() END, next_at = now() + coalesce($4::float8, 0) * interval '1 millisecond'
       WHERE id = $1 AND token = $2 AND sent_at IS NULL`,
      [id, token, JSON.stringify(error), nextInMs],
    )
  }
}
