import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FlowDetail, RunsPage, WatchesPage } from '@maillon/api-contract'
import type { FlowDocument } from '@maillon/flow-document'
import { createDataSource } from '@maillon/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chain, nodeOf } from './testing/sample-flows.js'
import { startTestServer, type TestServer } from './testing/start-test-server.js'
import type { TestClient } from './testing/test-client.js'

let server: TestServer
let owner: TestClient
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'maillon-inbox-'))
  server = await startTestServer({ folders: [`inbox=${folder}:rw`] })
  owner = await server.owner()
}, 60_000)

afterAll(async () => {
  await server?.stop()
  await rm(folder, { recursive: true, force: true })
})

async function publish(document: FlowDocument): Promise<string> {
  const made = await owner.post('/api/flows', { documentText: JSON.stringify(document) })
  const { id } = made.body as FlowDetail
  const answer = await owner.post(`/api/flows/${id}/publish`, { revision: 0, activate: true })
  expect({ status: answer.status, body: answer.body }).toMatchObject({ status: 200, body: { active: true } })
  return id
}

const runsOf = async (flowId: string) => ((await owner.get(`/api/runs?flowId=${flowId}&limit=200`)).body as RunsPage).runs
const itemsOf = async (runId: string, node: string) => ((await owner.get(`/api/runs/${runId}/steps/${node}/outputs/main`)).body as { items: { json: Record<string, unknown>; files?: Record<string, { id: string; name: string }> }[] }).items

describe('a folder that is watched', () => {
  it('starts a run for a file that comes, tells how it is doing, and looks at once when asked to', async () => {
    await mkdir(join(folder, 'in'))
    const flowId = await publish(chain('Watched', [nodeOf('arrived', 'folder.arrived', { root: 'inbox', path: 'in', settleSeconds: 0, everySeconds: 3600, after: 'delete' }), nodeOf('log', 'core.log', { message: 'came' })]))
    const watch = async () => ((await owner.get(`/api/watches?flowId=${flowId}`)).body as WatchesPage).watches[0]
    await expect.poll(async () => (await watch())?.state, { timeout: 15_000 }).toBe('waiting')
    await writeFile(join(folder, 'in', 'a.csv'), 'a;b\n1;2\n')
    expect((await owner.post(`/api/flows/${flowId}/look`)).status).toBe(204)
    await expect.poll(async () => (await runsOf(flowId)).map(({ status, origin }) => `${origin} ${status}`), { timeout: 15_000 }).toEqual(['event succeeded'])
    expect((await watch())?.tookAt).not.toBeNull()
    const [item] = await itemsOf((await runsOf(flowId))[0]?.id ?? '', 'arrived')
    const file = item?.files?.['file']
    expect((await owner.get(`/api/files/${file?.id}/content`)).text).toBe('a;b\n1;2\n')
    await expect.poll(() => readdir(join(folder, 'in'))).toEqual([])
  }, 60_000)

  it('is tried with an example, but never really started with one', async () => {
    const flowId = await publish(chain('By hand', [nodeOf('arrived', 'folder.arrived', { root: 'inbox', path: 'none' }), nodeOf('log', 'core.log', { message: 'x' })]))
    const refused = await owner.post(`/api/flows/${flowId}/runs`, { what: 'published' })
    expect({ status: refused.status, body: refused.body }).toMatchObject({ status: 409, body: { error: { code: 'FLOW_WATCH_BY_HAND' } } })
    expect((await owner.post(`/api/flows/${flowId}/runs`, { what: 'draft' })).status).toBe(201)
    expect((await runsOf(flowId)).map(({ isTest }) => isTest)).toEqual([true])
  }, 60_000)

  it('says in words what is wrong, to those of its workspace only', async () => {
    const flowId = await publish(chain('Lost', [nodeOf('arrived', 'folder.arrived', { root: 'nowhere' }), nodeOf('log', 'core.log', { message: 'x' })]))
    const watches = async (language: string) => ((await owner.get(`/api/watches?flowId=${flowId}`, { 'accept-language': language })).body as WatchesPage).watches
    await expect.poll(async () => (await watches('en'))[0]?.state, { timeout: 15_000 }).toBe('failing')
    expect((await watches('en'))[0]).toMatchObject({ failures: 1, error: { code: 'FOLDER_ROOT_UNKNOWN', hint: expect.stringContaining('inbox') as string } })
    expect((await server.client().get('/api/watches')).status).toBe(401)
    expect((await server.client().post(`/api/flows/${flowId}/look`)).status).toBe(401)
  }, 60_000)
})

const fields = [
  { name: 'adresse', label: 'Adresse', type: 'text' },
  { name: 'urgence', label: 'Urgence', type: 'choice', choices: ['normale', 'haute'] },
  { name: 'heures', label: 'Heures', type: 'number', required: false },
  { name: 'photo', label: 'Photo', type: 'file', required: false },
]
const formFlow = (path: string, access: 'public' | 'members') => chain(`Form ${path}`, [nodeOf('form', 'core.form', { title: 'Intervention', path, access, fields, thanks: 'Merci !' }), nodeOf('log', 'core.log', { message: '{{item.adresse}}' })])

function filledIn(values: Record<string, string>, file?: { readonly name: string; readonly bytes: string }): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(values)) form.append(name, value)
  if (file !== undefined) form.append('photo', new Blob([file.bytes], { type: 'image/png' }), file.name)
  return form
}

describe('a form', () => {
  it('is a page for everybody who has its address, and starts a run with what was filled in and its files', async () => {
    const flowId = await publish(formFlow('intervention', 'public'))
    const stranger = server.client()
    expect((await stranger.get('/forms/intervention')).headers.get('location')).toBe('/form/?form=intervention')
    expect((await stranger.get('/api/forms/intervention')).body).toEqual({ title: 'Intervention', intro: '', fields: fields.map((field) => ({ required: true, choices: [], help: '', ...field })) })
    const sent = await stranger.send('POST', '/api/forms/intervention', { raw: filledIn({ adresse: ' 1 rue de la Paix ', urgence: 'haute', heures: '1,5', unknown: 'x' }, { name: '../../photo.png', bytes: 'PNG' }) })
    expect({ status: sent.status, body: sent.body }).toEqual({ status: 201, body: { thanks: 'Merci !' } })
    await expect.poll(async () => (await runsOf(flowId)).map(({ status, origin }) => `${origin} ${status}`), { timeout: 15_000 }).toEqual(['event succeeded'])
    const runId = (await runsOf(flowId))[0]?.id ?? ''
    const [item] = await itemsOf(runId, 'form')
    expect(item?.json).toEqual({ adresse: '1 rue de la Paix', urgence: 'haute', heures: 1.5, photo: 'photo.png', submittedAt: expect.any(String) as string, submittedBy: null })
    expect((await owner.get(`/api/files/${item?.files?.['photo']?.id}/content`)).text).toBe('PNG')
  }, 60_000)

  it('says at each field what is wrong, in the language of who fills it in, and leaves nothing behind', async () => {
    const flowId = await publish(formFlow('wrong', 'public'))
    const answer = await server.client().send('POST', '/api/forms/wrong', { raw: filledIn({ urgence: 'extreme', heures: 'many' }, { name: 'a.png', bytes: 'PNG' }), headers: { 'accept-language': 'fr' } })
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ error: { problems: [{ path: '/adresse', message: 'Cette réponse est obligatoire.' }, { path: '/urgence', message: 'Choisissez une des réponses proposées.' }, { path: '/heures', message: 'Un nombre est attendu ici.' }] } })
    expect(await runsOf(flowId)).toEqual([])
    const database = createDataSource({ connectionString: server.databaseUrl })
    await database.initialize()
    expect(await database.query(`SELECT name FROM file WHERE name = 'a.png'`)).toEqual([])
    await database.destroy()
  }, 60_000)

  it('makes one run of a page whose button was pressed many times', async () => {
    const flowId = await publish(formFlow('twice', 'public'))
    const press = () => server.client().send('POST', '/api/forms/twice', { raw: filledIn({ adresse: 'x', urgence: 'haute' }), headers: { 'x-maillon-submission': 'one-page-0001' } })
    expect(new Set((await Promise.all([press(), press(), press()])).map(({ status }) => status))).toEqual(new Set([201]))
    expect(await runsOf(flowId)).toHaveLength(1)
  }, 60_000)

  it('of members asks who is there, and one that is off or was never there is unknown', async () => {
    const flowId = await publish(formFlow('inside', 'members'))
    expect((await server.client().get('/api/forms/inside')).status).toBe(401)
    expect((await server.client().send('POST', '/api/forms/inside', { raw: filledIn({ adresse: 'x', urgence: 'haute' }) })).status).toBe(401)
    expect((await owner.get('/api/forms/inside')).status).toBe(200)
    await owner.send('POST', '/api/forms/inside', { raw: filledIn({ adresse: 'x', urgence: 'haute' }) })
    await expect.poll(async () => (await runsOf(flowId)).length).toBe(1)
    expect((await itemsOf((await runsOf(flowId))[0]?.id ?? '', 'form'))[0]?.json['submittedBy']).toBe('Ana')
    for (const path of ['never', '..%2fflows', 'a%00b', '__proto__']) expect((await owner.get(`/api/forms/${path}`)).status).toBe(404)
    expect((await owner.post('/api/forms/inside', { adresse: 'x' })).status).toBe(415)
  }, 60_000)

  it('has an address of its own: another flow can’t take it, and no webhook call reaches it', async () => {
    await publish(formFlow('taken', 'public'))
    const made = await owner.post('/api/flows', { documentText: JSON.stringify(formFlow('taken', 'public')) })
    expect((await owner.post(`/api/flows/${(made.body as FlowDetail).id}/publish`, { revision: 0, activate: true })).status).toBe(409)
    expect((await server.client().post('/hooks/taken', {})).status).toBe(404)
    expect([400, 404, 405]).toContain((await server.client().send('FORM', '/hooks/taken').catch(() => ({ status: 405 }))).status)
  }, 60_000)
})
