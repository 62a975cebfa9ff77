import type { PaceKeeper, PaceRequest } from '@maillon/node-host'
import type pg from 'pg'

/** A full row of places is asked again after so long, milliseconds. */
const placesWaitMs = 1_000

/**
 * The pace of credentials over all workers, by the database's clock.
 *
 * 1. A bucket of tokens: at most `perMinute` calls in any minute (what the bucket holds and what it gains in a minute add up to that).
 * 2. Places: at most `atOnce` attempts at once; one that died frees its place when its time is over.
 * 3. A request takes its place and its token together, or nothing.
 */
export class PostgresPaceKeeper implements PaceKeeper {
  constructor(private readonly pool: pg.Pool) {}

  async take({ credentialId, pace, holder, holdMs }: PaceRequest): Promise<number> {
    const bucket = bucketOf(pace.perMinute)
    const client = await this.pool.connect()
    try {
      await client.query('BEGIN')
      // The row is the lock: those who ask for the same credential come one after the other.
      const { rows } = await client.query<PaceRow>(refillSql, [credentialId, bucket?.size ?? 0, bucket?.perSecond ?? 0])
      const wait = Math.max(waitOf(rows[0], bucket), await placeWait(client, { credentialId, holder, atOnce: pace.atOnce }))
      if (wait === 0) {
        if (bucket !== null) await client.query('UPDATE credential_pace SET tokens = tokens - 1 WHERE credential_id = $1', [credentialId])
        if (pace.atOnce !== null) await client.query(placeSql, [credentialId, holder, holdMs])
      }
      await client.query('COMMIT')
      client.release()
      return wait
    } catch (error) {
      client.release(true)
      throw error
    }
  }

  async release(credentialId: string, holder: string): Promise<void> {
    await this.pool.query('DELETE FROM credential_place WHERE credential_id = $1 AND (holder = $2 OR until < now())', [credentialId, holder])
  }

  async block(credentialId: string, ms: number): Promise<void> {
    await this.pool.query(`UPDATE credential_pace SET blocked_until = greatest(coalesce(blocked_until, now()), now() + $2::float8 * interval '1 millisecond') WHERE credential_id = $1`, [credentialId, ms])
  }
}

interface PaceRow {
  readonly tokens: number
  /** Null: it may be called. */
  readonly blocked_ms: number | null
}

interface Bucket {
  readonly size: number
  readonly perSecond: number
}

/** Rule 1: size + 60 s of refill = perMinute. */
function bucketOf(perMinute: number | null): Bucket | null {
  if (perMinute === null) return null
  const size = Math.max(1, Math.floor(perMinute / 20))
  return { size, perSecond: Math.max(perMinute - size, 0.5) / 60 }
}

function waitOf(row: PaceRow | undefined, bucket: Bucket | null): number {
  const blockedMs = Math.max(0, row?.blocked_ms ?? 0)
  const tokens = row?.tokens ?? 1
  const tokenMs = bucket === null || tokens >= 1 ? 0 : ((1 - tokens) / bucket.perSecond) * 1000
  return Math.ceil(Math.max(blockedMs, tokenMs))
}

async function placeWait(client: pg.ClientBase, { credentialId, holder, atOnce }: { readonly credentialId: string; readonly holder: string; readonly atOnce: number | null }): Promise<number> {
  if (atOnce === null) return 0
  const { rows } = await client.query<{ others: number }>('SELECT count(*)::int AS others FROM credential_place WHERE credential_id = $1 AND holder <> $2 AND until >= now()', [credentialId, holder])
  return (rows[0]?.others ?? 0) < atOnce ? 0 : placesWaitMs
}

/** clock_timestamp: a transaction that waited for the lock must not count from when it began to wait. */
const refillSql = `
INSERT INTO credential_pace AS pace (credential_id, tokens, refilled_at) VALUES ($1, $2, clock_timestamp())
ON CONFLICT (credential_id) DO UPDATE SET
  tokens = least($2, pace.tokens + greatest(0, extract(epoch FROM clock_timestamp() - pace.refilled_at)) * $3::float8), refilled_at = clock_timestamp()
RETURNING tokens, extract(epoch FROM blocked_until - clock_timestamp()) * 1000 AS blocked_ms`

const placeSql = `
INSERT INTO credential_place (credential_id, holder, until) VALUES ($1, $2, now() + $3::float8 * interval '1 millisecond')
ON CONFLICT (credential_id, holder) DO UPDATE SET until = excluded.until`
