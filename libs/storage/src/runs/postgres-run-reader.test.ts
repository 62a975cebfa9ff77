import { startTestPostgres, type TestPostgres } from '@maillon/test-kit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDataSource, createPool, migrate, PostgresRunReader } from '../index.js'

let postgres: TestPostgres
let pool: ReturnType<typeof createPool>
const workspaceId = '01900000-0000-7000-8000-000000000001'

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

it('counts runs by the days of the workspace’s zone', async () => {
  await pool.query(
    `INSERT INTO run (id, workspace_id, flow_id, flow_version_id, status, origin, priority, trigger_node, lane, accepted_at, ended_at)
     SELECT gen_random_uuid(), $1, $1, $1, 'succeeded', 'manual', 5, 0, 'default', at::timestamptz, at::timestamptz
     FROM unnest(ARRAY['2026-01-10T03:00:00Z', '2026-01-10T12:00:00Z']) AS at`,
    [workspaceId],
  )
  const days = async (timeZone: string) => (await new PostgresRunReader(pool).timeline({ workspaceId, since: '2026-01-01T00:00:00Z', bucket: 'day', timeZone })).map(({ at, succeeded }) => [at, succeeded])
  // Three in the morning in London is still the evening before in Montréal.
  expect(await days('America/Toronto')).toEqual([['2026-01-09T05:00:00.000Z', 1], ['2026-01-10T05:00:00.000Z', 1]])
  expect(await days('UTC')).toEqual([['2026-01-10T00:00:00.000Z', 2]])
})
