/** The flows that a workspace has by itself: made once, ordinary, edited and restored; what they clean. */
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AlertRuleView, FilesPage, FlowDetail, FlowSummary, RunDetail, SchedulesPage, SystemTaskView } from '@maillon/api-contract'
import { createDataSource, type Database } from '@maillon/storage'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { startTestServer, type TestServer } from './testing/start-test-server.js'
import type { TestClient } from './testing/test-client.js'

let server: TestServer
let owner: TestClient
let database: Database
let dataDir: string

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'maillon-tasks-'))
  server = await startTestServer({ furnishes: true, dataDir })
  owner = await server.owner()
  database = createDataSource({ connectionString: server.databaseUrl })
  await database.initialize()
  await vi.waitFor(async () => expect(await database.query("SELECT 1 FROM setting WHERE key LIKE 'furnished %'")).toHaveLength(1), { timeout: 20_000 })
}, 60_000)

afterAll(async () => {
  await database?.destroy()
  await server?.stop()
  await rm(dataDir, { recursive: true, force: true })
})

const tasks = async (): Promise<readonly SystemTaskView[]> => ((await owner.get('/api/system-tasks')).body as { tasks: SystemTaskView[] }).tasks
const taskOf = async (task: string): Promise<SystemTaskView> => {
  const found = (await tasks()).find((one) => one.task === task)
  if (found === undefined) throw new Error(`no task ${task}`)
  return found
}

async function run(task: string): Promise<RunDetail> {
  const { flowId } = await taskOf(task)
  const { runId } = (await owner.post(`/api/flows/${flowId}/runs`, { what: 'published', isTest: false })).body as { runId: string }
  await vi.waitFor(async () => expect(((await owner.get(`/api/runs/${runId}`)).body as RunDetail).run.status).toMatch(/succeeded|warned|failed/), { timeout: 20_000 })
  return (await owner.get(`/api/runs/${runId}`)).body as RunDetail
}

it('are there from the start: three that run by themselves, and a report that waits for an account and recipients', async () => {
  expect(await tasks()).toMatchObject([
    { task: 'clean-up', name: 'Clean-up', isOn: true, isReady: true, isChanged: false },
    { task: 'archive', isOn: true, isReady: true, isChanged: false },
    { task: 'sessions', isOn: true, isReady: true, isChanged: false },
    { task: 'daily-report', isOn: false, isReady: false, isChanged: false, nextAt: null },
  ])
  const page = (await owner.get('/api/schedules')).body as SchedulesPage
  expect(page.schedules.map(({ flowName, isSystem }) => [flowName, isSystem]).toSorted()).toEqual([['Archive', true], ['Clean-up', true], ['Expired logins', true]])
  // Whoever has made no flow yet has none.
  expect((await owner.get('/api/flows')).body).toEqual({ flows: [] })
  expect((await owner.get('/api/home')).body).toMatchObject({ activeFlows: 0, coming: [] })
  const { rules } = (await owner.get('/api/alert-rules')).body as { rules: AlertRuleView[] }
  expect(rules.map(({ kind, roles, isEnabled }) => [kind, roles, isEnabled])).toEqual([['failure', ['administrator'], true], ['late', ['administrator'], true]])
})

it('are made once, whoever comes again: a start finds them there, and what was deleted or switched off stays so', async () => {
  const before = await tasks()
  const { rules } = (await owner.get('/api/alert-rules')).body as { rules: AlertRuleView[] }
  await owner.delete(`/api/alert-rules/${rules[1]?.id}`)
  await owner.post(`/api/flows/${before[0]?.flowId}/active`, { active: false })
  const second = await startTestServer({ furnishes: true, databaseUrl: server.databaseUrl, roles: ['scheduler'] })
  await new Promise((resolve) => setTimeout(resolve, 6_000))
  await second.stop()
  expect((await tasks()).map(({ flowId, isOn }) => [flowId, isOn])).toEqual(before.map(({ flowId, isOn }, at) => [flowId, at === 0 ? false : isOn]))
  expect(((await owner.get('/api/alert-rules')).body as { rules: AlertRuleView[] }).rules).toHaveLength(1)
}, 30_000)

it('are edited like any flow, can’t be deleted, and are brought back to their original form', async () => {
  const { flowId } = await taskOf('clean-up')
  const flow = (await owner.get(`/api/flows/${flowId}`)).body as FlowDetail
  const changed = { ...flow.document, name: 'Mine', nodes: flow.document.nodes.map((node) => (node.id === 'schedule' ? { ...node, params: { ...node.params, schedule: { every: 'day', at: '04:00' } } } : node)) }
  await owner.put(`/api/flows/${flowId}/draft`, { document: changed, revision: flow.revision })
  expect(await taskOf('clean-up')).toMatchObject({ name: 'Mine', isChanged: true })
  expect((await owner.delete(`/api/flows/${flowId}`)).body).toMatchObject({ error: { code: 'FLOW_SYSTEM_KEPT' } })
  expect((await owner.post(`/api/flows/${flowId}/restore`)).body).toMatchObject({ document: { name: 'Clean-up' }, active: true })
  expect(await taskOf('clean-up')).toMatchObject({ isOn: true, isChanged: false })
  const mine = (await owner.post('/api/flows', { name: 'Ordinary' })).body as FlowDetail
  expect((await owner.post(`/api/flows/${mine.id}/restore`)).status).toBe(409)
  await owner.delete(`/api/flows/${mine.id}`)
})

it('the report can be published once somebody has chosen an account, and begins with the one that Maillon writes by', async () => {
  const account = (await owner.post('/api/credentials', { name: 'Mail', type: 'smtp', values: { host: 'mail.example.com', port: 25, security: 'none', user: 'x', password: 'x', from: 'a@example.com' } })).body as { id: string }
  await owner.put('/api/mail-account', { credentialId: account.id })
  const { flowId } = await taskOf('daily-report')
  const { document, revision } = (await owner.post(`/api/flows/${flowId}/restore`)).body as FlowDetail
  expect(document.nodes.find(({ id }) => id === 'send')?.credentials).toEqual({ smtp: { id: account.id, name: 'Mail' } })
  const chosen = { ...document, nodes: document.nodes.map((node) => (node.id === 'send' ? { ...node, params: { ...node.params, to: ['ana@example.com'] } } : node)) }
  await owner.put(`/api/flows/${flowId}/draft`, { document: chosen, revision })
  expect((await owner.post(`/api/flows/${flowId}/publish`, { revision: revision + 1, activate: true })).body).toMatchObject({ active: true })
  expect(await taskOf('daily-report')).toMatchObject({ isOn: true, isReady: true })
})

it('clean up what an upload that was cut off has left', async () => {
  const folder = join(dataDir, 'files', '.tmp')
  await mkdir(folder, { recursive: true })
  const [old, young] = [join(folder, randomUUID()), join(folder, randomUUID())]
  for (const path of [old, young]) await writeFile(path, 'x')
  await utimes(old, new Date(0), new Date(0))
  expect(await run('clean-up')).toMatchObject({ run: { status: 'succeeded' } })
  expect([existsSync(old), existsSync(young)]).toEqual([false, true])
})

it('remove logins that have expired and no other', async () => {
  await database.query("INSERT INTO session (token_hash, user_id, expires_at) SELECT decode('00', 'hex'), id, now() - interval '1 day' FROM app_user LIMIT 1")
  await run('sessions')
  expect(await database.query("SELECT count(*) FILTER (WHERE expires_at < now())::int AS expired, count(*)::int > 0 AS others FROM session")).toEqual([{ expired: 0, others: true }])
})

it('archive the runs of the day before, then let go what the workspace doesn’t keep, also where there is nothing to archive', async () => {
  const { runs: old, yesterday } = { runs: randomUUID(), yesterday: '01900000-0000-7000-8000-000000000001' }
  const { flowId } = await taskOf('sessions')
  const insert = (id: string, ago: string) =>
    database.query(
      `INSERT INTO run (id, workspace_id, flow_id, flow_version_id, status, origin, priority, trigger_node, lane, accepted_at, ended_at)
       SELECT $1, workspace_id, id, published_version_id, 'succeeded', 'manual', 0, 0, 'default', now() - $2::interval, now() - $2::interval FROM flow WHERE id = $3`,
      [id, ago, flowId],
    )
  await insert(`01800000${old.slice(8)}`, '200 days')
  expect(await run('archive')).toMatchObject({ run: { status: 'succeeded' } })
  expect(await database.query('SELECT 1 FROM run WHERE id = $1', [`01800000${old.slice(8)}`])).toEqual([])
  const idOfYesterday = (Date.now() - 86_400_000).toString(16).padStart(12, '0')
  await insert(`${idOfYesterday.slice(0, 8)}-${idOfYesterday.slice(8)}${yesterday.slice(13)}`, '24 hours')
  expect(await run('archive')).toMatchObject({ run: { status: 'succeeded' } })
  const { files } = (await owner.get('/api/files')).body as FilesPage
  expect(files.map(({ name }) => name)).toMatchObject([expect.stringMatching(/^journal-\d{4}-\d\d-\d\d\.csv$/)])
  expect(((await owner.get('/api/flows')).body as { flows: FlowSummary[] }).flows).toEqual([])
})
