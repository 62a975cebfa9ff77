import type { FlowDetail, RunDetail } from '@maillon/api-contract'
import { startTestRedis, type TestRedis } from '@maillon/test-kit'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { doubling } from './testing/sample-flows.js'
import { startTestServer, type TestServer } from './testing/start-test-server.js'

let redis: TestRedis
let server: TestServer

beforeAll(async () => {
  redis = await startTestRedis()
  server = await startTestServer({ redisUrl: redis.url })
}, 60_000)

afterAll(async () => {
  await server?.stop()
  await redis?.stop()
}, 60_000)

it('with REDIS_URL set the lanes are on Redis, and nothing else differs', async () => {
  const owner = await server.owner()
  const { id } = (await owner.post('/api/flows', { documentText: JSON.stringify(doubling) })).body as FlowDetail
  const { runId } = (await owner.post(`/api/flows/${id}/runs`, { what: 'draft', rows: [{ n: 2 }] })).body as { runId: string }
  await vi.waitFor(async () => expect(((await owner.get(`/api/runs/${runId}`)).body as RunDetail).run.status).toBe('succeeded'), { timeout: 10_000 })
  expect((await owner.get('/api/health/ready')).status).toBe(200)
})
