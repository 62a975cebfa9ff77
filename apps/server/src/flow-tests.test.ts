import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FlowDetail, FlowTestDetail, FlowTestSummary, RunDetail, TestProposal, TestResultView } from '@maillon/api-contract'
import type { FlowDocument } from '@maillon/flow-document'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { chain, nodeOf } from './testing/sample-flows.js'
import { startTestServer, type TestServer } from './testing/start-test-server.js'
import type { TestClient } from './testing/test-client.js'

let server: TestServer
let owner: TestClient
let service: Server
/** Requests that the outside service got. */
const asked: string[] = []
let url = ''
let flow: FlowDetail
let runId = ''
let kept: FlowTestDetail

const totals = (factor: number, text = 'Total {{item.total}}'): FlowDocument =>
  chain('Totals', [
    nodeOf('start', 'core.manual'),
    nodeOf('fetch', 'http.request', { url: `${url}/sales`, itemsPath: 'data' }),
    nodeOf('sum', 'table.aggregate', { totals: [{ function: 'sum', field: 'price', name: 'sold' }] }),
    nodeOf('total', 'core.set', { fields: [{ name: 'total', value: `{{multiply item.sold ${factor}}}` }], keepOthers: false }),
    nodeOf('tell', 'http.request', { method: 'POST', url: `${url}/tell`, bodyKind: 'json', json: { text } }),
  ])

beforeAll(async () => {
  service = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    response.setHeader('content-type', 'application/json').end(request.url === '/sales' ? '{"data":[{"price":1000},{"price":200}]}' : '{"ok":true}')
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => service.once('listening', resolve))
  const { port } = service.address() as AddressInfo
  url = `http://127.0.0.1:${port}`
  server = await startTestServer({ allowHosts: [`127.0.0.1:${port}`] })
  owner = await server.owner()
  flow = (await owner.post('/api/flows', { documentText: JSON.stringify(totals(1)) })).body as FlowDetail
  runId = ((await owner.post(`/api/flows/${flow.id}/runs`, { what: 'draft' })).body as { runId: string }).runId
  await vi.waitFor(async () => expect(((await owner.get(`/api/runs/${runId}`)).body as RunDetail).run.status).toBe('succeeded'), { timeout: 15_000, interval: 50 })
})

afterAll(async () => {
  service?.close()
  await server?.stop()
})

async function draw(document: FlowDocument): Promise<void> {
  const { revision } = (await owner.get(`/api/flows/${flow.id}`)).body as FlowDetail
  expect(await owner.put(`/api/flows/${flow.id}/draft`, { document: { ...document, id: flow.id }, revision })).toMatchObject({ status: 200 })
}

async function replay(): Promise<TestResultView | undefined> {
  const { status, body } = await owner.post(`/api/flows/${flow.id}/tests/run`, { what: 'draft' })
  expect(status).toBe(200)
  return (body as { results: readonly TestResultView[] }).results[0]
}

async function publish(client: TestClient, more: object = {}) {
  const { revision } = (await owner.get(`/api/flows/${flow.id}`)).body as FlowDetail
  return client.post(`/api/flows/${flow.id}/publish`, { revision, activate: false, ...more })
}

it('proposes what makes sense to compare of a run, and keeps it as a test', async () => {
  const proposal = (await owner.get(`/api/runs/${runId}/test`)).body as TestProposal
  expect(proposal).toMatchObject({ name: 'Totals', cuts: [], remembered: [], filesLeftOut: [] })
  expect(proposal.comparisons.filter((one) => one.isProposed).map(({ key }) => key)).toEqual(['requests fetch ', 'output total main', 'requests tell '])
  const answer = await owner.post(`/api/runs/${runId}/test`, { name: 'Two sales' })
  expect(answer.status).toBe(201)
  kept = answer.body as FlowTestDetail
  expect(kept).toMatchObject({ name: 'Two sales', revision: 1, author: 'Ana', result: null, keptFrom: { runId }, expectations: 4 })
})

it('replays it without asking the outside or sending anything', async () => {
  const before = asked.length
  expect(await replay()).toMatchObject({ ok: true, findings: [], name: 'Two sales' })
  expect(asked.length).toBe(before)
})

it('names what a changed flow does otherwise, and shows it in the list', async () => {
  await draw(totals(2))
  const result = await replay()
  expect(result?.findings.map(({ sentence }) => sentence)).toEqual([
    '“total” gave 2,400 instead of 1,200 (row 1, field total).',
    expect.stringMatching(/^“tell” would do something else: body.* would be .*2400.* instead of .*1200.* \(call 1\)\.$/),
  ])
  const { tests } = (await owner.get(`/api/flows/${flow.id}/tests`)).body as { tests: readonly FlowTestSummary[] }
  expect(tests[0]?.result).toMatchObject({ ok: false, findings: [{ finding: { kind: 'value', node: 'total', path: '/total', expected: 1200, got: 2400 } }, {}] })
})

it('publishes nothing while a test fails, unless somebody who may says so, and the version tells it', async () => {
  expect(await publish(owner)).toMatchObject({ status: 409, body: { error: { code: 'FLOW_TESTS_FAILED' } } })
  const { token } = (await owner.post('/api/tokens', { name: 'Builder', role: 'editor', permissions: [], days: 1 })).body as { token: string }
  const { revision } = (await owner.get(`/api/flows/${flow.id}`)).body as FlowDetail
  expect(await server.client().post(`/api/flows/${flow.id}/publish`, { revision, activate: false, despiteTests: true }, { authorization: `Bearer ${token}` })).toMatchObject({ status: 403, body: { error: { code: 'API_ROLE_INSUFFICIENT' } } })
  expect(((await owner.get(`/api/flows/${flow.id}`)).body as FlowDetail).published).toBeNull()
  expect(await publish(owner, { despiteTests: true })).toMatchObject({ status: 200 })
  const { versions } = (await owner.get(`/api/flows/${flow.id}/versions`)).body as { versions: readonly { tests: unknown }[] }
  expect(versions[0]?.tests).toEqual({ passed: 0, failed: 1, isDespite: true })
})

it('accepts the new result, loosens a field and takes an expectation out, each only over what was read', async () => {
  const edit = (revision: number, change: object) => owner.post(`/api/flows/${flow.id}/tests/${kept.id}/edit`, { revision, edit: change })
  expect(await edit(1, { kind: 'accept' })).toMatchObject({ status: 200, body: { revision: 2, result: { ok: true } } })
  expect(await edit(1, { kind: 'remove', expectation: 0 })).toMatchObject({ status: 409 })
  await draw(totals(3))
  const output = kept.test.expect.findIndex((one) => one.kind === 'output')
  const tell = kept.test.expect.findIndex((one) => one.kind === 'requests' && one.node === 'tell')
  expect(await edit(2, { kind: 'loosen', expectation: output, path: '/total' })).toMatchObject({ status: 200, body: { revision: 3, result: { ok: false } } })
  expect(await edit(3, { kind: 'remove', expectation: tell })).toMatchObject({ status: 200, body: { revision: 4, expectations: 3, result: { ok: true } } })
  expect(await edit(4, { kind: 'remove', expectation: 400 })).toMatchObject({ status: 409 })
  expect(await publish(owner)).toMatchObject({ status: 200 })
})

it('gives a test as a file and takes it back, and refuses what is none', async () => {
  const file = await owner.get(`/api/flows/${flow.id}/tests/${kept.id}/export`)
  expect(file.headers.get('content-disposition')).toContain('Totals.two-sales.test.json')
  const added = await owner.post(`/api/flows/${flow.id}/tests`, { documentText: file.text })
  expect(added).toMatchObject({ status: 201, body: { name: 'Two sales' } })
  expect((added.body as FlowTestDetail).id).not.toBe(kept.id)
  expect(await owner.post(`/api/flows/${flow.id}/tests`, { documentText: '{"format":"maillon.test/7"}' })).toMatchObject({ status: 422, body: { diagnostics: [{ code: 'TEST_FORMAT_NEWER' }] } })
  expect(await owner.delete(`/api/flows/${flow.id}/tests/${kept.id}`)).toMatchObject({ status: 204 })
  expect(await owner.get(`/api/flows/${flow.id}/tests/${kept.id}`)).toMatchObject({ status: 404 })
})
