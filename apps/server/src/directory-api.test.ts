import { randomUUID } from 'node:crypto'
import type { CollectionDetail, CollectionRowsPage, FlowDetail, RecipientsPage, RecipientView, RunDetail } from '@maillon/api-contract'
import { createDataSource, PeopleStore } from '@maillon/storage'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { chain, nodeOf } from './testing/sample-flows.js'
import { ownerAccount, startTestServer, type TestServer } from './testing/start-test-server.js'
import type { TestClient } from './testing/test-client.js'

let server: TestServer
let owner: TestClient

beforeAll(async () => {
  server = await startTestServer()
  owner = await server.owner()
}, 150_000)

afterAll(async () => {
  await server?.stop()
}, 150_000)

const slack = 'https://hooks.slack.example/services/T000/B000/canary-7f3a9c'
const person = { type: 'email', name: 'Jeanne', address: 'jeanne@exemple.fr', isActive: true, groups: ['Direction'] }

async function runOf(name: string, nodes: Parameters<typeof chain>[1], isDryRun = false): Promise<RunDetail> {
  const { id } = (await owner.post('/api/flows', { documentText: JSON.stringify(chain(name, nodes)) })).body as FlowDetail
  const started = await owner.post(`/api/flows/${id}/runs`, { what: 'draft', isDryRun })
  expect(started.status, started.text).toBe(201)
  const { runId } = started.body as { readonly runId: string }
  return vi.waitFor(async () => {
    const detail = (await owner.get(`/api/runs/${runId}`)).body as RunDetail
    expect(['succeeded', 'warned', 'failed']).toContain(detail.run.status)
    return detail
  }, { timeout: 20_000, interval: 100 })
}

describe('the directory', () => {
  it('keeps recipients, finds them by words, type, group and state, in the asked order', async () => {
    expect((await owner.post('/api/recipients', person)).status).toBe(201)
    expect((await owner.post('/api/recipients', { ...person, name: 'Ali', address: 'ali@exemple.fr', groups: ['Atelier', ' Direction ', 'Direction'] })).body).toMatchObject({ groups: ['Atelier', 'Direction'] })
    await owner.post('/api/recipients', { type: 'sms', name: 'Zoé', address: '+33 6 12 34 56 78', isActive: false, groups: [] })
    const names = async (query: string) => ((await owner.get(`/api/recipients${query}`)).body as RecipientsPage).recipients.map(({ name }) => name)
    expect(await names('')).toEqual(['Ali', 'Jeanne', 'Zoé'])
    expect(await names('?sort=name&descending=true&limit=2')).toEqual(['Zoé', 'Jeanne'])
    expect(await names('?words=exemple%20jean')).toEqual(['Jeanne'])
    expect(await names('?group=Atelier')).toEqual(['Ali'])
    expect(await names('?active=false')).toEqual(['Zoé'])
    expect(await names('?type=sms')).toEqual(['Zoé'])
    expect(await names('?words=%25')).toEqual([])
    await owner.post('/api/recipients', { ...person, name: 'Élodie', address: 'e@exemple.fr', groups: [] })
    expect(await names('')).toEqual(['Ali', 'Élodie', 'Jeanne', 'Zoé'])
    expect((await owner.get('/api/recipients')).body).toMatchObject({ total: 4, groups: [{ name: 'Atelier', size: 1 }, { name: 'Direction', size: 2 }] })
  })

  it('never gives the address of a webhook out again, in no answer and no export', async () => {
    const made = (await owner.post('/api/recipients', { type: 'slack', name: 'Équipe', address: slack, isActive: true, groups: [] })).body as RecipientView
    expect(made.address).toBe('hooks.slack.example/…3a9c')
    const renamed = await owner.put(`/api/recipients/${made.id}`, { type: 'slack', name: 'Toute l’équipe', isActive: true, groups: [] })
    expect(renamed.body).toMatchObject({ name: 'Toute l’équipe', address: 'hooks.slack.example/…3a9c' })
    for (const path of ['/api/recipients', '/api/recipients/choices', '/api/recipients/export?format=csv']) expect((await owner.get(path)).text).not.toContain('canary')
  })

  it('refuses an address that does not fit its type, at its field, and a second one of the same name', async () => {
    const refused = await owner.post('/api/recipients', { ...person, name: 'X', address: 'jeanne' })
    expect(refused).toMatchObject({ status: 400, body: { error: { code: 'RECIPIENT_ADDRESS_INVALID', problems: [{ path: '/address' }] } } })
    expect(await owner.post('/api/recipients', person)).toMatchObject({ status: 409, body: { error: { code: 'RECIPIENT_NAME_TAKEN' } } })
    const { id } = ((await owner.get('/api/recipients?words=Jeanne')).body as RecipientsPage).recipients[0] as RecipientView
    expect(await owner.put(`/api/recipients/${id}`, { ...person, type: 'sms', address: undefined })).toMatchObject({ status: 400, body: { error: { code: 'RECIPIENT_ADDRESS_INVALID' } } })
  })

  it('keeps one that a flow names', async () => {
    const { id, name } = ((await owner.get('/api/recipients?words=Jeanne')).body as RecipientsPage).recipients[0] as RecipientView
    const flow = (await owner.post('/api/flows', { documentText: JSON.stringify(chain('Prévenir Jeanne', [nodeOf('start', 'core.manual', {}), nodeOf('log', 'core.log', { message: id })])) })).body as FlowDetail
    expect(await owner.delete(`/api/recipients/${id}`)).toMatchObject({ status: 409, body: { error: { code: 'RECIPIENT_STILL_USED', message: expect.stringContaining('Prévenir Jeanne') as string } } })
    await owner.delete(`/api/flows/${flow.id}`)
    expect((await owner.delete(`/api/recipients/${id}`)).status).toBe(204)
    expect(((await owner.get(`/api/recipients?words=${name}`)).body as RecipientsPage).total).toBe(0)
  })

  it('comes out as a table whose cells no spreadsheet takes for formulas', async () => {
    await owner.post('/api/recipients', { ...person, name: '=1+1', address: 'f@exemple.fr', groups: ['A;B'] })
    const { text, headers } = await owner.get('/api/recipients/export?format=csv&words=f@exemple', { 'accept-language': 'fr' })
    expect(text).toBe('\ufeffNom;Type;Adresse;Actif;Groupes\r\n\'=1+1;email;f@exemple.fr;oui;"A;B"\r\n'.replace('\ufeff', ''))
    expect(headers.get('content-disposition')).toContain('destinataires.csv')
    expect((await owner.get('/api/recipients/export?format=xlsx')).text.startsWith('PK')).toBe(true)
  })
})

const units = { collection: 'Unités', keys: ['code'] }
const rows = (list: readonly object[]) => nodeOf('rows', 'code.javascript', { code: `return ${JSON.stringify(list)}` } as never)

describe('collections', () => {
  it('are filled by a flow, shown page by page, sorted by numbers as numbers, searched', async () => {
    const list = Array.from({ length: 120 }, (_, n) => ({ code: n + 1, nom: `Unité ${n + 1}`, taux: n % 2 === 0 ? 0.5 : 10 }))
    const { run, steps } = await runOf('Remplir', [nodeOf('start', 'core.manual', {}), rows(list), nodeOf('keep', 'collection.upsert', units as never)])
    expect({ status: run.status, error: steps.at(-1)?.attempts.at(-1)?.error }).toMatchObject({ status: 'succeeded' })
    const { collections } = (await owner.get('/api/collections')).body as { readonly collections: readonly CollectionDetail[] }
    expect(collections).toMatchObject([{ name: 'Unités', keys: ['code'], fields: ['code', 'nom', 'taux'], rows: 120, usedBy: ['Remplir'] }])
    const id = collections[0]?.id ?? ''
    const page = async (query: string) => (await owner.get(`/api/collections/${id}/rows${query}`)).body as CollectionRowsPage
    expect((await page('?offset=100')).rows).toHaveLength(20)
    expect((await page('?sort=code&descending=true&limit=2')).rows.map(({ row }) => row['code'])).toEqual([120, 119])
    expect(await page('?words=Unité%20117')).toMatchObject({ total: 1, rows: [{ row: { code: 117 } }] })
    expect((await page("?sort=') DESC; DROP TABLE run; --")).rows).toHaveLength(50)
    expect((await owner.get(`/api/collections/${id}`)).body).toMatchObject({ changes: [{ who: 'Remplir', runId: run.id, added: 120, changed: 0, deleted: 0 }] })
    expect((await owner.get(`/api/collections/${id}/export?format=csv`)).text.split('\r\n')).toHaveLength(122)
  })

  it('are not changed by a dry run, which says what it would do', async () => {
    const { run } = await runOf('À blanc', [nodeOf('start', 'core.manual', {}), rows([{ code: 1, nom: 'Autre' }]), nodeOf('keep', 'collection.replace', units as never)], true)
    const { items } = (await owner.get(`/api/runs/${run.id}/steps/keep/outputs/main`)).body as { readonly items: readonly { readonly json: object }[] }
    expect(items[0]?.json).toMatchObject({ added: 0, changed: 1, deleted: 119, rows: [{ code: 1, nom: 'Autre' }] })
    expect((await owner.get('/api/collections')).body).toMatchObject({ collections: [{ rows: 120 }] })
  })

  it('let a person mend a row, and nobody overwrite what changed meanwhile', async () => {
    const [{ id }] = ((await owner.get('/api/collections')).body as { readonly collections: readonly [CollectionDetail] }).collections
    const [first] = ((await owner.get(`/api/collections/${id}/rows?limit=1`)).body as CollectionRowsPage).rows
    const path = `/api/collections/${id}/rows/${first?.id}`
    expect((await owner.put(path, { row: { ...first?.row, nom: 'Corrigée' }, readAt: first?.changedAt })).body).toMatchObject({ row: { nom: 'Corrigée' } })
    expect(await owner.put(path, { row: { ...first?.row, nom: 'Trop tard' }, readAt: first?.changedAt })).toMatchObject({ status: 409, body: { error: { code: 'API_CHANGE_STALE' } } })
    expect(await owner.put(path, { row: { code: 2 } })).toMatchObject({ status: 409, body: { error: { code: 'COLLECTION_KEY_TAKEN' } } })
    expect(await owner.put(path, { row: { nom: 'sans clé' } })).toMatchObject({ status: 400, body: { error: { code: 'COLLECTION_KEY_MISSING' } } })
    expect((await owner.post(`/api/collections/${id}/rows`, { row: { code: 500, nom: 'Neuve' } })).status).toBe(201)
    expect((await owner.delete(path)).status).toBe(204)
    expect((await owner.delete(path)).status).toBe(404)
    expect((await owner.get(`/api/collections/${id}`)).body).toMatchObject({ rows: 120 })
  })

  it('stay while a flow names them; without one they go', async () => {
    const made = (await owner.post('/api/collections', { name: 'À la main', keys: ['id'] })).body as CollectionDetail
    expect(made).toMatchObject({ name: 'À la main', rows: 0, usedBy: [] })
    expect(await owner.post('/api/collections', { name: 'À la main', keys: ['id'] })).toMatchObject({ status: 409 })
    expect((await owner.delete(`/api/collections/${made.id}`)).status).toBe(204)
    const [{ id }] = ((await owner.get('/api/collections')).body as { readonly collections: readonly [CollectionDetail] }).collections
    expect(await owner.delete(`/api/collections/${id}`)).toMatchObject({ status: 409, body: { error: { code: 'COLLECTION_STILL_USED' } } })
  })
})

describe('another workspace', () => {
  it('neither sees nor changes recipients and collections of this one', async () => {
    const database = createDataSource({ connectionString: server.databaseUrl })
    await database.initialize()
    const foreign = randomUUID()
    await database.query("INSERT INTO workspace (id, name, time_zone, locale) VALUES ($1, 'Other', 'UTC', 'en')", [foreign])
    const [{ hash }]: [{ hash: string }] = await database.query('SELECT password_hash AS hash FROM app_user LIMIT 1')
    await new PeopleStore(database).add({ id: randomUUID(), workspaceId: foreign, name: 'X', email: 'x@example.com', emailKey: 'x@example.com', passwordHash: hash, role: 'owner', locale: 'en' })
    await database.destroy()
    const stranger = server.client()
    expect((await stranger.post('/api/session', { email: 'x@example.com', password: ownerAccount.password })).status).toBe(200)
    const [recipient] = ((await owner.get('/api/recipients')).body as RecipientsPage).recipients
    const { collections } = (await owner.get('/api/collections')).body as { readonly collections: readonly CollectionDetail[] }
    const at = `/api/collections/${collections[0]?.id}`
    const asks: readonly [string, string, unknown?][] = [
      ['PUT', `/api/recipients/${recipient?.id}`, person], ['DELETE', `/api/recipients/${recipient?.id}`],
      ['GET', at], ['DELETE', at], ['GET', `${at}/rows`], ['GET', `${at}/export?format=csv`], ['POST', `${at}/rows`, { row: { code: 9999 } }], ['PUT', `${at}/rows/2`, { row: { code: 2 } }], ['DELETE', `${at}/rows/2`],
    ]
    for (const [method, path, body] of asks) expect({ method, path, status: (await stranger.send(method, path, body === undefined ? {} : { body })).status }).toEqual({ method, path, status: 404 })
    expect((await stranger.get('/api/recipients')).body).toMatchObject({ total: 0, groups: [] })
    expect((await stranger.get('/api/collections')).body).toEqual({ collections: [] })
    expect((await stranger.get('/api/recipients/choices')).body).toEqual({ recipients: [], groups: [] })
  })
})

describe('the product’s own history and clean-up', () => {
  it('gives earlier executions as rows', async () => {
    const { run } = await runOf('Rapport', [nodeOf('start', 'core.manual', {}), nodeOf('runs', 'maillon.runs', { period: 'today', trials: true } as never)])
    const { items } = (await owner.get(`/api/runs/${run.id}/steps/runs/outputs/main`)).body as { readonly items: readonly { readonly json: { readonly flow: string; readonly status: string; readonly startedBy: string | null } }[] }
    expect(items.map(({ json }) => json.flow).sort()).toEqual(['Remplir', 'À blanc'].sort())
    expect(items.every(({ json }) => json.status === 'succeeded')).toBe(true)
  })

  it('lets old runs go where a step says so, and only says so in a dry run', async () => {
    const database = createDataSource({ connectionString: server.databaseUrl })
    await database.initialize()
    const old = await runOf('Ancien', [nodeOf('start', 'core.manual', {})])
    // The id of a run tells when it was accepted.
    const oldId = '01900000-0000-7000-8000-000000000001'
    await database.query(`UPDATE run SET id = $2, accepted_at = now() - interval '40 days', ended_at = now() - interval '40 days' WHERE id = $1`, [old.run.id, oldId])
    const clean = [nodeOf('start', 'core.manual', {}), nodeOf('clean', 'maillon.clean-up', { what: 'runs', days: 30 } as never)]
    const removedBy = async ({ run }: RunDetail) => ((await owner.get(`/api/runs/${run.id}/steps/clean/outputs/main`)).body as { readonly items: readonly { readonly json: object }[] }).items[0]?.json
    expect(await removedBy(await runOf('Nettoyage à blanc', clean, true))).toMatchObject({ what: 'runs', removed: 1 })
    const count = async () => ((await database.query('SELECT count(*)::int AS count FROM run WHERE id = $1', [oldId])) as readonly [{ readonly count: number }])[0].count
    expect(await count()).toBe(1)
    expect(await removedBy(await runOf('Nettoyage', clean))).toMatchObject({ what: 'runs', removed: 1 })
    expect(await count()).toBe(0)
    await database.destroy()
  })
})
