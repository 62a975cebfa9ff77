import { MaillonError } from '@maillon/node-sdk'
import { createMemoryFiles, testNode, type FakeServer, type TestNodeOptions } from '@maillon/node-sdk/testing'
import { describe, expect, it } from 'vitest'
import { httpRequest } from './http-request.node.js'

const url = 'https://api.example.com/orders'
const post = (http: FakeServer, params: object = {}, more: TestNodeOptions = {}) =>
  testNode(httpRequest, { http, params: { url, method: 'POST', bodyKind: 'json', ...params }, items: [{ n: 1 }], locale: 'fr', ...more })
const trouble = (code: string) => () => Promise.reject(new MaillonError({ code, kind: 'operational', retryable: true, params: { host: 'api.example.com' } }))

describe('writes that a server cannot recognise', () => {
  it('are sent once, and the kept answer is given to every later attempt', async () => {
    let count = 0
    const http = () => ({ status: 201, json: { id: ++count } })
    const first = await post(http, {}, { items: [{ n: 1 }, { n: 2 }] })
    const again = await post(http, {}, { items: [{ n: 1 }, { n: 2 }, { n: 3 }], state: Object.fromEntries(first.state), now: Date.UTC(2026, 0, 15, 9) })
    expect(again.json['main']).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }])
    expect(count).toBe(3)
    expect(again.logs.map(({ message }) => message)).toEqual(
      Array.from({ length: 2 }, () => 'Déjà envoyé le 15 janvier 2026 à 09:00 : rien n’est envoyé une seconde fois.'),
    )
  })

  it('keep a large answer in a file of the run, and a file as a file', async () => {
    const files = createMemoryFiles()
    const rows = Array.from({ length: 2000 }, (_, id) => ({ id, text: 'éa'.repeat(20) }))
    const first = await post(() => ({ json: rows }), {}, { files })
    expect(JSON.stringify([...first.state.values()]).length).toBeLessThan(1000)
    const again = await post(trouble('EGRESS_CONNECTION_LOST'), {}, { files, state: Object.fromEntries(first.state) })
    expect(again.json['main']).toEqual(rows)
    const receipt = await post(() => ({ body: 'PDF', headers: { 'content-disposition': 'attachment; filename=recu.pdf' } }), { response: 'file' }, { files })
    const sameReceipt = await post(trouble('EGRESS_CONNECTION_LOST'), { response: 'file' }, { files, state: Object.fromEntries(receipt.state) })
    expect(sameReceipt.outputs).toEqual(receipt.outputs)
    expect(Buffer.from(files.bytes(sameReceipt.outputs['main']?.[0]?.files?.['file'] as never)).toString()).toBe('PDF')
  })

  it.each([
    ['a lost connection', trouble('EGRESS_CONNECTION_LOST')],
    ['an answer that never came', trouble('EGRESS_ANSWER_LATE')],
    ['a gateway that lost the answer', () => ({ status: 504, body: 'Gateway Time-out' })],
  ])('are said to be unknown after %s, and not sent again by themselves', async (_, http) => {
    const cut = await post(http)
    expect(cut.error).toMatchObject({ code: 'HTTP_SENDING_OUTCOME_UNKNOWN', retryable: false, field: '/ifUnknown' })
    let sent = 0
    const next = await post(() => ({ json: { id: ++sent } }), {}, { state: Object.fromEntries(cut.state) })
    expect(next.error).toMatchObject({ code: 'SEND_OUTCOME_UNKNOWN', field: '/ifUnknown' })
    const decided = await post(() => ({ json: { id: ++sent } }), { ifUnknown: 'again' }, { state: Object.fromEntries(cut.state) })
    expect(decided.json['main']).toEqual([{ id: 1 }])
  })

  it.each(['EGRESS_CONNECTION_REFUSED', 'EGRESS_HOST_UNKNOWN', 'EGRESS_CONNECTION_LATE', 'EGRESS_PROXY_REFUSED', 'VAULT_LOGIN_FAILED'])(
    'may be tried again after %s: nothing had left',
    async (code) => {
      const failed = await post(trouble(code))
      expect(failed.error?.code).toBe(code)
      expect((await post(() => ({ json: { id: 1 } }), {}, { state: Object.fromEntries(failed.state) })).json['main']).toEqual([{ id: 1 }])
    },
  )

  it('may be tried again after a refusal in words', async () => {
    const refused = await post(() => ({ status: 500 }))
    expect(refused.error).toMatchObject({ code: 'HTTP_SERVER_FAILED', retryable: true })
    expect((await post(() => ({ status: 201 }), {}, { state: Object.fromEntries(refused.state) })).json['main']).toEqual([{ status: 201, text: '' }])
  })

  it('count as done where the API took them but answered with a web page', async () => {
    const odd = await post(() => ({ status: 200, body: '<!doctype html>OK' }))
    expect(odd.error).toMatchObject({
      code: 'HTTP_ANSWER_OUTCOME_UNKNOWN',
      retryable: false,
      text: { fr: 'L’API a accepté la demande (200), mais sa réponse ne peut pas être utilisée. L’API a répondu par une page web au lieu de données JSON.' },
    })
    const next = await post(() => ({ json: {} }), {}, { state: Object.fromEntries(odd.state) })
    expect(next.requests).toHaveLength(0)
  })

  it('are said to be unknown where the step was cancelled in the middle', async () => {
    const controller = new AbortController()
    const cut = await post(() => (controller.abort(new Error('cancelled')), Promise.reject(new Error('cancelled'))), {}, { signal: controller.signal })
    expect([...cut.state.values()]).toMatchObject([{ status: 'sending' }])
  })
})

it('sends again with the same key where the API recognises repeats', async () => {
  const first = await post(() => ({ json: { id: 1 } }), { repeat: 'again' })
  const again = await post(() => ({ json: { id: 1 } }), { repeat: 'again' }, { state: Object.fromEntries(first.state) })
  expect(again.requests[0]?.headers?.['idempotency-key']).toBe(first.requests[0]?.headers?.['idempotency-key'])
  expect(first.state.size).toBe(0)
})

describe('pace', () => {
  const read = (http: FakeServer, params: object = {}, more: TestNodeOptions = {}) =>
    testNode(httpRequest, { http, params: { url, ...params }, items: [{}], locale: 'fr', ...more })

  it('comes back when the API says so, and goes on with the page that it was at', async () => {
    let refusals = 0
    const started = performance.now()
    const { json, requests, logs } = await read(
      ({ url: asked }) => {
        const page = new URL(asked).searchParams.get('page')
        if (page === '2' && refusals++ < 2) return { status: refusals === 1 ? 429 : 503, headers: { 'retry-after': '1' } }
        return { json: page === '3' ? [] : [{ page }] }
      },
      { paging: 'page' },
    )
    expect(json['main']).toEqual([{ page: '1' }, { page: '2' }])
    expect(requests.map(({ url: asked }) => new URL(asked).searchParams.get('page'))).toEqual(['1', '2', '2', '2', '3'])
    expect(performance.now() - started).toBeGreaterThan(1900)
    expect(logs[0]?.message).toBe('L’API demande d’attendre 1 s.')
  })

  it('leaves long waits to the step, with the time to wait', async () => {
    const { error, requests } = await read(() => ({ status: 429, headers: { 'retry-after': '120' } }))
    expect(error).toMatchObject({ code: 'HTTP_RATE_EXCEEDED', retryable: true, retryAfterMs: 120_000 })
    expect(requests).toHaveLength(1)
  })

  it('keeps to so many calls a minute, over all rows of a step', async () => {
    const times: number[] = []
    await read(() => (times.push(performance.now()), { json: [] }), { perMinute: 600 }, { items: [{}, {}, {}] })
    // The clock of a test stands still, so the third waits for two turns.
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(90)
    expect((times[2] ?? 0) - (times[1] ?? 0)).toBeGreaterThan(190)
  })

  it('stops waiting when the step is cancelled', async () => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(new Error('cancelled')), 50)
    const started = performance.now()
    const { status } = await read(() => ({ status: 429, headers: { 'retry-after': '20' } }), {}, { signal: controller.signal })
    expect(status).toBe('failed')
    expect(performance.now() - started).toBeLessThan(2000)
  })
})
