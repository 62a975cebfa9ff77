import type pg from 'pg'
import type { advisoryLocks } from './advisory-locks.js'

/**
 * Does `work` while nobody else, in whatever process, does work under the same lock. It ends with the connection.
 * @returns null, without doing anything, where somebody else is at it
 */
export async function withAdvisoryLock<Result>(pool: pg.Pool, lock: (typeof advisoryLocks)[keyof typeof advisoryLocks], work: () => Promise<Result>): Promise<Result | null> {
  const client = await pool.connect()
  try {
    const { rows } = await client.query<{ got: boolean }>('SELECT pg_try_advisory_lock($1) AS got', [lock])
    if (rows[0]?.got !== true) return null
    try {
      return await work()
    } finally {
      await client.query('SELECT pg_advisory_unlock($1)', [lock])
    }
  } finally {
    client.release()
  }
}
