import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FlowDetail, RunDetail } from '@maillon/api-contract'
import { openBackup } from '@maillon/backup'
import { emptyFlow, type FlowDocument } from '@maillon/flow-document'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { InstallationBackup } from './features/engine/installation-backup.js'
import { startTestServer, type TestServer } from './testing/start-test-server.js'
import type { TestClient } from './testing/test-client.js'

const nightly: FlowDocument = {
  ...emptyFlow('nightly', 'Nightly backup'),
  nodes: [
    { id: 'start', type: 'core.manual', version: 1, name: 'Start', position: { x: 0, y: 0 }, params: {} },
    { id: 'backup', type: 'maillon.backup', version: 1, name: 'Back up', position: { x: 300, y: 0 }, params: { name: 'nightly', keep: 2 } },
  ],
  edges: [{ from: 'start.main', to: 'backup.main' }],
}
const older = ['nightly-2020-01-01-030000.zip', 'nightly-2020-01-02-030000.zip']
const ofOthers = ['nightly.zip', 'weekly-2020-01-01-030000.zip']

let place: string
let folder: string
let server: TestServer
let owner: TestClient

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'maillon-backups-'))
  folder = join(place, 'backups')
  server = await startTestServer({ backups: folder })
  owner = await server.owner()
})

afterAll(async () => {
  await server?.stop()
  await rm(place, { recursive: true, force: true })
})

async function run(isDryRun: boolean): Promise<{ readonly status: string; readonly rows: readonly { readonly json: Record<string, unknown> }[] }> {
  const { id } = (await owner.post('/api/flows', { documentText: JSON.stringify({ ...nightly, id: `nightly-${isDryRun}` }) })).body as FlowDetail
  const started = await owner.post(`/api/flows/${id}/runs`, { what: 'draft', isTest: false, isDryRun })
  expect(started).toMatchObject({ status: 201 })
  const { runId } = started.body as { runId: string }
  const status = await vi.waitFor(async () => {
    const detail = (await owner.get(`/api/runs/${runId}`)).body as RunDetail
    expect(['succeeded', 'warned', 'failed']).toContain(detail.run.status)
    return detail.run.status
  }, { timeout: 30_000, interval: 100 })
  const { items } = (await owner.get(`/api/runs/${runId}/steps/backup/outputs/main`)).body as { items?: { json: Record<string, unknown> }[] }
  return { status, rows: items ?? [] }
}

it('is made by a flow, can be opened, and takes the oldest of its name away', async () => {
  await mkdir(folder, { recursive: true })
  for (const name of [...older, ...ofOthers]) await writeFile(join(folder, name), '')
  const { status, rows } = await run(false)
  expect(status).toBe('succeeded')
  const fileName = String(rows[0]?.json['fileName'])
  expect(rows).toMatchObject([{ json: { deleted: [older[0]] } }])
  expect((await readdir(folder)).toSorted()).toEqual([...ofOthers, older[1], fileName].toSorted())
  const opened = await openBackup(join(folder, fileName))
  try {
    expect(opened.manifest.tables.find(({ name }) => name === 'flow')?.rows).toBeGreaterThan(0)
    expect(rows[0]?.json['rows']).toBe(opened.manifest.tables.reduce((sum, table) => sum + table.rows, 0))
  } finally {
    await opened.close()
  }
})

it('is only announced by a dry run', async () => {
  const before = (await readdir(folder)).toSorted()
  await run(true)
  expect((await readdir(folder)).toSorted()).toEqual(before)
})

it('says in both languages that its folder can’t be used', async () => {
  await writeFile(join(place, 'a-file'), '')
  const backup = new InstallationBackup({ config: { backups: join(place, 'a-file', 'backups') }, clock: { now: () => 0 } } as never, {} as never)
  await expect(backup.make({ name: 'nightly', keep: 1, timeZone: 'Europe/Paris' }, false)).rejects.toMatchObject({ info: { code: 'BACKUP_FOLDER_UNUSABLE', retryable: false } })
})
