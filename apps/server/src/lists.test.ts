import { randomUUID } from 'node:crypto'
import type { FlowDetail, FlowSummary, RunsPage, SavedView } from '@maillon/api-contract'
import { createDataSource, PeopleStore } from '@maillon/storage'
import { openXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { chain, nodeOf } from './testing/sample-flows.js'
import { ownerAccount, startTestServer, type TestServer } from './testing/start-test-server.js'
import type { TestClient } from './testing/test-client.js'

let server: TestServer
let owner: TestClient
let viewer: TestClient

beforeAll(async () => {
  server = await startTestServer()
  owner = await server.owner()
  viewer = await member('viewer')
  // A name that a spreadsheet would take for a formula.
  const { id } = (await owner.post('/api/flows', { documentText: JSON.stringify({ ...chain('=HYPERLINK("http://x")', [nodeOf('start', 'core.manual'), nodeOf('note', 'core.log', { message: 'Facture d’Élodie notée' })]), settings: { tags: ['Compta', 'Fin de mois'] } }) })).body as FlowDetail
  for (let n = 0; n < 3; n += 1) await owner.post(`/api/flows/${id}/runs`, { what: 'draft', isTest: false })
  await vi.waitFor(async () => expect(((await owner.get('/api/runs?status=succeeded')).body as RunsPage).runs).toHaveLength(3), { timeout: 20_000 })
}, 150_000)

afterAll(async () => {
  await server?.stop()
}, 150_000)

async function member(role: 'viewer' | 'editor'): Promise<TestClient> {
  const database = createDataSource({ connectionString: server.databaseUrl })
  await database.initialize()
  const [{ hash, workspace }]: [{ hash: string; workspace: string }] = await database.query('SELECT password_hash AS hash, workspace_id AS workspace FROM app_user LIMIT 1')
  const email = `${randomUUID()}@example.com`
  await new PeopleStore(database).add({ id: randomUUID(), workspaceId: workspace, name: role, email, emailKey: email, passwordHash: hash, role, locale: 'fr' })
  await database.destroy()
  const client = server.client()
  await client.post('/api/session', { email, password: ownerAccount.password })
  return client
}

describe('the list of runs', () => {
  it('is narrowed by what started them, by whom and by words, also of runs that ended this moment', async () => {
    const { people } = (await viewer.get('/api/runs/starters')).body as { people: { id: string; name: string }[] }
    expect(people.map(({ name }) => name)).toEqual(['Ana'])
    const count = async (query: string) => ((await owner.get(`/api/runs?${query}`)).body as RunsPage).runs.length
    expect([await count(`startedBy=${people[0]?.id}`), await count('origin=manual'), await count('origin=webhook'), await count('words=giraffe')]).toEqual([3, 3, 0, 0])
    // Log lines are written a moment after the step that said them.
    await expect.poll(() => count('words=facture%20elo'), { timeout: 5_000 }).toBe(3)
    // A tag is one of the flow; with a flow beside it, both count.
    const [flow] = ((await owner.get('/api/flows')).body as { flows: FlowSummary[] }).flows
    expect(flow?.tags).toEqual(['Compta', 'Fin de mois'])
    expect([await count('tag=Compta'), await count('tag=compta'), await count(`tag=Compta&flowId=${flow?.id}&status=succeeded`), await count(`tag=Compta&flowId=${randomUUID()}`), await count('tag=Compta&words=facture')]).toEqual([3, 0, 3, 0, 3])
    expect((await owner.get('/api/runs?startedBy=me')).status).toBe(400)
    expect((await owner.get('/api/runs?origin=magic')).status).toBe(400)
  })
})

describe('what is exported', () => {
  it('is what is filtered, in the language asked for, and no formula', async () => {
    const csv = await owner.get('/api/runs/export?format=csv&locale=fr&status=succeeded')
    const lines = csv.text.trim().split('\r\n')
    expect(lines).toHaveLength(4)
    expect(lines[0]).toContain('Flux;Version;État')
    expect(lines[1]).toContain(`"'=HYPERLINK(""http://x"")";;Réussie;À la main;Ana;`)
    expect((await owner.get('/api/runs/export?format=csv&status=failed')).text.trim().split('\r\n')).toHaveLength(1)
  })

  it('is a workbook of texts and numbers', async () => {
    const answer = await fetch(`${server.url}/api/runs/export?format=xlsx&locale=en`, { headers: { cookie: owner.cookie ?? '' } })
    expect(answer.headers.get('content-disposition')).toContain('runs.xlsx')
    const { sheets } = await openXlsx(new Uint8Array(await answer.arrayBuffer()))
    const rows = sheets[0]?.rows ?? []
    expect(rows[0]?.slice(0, 4)).toEqual(['Flow', 'Version', 'State', 'Origin'])
    expect(rows[1]?.slice(0, 4)).toEqual(['=HYPERLINK("http://x")', null, 'Succeeded', 'By hand'])
    expect(typeof rows[1]?.[8]).toBe('number')
  })

  it('tells no secret of a credential, and only those who may see credentials', async () => {
    await owner.post('/api/credentials', { name: 'Caisse', type: 'http-bearer', values: { token: 'canary-4711' } })
    const { text } = await owner.get('/api/credentials/export?format=csv&locale=en')
    expect(text).toContain('Caisse,http-bearer')
    expect(text).not.toContain('canary')
    expect((await viewer.get('/api/credentials/export?format=csv')).status).toBe(403)
  })

  it('are schedules and files too', async () => {
    const form = new FormData()
    form.append('file', new Blob(['x']), '+report.txt')
    await owner.send('POST', '/api/files', { raw: form })
    expect((await owner.get('/api/files/export?format=csv&locale=en')).text).toContain(`'+report.txt,application/octet-stream,1,`)
    expect((await owner.get('/api/schedules/export?format=csv&locale=en')).text).toContain('Flow,Schedule,State')
    expect((await owner.get('/api/schedules/export?format=pdf')).status).toBe(400)
  })
})

describe('views that are kept', () => {
  const views = async (client: TestClient) => ((await client.get('/api/views?list=runs')).body as { views: SavedView[] }).views

  it('are one’s own, or everybody’s where an editor says so', async () => {
    expect((await viewer.post('/api/views', { list: 'runs', name: 'Mine', filters: '?status=failed', isShared: false })).status).toBe(200)
    expect((await viewer.post('/api/views', { list: 'runs', name: 'Ours', filters: '?status=failed', isShared: true })).status).toBe(403)
    await owner.post('/api/views', { list: 'runs', name: 'Ours', filters: '?period=week', isShared: true })
    expect((await views(viewer)).map(({ name, isShared }) => [name, isShared])).toEqual([['Mine', false], ['Ours', true]])
    expect((await views(owner)).map(({ name }) => name)).toEqual(['Ours'])
  })

  it('get other filters by the same name', async () => {
    await owner.post('/api/views', { list: 'runs', name: ' Ours ', filters: '?period=month', isShared: true })
    expect(await views(owner)).toMatchObject([{ name: 'Ours', filters: '?period=month' }])
  })

  it('are addresses within the list and nothing else', async () => {
    for (const filters of ['https://evil.example', '?x=<script>', 'javascript:alert(1)', `?${'x'.repeat(1000)}`]) expect((await owner.post('/api/views', { list: 'runs', name: 'x', filters, isShared: false })).status).toBe(400)
  })

  it('are deleted by those who may, and by nobody else', async () => {
    const [mine, ours] = await views(viewer)
    expect((await owner.delete(`/api/views/${mine?.id}`)).status).toBe(404)
    expect((await viewer.delete(`/api/views/${ours?.id}`)).status).toBe(403)
    expect((await viewer.delete(`/api/views/${mine?.id}`)).status).toBe(204)
    expect((await owner.delete(`/api/views/${ours?.id}`)).status).toBe(204)
    expect(await views(viewer)).toEqual([])
  })
})
