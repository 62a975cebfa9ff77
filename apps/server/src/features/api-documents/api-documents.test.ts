import { startOutside, type OutsideServer } from '@maillon/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from '../../testing/start-test-server.js'
import type { TestClient } from '../../testing/test-client.js'

const asked: string[] = []
let outside: OutsideServer
let server: TestServer
let owner: TestClient

const shop = (address: string, more: object = {}) =>
  JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Boutique', version: '1' },
    servers: [{ url: address }],
    paths: {
      '/orders': {
        get: { operationId: 'listOrders', summary: 'Lister les commandes', parameters: [{ name: 'status', in: 'query', schema: { type: 'string', enum: ['open', 'sent'] } }], responses: { 200: { content: { 'application/json': { schema: { type: 'array', items: { type: 'object', properties: { id: { type: 'integer' } } } } } } } } },
        post: { operationId: 'createOrder', summary: 'Créer une commande', requestBody: { content: { 'application/json': { schema: { type: 'object' } } } }, responses: { 201: { description: 'made' } } },
      },
      ...more,
    },
  })

beforeAll(async () => {
  outside = await startOutside(({ path, query, method }) => {
    asked.push(`${method} ${path}?${query.toString()}`)
    return path === '/openapi.json' ? { json: JSON.parse(shop(outside.url)) } : path === '/orders' ? { json: [{ id: 1 }, { id: 2 }] } : { status: 404 }
  })
  server = await startTestServer({ allowHosts: ['127.0.0.1'] })
  owner = await server.owner()
}, 180_000)
afterAll(async () => {
  await server.stop()
  await outside.stop()
})

const typesInPalette = async () => ((await owner.get('/api/catalogue')).body as { nodes: { type: string }[] }).nodes.map(({ type }) => type).filter((type) => type.startsWith('api.'))

async function runOf(document: object): Promise<{ readonly flowId: string; readonly status: string }> {
  const made = await owner.post('/api/flows', { documentText: JSON.stringify(document) })
  expect({ status: made.status, text: made.text }).toMatchObject({ status: 201 })
  const { id } = made.body as { id: string }
  const started = await owner.post(`/api/flows/${id}/runs`, { what: 'draft' })
  expect({ status: started.status, text: started.text }).toMatchObject({ status: 201 })
  const { runId } = started.body as { runId: string }
  for (let tries = 0; tries < 600; tries += 1) {
    const { run } = (await owner.get(`/api/runs/${runId}`)).body as { run: { status: string } }
    if (!['queued', 'running', 'waiting'].includes(run.status)) return { flowId: id, status: run.status }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the run did not end')
}

const flow = {
  format: 'maillon.flow/1', id: 'boutique', name: 'Boutique', settings: {}, notes: [], requires: {},
  nodes: [
    { id: 'debut', type: 'core.manual', version: 1, name: 'Début', position: { x: 0, y: 0 }, params: {} },
    { id: 'commandes', type: 'api.boutique.list-orders', version: 1, name: 'Commandes', position: { x: 300, y: 0 }, params: { status: 'open' } },
  ],
  edges: [{ from: 'debut.main', to: 'commandes.main' }],
}

describe('an OpenAPI document', () => {
  it('is shown before it is kept, then its operations are steps that run; it stays while a flow uses it', async () => {
    const checked = await owner.post('/api/api-documents/check', { document: shop(outside.url) })
    expect(checked.body).toMatchObject({ name: 'boutique', title: 'Boutique', address: outside.url, operations: [{ type: 'api.boutique.list-orders', writes: false }, { type: 'api.boutique.create-order', writes: true }] })
    expect(await typesInPalette()).toEqual([])
    expect((await owner.post('/api/api-documents', { url: `${outside.url}/openapi.json` })).status).toBe(200)
    expect(await typesInPalette()).toEqual(['api.boutique.list-orders', 'api.boutique.create-order'])
    const { flowId, status } = await runOf(flow)
    expect(status).toBe('succeeded')
    expect(asked).toContain('GET /orders?status=open')
    const refused = await owner.delete('/api/api-documents/boutique')
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'API_DOCUMENT_STILL_USED', params: { flows: 'Boutique' } } } })
    expect((await owner.delete(`/api/flows/${flowId}`)).status).toBe(204)
    expect((await owner.delete('/api/api-documents/boutique')).status).toBe(204)
    expect(await typesInPalette()).toEqual([])
    expect((await owner.delete('/api/api-documents/boutique')).status).toBe(404)
  }, 120_000)

  it('may be written in YAML', async () => {
    const document = `openapi: 3.0.3\ninfo: { title: Stock, version: 1.0 }\nservers:\n  - url: ${outside.url}\npaths:\n  /orders: # all of them\n    get:\n      operationId: listOrders\n      responses:\n        200: { description: ok }\n`
    expect((await owner.post('/api/api-documents', { document })).body).toMatchObject({ name: 'stock', operations: [{ type: 'api.stock.list-orders', writes: false }] })
    expect(await typesInPalette()).toEqual(['api.stock.list-orders'])
    expect((await owner.delete('/api/api-documents/stock')).status).toBe(204)
  })

  it('is read anew by the other processes, and once more after a start', async () => {
    const other = await startTestServer({ allowHosts: ['127.0.0.1'], databaseUrl: server.databaseUrl })
    try {
      await owner.post('/api/api-documents', { name: 'deuxieme', document: shop(outside.url) })
      const client = await other.owner()
      const seen = async () => (await client.get('/api/catalogue')).text.includes('api.deuxieme.list-orders')
      for (let tries = 0; tries < 300 && !(await seen()); tries += 1) await new Promise((resolve) => setTimeout(resolve, 200))
      expect(await seen()).toBe(true)
    } finally {
      await other.stop()
    }
    const again = await startTestServer({ databaseUrl: server.databaseUrl })
    expect((await (await again.owner()).get('/api/catalogue')).text).toContain('api.deuxieme.list-orders')
    await again.stop()
  }, 240_000)

  it.each([
    ['nothing at all', {}, 'API_DOCUMENT_NOT_GIVEN'],
    ['the page that shows a document', { document: '<!doctype html>\n<title>Boutique: API</title>' }, 'OPENAPI_DOCUMENT_INVALID'],
    ['YAML that is no such document', { document: 'openapi: 3.1.0' }, 'OPENAPI_VERSION_UNKNOWN'],
    ['no address', { document: JSON.stringify({ ...JSON.parse(shop('x')), servers: [] }) }, 'OPENAPI_ADDRESS_MISSING'],
    ['an address inside the network', { url: 'http://169.254.169.254/openapi.json' }, 'EGRESS_ADDRESS_REFUSED'],
  ])('with %s is refused with a sentence, and nothing is kept', async (_what, body, code) => {
    const before = await typesInPalette()
    const { status, body: answer } = await owner.post('/api/api-documents', body)
    expect({ status, answer }).toMatchObject({ status: expect.any(Number), answer: { error: { code } } })
    expect(status).toBeGreaterThanOrEqual(400)
    expect((answer as { error: { message: string } }).error.message.length).toBeGreaterThan(15)
    expect(await typesInPalette()).toEqual(before)
  })
})
