import type pg from 'pg'
import { advisoryLocks } from '../advisory-locks.js'
import { daySql, figuresSql, firstMarkSql, oldSql, planSql, safeUntilSql, stopSql, wordsSql } from './fold.sql.js'

/** Runs in one transaction: over in a second or two, whatever there is to catch up with. */
const runsAtOnce = 10_000
const hourMs = 3_600_000
const dayMs = 24 * hourMs

interface Mark {
  readonly from: string
  readonly until: string
  readonly daysTo: string
  readonly isBack: boolean
}

/**
 * Brings the figures of runs (`run_figure`) and the words to search in (`run_words`) up to date.
 *
 * F1. A run counts once, in the hour (UTC) of its end: what ended in [folded_to, until) is added, and the mark moved, in one transaction.
 * F2. `until` lies before the beginning of every transaction that may still write: nothing can end behind the mark.
 * F3. Where the database's clock has gone back behind the mark, the hours from there on are forgotten and read anew; the runs are still there,
 *     since they are kept for a day at least.
 * F4. A day is made of its hours, once it is over and they can't change any more.
 * F5. Figures stay when their runs go. The path of the runs themselves knows nothing of all this.
 */
export class FigureFold {
  /** @param behindMs how far the mark stays behind the clock; default 5 s */
  constructor(
    private readonly pool: pg.Pool,
    private readonly behindMs = 5_000,
  ) {}

  /** One stretch of it. @returns whether there is more to do at once */
  async fold(): Promise<boolean> {
    const client = await this.pool.connect()
    try {
      await client.query('BEGIN')
      await client.query(planSql)
      const isMore = await step(client, this.behindMs)
      await client.query('COMMIT')
      client.release()
      return isMore
    } catch (error) {
      // The transaction ends with its connection.
      client.release(true)
      throw error
    }
  }
}

async function step(client: pg.PoolClient, behindMs: number): Promise<boolean> {
  const { rows } = await client.query<{ won: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS won', [advisoryLocks.figures])
  if (rows[0]?.won !== true) return false
  const mark = (await client.query<Mark>(safeUntilSql, [behindMs])).rows[0]
  if (mark === undefined) {
    await client.query(firstMarkSql)
    return true
  }
  if (mark.isBack) {
    await readAnew(client)
    return true
  }
  const { rows: stops } = await client.query<{ stop: string }>(stopSql, [mark.from, mark.until, runsAtOnce])
  // Ends of one instant are never parted; where ten thousand runs share one, they are taken together.
  const stop = stops[0]?.stop
  const until = stop === undefined || stop === mark.from ? mark.until : stop
  await addUp(client, mark, until)
  return stop !== undefined
}

async function addUp(client: pg.PoolClient, { from, daysTo }: Mark, until: string): Promise<void> {
  const { rows } = await client.query<{ any: boolean }>('SELECT $2::timestamptz > $1::timestamptz AS any', [from, until])
  if (rows[0]?.any !== true) return
  await client.query(figuresSql, [from, until])
  await client.query(wordsSql, [from, until])
  let days = Date.parse(isoOf(daysTo))
  for (; days + dayMs + hourMs <= Date.parse(isoOf(until)); days += dayMs) {
    await client.query(daySql, [new Date(days)])
    await client.query(oldSql, [new Date(days)])
  }
  await client.query('UPDATE run_figure_mark SET folded_to = $1, days_to = $2', [until, new Date(days)])
}

/** F3. */
async function readAnew(client: pg.PoolClient): Promise<void> {
  await client.query(`UPDATE run_figure_mark SET folded_to = date_trunc('hour', clock_timestamp(), 'UTC'), days_to = least(days_to, date_trunc('day', clock_timestamp(), 'UTC'))`)
  await client.query(`DELETE FROM run_figure USING run_figure_mark WHERE at >= CASE series WHEN 'flow-day' THEN days_to ELSE folded_to END`)
}

/** Postgres' text of a timestamp in UTC, as Date.parse is sure to read it. */
function isoOf(text: string): string {
  return `${text.replace(' ', 'T').replace(/\+00$/, '')}Z`
}
