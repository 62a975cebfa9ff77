import { randomUUID } from 'node:crypto'
import type { AuditPage, AwaitedCallView, FlowDetail, FormView, RunDetail, RunsPage, RunSummary } from '@maillon/api-contract'
import type { FlowDocument } from '@maillon/flow-document'
import { createDataSource, type Database } from '@maillon/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chain, nodeOf, webhookFlow } from './testing/sample-flows.js'
import { startTestServer, type TestServer } from './testing/start-test-server.js'
import type { TestAnswer, TestClient } from './testing/test-client.js'

let server: TestServer
let owner: TestClient
let database: Database

beforeAll(async () => {
  server = await startTestServer()
  owner = await server.owner()
  database = createDataSource({ connectionString: server.databaseUrl })
  await database.initialize()
})

afterAll(async () => {
  await database?.destroy()
  await server?.stop()
})

async function draw(document: FlowDocument): Promise<string> {
  const made = await owner.post('/api/flows', { documentText: JSON.stringify(document) })
  expect(made).toMatchObject({ status: 201 })
  return (made.body as FlowDetail).id
}

async function publish(document: FlowDocument): Promise<string> {
  const id = await draw(document)
  expect(await owner.post(`/api/flows/${id}/publish`, { revision: 0, activate: true })).toMatchObject({ status: 200 })
  return id
}

/** The draft says something else than what is published. */
async function change(flowId: string, revision: number, document: FlowDocument): Promise<void> {
  expect(await owner.put(`/api/flows/${flowId}/draft`, { revision, document: { ...document, id: flowId } })).toMatchObject({ status: 200 })
}

async function wait(flowId: string, by = owner): Promise<AwaitedCallView> {
  const answer = await by.post(`/api/flows/${flowId}/awaited-calls`)
  expect(answer).toMatchObject({ status: 201, body: { state: 'waiting', runId: null } })
  return answer.body as AwaitedCallView
}

const look = async (flowId: string, { id }: AwaitedCallView) => (await owner.put(`/api/flows/${flowId}/awaited-calls/${id}`, {})).body as AwaitedCallView
const call = (path: string, body: unknown = {}, headers: Record<string, string> = {}) => server.client().post(`/hooks/${path}`, body, headers)
const runOf = async ({ body }: TestAnswer) => ((await owner.get(`/api/runs/${(body as { runId: string }).runId}`)).body as RunDetail).run
const runsOf = async (flowId: string): Promise<readonly RunSummary[]> => ((await owner.get(`/api/runs?flowId=${flowId}&limit=100`)).body as RunsPage).runs
const answering = (path: string, says: string, params = {}) => webhookFlow(path, { respond: 'by-node', ...params }, [nodeOf('respond', 'core.respond', { status: 200, bodyKind: 'text', text: says })])
const tell = (answer: TestAnswer) => ({ status: answer.status, text: answer.text })

describe('the next call of a webhook', () => {
  it('goes to a trial of the draft once, with the draft’s answer, and the one after it to the published version', async () => {
    const flowId = await publish(answering('next', 'published'))
    await change(flowId, 0, answering('next', 'draft'))
    const waiting = await wait(flowId)
    expect(waiting.addresses).toEqual([{ nodeId: 'hook', kind: 'webhook', method: 'POST', path: 'next' }])
    expect(waiting.leftMs).toBe(5 * 60_000)
    const first = await call('next', { order: 1 })
    expect(tell(first)).toEqual({ status: 200, text: 'draft' })
    expect(tell(await call('next', { order: 2 }))).toEqual({ status: 200, text: 'published' })
    const taken = await look(flowId, waiting)
    expect(taken).toMatchObject({ state: 'taken', leftMs: 0, runId: first.headers.get('x-maillon-run') })
    expect((await runsOf(flowId)).map(({ origin, isTest, versionNumber, startedBy }) => ({ origin, isTest, versionNumber, startedBy }))).toEqual([
      { origin: 'webhook', isTest: false, versionNumber: 1, startedBy: null },
      { origin: 'test', isTest: true, versionNumber: null, startedBy: 'Ana' },
    ])
  })

  it('of many that come at once is one, and each of the others has its run of the published version', async () => {
    const flowId = await publish(webhookFlow('many'))
    await wait(flowId)
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => call('many', { n })))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    const origins = await Promise.all(answers.map(async (answer) => (await runOf(answer)).origin))
    expect(origins.filter((origin) => origin === 'test')).toHaveLength(1)
    expect(origins.filter((origin) => origin === 'webhook')).toHaveLength(19)
  })

  it('reaches a draft that was never published, and nobody before and after', async () => {
    const flowId = await draw(webhookFlow('unpublished'))
    expect((await call('unpublished')).status).toBe(404)
    await wait(flowId)
    expect((await runOf(await call('unpublished'))).origin).toBe('test')
    expect((await call('unpublished')).status).toBe(404)
  })

  it('goes to the draft as it was changed since, and to what it was where the change has an error', async () => {
    const flowId = await draw(answering('edited', 'one'))
    const waiting = await wait(flowId)
    await change(flowId, 0, answering('moved', 'two'))
    expect(await look(flowId, waiting)).toMatchObject({ state: 'waiting', revision: 1, addresses: [{ path: 'moved' }] })
    await change(flowId, 1, webhookFlow('moved', {}, [nodeOf('log', 'core.log', { message: '{{nowhere.at.all}}' })]))
    expect(await look(flowId, waiting)).toMatchObject({ state: 'waiting', revision: 1 })
    expect((await call('edited')).status).toBe(404)
    expect(tell(await call('moved'))).toEqual({ status: 200, text: 'two' })
  })

  it('is the published version’s again when the person cancels, goes away, or the time is over', async () => {
    const flowId = await publish(webhookFlow('gone'))
    const path = (waiting: AwaitedCallView) => `/api/flows/${flowId}/awaited-calls/${waiting.id}`
    const cancelled = await wait(flowId)
    expect((await owner.delete(path(cancelled))).status).toBe(204)
    expect((await runOf(await call('gone'))).origin).toBe('webhook')
    expect((await owner.put(path(cancelled), {})).status).toBe(404)
    const left = await wait(flowId)
    await database.query('UPDATE awaited_call SET seen_until = now() WHERE id = $1', [left.id])
    expect((await runOf(await call('gone'))).origin).toBe('webhook')
    // Whoever comes back in time waits on.
    expect(await look(flowId, left)).toMatchObject({ state: 'waiting' })
    await database.query('UPDATE awaited_call SET until = now() WHERE id = $1', [left.id])
    expect((await runOf(await call('gone'))).origin).toBe('webhook')
    expect(await look(flowId, left)).toMatchObject({ state: 'over', leftMs: 0, runId: null })
  })

  it('of a caller whom only the published version lets in goes there, and the draft waits on', async () => {
    const { id } = (await owner.post('/api/credentials', { name: 'Caller', type: 'http-bearer', values: { token: 'let-me-in' } })).body as { id: string }
    const flowId = await publish(webhookFlow('guarded'))
    const document = webhookFlow('guarded', { authentication: 'secret' })
    await change(flowId, 0, { ...document, nodes: document.nodes.map((node) => (node.id === 'hook' ? { ...node, credentials: { caller: { id, name: 'Caller' } } } : node)) })
    const waiting = await wait(flowId)
    expect((await runOf(await call('guarded'))).origin).toBe('webhook')
    expect(await look(flowId, waiting)).toMatchObject({ state: 'waiting' })
    expect((await runOf(await call('guarded', {}, { authorization: 'Bearer let-me-in' }))).origin).toBe('test')
  })

  it('that repeats a delivery gets the run which that one made, and leaves the wait alone', async () => {
    const flowId = await publish(webhookFlow('repeated'))
    const delivery = { 'x-delivery-id': randomUUID() }
    const before = await call('repeated', {}, delivery)
    const waiting = await wait(flowId)
    expect((await call('repeated', {}, delivery)).body).toMatchObject({ runId: (before.body as { runId: string }).runId, isNew: false })
    expect(await look(flowId, waiting)).toMatchObject({ state: 'waiting' })
  })
})

describe('waiting for a call', () => {
  it('is one person’s at a time, and the same person’s second wait takes the place of the first', async () => {
    const flowId = await draw(webhookFlow('one-at-a-time'))
    const first = await wait(flowId)
    const second = await wait(flowId)
    expect((await owner.put(`/api/flows/${flowId}/awaited-calls/${first.id}`, {})).status).toBe(404)
    await database.query(`UPDATE awaited_call SET user_id = $2, user_name = 'Bo' WHERE id = $1`, [second.id, await someoneElse()])
    expect(await owner.post(`/api/flows/${flowId}/awaited-calls`)).toMatchObject({ status: 409, body: { error: { code: 'FLOW_CALL_AWAITED', message: 'Bo is already waiting for the next call of this flow.' } } })
    const other = await draw(webhookFlow('one-at-a-time'))
    expect(await owner.post(`/api/flows/${other}/awaited-calls`)).toMatchObject({ status: 409, body: { error: { code: 'FLOW_CALL_ADDRESS_AWAITED' } } })
  })

  it('never takes a call that another flow has published its address for', async () => {
    const flowId = await draw(webhookFlow('crossed'))
    await wait(flowId)
    const other = await publish(webhookFlow('crossed'))
    expect((await runOf(await call('crossed'))).flowId).toBe(other)
  })

  it('is refused for a draft with errors, and for one that nothing can call', async () => {
    const wrong = await draw(webhookFlow('wrong', {}, [nodeOf('log', 'core.log', { message: '{{nowhere.at.all}}' })]))
    expect((await owner.post(`/api/flows/${wrong}/awaited-calls`)).status).toBe(422)
    const byHand = await draw(chain('By hand', [nodeOf('start', 'core.manual'), nodeOf('log', 'core.log', { message: 'x' })]))
    expect(await owner.post(`/api/flows/${byHand}/awaited-calls`)).toMatchObject({ status: 422, body: { error: { code: 'FLOW_CALL_TRIGGER_MISSING' } } })
  })

  it('is written down: who waited, what came, who stopped', async () => {
    const flowId = await draw(webhookFlow('audited'))
    await wait(flowId)
    const { runId } = (await call('audited')).body as { runId: string }
    const again = await wait(flowId)
    await look(flowId, again)
    await owner.delete(`/api/flows/${flowId}/awaited-calls/${again.id}`)
    const { entries } = (await owner.get('/api/audit?limit=10')).body as AuditPage
    const mine = entries.filter(({ target }) => target.id === flowId)
    expect(mine.map(({ action }) => action)).toEqual(['flow.stop-awaiting', 'flow.await-call', 'flow.take-call', 'flow.await-call', 'flow.create'])
    expect(mine[2]).toMatchObject({ after: { runId } })
  })
})

describe('the next sending of a form', () => {
  const formFlow = (field: string, access = 'public') =>
    chain('Form', [nodeOf('form', 'core.form', { title: `Asks ${field}`, path: 'ask', access, fields: [{ name: field, label: field, type: 'text', required: true }], thanks: `Thanks for ${field}` }), nodeOf('log', 'core.log', { message: 'x' })])
  const send = (values: Record<string, string>, headers: Record<string, string> = {}) => {
    const raw = new FormData()
    for (const [name, value] of Object.entries(values)) raw.append(name, value)
    return server.client().send('POST', '/api/forms/ask', { raw, headers })
  }

  it('goes to the draft, whose form is shown meanwhile; what the draft can’t take goes to the published version', async () => {
    const flowId = await publish(formFlow('name'))
    await change(flowId, 0, formFlow('colour'))
    const waiting = await wait(flowId)
    const shown = (await server.client().get('/api/forms/ask')).body as FormView
    expect(shown).toMatchObject({ title: 'Asks colour', awaited: waiting.id })
    // Somebody who had the published form open sends it.
    expect((await send({ name: 'Bo' })).body).toEqual({ thanks: 'Thanks for name' })
    // The draft's own page says at its field what is wrong.
    expect(await send({}, { 'x-maillon-awaited': waiting.id })).toMatchObject({ status: 400, body: { error: { problems: [{ path: '/colour' }] } } })
    expect((await send({ colour: 'red' }, { 'x-maillon-awaited': waiting.id })).body).toEqual({ thanks: 'Thanks for colour' })
    expect(await look(flowId, waiting)).toMatchObject({ state: 'taken' })
    expect((await runsOf(flowId)).map(({ origin }) => origin)).toEqual(['test', 'event'])
    expect(await send({ colour: 'blue' }, { 'x-maillon-awaited': waiting.id })).toMatchObject({ status: 409, body: { error: { code: 'FORM_CHANGED' } } })
    expect((await server.client().get('/api/forms/ask')).body).toMatchObject({ title: 'Asks name' })
  })
})

async function someoneElse(): Promise<string> {
  const id = randomUUID()
  await database.query(`INSERT INTO app_user (id, workspace_id, name, email, email_key, password_hash, role, locale) SELECT $1, id, 'Bo', 'bo@example.com', 'bo@example.com', 'x', 'editor', 'en' FROM workspace LIMIT 1`, [id])
  return id
}
