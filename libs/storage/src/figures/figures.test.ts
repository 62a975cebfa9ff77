import { startTestPostgres, type TestPostgres } from '@maillon/test-kit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createDataSource, createPool, migrate } from '../data-source.js'
import { FigureFold } from './figure-fold.js'
import { RunFigures } from './run-figures.js'

let postgres: TestPostgres
let pool: ReturnType<typeof createPool>
const workspaceId = '01900000-0000-7000-8000-000000000001'
const [sales, stock] = ['01900000-0000-7000-8000-0000000000a1', '01900000-0000-7000-8000-0000000000a2']
const hourMs = 3_600_000

beforeAll(async () => {
  postgres = await startTestPostgres()
  const source = createDataSource({ connectionString: postgres.connectionString })
  await source.initialize()
  await migrate(source)
  await source.destroy()
  pool = createPool({ connectionString: postgres.connectionString })
}, 60_000)

afterAll(async () => {
  await pool.end()
  await postgres.stop()
})

beforeEach(async () => {
  await pool.query('TRUNCATE run, step, run_log, run_figure, run_figure_mark, run_words')
})

interface Ran {
  readonly flowId?: string
  readonly status?: string
  readonly origin?: string
  readonly ms?: number
  readonly isTest?: boolean
}

/** A run that ended at that time. */
async function ran(endedAt: Date | string, { flowId = sales, status = 'succeeded', origin = 'schedule', ms = 1000, isTest = false }: Ran = {}): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `INSERT INTO run (id, workspace_id, flow_id, flow_version_id, status, origin, is_test, priority, trigger_node, lane, accepted_at, ended_at)
     VALUES (gen_random_uuid(), $1, $2, $2, $3, $4, $5, 5, 0, 'default', $6::timestamptz - $7 * interval '1 millisecond', $6) RETURNING id`,
    [workspaceId, flowId, status, origin, isTest, endedAt, ms])
  return rows[0]?.id ?? ''
}

/** As the scheduler does, until nothing is left to do. */
async function fold(behindMs?: number): Promise<void> {
  while (await new FigureFold(pool, behindMs).fold());
}

const ago = (hours: number): Date => new Date(Date.now() - hours * hourMs)
const hourOf = (at: Date): number => Math.floor(at.getTime() / hourMs) * hourMs
const period = (hours: number, slot: 'hour' | 'day' = 'hour', timeZone = 'UTC') => new RunFigures(pool).period({ workspaceId, since: hourOf(ago(hours)), slot, timeZone })

describe('the figures of runs', () => {
  it('count each run once, whether it is folded already or ended this moment', async () => {
    for (const hours of [30, 29, 3, 2, 2]) await ran(ago(hours), { ms: 2000 })
    await ran(ago(2), { status: 'failed', origin: 'webhook', ms: 4000 })
    await ran(ago(2), { isTest: true })
    const before = await period(48)
    expect(before.total).toMatchObject({ succeeded: 5, warned: 0, failed: 1, cancelled: 0 })
    await fold()
    expect(await period(48)).toEqual(before)
    await ran(new Date(), { status: 'warned', ms: 2000 })
    await ran(new Date(), { status: 'cancelled', ms: 999_999 })
    const { total, origins, slots } = await period(48)
    expect(total).toMatchObject({ succeeded: 5, warned: 1, failed: 1, cancelled: 1, meanMs: (6 * 2000 + 4000) / 7 })
    expect(origins).toEqual([{ origin: 'schedule', runs: 7 }, { origin: 'webhook', runs: 1 }])
    expect(slots.reduce((sum, slot) => sum + slot.succeeded, 0)).toBe(5)
    await fold()
    expect((await period(48)).total).toEqual(total)
  })

  it('know the time in which nineteen of twenty are done within five per cent', async () => {
    for (let n = 1; n <= 100; n += 1) await ran(ago(5), { ms: n * 100 })
    const before = (await period(24)).total.p95Ms ?? 0
    await fold()
    const after = (await period(24)).total.p95Ms ?? 0
    expect([before, after]).toEqual([after, before])
    expect(Math.abs(after - 9_500) / 9_500).toBeLessThan(0.06)
  })

  it('are the same by flow, from hours at the edges and whole days between them', async () => {
    for (let hours = 1; hours <= 90; hours += 1) await ran(ago(hours + 0.01), { flowId: hours % 3 === 0 ? stock : sales, ms: hours % 3 === 0 ? 60_000 : 1000 })
    const since = hourOf(ago(80))
    const unfolded = await new RunFigures(pool).flows(workspaceId, since, 10)
    await fold()
    const days = await pool.query("SELECT DISTINCT at FROM run_figure WHERE series = 'flow-day'")
    expect(days.rowCount).toBeGreaterThanOrEqual(3)
    const folded = await new RunFigures(pool).flows(workspaceId, since, 10)
    expect(folded).toEqual(unfolded)
    expect(folded.map(({ flowId }) => flowId)).toEqual([sales, stock])
    expect(folded[1]?.meanMs).toBe(60_000)
    expect(await new RunFigures(pool).flows(workspaceId, since, 1)).toHaveLength(1)
  })

  it('cut days by the clock of the workspace', async () => {
    await ran('2026-01-10T03:00:00Z')
    await ran('2026-01-10T12:00:00Z')
    await fold()
    const days = async (timeZone: string) => (await new RunFigures(pool).period({ workspaceId, since: Date.parse('2026-01-01T00:00:00Z'), slot: 'day', timeZone })).slots.map(({ at, succeeded }) => [at, succeeded])
    // Three in the morning in London is still the evening before in Montréal.
    expect(await days('America/Toronto')).toEqual([['2026-01-09T05:00:00.000Z', 1], ['2026-01-10T05:00:00.000Z', 1]])
    expect(await days('UTC')).toEqual([['2026-01-10T00:00:00.000Z', 2]])
  })

  it('stay when the runs go', async () => {
    for (const hours of [30, 3]) await ran(ago(hours))
    await fold()
    await pool.query('TRUNCATE run')
    await fold()
    expect((await period(48)).total.succeeded).toBe(2)
  })

  it('wait for a transaction that began before and may still write an end', async () => {
    await ran(ago(3))
    await fold()
    const writer = await pool.connect()
    try {
      await writer.query('BEGIN')
      await writer.query('SELECT pg_current_xact_id()')
      const { rows } = await writer.query<{ at: string }>('SELECT now()::text AS at')
      await fold(0)
      const mark = await pool.query<{ behind: boolean }>('SELECT folded_to <= $1::timestamptz AS behind FROM run_figure_mark', [rows[0]?.at])
      expect(mark.rows[0]?.behind).toBe(true)
      await writer.query('COMMIT')
    } finally {
      writer.release()
    }
    await fold(0)
    const mark = await pool.query<{ behind: boolean }>(`SELECT folded_to > now() - interval '3 seconds' AS near FROM run_figure_mark`)
    expect(mark.rows).toEqual([{ near: true }])
  })

  it('are read anew where the clock of the database has gone back', async () => {
    await ran(ago(30))
    await ran(ago(0.01))
    await fold()
    // As if the clock had been an hour and a half ahead until now.
    await pool.query(`UPDATE run_figure_mark SET folded_to = now() + interval '90 minutes'`)
    await ran(ago(0.009))
    await fold()
    expect((await period(48)).total.succeeded).toBe(3)
  })

  it('count what is not over, up to a limit', async () => {
    for (let n = 0; n < 3; n += 1) await pool.query(`INSERT INTO run (id, workspace_id, flow_id, flow_version_id, status, origin, priority, trigger_node, lane) VALUES (gen_random_uuid(), $1, $2, $2, 'running', 'manual', 5, 0, 'default')`, [workspaceId, sales])
    const figures = new RunFigures(pool)
    expect([await figures.active(workspaceId, 0, 10), await figures.active(workspaceId, 0, 2), await figures.active(workspaceId, Date.now() + hourMs, 10)]).toEqual([{ all: 3, since: 3 }, { all: 2, since: 2 }, { all: 3, since: 0 }])
  })
})
