/** Old runs of a whole server: their rows, their data on disk and their files go; what is kept stays whole. */
import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FlowDetail, ItemsPage } from '@maillon/api-contract'
import { createLocalBlobStore, type LocalBlobStore } from '@maillon/file-stores'
import { createPool, RetentionStore } from '@maillon/storage'
import type pg from 'pg'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { chain, nodeOf } from '../../testing/sample-flows.js'
import { startTestServer, type TestServer } from '../../testing/start-test-server.js'
import type { TestClient } from '../../testing/test-client.js'
import { sweepLostBytes, sweepRetention, type RetentionPorts } from './retention-sweep.js'

const dayMs = 86_400_000
let server: TestServer
let owner: TestClient
let dataDir: string
let blobs: LocalBlobStore
let pool: pg.Pool

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'maillon-retention-'))
  server = await startTestServer({ dataDir })
  owner = await server.owner()
  blobs = createLocalBlobStore({ folder: join(dataDir, 'files') })
  pool = createPool({ connectionString: server.databaseUrl, poolSize: 3 })
})

afterAll(async () => {
  await pool?.end()
  await server?.stop()
  await rm(dataDir, { recursive: true, force: true })
})

/** The sweep as it will be so many days from now. */
function portsIn(days: number): RetentionPorts {
  return { store: new RetentionStore(pool), blobs, clock: { now: () => Date.now() + days * dayMs }, defaultDays: () => Promise.resolve(90) }
}

/** Rows that spill to disk. */
async function flowOf(name: string, settings: object): Promise<string> {
  const many = nodeOf('many', 'core.set', { fields: [{ name: 'text', value: 'x'.repeat(200) }] })
  const document = { ...chain(name, [nodeOf('start', 'core.manual'), many]), settings }
  const made = await owner.post('/api/flows', { documentText: JSON.stringify(document) })
  expect(made).toMatchObject({ status: 201 })
  return (made.body as FlowDetail).id
}

async function run(flowId: string): Promise<string> {
  const started = await owner.post(`/api/flows/${flowId}/runs`, { what: 'draft', isTest: false, rows: Array.from({ length: 600 }, (_, n) => ({ n })) })
  const { runId } = started.body as { runId: string }
  await vi.waitFor(async () => expect((await owner.get(`/api/runs/${runId}`)).body).toMatchObject({ run: { status: 'succeeded' } }), { timeout: 50_000 })
  return runId
}

async function* bytes(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('x')
}

/** As a node makes one in the course of its run. */
async function fileOf(runId: string): Promise<void> {
  const id = randomUUID()
  await blobs.write(`files/${id}`, bytes())
  await pool.query(`INSERT INTO file (id, workspace_id, run_id, name, media_type, size, sha256) SELECT $1, workspace_id, id, 'f.txt', 'text/plain', 1, 'x' FROM run WHERE id = $2`, [id, runId])
}

const onDisk = (folder: string): Promise<readonly string[]> => readdir(join(dataDir, 'files', folder))

it('goes by what the flow says, or else the workspace: after 100 days one of two runs is gone with all of its bytes, the other is whole', async () => {
  const [short, long] = [await flowOf('Short', {}), await flowOf('Long', { keepDays: 365 })]
  const [gone, kept] = [await run(short), await run(long)]
  for (const one of [gone, kept]) await fileOf(one)
  expect((await onDisk('datasets')).toSorted()).toEqual([gone, kept].toSorted())
  expect(await onDisk('files')).toHaveLength(2)
  expect(await sweepRetention(portsIn(80), { quietMs: 0 })).toMatchObject({ runs: 0 })
  expect(await sweepRetention(portsIn(100), { quietMs: 0 })).toMatchObject({ runs: 1 })
  expect((await owner.get(`/api/runs/${gone}`)).status).toBe(404)
  expect(await onDisk('datasets')).toEqual([kept])
  expect(await onDisk('files')).toHaveLength(1)
  const rows = (await owner.get(`/api/runs/${kept}/steps/many/outputs/main?offset=599`)).body as ItemsPage
  expect([rows.total, rows.items]).toMatchObject([600, [{ json: { n: 599 } }]])
  expect(((await owner.get(`/api/runs?flowId=${short}`)).body as { runs: readonly unknown[] }).runs).toEqual([])
}, 60_000)

it('takes away bytes that nothing names, once they are a day old, and leaves alone what isn’t ours', async () => {
  const kept = await run(await flowOf('Named', {}))
  const lost = '0190a000-0000-7000-8000-000000000000'
  for (const key of [`datasets/${lost}/0`, `files/${lost}`, 'files/somebody-elses']) await blobs.write(key, bytes())
  expect(await sweepLostBytes(portsIn(0))).toBe(0)
  expect(await sweepLostBytes(portsIn(2))).toBe(2)
  expect(await onDisk('datasets')).toContain(kept)
  expect(await onDisk('datasets')).not.toContain(lost)
  expect(await onDisk('files')).toContain('somebody-elses')
  expect((await owner.get(`/api/runs/${kept}/steps/many/outputs/main`)).body).toMatchObject({ total: 600 })
}, 60_000)

it('is set by an administrator for the workspace, in days', async () => {
  expect((await owner.get('/api/retention')).body).toEqual({ days: 90 })
  expect((await owner.send('PUT', '/api/retention', { body: { days: 30 } })).body).toEqual({ days: 30 })
  expect((await owner.get('/api/retention')).body).toEqual({ days: 30 })
  expect((await owner.send('PUT', '/api/retention', { body: { days: 0 } })).status).toBe(400)
})
