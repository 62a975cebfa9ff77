import { randomUUID } from 'node:crypto'
import { startTestPostgres, type TestPostgres } from '@maillon/test-kit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createDataSource, migrate, type Database } from '../index.js'
import { Schedules0000000000003 } from './0003-schedules.js'

let postgres: TestPostgres
let database: Database

beforeAll(async () => {
  postgres = await startTestPostgres()
  database = createDataSource({ connectionString: postgres.connectionString })
  await database.initialize()
  await migrate(database)
})

afterAll(async () => {
  await database?.destroy()
  await postgres?.stop()
})

it('expects what the schedules of before expected, and can be taken back', async () => {
  const migration = new Schedules0000000000003()
  const runner = database.createQueryRunner()
  await migration.down(runner)
  const [workspaceId, flowId] = [randomUUID(), randomUUID()]
  await runner.query(`INSERT INTO workspace (id, name, time_zone, locale) VALUES ($1, 'W', 'UTC', 'fr')`, [workspaceId])
  await runner.query(`INSERT INTO flow (id, workspace_id, name, draft) VALUES ($1, $2, 'F', '{}')`, [flowId, workspaceId])
  const insert = `INSERT INTO trigger_schedule (flow_id, node_id, schedule, time_zone, catch_up, catch_up_limit, next_at) VALUES ($1, $2, '{"every":"hours","count":1}', 'UTC', 'one', 100, $3)`
  await runner.query(insert, [flowId, 'when', '2026-12-01T08:00:00Z'])
  await runner.query(insert, [flowId, 'never', null])
  await migration.up(runner)
  expect(await runner.query('SELECT flow_id, node_id, instant, workspace_id, status FROM schedule_instant')).toEqual([
    { flow_id: flowId, node_id: 'when', instant: new Date('2026-12-01T08:00:00Z'), workspace_id: workspaceId, status: 'expected' },
  ])
  expect(await runner.query('SELECT except_dates, catch_up_days, held_until FROM trigger_schedule')).toEqual([1, 2].map(() => ({ except_dates: [], catch_up_days: 7, held_until: null })))
  await runner.release()
})
