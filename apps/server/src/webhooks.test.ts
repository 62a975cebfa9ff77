import { createHmac, randomUUID } from 'node:crypto'
import type { FlowDetail, RunsPage } from '@maillon/api-contract'
import type { FlowDocument } from '@maillon/flow-document'
import { createDataSource } from '@maillon/storage'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { nodeOf, webhookFlow } from './testing/sample-flows.js'
import { startTestServer, type TestServer } from './testing/start-test-server.js'
import type { TestAnswer, TestClient } from './testing/test-client.js'

let server: TestServer
let owner: TestClient

beforeAll(async () => {
  server = await startTestServer()
  owner = await server.owner()
})

afterAll(async () => {
  await server?.stop()
})

async function publish(document: FlowDocument): Promise<{ readonly flowId: string; readonly answer: TestAnswer }> {
  const made = await owner.post('/api/flows', { documentText: JSON.stringify(document) })
  expect(made).toMatchObject({ status: 201 })
  const { id } = made.body as FlowDetail
  return { flowId: id, answer: await owner.post(`/api/flows/${id}/publish`, { revision: 0, activate: true }) }
}

async function listening(path: string, params = {}, rest?: Parameters<typeof webhookFlow>[2]): Promise<string> {
  const { flowId, answer } = await publish(webhookFlow(path, params, rest))
  expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 200, body: { active: true } })
  return flowId
}

const call = (path: string, body?: unknown, headers: Record<string, string> = {}) => server.client().post(`/hooks/${path}`, body, headers)
const runsOf = async (flowId: string) => ((await owner.get(`/api/runs?flowId=${flowId}&limit=200`)).body as RunsPage).runs

describe('a webhook', () => {
  it('starts a run with what was sent, and answers after it is committed', async () => {
    const flowId = await listening('orders/new')
    const { status, body } = await call('orders/new?from=shop&from=web', { order: 7 }, { authorization: 'Bearer secret', 'x-shop': 'a' })
    expect({ status, body }).toMatchObject({ status: 200, body: { accepted: true, isNew: true } })
    const { runId } = body as { runId: string }
    // Committed when the answer comes: another connection sees it at once.
    expect((await runsOf(flowId)).map(({ id, origin }) => ({ id, origin }))).toEqual([{ id: runId, origin: 'webhook' }])
    const [item] = ((await owner.get(`/api/runs/${runId}/steps/hook/outputs/main`)).body as { items: { json: Record<string, unknown> }[] }).items
    expect(item?.json).toMatchObject({ method: 'POST', path: 'orders/new', query: { from: ['shop', 'web'] }, body: { order: 7 }, headers: { 'x-shop': 'a', 'content-type': 'application/json' } })
    expect(item?.json['headers']).not.toHaveProperty('authorization')
  })

  it('makes one run of a delivery, however often and however fast it comes', async () => {
    const flowId = await listening('dedup')
    const delivery = randomUUID()
    const answers = await Promise.all(Array.from({ length: 40 }, () => call('dedup', { n: 1 }, { 'x-delivery-id': delivery })))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(new Set(answers.map(({ body }) => (body as { runId: string }).runId)).size).toBe(1)
    expect(answers.filter(({ body }) => (body as { isNew: boolean }).isNew)).toHaveLength(1)
    await call('dedup', { n: 1 }, { 'x-delivery-id': randomUUID() })
    expect(await runsOf(flowId)).toHaveLength(2)
  })

  it('has one owner for its address, and its path can’t be anything else', async () => {
    await listening('taken')
    expect((await publish(webhookFlow('taken'))).answer.status).toBe(422)
    for (const path of ['../api/users', '%2e%2e/x', '/abs', 'a//b', 'a b', '']) expect({ path, status: (await publish(webhookFlow(path))).answer.status }).toEqual({ path, status: 422 })
  })

  it('answers nobody while its flow is off', async () => {
    const flowId = await listening('switched')
    expect((await owner.post(`/api/flows/${flowId}/active`, { active: false })).status).toBe(200)
    expect((await call('switched')).status).toBe(404)
    expect((await owner.post(`/api/flows/${flowId}/active`, { active: true })).status).toBe(200)
    expect((await call('switched')).status).toBe(200)
    expect((await owner.delete(`/api/flows/${flowId}`)).status).toBe(204)
    expect((await call('switched')).status).toBe(404)
  })

  it.each(['GET', 'PUT', 'HEAD', 'OPTIONS', 'DELETE'])('is not started by %s when it waits for POST', async (method) => {
    const path = `only-post-${method.toLowerCase()}`
    const flowId = await listening(path)
    expect([404, 405]).toContain((await server.client().send(method, `/hooks/${path}`)).status)
    expect(await runsOf(flowId)).toEqual([])
  })

  it.each([
    ['application/json', '{"__proto__":{"isAdmin":true}}', 400],
    ['application/json', '{', 400],
    ['application/json', `${'['.repeat(100_000)}`, 400],
    ['multipart/form-data; boundary=x', '--x\r\n', 415],
    ['application/json; charset=utf-7', '{}', 415],
    ['text/plain', 'x'.repeat(6 * 1024 * 1024), 413],
  ])('refuses a bad body of type %s', async (type, raw, status) => {
    const path = `body-${randomUUID()}`
    const flowId = await listening(path)
    const answer = await server.client().send('POST', `/hooks/${path}`, { raw, headers: { 'content-type': type } }).catch(() => null)
    if (answer !== null) expect(answer.status).toBe(status)
    expect(await runsOf(flowId)).toEqual([])
    expect((await server.client().send('POST', `/hooks/${path}`, { raw: 'x', headers: { 'content-type': 'text/plain', 'content-encoding': 'gzip' } })).status).toBe(415)
  })
})

describe('a webhook with a secret', () => {
  it('lets in who knows it, and records nothing of the others', async () => {
    const { id } = (await owner.post('/api/credentials', { name: 'Caller', type: 'http-bearer', values: { token: 'open sesame'.replace(' ', '-') } })).body as { id: string }
    const document = webhookFlow('guarded', { authentication: 'secret' })
    const guarded = { ...document, nodes: document.nodes.map((node) => (node.id === 'hook' ? { ...node, credentials: { caller: { id, name: 'Caller' } } } : node)) }
    const { flowId, answer } = await publish(guarded)
    expect(answer.status).toBe(200)
    for (const authorization of ['', 'Bearer', 'Bearer wrong', 'Bearer open-sesame x', 'Basic open-sesame']) {
      const refused = await call('guarded', {}, authorization === '' ? {} : { authorization })
      expect({ authorization, status: refused.status }).toEqual({ authorization, status: 401 })
    }
    expect(await runsOf(flowId)).toEqual([])
    expect((await call('guarded', {}, { authorization: 'Bearer open-sesame' })).status).toBe(200)
  })

  it('that isn’t there lets nobody in', async () => {
    const { answer } = await publish(webhookFlow('no-secret', { authentication: 'secret' }))
    // Either the compiler refuses it, or it answers 401 to everybody.
    if (answer.status === 200) expect((await call('no-secret', {}, { authorization: 'Bearer ' })).status).toBe(401)
    else expect(answer.status).toBe(422)
  })
})

describe('a webhook whose calls are signed', () => {
  const secret = 'a-signing-secret'
  const stripe = (body: string, at = Math.floor(Date.now() / 1000)) => ({ 'content-type': 'application/json', 'stripe-signature': `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}` })
  const send = async (path: string, raw: string, headers: Record<string, string>) => server.client().send('POST', `/hooks/${path}`, { raw, headers })

  async function guarded(path: string): Promise<string> {
    const { id } = (await owner.post('/api/credentials', { name: `Signatures of ${path}`, type: 'webhook-signature', values: { format: 'stripe', secret } })).body as { id: string }
    const document = webhookFlow(path, { authentication: 'signature' })
    const { flowId, answer } = await publish({ ...document, nodes: document.nodes.map((node) => (node.id === 'hook' ? { ...node, credentials: { caller: { id, name: 'Signatures' } } } : node)) })
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 200 })
    return flowId
  }

  it('lets in what fits the secret, and makes nothing of the rest', async () => {
    const flowId = await guarded('signed')
    const body = '{"order": 7}'
    for (const [raw, headers] of [
      [body, { 'content-type': 'application/json' }],
      ['{"order":7}', stripe(body)],
      [body, stripe(body, Math.floor(Date.now() / 1000) - 600)],
      [body, { ...stripe(body), 'stripe-signature': `t=${Math.floor(Date.now() / 1000)},v1=${'0'.repeat(64)}` }],
      ['{', { ...stripe(body) }],
    ] as const) expect(await send('signed', raw, headers)).toMatchObject({ status: 401, body: { error: { code: 'WEBHOOK_SIGNATURE_REFUSED' } } })
    expect(await runsOf(flowId)).toEqual([])
    expect((await send('signed', body, stripe(body))).status).toBe(200)
    expect(await runsOf(flowId)).toHaveLength(1)
  })

  it('makes one run of a call that is played again, under whatever delivery id', async () => {
    const flowId = await guarded('replayed')
    const [body, headers] = ['{"order": 8}', stripe('{"order": 8}')]
    const answers = await Promise.all(Array.from({ length: 20 }, () => send('replayed', body, { ...headers, 'x-delivery-id': randomUUID() })))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    expect(new Set(answers.map(({ body: answer }) => (answer as { runId: string }).runId)).size).toBe(1)
    expect(await runsOf(flowId)).toHaveLength(1)
  })
})

describe('a webhook that takes files', () => {
  it('gives each file of a form to the run, beside its fields, and once for a delivery', async () => {
    const flowId = await listening('files', { files: true }, [nodeOf('read', 'files.read', { source: 'item', as: 'text' })])
    const form = new FormData()
    form.set('order', '7')
    form.set('note', new File(['hello'], '../../note.txt', { type: 'text/plain' }))
    const [delivery, sent] = [randomUUID(), new Response(form)]
    const raw = new Uint8Array(await sent.arrayBuffer())
    const headers = { 'content-type': sent.headers.get('content-type') ?? '', 'x-delivery-id': delivery }
    const answers = [await server.client().send('POST', '/hooks/files', { raw, headers }), await server.client().send('POST', '/hooks/files', { raw, headers })]
    expect(answers.map(({ status, body }) => ({ status, isNew: (body as { isNew: boolean }).isNew }))).toEqual([{ status: 200, isNew: true }, { status: 200, isNew: false }])
    expect(await runsOf(flowId)).toHaveLength(1)
    const [runId = ''] = answers.map(({ body }) => (body as { runId: string }).runId)
    const [item] = ((await owner.get(`/api/runs/${runId}/steps/hook/outputs/main`)).body as { items: { json: Record<string, unknown>; files?: Record<string, { name: string; size: number }> }[] }).items
    expect(item).toMatchObject({ json: { body: { order: '7' } }, files: { note: { name: 'note.txt', size: 5 } } })
    await vi.waitFor(async () => expect(((await owner.get(`/api/runs/${runId}/steps/read/outputs/main`)).body as { items: unknown[] }).items).toMatchObject([{ json: { text: 'hello' } }]), { timeout: 20_000, interval: 100 })
  })

  it('takes more than one that takes none, but not anything', async () => {
    await listening('large-file', { files: true })
    const send = (size: number) => server.client().send('POST', '/hooks/large-file', { raw: new Uint8Array(size), headers: { 'content-type': 'application/pdf' } }).catch(() => null)
    expect((await send(6 * 1024 * 1024))?.status).toBe(200)
    const refused = await send(26 * 1024 * 1024)
    if (refused !== null) expect(refused.status).toBe(413)
  })
})

describe('the answer', () => {
  it('comes from a “respond” node, within what a flow may say', async () => {
    await listening('respond', { respond: 'by-node' }, [
      nodeOf('answer', 'core.respond', { status: 201, json: { got: '{{item.body.n}}' }, headers: [{ name: 'X-Order', value: '7' }, { name: 'Set-Cookie', value: 'maillon_session=x' }, { name: 'Location', value: 'https://evil.example' }, { name: 'Access-Control-Allow-Origin', value: '*' }] }),
    ])
    const { status, body, headers } = await call('respond', { n: 5 })
    expect({ status, body }).toEqual({ status: 201, body: { got: 5 } })
    expect(headers.get('x-order')).toBe('7')
    for (const name of ['set-cookie', 'location', 'access-control-allow-origin']) expect(headers.get(name)).toBeNull()
    expect(headers.get('content-security-policy')).toContain('sandbox')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('comes when the run has ended, with its last rows', async () => {
    await listening('finished', { respond: 'when-finished' }, [nodeOf('set', 'core.set', { fields: [{ name: 'double', value: '{{multiply item.body.n 2}}' }], keepOthers: false })])
    expect(await call('finished', { n: 21 })).toMatchObject({ status: 200, body: [{ double: 42 }] })
  })

  it('of a run that fails is 500 with its id', async () => {
    const node = { ...nodeOf('set', 'core.set', { fields: [{ name: 'n', type: 'number', value: '{{item.body.n}}' }] }), retry: { attempts: 1, wait: { kind: 'fixed' as const, ms: 0 } } }
    await listening('failing', { respond: 'when-finished' }, [node])
    const { status, body } = await call('failing', { n: 'x' })
    expect({ status, body }).toMatchObject({ status: 500, body: { status: 'failed', runId: expect.any(String) as string } })
  })

  it('the sender doesn’t wait for leaves the run unharmed', async () => {
    const flowId = await listening('impatient', { respond: 'when-finished' })
    await fetch(`${server.url}/hooks/impatient`, { method: 'POST', signal: AbortSignal.timeout(15) }).catch(() => undefined)
    await vi.waitFor(
      async () => {
        const runs = await runsOf(flowId)
        // Cut off before it was accepted there is none; afterwards it ends well.
        if (runs.length > 0) expect(runs[0]?.status).toBe('succeeded')
      },
      { timeout: 10_000 },
    )
  })
})

it('a call that can’t be made durable within two seconds is told to come back', async () => {
  const flowId = await listening('unavailable')
  const database = createDataSource({ connectionString: server.databaseUrl })
  await database.initialize()
  const lock = database.createQueryRunner()
  await lock.startTransaction()
  try {
    // Whoever writes a run waits for this lock: the database is there, and can't be had.
    await lock.query('LOCK TABLE run IN EXCLUSIVE MODE')
    const startedAt = performance.now()
    const { status, headers } = await call('unavailable')
    expect(status).toBe(503)
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
    expect(performance.now() - startedAt).toBeLessThan(3500)
  } finally {
    await lock.rollbackTransaction()
    await lock.release()
    await database.destroy()
  }
  await vi.waitFor(async () => expect((await call('unavailable', {}, { 'x-delivery-id': 'again' })).status).toBe(200), { timeout: 10_000, interval: 500 })
  // The refused call is not known to have failed: it made at most one run, and the good one exactly one.
  expect((await runsOf(flowId)).length).toBeLessThanOrEqual(2)
}, 30_000)
