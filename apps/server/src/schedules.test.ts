import type { FlowDetail, RunsPage } from '@maillon/api-contract'
import { createDataSource, type Database } from '@maillon/storage'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { chain, nodeOf } from './testing/sample-flows.js'
import { startTestServer, type TestServer } from './testing/start-test-server.js'
import type { TestClient } from './testing/test-client.js'

const hour = 3_600_000
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

/** Every day, two hours from now: nothing comes between while a test runs. */
async function daily(): Promise<string> {
  const at = new Date(Date.now() + 2 * hour).toISOString().slice(11, 16)
  const document = chain('Daily', [nodeOf('when', 'core.schedule', { schedule: { every: 'day', at }, timeZone: 'UTC' }), nodeOf('log', 'core.log', { message: 'at {{run.instant}}' })])
  const { id } = (await owner.post('/api/flows', { documentText: JSON.stringify(document) })).body as FlowDetail
  const published = await owner.post(`/api/flows/${id}/publish`, { revision: 0, activate: true })
  expect(published).toMatchObject({ status: 200 })
  expect((published.body as FlowDetail).nextRunAt?.slice(11, 16)).toBe(at)
  return id
}

const runsOf = async (flowId: string) => ((await owner.get(`/api/runs?flowId=${flowId}&limit=200`)).body as RunsPage).runs
const setNext = (flowId: string, at: Date) => database.query('UPDATE trigger_schedule SET next_at = $2 WHERE flow_id = $1', [flowId, at])
const nextOf = async (flowId: string) => ((await owner.get(`/api/flows/${flowId}`)).body as FlowDetail).nextRunAt

it('an instant that has come makes one run, over two servers, and carries what it stands for', async () => {
  const id = await daily()
  const next = await nextOf(id)
  const due = new Date(Date.now() - 500)
  await setNext(id, due)
  await vi.waitFor(async () => expect(await runsOf(id)).toHaveLength(1), { timeout: 10_000 })
  const [run] = await runsOf(id)
  expect(run).toMatchObject({ origin: 'schedule', instant: due.toISOString(), isTest: false })
  expect(await nextOf(id)).toBe(next)
  // The same instant once more (a server died between accepting and moving on): the run is there already.
  await setNext(id, due)
  await vi.waitFor(async () => expect(await nextOf(id)).toBe(next), { timeout: 10_000 })
  expect(await runsOf(id)).toHaveLength(1)
}, 30_000)

it('a flow that is switched off has no instants', async () => {
  const id = await daily()
  expect((await owner.post(`/api/flows/${id}/active`, { active: false })).body).toMatchObject({ active: false, nextRunAt: null })
  expect(await database.query('SELECT 1 FROM trigger_schedule WHERE flow_id = $1', [id])).toEqual([])
})
