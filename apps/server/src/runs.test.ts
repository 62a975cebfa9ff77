import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { FlowDetail, ObservedData, RunDetail, RunGrid } from '@maillon/api-contract'
import type { FlowDocument } from '@maillon/flow-document'
import { chain, doubling, nodeOf } from './testing/sample-flows.js'
import { startTestServer, type TestServer } from './testing/start-test-server.js'
import type { TestClient } from './testing/test-client.js'

let server: TestServer
let owner: TestClient

beforeAll(async () => {
  server = await startTestServer()
  owner = await server.owner()
})

afterAll(async () => {
  await server?.stop()
})

async function importFlow(document: FlowDocument): Promise<FlowDetail> {
  const { status, body } = await owner.post('/api/flows', { documentText: JSON.stringify(document) })
  expect({ status, body }).toMatchObject({ status: 201 })
  return body as FlowDetail
}

async function ended(runId: string): Promise<RunDetail> {
  return vi.waitFor(
    async () => {
      const detail = (await owner.get(`/api/runs/${runId}`)).body as RunDetail
      if (detail.run.endedAt === null) throw new Error(`still ${detail.run.status}`)
      return detail
    },
    { timeout: 15_000, interval: 50 },
  )
}

async function run(flowId: string, body: object): Promise<RunDetail> {
  const started = await owner.post(`/api/flows/${flowId}/runs`, body)
  expect(started).toMatchObject({ status: 201 })
  return ended((started.body as { runId: string }).runId)
}

describe('a flow that is run by hand', () => {
  it('gives its steps, their data, their log, and stands in the lists', async () => {
    const flow = await importFlow(doubling)
    const detail = await run(flow.id, { what: 'draft', rows: [{ n: 3 }, { n: 4 }] })
    expect(detail.run).toMatchObject({ status: 'succeeded', origin: 'test', isTest: true, versionNumber: null, flowName: 'Doubling', startedBy: 'Ana', message: '' })
    expect(detail.steps.map(({ node, status, outputs }) => ({ node, status, outputs }))).toEqual([
      { node: 'start', status: 'succeeded', outputs: { main: 2 } },
      { node: 'double', status: 'succeeded', outputs: { main: 2 } },
      { node: 'log', status: 'succeeded', outputs: { main: 2 } },
    ])
    const { id } = detail.run
    expect((await owner.get(`/api/runs/${id}/steps/double/outputs/main?offset=1&limit=10`)).body).toEqual({ items: [{ json: { n: 4, twice: 8 } }], offset: 1, total: 2 })
    expect((await owner.get(`/api/runs/${id}/steps/log/inputs/main`)).body).toMatchObject({ total: 2, items: [{ json: { twice: 6 } }, { json: { twice: 8 } }] })
    await vi.waitFor(async () => expect(((await owner.get(`/api/runs/${id}/logs?node=log`)).body as { lines: { message: string }[] }).lines.map(({ message }) => message)).toEqual(['twice is 6', 'twice is 8']))
    expect((await owner.get(`/api/runs?flowId=${flow.id}&status=succeeded,failed`)).body).toMatchObject({ runs: [{ id }], nextCursor: null })
    expect((await owner.get(`/api/runs?flowId=${flow.id}&status=failed`)).body).toMatchObject({ runs: [] })
    expect((await owner.get(`/api/flows/${flow.id}/observed`)).body).toMatchObject({ nodes: { double: { main: { count: 2, sample: [{ json: { n: 3, twice: 6 } }, { json: { n: 4, twice: 8 } }], runId: id } } } })
  })

  it('shows the fields of several runs together, since rows often lack one, and the rows of the newest', async () => {
    const flow = await importFlow(doubling)
    await run(flow.id, { what: 'draft', rows: [{ n: 3, discount: 1 }] })
    await run(flow.id, { what: 'draft', rows: [{ n: 4 }] })
    const { nodes } = (await owner.get(`/api/flows/${flow.id}/observed`)).body as ObservedData
    expect(nodes['start']?.['main']).toMatchObject({ count: 1, sample: [{ json: { n: 4 } }] })
    expect(nodes['start']?.['main']?.shape.fields.map(({ name }) => name)).toEqual(expect.arrayContaining(['n', 'discount']))
  })

  it('takes a field that an earlier run had for one that may lack, and a name that none ever had for a mistake', async () => {
    const flow = await importFlow(chain('Sparse', [nodeOf('start', 'core.manual'), nodeOf('only', 'table.filter', { rules: [{ field: 'discount', operator: 'greater', value: 5 }] })]))
    const trial = (row: object) => run(flow.id, { what: 'draft', rows: [row] })
    expect((await trial({ n: 1 })).run).toMatchObject({ status: 'failed', message: 'There is no field “discount” in the incoming data.' })
    expect((await trial({ n: 2, discount: 9 })).run.status).toBe('succeeded')
    expect((await trial({ n: 3 })).steps.find(({ node }) => node === 'only')).toMatchObject({ status: 'succeeded', outputs: { main: 0, rest: 1 } })
  })

  it('lets its rows be found by what stands in them, with what the step changed, and refuses what is no filter', async () => {
    const flow = await importFlow(doubling)
    const { run: { id } } = await run(flow.id, { what: 'draft', rows: [{ n: 3 }, { n: 4 }] })
    const find = (side: string, query: string) => owner.get(`/api/runs/${id}/steps/double/rows/main?side=${side}&${query}`)
    const where = `where=${encodeURIComponent(JSON.stringify([{ field: 'twice', is: 'above', value: '6' }]))}`
    expect((await find('output', `changed=true&${where}`)).body).toEqual({ rows: [{ index: 1, item: { json: { n: 4, twice: 8 } }, before: { json: { n: 4 } } }], offset: 0, total: 1, of: 2, next: null, match: 'place' })
    expect((await find('input', where)).body).toMatchObject({ rows: [], total: 0, of: 2, match: null })
    for (const bad of ['nonsense', '[{"field":"n","is":"like"}]', '{}']) expect(await find('output', `where=${encodeURIComponent(bad)}`)).toMatchObject({ status: 400, body: { error: { code: 'API_QUERY_INVALID' } } })
  })

  it('up to a node runs that and what it needs, no more', async () => {
    const flow = await importFlow(doubling)
    const detail = await run(flow.id, { what: 'draft', upTo: 'double', rows: [{ n: 1 }] })
    expect(detail.steps.map(({ node }) => node)).toEqual(['start', 'double'])
  })

  it('uses the published version, whatever the draft says by now', async () => {
    const flow = await importFlow(doubling)
    expect((await owner.post(`/api/flows/${flow.id}/runs`, { what: 'published' })).body).toMatchObject({ error: { code: 'FLOW_VERSION_MISSING' } })
    expect((await owner.post(`/api/flows/${flow.id}/publish`, { revision: 0, activate: true })).status).toBe(200)
    const changed = { ...flow.document, nodes: flow.document.nodes.map((node) => (node.id === 'double' ? { ...node, params: { fields: [{ name: 'twice', value: 'changed' }] } } : node)) }
    expect((await owner.put(`/api/flows/${flow.id}/draft`, { document: changed, revision: 0 })).body).toEqual({ revision: 1 })
    const detail = await run(flow.id, { what: 'published', rows: [{ n: 5 }] })
    expect(detail.run).toMatchObject({ versionNumber: 1, origin: 'manual', isTest: false })
    expect((await owner.get(`/api/runs/${detail.run.id}/steps/double/outputs/main`)).body).toMatchObject({ items: [{ json: { twice: 10 } }] })
    const [summary] = ((await owner.get('/api/flows')).body as { flows: { id: string }[] }).flows.filter(({ id }) => id === flow.id)
    expect(summary).toMatchObject({ active: true, publishedNumber: 1, hasUnpublishedChanges: true, lastRun: { id: detail.run.id, status: 'succeeded' } })
    expect((await owner.get('/api/home?period=24h')).body).toMatchObject({ successRate: 1 })
  })

  it('fails with one sentence at the node, in the language of whoever asks, and can be retried from there', async () => {
    const failing = chain('Failing', [nodeOf('start', 'core.manual'), { ...nodeOf('double', 'core.set', { fields: [{ name: 'twice', type: 'number', value: '{{item.n}}' }] }), retry: { attempts: 1, wait: { kind: 'fixed', ms: 0 } } }])
    const flow = await importFlow(failing)
    const detail = await run(flow.id, { what: 'draft', rows: [{ n: 'not a number' }] })
    expect(detail.run.status).toBe('failed')
    expect(detail.run.message).not.toBe('')
    expect(detail.error?.sentence).toBe(detail.run.message)
    expect(detail.steps.find(({ node }) => node === 'double')?.attempts.at(-1)?.error?.sentence).toBeTruthy()
    const retried = await owner.post(`/api/runs/${detail.run.id}/retry`)
    expect(retried.status).toBe(201)
    const again = await ended((retried.body as { runId: string }).runId)
    expect(again.steps.find(({ node }) => node === 'start')?.outputs).toEqual({ main: 1 })
    expect((await owner.post(`/api/runs/${detail.run.id}/cancel`)).body).toMatchObject({ error: { code: 'RUN_STATE_FINAL' } })
  })
})

describe('the runs of a flow by their steps', () => {
  it('stand in one column a run, newest first, page by page, without tests unless they are asked for', async () => {
    const flow = await importFlow(chain('Grid', [nodeOf('start', 'core.manual'), nodeOf('half', 'core.set', { fields: [{ name: 'half', value: '{{divide item.n 2}}' }] }), nodeOf('log', 'core.log', { message: 'ok' })]))
    await owner.post(`/api/flows/${flow.id}/publish`, { revision: flow.revision, activate: false })
    const good = await run(flow.id, { what: 'published', rows: [{ n: 4 }] })
    const bad = await run(flow.id, { what: 'published', rows: [{ n: 'four' }] })
    const test = await run(flow.id, { what: 'draft', rows: [{ n: 1 }] })
    const grid = (query: string) => owner.get(`/api/flows/${flow.id}/grid${query}`).then(({ body }) => body as RunGrid)
    const page = await grid('')
    expect(page.nodes.map(({ id }) => id)).toEqual(['start', 'half', 'log'])
    expect(page.columns.map((column) => column.run.id)).toEqual([bad.run.id, good.run.id])
    expect(page.columns[0]?.steps).toMatchObject({ start: { status: 'succeeded', items: 1 }, half: { status: 'failed', attempts: 1 } })
    expect(page.columns[1]?.steps['log']).toMatchObject({ status: 'succeeded', items: 1, failedItems: 0 })
    expect((await grid('?tests=true&limit=1')).columns.map((column) => column.run.id)).toEqual([test.run.id])
    expect((await grid(`?limit=1&cursor=${bad.run.id}`)).columns.map((column) => column.run.id)).toEqual([good.run.id])
    expect((await server.client().get(`/api/flows/${flow.id}/grid`)).status).toBe(401)
    expect((await owner.get('/api/flows/00000000-0000-4000-8000-000000000000/grid')).status).toBe(404)
  })
})

describe('a document that can’t run', () => {
  it('is refused with every problem and its place', async () => {
    const flow = await importFlow(chain('Broken', [nodeOf('start', 'core.manual'), nodeOf('a', 'core.set', { fields: [{ name: 'x', value: '{{nodes.nope.first.y}}' }] }), nodeOf('b', 'no.such')]))
    for (const answer of [await owner.post(`/api/flows/${flow.id}/runs`, { what: 'draft' }), await owner.post(`/api/flows/${flow.id}/publish`, { revision: 0, activate: true })]) {
      expect(answer.status).toBe(422)
      const { diagnostics, error } = answer.body as { diagnostics: { node?: string; severity: string }[]; error: { code: string } }
      expect(error.code).toBe('FLOW_DOCUMENT_REFUSED')
      expect(new Set(diagnostics.filter(({ severity }) => severity === 'error').map(({ node }) => node))).toEqual(new Set(['a', 'b']))
    }
  })

  it.each([
    ['prototype keys', '{"format":"maillon.flow/1","__proto__":{"isAdmin":true}}'],
    ['no JSON', '{"format":'],
    ['another format', '{"format":"maillon.flow/99"}'],
    ['a depth of 10,000', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
    ['a node twice', JSON.stringify(chain('x', [nodeOf('a', 'core.manual'), nodeOf('a', 'core.log')]))],
    ['a circle', JSON.stringify({ ...chain('x', [nodeOf('s', 'core.manual'), nodeOf('a', 'core.log'), nodeOf('b', 'core.log')]), edges: [{ from: 's.main', to: 'a.main' }, { from: 'a.main', to: 'b.main' }, { from: 'b.main', to: 'a.main' }] })],
    ['an edge to a port that isn’t there', JSON.stringify({ ...chain('x', [nodeOf('s', 'core.manual'), nodeOf('a', 'core.log')]), edges: [{ from: 's.main', to: 'a.nope' }] })],
    ['an edge to nowhere', JSON.stringify({ ...chain('x', [nodeOf('a', 'core.manual')]), edges: [{ from: 'a.main', to: 'b.main' }] })],
  ])('with %s is not imported, and nothing is left behind', async (_what, documentText) => {
    const before = (await owner.get('/api/flows')).text
    const { status, body } = await owner.post('/api/flows', { documentText })
    expect({ status, body }).toMatchObject({ status: 422, body: { error: { code: 'FLOW_DOCUMENT_REFUSED' } } })
    expect((body as { diagnostics: unknown[] }).diagnostics.length).toBeGreaterThan(0)
    expect((await owner.get('/api/flows')).text).toBe(before)
    expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined()
  })

  it('of 50 MB is turned away at the door', async () => {
    const answer = await owner.post('/api/flows', { documentText: 'x'.repeat(50_000_000) }).catch((error: unknown) => error)
    // The server closes while the sender is still sending: some senders see the answer, others the closed line.
    if (answer instanceof Error) expect(answer.message).toMatch(/fetch failed/)
    else expect(answer).toMatchObject({ status: 413 })
    expect((await owner.get('/api/health')).status).toBe(200)
  })

  it('arrives switched off, with its name as text', async () => {
    const flow = await importFlow({ ...doubling, name: '<img src=x onerror=alert(1)>{{7*7}}' })
    expect(flow).toMatchObject({ active: false, published: null, document: { id: flow.id, name: '<img src=x onerror=alert(1)>{{7*7}}' } })
  })

  it('comes out as it went in, in canonical form', async () => {
    const flow = await importFlow(doubling)
    const exported = await owner.get(`/api/flows/${flow.id}/export`)
    expect(exported.headers.get('content-disposition')).toBe('attachment; filename="Doubling.flow.json"; filename*=UTF-8\'\'Doubling.flow.json')
    const again = await importFlow(exported.body as FlowDocument)
    expect((await owner.get(`/api/flows/${again.id}/export`)).text.replace(again.id, flow.id)).toBe(exported.text)
  })
})

describe('live events', () => {
  it('tell of the runs of one’s own workspace, without their steps', async () => {
    const flow = await importFlow(doubling)
    const abort = new AbortController()
    const answer = await fetch(`${server.url}/api/events`, { headers: { cookie: owner.cookie ?? '' }, signal: abort.signal })
    expect(answer.headers.get('content-type')).toContain('text/event-stream')
    const started = await owner.post(`/api/flows/${flow.id}/runs`, { what: 'draft', rows: [{ n: 1 }] })
    const { runId } = started.body as { runId: string }
    let text = ''
    const decoder = new TextDecoder()
    for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk)
      if (text.includes('"status":"succeeded","origin":"test"')) break
    }
    const events = [...text.matchAll(/^data: (.*)$/gm)].map(([, json = '']) => JSON.parse(json) as { type: string; run?: { id: string } })
    expect(events.some((event) => event.type === 'run' && event.run?.id === runId)).toBe(true)
    expect(events.every((event) => event.type === 'run')).toBe(true)
    abort.abort()
  })

  it('of a run that isn’t there are refused', async () => {
    expect((await owner.get('/api/events?runId=01a1fc64-5130-733f-844b-e08810764fcb')).status).toBe(404)
    expect((await server.client().get('/api/events')).status).toBe(401)
  })
})

describe('lists', () => {
  it.each(['limit=0', 'limit=1e9', 'limit=x', 'status=nope', 'flowId=1', 'from=yesterday', 'limit=1&limit=2', 'words[]=1&words=2&words=3'])('refuse ?%s', async (query) => {
    expect((await owner.get(`/api/runs?${query}`)).status).toBe(400)
  })

  it.each(['%25', '_', '%27', '%5C', '%F0%9F%98%80', "'; DROP TABLE run; --"])('search for %s as text', async (words) => {
    expect((await owner.get(`/api/runs?words=${words}`)).status).toBe(200)
  })
})
