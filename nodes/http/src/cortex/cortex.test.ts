import type { JsonObject } from '@maillon/node-sdk'
import { testNode, type TestNodeOptions } from '@maillon/node-sdk/testing'
import { outsideHttp, type OutsideHttp } from '@maillon/node-host/testing'
import { fakeCortex, startOutside, type FakeCortex, type OutsideServer } from '@maillon/test-kit'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { cortexNode } from './cortex.node.js'

const units = Array.from({ length: 523 }, (_, index) => ({ id: `U-${index + 1}`, state: index % 2 === 0 ? 'new' : 'known' }))

let cortex: FakeCortex
let server: OutsideServer
let out: OutsideHttp
let time = 0

beforeEach(async () => {
  time = Date.UTC(2026, 0, 15, 8)
  cortex = fakeCortex({ units, data: { sales: [{ sku: 'A', quantity: 2 }] }, now: () => time })
  server = await startOutside(cortex.answer)
})
afterEach(async () => {
  await out.close()
  await server.stop()
})

/** The node, the product’s way out, and a CORTEX at the other end of a socket. */
const call = (params: JsonObject, more: TestNodeOptions = {}, password = cortex.account.password) => {
  const credentials = {
    account: { type: 'cortex', values: { address: server.url, loginPath: '/auth/login', user: cortex.account.user, password, lifetimeSeconds: 3600 } },
  }
  out = outsideHttp(credentials, () => time)
  return testNode(cortexNode, { params, credentials, http: out.http, items: [{}], locale: 'fr', ...more })
}
const paths = () => server.requests.map(({ method, path, query }) => `${method} ${path}${query.has('page') ? ` ${query.get('page')}` : ''}`)

it('logs in once and lists the units page after page', async () => {
  const { json, error } = await call({ operation: 'units' })
  expect(error).toBeNull()
  expect(json['main']).toEqual(units)
  expect(paths()).toEqual(['POST /auth/login', ...[1, 2, 3, 4, 5, 6, 7].map((page) => `GET /units ${page}`)])
})

it('stops at the number of rows that was asked for', async () => {
  const { json } = await call({ operation: 'units', limit: 150, pageSize: 100 })
  expect(json['main']).toHaveLength(150)
  expect(paths()).toEqual(['POST /auth/login', 'GET /units 1', 'GET /units 2'])
})

it('gets data by name, row by row too', async () => {
  expect((await call({ operation: 'get', dataset: 'sales', query: [{ name: 'date', value: '2026-01-14' }] })).json['main']).toEqual([{ sku: 'A', quantity: 2 }])
  expect(server.requests[1]?.query.get('date')).toBe('2026-01-14')
  await out.close()
  expect(
    (await call({ operation: 'get', dataset: '{{item.what}}' }, { mode: 'each', items: [{ what: 'sales' }, { what: 'sales' }] })).json['main'],
  ).toHaveLength(2)
})

it('renews the login when CORTEX has forgotten it, and when the hour is over', async () => {
  const reading = (http: OutsideHttp['http']) =>
    testNode(cortexNode, {
      params: { operation: 'get', dataset: 'sales' },
      credentials: { account: { type: 'cortex', values: { address: server.url } } },
      http,
      items: [{}],
    })
  await call({ operation: 'get', dataset: 'sales' })
  cortex.forgetTokens()
  expect((await reading(out.http)).error).toBeNull()
  time += 3_590_000
  expect((await reading(out.http)).error).toBeNull()
  expect(cortex.logins).toBe(3)
})

it('sends results in batches and acknowledges units, each once over attempts', async () => {
  const results = units.slice(0, 250).map(({ id }) => ({ id, ok: true }))
  const first = await call({ operation: 'send' }, { items: results })
  expect(first.json['main']).toEqual([
    { batch: 'B-100', accepted: 100 },
    { batch: 'B-200', accepted: 100 },
    { batch: 'B-250', accepted: 50 },
  ])
  expect(cortex.results).toEqual(results)
  await out.close()
  const again = await call({ operation: 'send' }, { items: results, state: Object.fromEntries(first.state) })
  expect(again.json['main']).toEqual(first.json['main'])
  expect(cortex.results).toHaveLength(250)
  expect(again.logs[0]?.message).toContain('rien n’est envoyé une seconde fois')
  await out.close()
  await call({ operation: 'acknowledge' }, { items: units.slice(0, 120) })
  expect(cortex.acknowledged.size).toBe(120)
})

it('says what is wrong, in words and at its place', async () => {
  const wrong: readonly (readonly [JsonObject, TestNodeOptions, object])[] = [
    [{ operation: 'get' }, {}, { code: 'CORTEX_DATA_MISSING', field: '/dataset' }],
    [{ operation: 'get', dataset: '..' }, {}, { code: 'CORTEX_DATA_MISSING', field: '/dataset' }],
    [{ operation: 'get', dataset: 'nothing' }, {}, { code: 'HTTP_ADDRESS_UNKNOWN', field: '/path' }],
    [{ operation: 'units', path: '/data/sales', itemsPath: 'units' }, {}, { code: 'HTTP_PATH_MISSING', field: '/itemsPath' }],
    [{ operation: 'acknowledge' }, { items: [{ number: 1 }] }, { code: 'CORTEX_ID_MISSING', field: '/idField' }],
    [{ operation: 'acknowledge' }, { items: [{ id: 'U-9999' }] }, { code: 'HTTP_REQUEST_REFUSED', retryable: false }],
  ]
  for (const [params, more, error] of wrong) {
    expect((await call(params, more)).error).toMatchObject(error)
    await out.close()
  }
  expect((await call({ operation: 'units' }, {}, 'wrong')).error).toMatchObject({ code: 'VAULT_LOGIN_REFUSED', kind: 'user' })
})

it('shows in a dry run what would be sent, without a login', async () => {
  const { json } = await call({ operation: 'acknowledge' }, { items: [{ id: 1 }, { id: 2 }], isDryRun: true })
  expect(json['main']).toEqual([{ method: 'POST', url: `${server.url}/units/acknowledgements`, body: '{"ids":[1,2]}' }])
  expect(server.requests).toHaveLength(0)
})
