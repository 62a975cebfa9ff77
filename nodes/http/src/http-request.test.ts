import { testNode, type FakeServer, type TestNodeOptions } from '@maillon/node-sdk/testing'
import { describe, expect, it } from 'vitest'
import { nameOf } from './file-emission.js'
import { httpRequest } from './http-request.node.js'
import { retryAfterMs } from './judge-status.js'
import { nextLink } from './pages.js'

const url = 'https://api.example.com/sales'
const call = (http: FakeServer, params: object = {}, more: TestNodeOptions = {}) =>
  testNode(httpRequest, { http, params: { url, ...params }, items: [{}], locale: 'fr', ...more })

describe('http.request: what is sent', () => {
  it('puts query and headers in, and no key on a read', async () => {
    const { requests } = await call(() => ({ json: [] }), {
      query: [
        { name: 'du', value: '2026-01-14' },
        { name: 'a&b', value: 1 },
        { name: 'vide', value: null },
      ],
      headers: [{ name: 'X-Shop', value: 'Lyon' }],
    })
    expect(requests[0]).toMatchObject({ method: 'GET', url: `${url}?du=2026-01-14&a%26b=1`, headers: { accept: 'application/json', 'x-shop': 'Lyon' } })
    expect(requests[0]?.headers?.['idempotency-key']).toBeUndefined()
  })

  it('sends a key of its own for each item with each write, the same over attempts', async () => {
    const post = () => call(() => ({ status: 201, json: { ok: true } }), { method: 'POST', bodyKind: 'json' }, { items: [{ n: 1 }, { n: 2 }] })
    const [first, second] = [await post(), await post()]
    const keys = first.requests.map(({ headers }) => headers?.['idempotency-key'])
    expect(new Set(keys).size).toBe(2)
    expect(second.requests.map(({ headers }) => headers?.['idempotency-key'])).toEqual(keys)
    expect(first.requests.map(({ body }) => body)).toEqual(['{"n":1}', '{"n":2}'])
  })

  it('keeps a value with quotes as one leaf of a JSON body, and encodes a form', async () => {
    const hostile = 'x","admin":true,"z":"'
    const json = await call(() => ({ json: {} }), { method: 'POST', bodyKind: 'json', json: { nom: '{{item.a}}' } }, { items: [{ a: hostile }] })
    expect(JSON.parse(String(json.requests[0]?.body))).toEqual({ nom: hostile })
    const form = await call(() => ({ json: {} }), { method: 'POST', bodyKind: 'form', form: [{ name: 'a', value: 'x&b=1' }] })
    expect(form.requests[0]).toMatchObject({ body: 'a=x%26b%3D1', headers: { 'content-type': 'application/x-www-form-urlencoded' } })
  })

  it.each([
    [{ url: 'sales' }, 'HTTP_URL_INVALID', '/url'],
    [{ url: 'file:///etc/passwd' }, 'HTTP_URL_INVALID', '/url'],
    [{ headers: [{ name: 'X-A', value: 'a\r\nX-Evil: 1' }] }, 'HTTP_HEADER_INVALID', '/headers/0/value'],
    [{ headers: [{ name: 'X A', value: 'a' }] }, 'HTTP_HEADER_INVALID', '/headers/0/name'],
    [{ headers: [{ name: 'Host', value: 'evil' }] }, 'HTTP_HEADER_INVALID', '/headers/0/name'],
    [{ query: [{ name: 'a', value: { b: 1 } }] }, 'HTTP_VALUE_INVALID', '/query/0/value'],
  ])('refuses %j at its field', async (params, code, field) => {
    const { error, requests } = await call(() => ({ json: [] }), params)
    expect(error).toMatchObject({ code, field, kind: 'user', retryable: false })
    expect(requests).toHaveLength(0)
  })
})

describe('http.request: what comes back', () => {
  it('gives a row for each element at the path', async () => {
    const http = () => ({ json: { data: { items: [{ a: 1 }, 'x'] } } })
    expect((await call(http, { itemsPath: 'data.items' })).json['main']).toEqual([{ a: 1 }, { value: 'x' }])
    expect((await call(http)).json['main']).toEqual([{ data: { items: [{ a: 1 }, 'x'] } }])
    const { error } = await call(http, { itemsPath: 'data.item' })
    expect(error).toMatchObject({ code: 'HTTP_PATH_MISSING', field: '/itemsPath' })
    expect(error?.hint?.fr).toBe('Vouliez-vous dire « items » ?')
  })

  it('gives a text, or a file named by the answer', async () => {
    expect((await call(() => ({ body: 'bonjour' }), { response: 'text' })).json['main']).toEqual([{ status: 200, text: 'bonjour' }])
    const file = await call(
      () => ({
        body: 'PK',
        headers: { 'content-type': 'application/zip; x=y', 'content-disposition': "attachment; filename*=UTF-8''..%2f..%2fventes%20%C3%A9.zip" },
      }),
      { response: 'file' },
    )
    expect(file.json['main']).toEqual([{ fileName: 'ventes é.zip', mediaType: 'application/zip', size: 2, status: 200 }])
    expect(nameOf({ headers: {}, url: 'https://x.io/a/b%20c.csv?d=/e' })).toBe('b c.csv')
    expect(nameOf({ headers: { 'content-disposition': 'attachment; filename="..\\..\\x.exe"' }, url })).toBe('x.exe')
    expect(nameOf({ headers: {}, url: 'https://x.io/' })).toBe('download')
  })

  it.each([
    [{ status: 500 }, 'HTTP_SERVER_FAILED', true],
    [{ status: 503, headers: { 'retry-after': '120' } }, 'HTTP_SERVER_FAILED', true],
    [{ status: 429, headers: { 'retry-after': '90' } }, 'HTTP_RATE_EXCEEDED', true],
    [{ status: 408 }, 'HTTP_SERVER_FAILED', true],
    [{ status: 401 }, 'HTTP_ACCESS_REFUSED', false],
    [{ status: 403 }, 'HTTP_ACCESS_REFUSED', false],
    [{ status: 404 }, 'HTTP_ADDRESS_UNKNOWN', false],
    [{ status: 422 }, 'HTTP_REQUEST_REFUSED', false],
    [{ body: '' }, 'HTTP_ANSWER_EMPTY', false],
    [{ body: '<!doctype html><html>Login</html>' }, 'HTTP_ANSWER_HTML', false],
    [{ body: 'oops' }, 'HTTP_ANSWER_NOT_JSON', false],
    [{ body: '{"__proto__":{"x":1}}' }, 'HTTP_JSON_REFUSED', false],
  ])('turns %j into %s', async (answer, code, retryable) => {
    const { error } = await call(() => answer)
    expect(error).toMatchObject({ code, retryable })
    const wait = 'headers' in answer ? answer.headers?.['retry-after'] : undefined
    expect(error?.retryAfterMs).toBe(wait === undefined ? undefined : Number(wait) * 1000)
  })

  it('refuses JSON that is deeper than anything real', async () => {
    const { error } = await call(() => ({ body: `${'['.repeat(20_000)}${']'.repeat(20_000)}` }))
    expect(error).toMatchObject({ code: 'HTTP_JSON_REFUSED', retryable: false })
  })

  it('reads a Retry-After date, and gives an error’s status on where asked', async () => {
    expect(retryAfterMs('Thu, 15 Jan 2026 08:00:30 GMT', Date.UTC(2026, 0, 15, 8))).toBe(30_000)
    expect(retryAfterMs('soon', 0)).toBeUndefined()
    const passed = await call(() => ({ status: 404, json: { error: 'none' } }), { onStatus: 'pass' })
    expect(passed.json['main']?.[0]).toMatchObject({ status: 404, body: { error: 'none' } })
  })

  it('takes a write that is answered by nothing for done', async () => {
    expect((await call(() => ({ status: 204 }), { method: 'DELETE' })).json['main']).toEqual([{ status: 204, text: '' }])
  })
})

describe('http.request: pages', () => {
  const page = (request: { readonly url: string }, name: string) => new URL(request.url).searchParams.get(name)

  it('counts pages up to the first without rows', async () => {
    const { json, requests } = await call((request) => ({ json: Number(page(request, 'p')) <= 2 ? [{ p: page(request, 'p') }] : [] }), {
      paging: 'page',
      pageParam: 'p',
    })
    expect(json['main']).toEqual([{ p: '1' }, { p: '2' }])
    expect(requests).toHaveLength(3)
  })

  it('follows a cursor while there is one, and links to the same server only', async () => {
    const cursors: { readonly [cursor: string]: object } = { '': { rows: [1], meta: { next: 'b' } }, b: { rows: [2], meta: {} } }
    const byCursor = await call((request) => ({ json: (cursors[page(request, 'c') ?? ''] ?? {}) as never }), {
      paging: 'cursor',
      pageParam: 'c',
      cursorPath: 'meta.next',
      itemsPath: 'rows',
    })
    expect(byCursor.json['main']).toEqual([{ value: 1 }, { value: 2 }])
    const link = (target: string) =>
      call(
        (request) => ({ json: [page(request, 'n')], headers: page(request, 'n') === '2' ? {} : { link: `<${url}?n=0>; rel="prev", <${target}>; rel="next"` } }),
        { paging: 'link' },
      )
    expect((await link('/sales?n=2')).json['main']).toEqual([{ value: null }, { value: '2' }])
    expect((await link('https://evil.io/x')).error).toMatchObject({ code: 'HTTP_LINK_ELSEWHERE', field: '/paging' })
    expect(nextLink('<a>; rel="last"')).toBeNull()
  })

  it('says when the API ignores the page, and when there are more pages than allowed', async () => {
    expect((await call(() => ({ json: [{ a: 1 }] }), { paging: 'page' })).error).toMatchObject({ code: 'HTTP_PAGE_REPEATED', field: '/pageParam' })
    const endless = await call((request) => ({ json: [page(request, 'page')] }), { paging: 'page', maxPages: 3 })
    expect(endless.error).toMatchObject({ code: 'HTTP_PAGES_EXCEEDED', field: '/maxPages' })
  })
})
