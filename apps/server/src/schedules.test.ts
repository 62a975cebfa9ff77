import type { FlowDetail, RunsPage } from '@maillon/api-contract'
import { createDataSource, type Database } from '@maillon/storage'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { chain, nodeOf } from './testing/sample-flows.js'
import { startTestServer, type TestServer } from './testing/start-test-server.js'
import type { TestClient } from './testing/test-client.js'

let first: TestServer
let second: TestServer
let owner: TestClient
let database: Database

beforeAll(async () => {
  first = await startTestServer()
  owner = await first.owner()
  second = await startTestServer({ databaseUrl: first.databaseUrl })
  database = createDataSource({ connectionString: first.databaseUrl })
  await database.initialize()
}, 60_000)

afterAll(async () => {
  await database?.destroy()
  await second?.stop()
  await first?.stop()
}, 60_000)

async function hourly(catchUp: 'skip' | 'one' | 'all'): Promise<string> {
  const document = chain(`Hourly ${catchUp}`, [nodeOf('when', 'core.schedule', { schedule: { every: 'hours', count: 1 }, timeZone: 'UTC', catchUp }), nodeOf('log', 'core.log', { message: 'at {{run.instant}}' })])
  const { id } = (await owner.post('/api/flows', { documentText: JSON.stringify(document) })).body as FlowDetail
  const published = await owner.post(`/api/flows/${id}/publish`, { revision: 0, activate: true })
  expect(published).toMatchObject({ status: 200 })
  const { nextRunAt } = published.body as FlowDetail
  expect(Date.parse(nextRunAt ?? '') % 3_600_000).toBe(0)
  return id
}

const runsOf = async (flowId: string) => ((await owner.get(`/api/runs?flowId=${flowId}&limit=200`)).body as RunsPage).runs
const hour = 3_600_000
const hoursAgo = (hours: number) => new Date(Math.floor(Date.now() / hour) * hour - hours * hour)
const setNext = (flowId: string, at: Date) => database.query('UPDATE trigger_schedule SET next_at = $2 WHERE flow_id = $1', [flowId, at])
const nextOf = async (flowId: string) => ((await owner.get(`/api/flows/${flowId}`)).body as FlowDetail).nextRunAt

it('an instant that has come makes one run, over two servers, and carries what it stands for', async () => {
  const id = await hourly('one')
  const due = hoursAgo(0)
  await setNext(id, due)
  await vi.waitFor(async () => expect(await runsOf(id)).toHaveLength(1), { timeout: 10_000 })
  const [run] = await runsOf(id)
  expect(run).toMatchObject({ origin: 'schedule', instant: due.toISOString(), isTest: false })
  expect(await nextOf(id)).toBe(new Date(due.getTime() + hour).toISOString())
  // The same instant once more (a server died between accepting and moving on): the run is there already.
  await setNext(id, due)
  await vi.waitFor(async () => expect(await nextOf(id)).toBe(new Date(due.getTime() + hour).toISOString()), { timeout: 10_000 })
  expect(await runsOf(id)).toHaveLength(1)
}, 30_000)

it('after downtime each choice catches up as it says', async () => {
  const [skip, one, all] = [await hourly('skip'), await hourly('one'), await hourly('all')]
  for (const id of [skip, one, all]) await setNext(id, hoursAgo(5))
  await vi.waitFor(async () => expect(await runsOf(all)).toHaveLength(6), { timeout: 10_000 })
  await vi.waitFor(async () => expect(await nextOf(skip)).toBe(hoursAgo(-1).toISOString()), { timeout: 10_000 })
  expect((await runsOf(all)).map(({ instant }) => instant).sort()).toEqual([5, 4, 3, 2, 1, 0].map((hours) => hoursAgo(hours).toISOString()))
  await vi.waitFor(async () => expect((await runsOf(one)).map(({ instant }) => instant)).toEqual([hoursAgo(0).toISOString()]), { timeout: 10_000 })
  // Within a minute of the hour the latest instant is on time, and is run.
  expect((await runsOf(skip)).length).toBe(Date.now() - hoursAgo(0).getTime() < 90_000 ? (await runsOf(skip)).length : 0)
}, 30_000)

it('a flow that is switched off has no instants', async () => {
  const id = await hourly('one')
  expect((await owner.post(`/api/flows/${id}/active`, { active: false })).body).toMatchObject({ active: false, nextRunAt: null })
  expect(await database.query('SELECT 1 FROM trigger_schedule WHERE flow_id = $1', [id])).toEqual([])
})
