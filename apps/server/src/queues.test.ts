/** Lanes, workers, failures and runs that stand still, through the API of a whole server, over restarts of it and with two administrators. */
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { randomUUID } from 'node:crypto'
import type { AuditPage, FailedStepsPage, FlowDetail, LaneStateAnswer, LaneView, QueueNotices, QueuesView, RetryFailedAnswer, RunDetail, StandingRunView } from '@maillon/api-contract'
import { createDataSource, PeopleStore, type Database } from '@maillon/storage'
import { startTestPostgres, type TestPostgres } from '@maillon/test-kit'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { chain, nodeOf } from './testing/sample-flows.js'
import { ownerAccount, startTestServer, type TestServer } from './testing/start-test-server.js'
import type { TestClient } from './testing/test-client.js'

let postgres: TestPostgres
let database: Database
let server: TestServer
let owner: TestClient
let second: TestClient
let outside: Server
let address: string
/** What the outside does with a call; by default it is answered at once. */
let answer = (reply: ServerResponse): unknown => reply.end('{}')
let calls = 0

const startServer = () => startTestServer({ databaseUrl: postgres.connectionString, allowHosts: [new URL(address).host] })

beforeAll(async () => {
  outside = createServer((_, reply) => {
    calls += 1
    answer(reply.setHeader('content-type', 'application/json'))
  })
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`
  postgres = await startTestPostgres()
  server = await startServer()
  owner = await server.owner()
  database = createDataSource({ connectionString: server.databaseUrl })
  await database.initialize()
  await addSecondAdministrator()
  second = await secondAdministrator()
}, 60_000)

afterAll(async () => {
  await database?.destroy()
  await server?.stop()
  await postgres?.stop()
  outside?.close()
})

async function addSecondAdministrator(): Promise<void> {
  const [user]: [{ hash: string; workspace: string }] = await database.query('SELECT password_hash AS hash, workspace_id AS workspace FROM app_user LIMIT 1')
  await new PeopleStore(database).add({ id: randomUUID(), workspaceId: user.workspace, name: 'Bob', email: 'bob@example.com', emailKey: 'bob@example.com', passwordHash: user.hash, role: 'administrator', locale: 'en' })
}

async function secondAdministrator(): Promise<TestClient> {
  const client = server.client()
  await client.post('/api/session', { email: 'bob@example.com', password: ownerAccount.password })
  return client
}

async function callingFlow(name: string, { lane, method = 'POST' }: { readonly lane?: string; readonly method?: 'GET' | 'POST' } = {}): Promise<FlowDetail> {
  const params = { method, url: `${address}/x`, ...(method === 'POST' ? { bodyKind: 'json', json: {} } : {}) }
  const call = { ...nodeOf('call', 'http.request', params), retry: { attempts: 1, wait: { kind: 'fixed', ms: 0 } } }
  const document = { ...chain(name, [nodeOf('start', 'core.manual'), call as never, nodeOf('log', 'core.log', { message: 'called' })]), settings: { overlap: 'parallel', concurrency: 100, ...(lane === undefined ? {} : { lane }) } }
  const made = await owner.post('/api/flows', { documentText: JSON.stringify(document) })
  expect(made).toMatchObject({ status: 201 })
  return made.body as FlowDetail
}

async function start(flowId: string): Promise<string> {
  const started = await owner.post(`/api/flows/${flowId}/runs`, { what: 'draft', isTest: false, rows: [{ n: 1 }] })
  expect(started).toMatchObject({ status: 201 })
  return (started.body as { runId: string }).runId
}

const statusOf = async (runId: string): Promise<string> => ((await owner.get(`/api/runs/${runId}`)).body as RunDetail).run.status
const until = (runId: string, status: string) => vi.waitFor(async () => expect(await statusOf(runId)).toBe(status), { timeout: 15_000, interval: 50 })
const queues = async (): Promise<QueuesView> => (await owner.get('/api/queues')).body as QueuesView
const lane = async (name: string): Promise<LaneView | undefined> => (await queues()).lanes.find((one) => one.name === name)
const setState = async (name: string, state: string, client = owner): Promise<LaneStateAnswer> => (await client.post(`/api/queues/${name}/state`, { state })).body as LaneStateAnswer
const audit = async (action: string) => ((await owner.get(`/api/audit?action=${action}`)).body as AuditPage).entries

describe('a lane', () => {
  it('that is paused keeps its steps over a restart of the server and goes on when it is resumed; a second administrator hears who was first', async () => {
    expect(await setState('default', 'paused')).toMatchObject({ changed: true, state: 'paused', by: 'Ana' })
    const since = (await lane('default'))?.since ?? ''
    expect(await setState('default', 'paused', second)).toEqual({ changed: false, state: 'paused', by: 'Ana', since })
    const flow = await callingFlow('Paused')
    const before = calls
    const runs = [await start(flow.id), await start(flow.id)]
    await vi.waitFor(async () => expect(await lane('default')).toMatchObject({ state: 'paused', waiting: 2, running: 0, queuedRuns: 2 }), { timeout: 10_000 })
    await server.stop()
    server = await startServer()
    ;[owner, second] = await Promise.all([server.owner(), secondAdministrator()])
    expect((await owner.get('/api/queues/notices')).body).toEqual({ paused: [{ lane: 'default', since, by: 'Ana' }] } satisfies QueueNotices)
    // Long enough for several looks of the keeper and of the sweep.
    await new Promise((resolve) => setTimeout(resolve, 2_500))
    expect([calls, await statusOf(runs[0] ?? '')]).toEqual([before, 'queued'])
    expect(await setState('default', 'open')).toMatchObject({ changed: true, state: 'open' })
    for (const run of runs) await until(run, 'succeeded')
    expect(calls).toBe(before + 2)
    expect((await audit('lane.pause'))[0]).toMatchObject({ person: 'Ana', target: { kind: 'lane', id: 'default' }, before: { state: 'open' }, after: { state: 'paused', by: 'Ana' } })
    expect((await owner.get('/api/queues/notices')).body).toEqual({ paused: [] })
    await vi.waitFor(async () => expect((await lane('default'))?.perMinute.reduce((sum, { done }) => sum + done, 0)).toBe(4), { timeout: 8_000 })
  }, 60_000)

  it('that is drained runs what is in it to its end, and rests by itself then', async () => {
    const held = holdAnswers()
    const run = await start((await callingFlow('Drained', { lane: 'bulk' })).id)
    await held.called
    expect(await setState('bulk', 'draining')).toMatchObject({ changed: true, state: 'draining' })
    await new Promise((resolve) => setTimeout(resolve, 2_500))
    expect(await lane('bulk')).toMatchObject({ state: 'draining', running: 1 })
    held.release()
    await until(run, 'succeeded')
    await vi.waitFor(async () => expect(await lane('bulk')).toMatchObject({ state: 'paused', by: 'Ana', running: 0 }), { timeout: 8_000 })
    await setState('bulk', 'open')
  }, 30_000)

  it('that is added is served at once, without a restart; it can’t go while a flow names it', async () => {
    const limits = { concurrency: 2, timeoutMs: 5_000, heapMiB: null }
    expect((await owner.post('/api/queues', { name: 'Night work', limits })).status).toBe(400)
    expect((await owner.post('/api/queues', { name: 'default', limits })).body).toMatchObject({ error: { code: 'LANE_NAME_TAKEN', problems: [{ path: '/name' }] } })
    expect((await owner.post('/api/queues', { name: 'night', limits })).status).toBe(204)
    expect(await lane('night')).toMatchObject({ isAdded: true, servedBy: 1, limits })
    expect((await owner.get('/api/lanes')).body).toEqual({ lanes: expect.arrayContaining(['default', 'night']) as unknown })
    const flow = await callingFlow('Nightly', { lane: 'night' })
    await until(await start(flow.id), 'succeeded')
    expect((await owner.delete('/api/queues/night?revision=0')).body).toMatchObject({ error: { code: 'LANE_STILL_USED' } })
    await owner.delete(`/api/flows/${flow.id}`)
    expect((await owner.delete('/api/queues/night?revision=7')).status).toBe(409)
    expect((await owner.delete('/api/queues/night?revision=0')).status).toBe(204)
    expect(await lane('night')).toBeUndefined()
  }, 30_000)

  it('whose settings two administrators change takes the first change and tells the second', async () => {
    const revision = (await lane('reports'))?.revision ?? -1
    const limits = { concurrency: 1, timeoutMs: null, heapMiB: 128 }
    expect((await owner.put('/api/queues/reports', { revision, limits })).status).toBe(204)
    expect(await second.put('/api/queues/reports', { revision, limits: { ...limits, concurrency: 9 } })).toMatchObject({ status: 409, body: { error: { code: 'API_CHANGE_STALE' } } })
    expect(await lane('reports')).toMatchObject({ limits, hasOwnLimits: true })
    expect((await queues()).processes[0]?.lanes.find(({ name }) => name === 'reports')?.concurrency).toBe(1)
    expect((await owner.put('/api/queues/reports', { revision: revision + 1, limits: null })).status).toBe(204)
    expect(await lane('reports')).toMatchObject({ limits: { concurrency: 3, timeoutMs: 300_000 }, hasOwnLimits: false })
    expect((await owner.put('/api/queues/nowhere', { revision: 0, limits })).status).toBe(404)
  }, 20_000)

  it('lets go of the runs that have not begun, and of no other', async () => {
    await setState('critical', 'paused')
    const flow = await callingFlow('Unwanted', { lane: 'critical' })
    const runs = [await start(flow.id), await start(flow.id)]
    expect((await owner.post('/api/queues/critical/cancel-queued')).body).toEqual({ cancelled: 2, hasMore: false })
    for (const run of runs) await until(run, 'cancelled')
    expect((await owner.post('/api/queues/critical/cancel-queued')).body).toEqual({ cancelled: 0, hasMore: false })
    await setState('critical', 'open')
  }, 20_000)
})

describe('a worker', () => {
  it('that is restarted loses nothing of what runs: each call is made once and each run ends well', async () => {
    const flow = await callingFlow('Restarted')
    const before = calls
    answer = (reply) => setTimeout(() => reply.end('{}'), 400)
    const runs = await Promise.all(Array.from({ length: 25 }, () => start(flow.id)))
    const [process] = (await queues()).processes
    expect(process).toMatchObject({ state: 'serving', isThis: true, restartedAt: null, roles: ['api', 'worker', 'scheduler'] })
    expect(process?.rssBytes).toBeGreaterThan(10_000_000)
    expect((await owner.post(`/api/processes/${process?.id}/restart`)).body).toEqual({ changed: true, by: 'Ana' })
    expect((await second.post(`/api/processes/${process?.id}/restart`)).body).toMatchObject({ changed: false })
    await vi.waitFor(async () => expect((await queues()).processes[0]).toMatchObject({ state: 'serving', askedBy: null, restartedAt: expect.any(String) as string }), { timeout: 20_000 })
    for (const run of runs) await until(run, 'succeeded')
    expect(calls - before).toBe(25)
    answer = (reply) => reply.end('{}')
    expect(await audit('worker.restart')).toHaveLength(1)
    expect((await owner.post('/api/processes/nobody/restart')).status).toBe(404)
  }, 60_000)

  it('that died is said to be silent, and its row goes after an hour', async () => {
    const [silent, gone] = [randomUUID(), randomUUID()]
    await database.query(`INSERT INTO server_process (id, about, seen_at) VALUES ($1, '{"host":"box"}', now() - interval '40 seconds'), ($2, '{}', now() - interval '61 minutes')`, [silent, gone])
    await vi.waitFor(async () => expect((await queues()).processes.map(({ id }) => id)).not.toContain(gone), { timeout: 8_000 })
    const process = (await queues()).processes.find(({ id }) => id === silent)
    expect(process).toMatchObject({ state: 'silent', host: 'box' })
    expect(Math.round((process?.silentMs ?? 0) / 1000)).toBeGreaterThanOrEqual(40)
    expect((await owner.post(`/api/processes/${silent}/restart`)).body).toMatchObject({ error: { code: 'PROCESS_SILENT' } })
    await database.query('DELETE FROM server_process WHERE id = $1', [silent])
  }, 20_000)
})

describe('failures', () => {
  it('are listed by what they are, exported, and retried once however many ask', async () => {
    answer = (reply) => reply.writeHead(404).end('{}')
    const flow = await callingFlow('Failing')
    const runs = [await start(flow.id), await start(flow.id), await start(flow.id)]
    for (const run of runs) await until(run, 'failed')
    const page = (await owner.get(`/api/failed-steps?flowId=${flow.id}&limit=2`)).body as FailedStepsPage
    const code = page.steps[0]?.error?.info.code ?? ''
    expect(page).toMatchObject({ total: 3, codes: [{ code, count: 3 }], flows: [{ id: flow.id, name: 'Failing' }] })
    expect(page.steps).toHaveLength(2)
    expect(page.steps[0]).toMatchObject({ flowName: 'Failing', node: 'call', nodeName: 'call', lane: 'default', attempts: 1, retriedBy: null })
    expect(page.steps.map(({ retryRunId }) => retryRunId)).toEqual([runs[2], runs[1]])
    expect(((await owner.get('/api/failed-steps?code=NO_SUCH')).body as FailedStepsPage).total).toBe(0)
    expect(((await owner.get('/api/failed-steps?lane=critical')).body as FailedStepsPage).total).toBe(0)
    expect(((await owner.get('/api/failed-steps?to=2020-01-01T00:00:00Z')).body as FailedStepsPage).total).toBe(0)
    expect((await owner.get(`/api/failed-steps/export?format=csv&flowId=${flow.id}`)).text.trim().split('\r\n')).toHaveLength(4)
    await vi.waitFor(async () => expect((await lane('default'))?.failed).toBe(3), { timeout: 5_000 })

    answer = (reply) => reply.end('{}')
    expect((await owner.post('/api/failed-steps/retry', { runIds: [runs[0]] })).body).toEqual({ retried: 1, left: 0, hasMore: false } satisfies RetryFailedAnswer)
    const answers = await Promise.all([owner, second].map((client) => client.post('/api/failed-steps/retry', { code })))
    expect(answers.map(({ status }) => status).every((status) => status === 200 || status === 409)).toBe(true)
    expect(answers.reduce((sum, { body }) => sum + ((body as Partial<RetryFailedAnswer>).retried ?? 0), 0)).toBe(2)
    expect((await owner.post('/api/failed-steps/retry', { runIds: [runs[0]] })).body).toEqual({ retried: 0, left: 1, hasMore: false })
    const later: { many: number }[] = await database.query('SELECT count(*)::int AS many FROM run WHERE retry_of = ANY($1::uuid[])', [runs])
    expect(later).toEqual([{ many: 3 }])
    const all = (await owner.get(`/api/failed-steps?flowId=${flow.id}&which=all`)).body as FailedStepsPage
    expect([((await owner.get(`/api/failed-steps?flowId=${flow.id}`)).body as FailedStepsPage).total, all.total]).toEqual([0, 3])
    for (const { retriedBy } of all.steps) await until(retriedBy?.runId ?? '', 'succeeded')
  }, 40_000)

  it('of a turn of a loop are told once, and retried as the run that it belongs to', async () => {
    const base = chain('Turns', [nodeOf('start', 'core.manual'), nodeOf('loop', 'core.for-each', { batchSize: 1 })])
    const document = { ...base, nodes: [...base.nodes, { ...nodeOf('stop', 'core.stop', { message: 'no' }), parent: 'loop' }], edges: [...base.edges, { from: 'loop.each', to: 'stop.main' }] }
    const made = await owner.post('/api/flows', { documentText: JSON.stringify(document) })
    const run = await start((made.body as FlowDetail).id)
    await until(run, 'failed')
    const { steps } = (await owner.get(`/api/failed-steps?flowId=${(made.body as FlowDetail).id}`)).body as FailedStepsPage
    expect(steps).toMatchObject([{ node: 'stop', runId: run, retryRunId: run }])
  }, 20_000)
})

describe('a run that stands still', () => {
  it('is shown with its reason and set going again by a release', async () => {
    const held = holdAnswers()
    // Reading may be done again; of a write that was cut off the node itself decides (send again, or stop and ask).
    const flow = await callingFlow('Stuck', { method: 'GET' })
    const run = await start(flow.id)
    await held.called
    const standing = async () => ((await owner.get('/api/standing-runs?minutes=5')).body as { runs: StandingRunView[] }).runs
    expect(await standing()).toEqual([])
    await database.query(`UPDATE run SET touched_at = now() - interval '6 minutes' WHERE id = $1`, [run])
    expect(await standing()).toMatchObject([{ id: run, runId: run, flowName: 'Stuck', nodeName: 'call', lane: 'default', canRelease: true, reason: expect.stringMatching(/^The step has been running for 6\smin on /) as string }])
    answer = (reply) => reply.end('{}')
    expect((await owner.post(`/api/runs/${run}/release`)).status).toBe(204)
    await until(run, 'succeeded')
    held.release()
    expect(await standing()).toEqual([])
    expect(await owner.post(`/api/runs/${run}/release`)).toMatchObject({ status: 409, body: { error: { code: 'RUN_NOT_STANDING' } } })
    expect((await audit('run.release'))[0]).toMatchObject({ target: { kind: 'run', id: run }, before: { status: 'running' } })
  }, 30_000)
})

/** The outside holds its answers back until it is told to give them. */
function holdAnswers(): { readonly called: Promise<void>; readonly release: () => void } {
  const waiting: ServerResponse[] = []
  let tell = (): void => undefined
  const called = new Promise<void>((resolve) => { tell = resolve })
  answer = (reply) => {
    waiting.push(reply)
    tell()
  }
  return {
    called,
    release: () => {
      answer = (reply) => reply.end('{}')
      for (const reply of waiting.splice(0)) reply.end('{}')
    },
  }
}
