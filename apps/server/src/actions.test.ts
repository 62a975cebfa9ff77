/** What a run has sent, through the API of a whole server: a real outside service, and entries that a crash left. */
import { createServer, type Server } from 'node:http'
import type { ActionView, FlowDetail, ItemsPage, RunDetail } from '@maillon/api-contract'
import type { FlowDocument } from '@maillon/flow-document'
import { createPool } from '@maillon/storage'
import type pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { chain, nodeOf } from './testing/sample-flows.js'
import { startTestServer, type TestServer } from './testing/start-test-server.js'
import type { TestClient } from './testing/test-client.js'

let server: TestServer
let owner: TestClient
let pool: pg.Pool
let service: Server
let address: string
let answer = (_call: number): number => 200
const calls: string[] = []

beforeAll(async () => {
  service = createServer((request, response) => {
    calls.push(`${request.url ?? ''} ${String(request.headers['idempotency-key'])}`)
    response.writeHead(answer(calls.length), { 'content-type': 'application/json' }).end('{"ok":true}')
  })
  await new Promise<void>((resolve) => { service.listen(0, '127.0.0.1', resolve) })
  const port = (service.address() as { port: number }).port
  address = `http://127.0.0.1:${port}`
  server = await startTestServer({ allowHosts: [`127.0.0.1:${port}`] })
  owner = await server.owner()
  pool = createPool({ connectionString: server.databaseUrl, poolSize: 1 })
})

afterAll(async () => {
  await pool?.end()
  await server?.stop()
  service?.close()
})

/** Sends each row, one request for each. */
function sending(): FlowDocument {
  const send = nodeOf('send', 'http.request', { method: 'POST', url: `${address}/{{item.n}}`, bodyKind: 'json', json: {} })
  return chain('Send', [nodeOf('start', 'core.manual'), { ...send, retry: { attempts: 1, wait: { kind: 'fixed', ms: 0 } } }, nodeOf('log', 'core.log', { message: 'sent' })])
}

async function importFlow(document: FlowDocument): Promise<string> {
  const made = await owner.post('/api/flows', { documentText: JSON.stringify(document) })
  expect(made).toMatchObject({ status: 201 })
  return (made.body as FlowDetail).id
}

async function start(flowId: string, body: object): Promise<string> {
  const started = await owner.post(`/api/flows/${flowId}/runs`, { what: 'draft', isTest: false, ...body })
  expect(started).toMatchObject({ status: 201 })
  return (started.body as { runId: string }).runId
}

function ended(runId: string): Promise<RunDetail> {
  return vi.waitFor(async () => {
    const detail = (await owner.get(`/api/runs/${runId}`)).body as RunDetail
    if (detail.run.endedAt === null) throw new Error(detail.run.status)
    return detail
  }, { timeout: 20_000, interval: 50 })
}

async function retry(runId: string): Promise<RunDetail> {
  const again = await owner.post(`/api/runs/${runId}/retry`, {})
  expect(again).toMatchObject({ status: 201 })
  return ended((again.body as { runId: string }).runId)
}

const actionsOf = async (runId: string): Promise<readonly ActionView[]> => ((await owner.get(`/api/runs/${runId}/actions`)).body as { actions: readonly ActionView[] }).actions
const rows = [1, 2, 3].map((n) => ({ n }))

it('says of each row when it was sent, and a retry from the failure sends only what is left', async () => {
  calls.length = 0
  answer = (call) => (call === 3 ? 422 : 200)
  const first = await ended(await start(await importFlow(sending()), { rows }))
  expect(first.run.status).toBe('failed')
  const actions = await actionsOf(first.run.id)
  expect(actions.map(({ node, index, state }) => [node, index, state])).toEqual([['send', 0, 'sent'], ['send', 1, 'sent'], ['send', 2, 'failed']])
  expect(actions[0]).toMatchObject({ iteration: '', sentence: expect.stringMatching(/^Already sent at \d\d:\d\d\.$/) as unknown, hint: expect.stringContaining('second time') as unknown })
  const again = await retry(first.run.id)
  expect(again.run.status).toBe('succeeded')
  // One more call, for the third row, under the key of the run that failed.
  expect(calls).toEqual([...[0, 1, 2].map((row) => `/${row + 1} ${first.run.id}-1-i${row}`), `/3 ${first.run.id}-1-i2`])
  expect((await actionsOf(again.run.id)).map(({ state }) => state)).toEqual(['sent', 'sent', 'sent'])
  expect((((await owner.get(`/api/runs/${again.run.id}/steps/send/outputs/main`)).body as ItemsPage).items)).toHaveLength(3)
})

it.each([['sent', 0], ['not-sent', 1]] as const)('lets a person say that what was cut off was %s: a retry sends it %i more times', async (was, more) => {
  answer = () => 422
  const { run } = await ended(await start(await importFlow(sending()), { rows: [{ n: 1 }] }))
  // As a worker leaves it that dies in the middle of the sending.
  await pool.query(`UPDATE node_state SET value = jsonb_set(value::jsonb, '{status}', '"sending"')::json WHERE key = $1`, [`sent/${run.id}-1-i0`])
  answer = () => 200
  const [unknown] = await actionsOf(run.id)
  expect(unknown).toMatchObject({ state: 'unknown', sentence: expect.stringMatching(/^Unknown, please check: the sending was cut off at \d\d:\d\d\.$/) as unknown })
  expect((await retry(run.id)).run.message).toContain('nobody knows')
  calls.length = 0
  const decide = () => owner.post(`/api/runs/${run.id}/actions/decide`, { id: unknown?.id, was })
  expect((await decide()).status).toBe(204)
  expect(await decide()).toMatchObject({ status: 409, body: { error: { code: 'ACTION_STATE_KNOWN' } } })
  expect((await owner.post(`/api/runs/${run.id}/actions/decide`, { id: 'another', was })).status).toBe(404)
  expect((await retry(run.id)).run.status).toBe('succeeded')
  expect(calls).toHaveLength(more)
  expect((await actionsOf(run.id))[0]?.state).toBe('sent')
})

it('shows in a dry run what a step would send, and sends nothing', async () => {
  calls.length = 0
  const detail = await ended(await start(await importFlow(sending()), { rows, isDryRun: true }))
  expect(detail.run).toMatchObject({ status: 'succeeded', isDryRun: true })
  expect(detail.steps.map(({ node, isPreview }) => [node, isPreview])).toEqual([['start', false], ['send', true], ['log', false]])
  const previews = ((await owner.get(`/api/runs/${detail.run.id}/steps/send/outputs/main`)).body as ItemsPage).items
  expect(previews).toHaveLength(3)
  expect(JSON.stringify(previews[2])).toContain(`${address}/3`)
  expect(calls).toEqual([])
  expect(await actionsOf(detail.run.id)).toEqual([])
})
