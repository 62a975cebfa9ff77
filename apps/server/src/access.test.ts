import { randomUUID } from 'node:crypto'
import { userRoles, type UserRole } from '@maillon/kernel'
import { createDataSource, PeopleStore, type Database } from '@maillon/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routeTable } from './http/route-table.js'
import { ownerAccount, startTestServer, type TestServer } from './testing/start-test-server.js'
import type { TestClient } from './testing/test-client.js'

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

const routes = Object.entries(routeTable).map(([name, route]) => ({ name, ...route, address: route.path.replaceAll(':id', randomUUID()).replaceAll(':number', '1').replaceAll(/:(node|port|token)/g, 'x') }))

/** Somebody with a role, in the owner's workspace or in one of their own. */
async function person(role: UserRole, workspace?: string): Promise<TestClient> {
  const people = new PeopleStore(database)
  const [{ hash }]: [{ hash: string }] = await database.query('SELECT password_hash AS hash FROM app_user LIMIT 1')
  const [{ id: mine }]: [{ id: string }] = await database.query('SELECT workspace_id AS id FROM app_user ORDER BY created_at LIMIT 1')
  const email = `${randomUUID()}@example.com`
  await people.add({ id: randomUUID(), workspaceId: workspace ?? mine, name: role, email, emailKey: email, passwordHash: hash, role, locale: 'en' })
  const client = server.client()
  expect((await client.post('/api/session', { email, password: ownerAccount.password })).status).toBe(200)
  return client
}

describe('every route of the table', () => {
  it.each(routes)('$method $path ($name) asks for a session, unless it is public', async ({ method, address, access }) => {
    const { status } = await server.client().send(method, address, method === 'GET' || method === 'DELETE' ? {} : { body: {} })
    if (access === 'public') expect(status).not.toBe(401)
    else expect(status).toBe(401)
  })

  it.each(routes.filter(({ method, isSecretAddress }) => method !== 'GET' && isSecretAddress !== true))('$method $path ($name) asks for the header that no form can send', async ({ method, address }) => {
    const { status, body } = await owner.send(method, address, { headers: { 'x-maillon-csrf': '' } })
    expect({ status, body }).toMatchObject({ status: 403, body: { error: { code: 'API_CSRF_MISSING' } } })
  })

  it('gives a page no session of somebody else', async () => {
    const viewer = await person('viewer')
    const { body } = await viewer.send('GET', '/api/session')
    const id = (body as { readonly user: { readonly id: string } }).user.id
    expect((await viewer.send('GET', '/api/flows', { headers: { 'x-maillon-person': id } })).status).toBe(200)
    const other = await owner.send('GET', '/api/flows', { headers: { 'x-maillon-person': id } })
    expect(other).toMatchObject({ status: 401, body: { error: { code: 'API_SESSION_OTHER' } } })
  })

  it.each(userRoles)('lets a %s in only where the role is enough', async (role) => {
    const client = await person(role)
    for (const { name, method, address, access } of routes.filter((route) => route.access !== 'public' && !['logout', 'events'].includes(route.name))) {
      const { status } = await client.send(method, address, method === 'GET' || method === 'DELETE' ? {} : { body: {} })
      if (userRoles.indexOf(role) < userRoles.indexOf(access as UserRole)) expect({ name, status }).toEqual({ name, status: 403 })
      else expect({ name, isRefused: status === 403 || status === 401 }).toEqual({ name, isRefused: false })
    }
  })
})

describe('what isn’t in the table', () => {
  it.each(['/api', '/api/', '/api/nope', '/api/flows/', '/api//flows', '/API/flows', '/api/flows/../session', '/api/%66lows%2f', '/api/users', '/metrics', '/queues'])('%s gives nothing away', async (path) => {
    const { status, text } = await server.client().get(path)
    // 301: where the pages are built, `/queues` is one of them.
    expect([301, 400, 401, 404]).toContain(status)
    expect(text).not.toContain('"flows"')
  })

  it('answers HEAD as GET, and other methods not at all', async () => {
    expect((await server.client().send('HEAD', '/api/flows')).status).toBe(401)
    for (const method of ['OPTIONS', 'PATCH']) expect((await owner.send(method, '/api/flows')).status).toBe(404)
  })

  it('isn’t reached by headers that pretend another method or path', async () => {
    const headers = { 'x-http-method-override': 'DELETE', 'x-original-url': '/api/setup', 'x-middleware-subrequest': 'middleware:middleware' }
    expect((await server.client().get('/api/flows', headers)).status).toBe(401)
  })
})

describe('things of another workspace', () => {
  it('don’t exist, whatever is asked of them', async () => {
    const flow = (await owner.post('/api/flows', { name: 'Mine' })).body as { id: string }
    const credential = (await owner.post('/api/credentials', { name: 'C', type: 'http-bearer', values: { token: 'x' } })).body as { id: string }
    const form = new FormData()
    form.append('file', new Blob(['secret']), 'a.txt')
    const file = (await owner.send('POST', '/api/files', { raw: form })).body as { id: string }
    const foreign = randomUUID()
    await database.query("INSERT INTO workspace (id, name, time_zone, locale) VALUES ($1, 'Other', 'UTC', 'en')", [foreign])
    const stranger = await person('owner', foreign)
    const asks: readonly [string, string, unknown?][] = [
      ...['', '/versions', '/versions/1', '/export', '/observed'].map((end): [string, string] => ['GET', `/api/flows/${flow.id}${end}`]),
      ['PUT', `/api/flows/${flow.id}/draft`, { revision: 0, document: { format: 'maillon.flow/1', id: flow.id, name: 'x', settings: {}, nodes: [], edges: [], notes: [], requires: {} } }],
      ['POST', `/api/flows/${flow.id}/publish`, { revision: 0, activate: false }],
      ['POST', `/api/flows/${flow.id}/active`, { active: true }],
      ['POST', `/api/flows/${flow.id}/runs`, { what: 'draft' }],
      ['DELETE', `/api/flows/${flow.id}`],
      ['PUT', `/api/credentials/${credential.id}`, { name: 'C', type: 'http-bearer', values: {} }],
      ['POST', `/api/credentials/${credential.id}/test`],
      ['POST', `/api/credentials/${credential.id}/consent`],
      ['DELETE', `/api/credentials/${credential.id}`],
      ['GET', `/api/files/${file.id}`], ['GET', `/api/files/${file.id}/content`], ['DELETE', `/api/files/${file.id}`],
    ]
    for (const [method, path, body] of asks) expect({ method, path, status: (await stranger.send(method, path, body === undefined ? {} : { body })).status }).toEqual({ method, path, status: 404 })
    expect((await stranger.get('/api/flows')).body).toEqual({ flows: [] })
    expect((await stranger.get('/api/files')).body).toMatchObject({ files: [] })
    // Sample accounts are everybody's; of the owner's there is nothing.
    expect((await stranger.get('/api/credentials')).text).not.toContain(credential.id)
    expect((await owner.get(`/api/files/${file.id}/content`)).text).toBe('secret')
  })
})

describe('a session', () => {
  it('gets a new id at login, whatever the browser brought', async () => {
    const client = server.client()
    client.cookie = `maillon_session=${'A'.repeat(43)}`
    await client.post('/api/session', ownerAccount)
    expect(client.cookie).not.toContain('AAAA')
    const first = client.cookie
    await client.post('/api/session', ownerAccount)
    const second = client.cookie
    expect(second).not.toBe(first)
    client.cookie = first
    expect((await client.get('/api/session')).status).toBe(401)
  })

  it('ends with logout, for whoever kept the cookie', async () => {
    const client = await server.owner()
    const kept = client.cookie
    expect((await client.delete('/api/session')).status).toBe(204)
    client.cookie = kept
    expect((await client.get('/api/session')).status).toBe(401)
  })

  it('lies in a cookie that scripts and other sites don’t get', async () => {
    const { headers } = await server.client().post('/api/session', ownerAccount)
    const cookie = headers.getSetCookie().join()
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Lax/)
    expect(cookie).toMatch(/Path=\//)
  })
})

describe('a login', () => {
  it('is refused in the same words, after the same work, whether the address is known or not', async () => {
    const timed = async (email: string) => {
      const startedAt = performance.now()
      const { status, text } = await server.client().post('/api/session', { email, password: 'wrong password' })
      return { status, text, ms: performance.now() - startedAt }
    }
    // The first one loads the library; of several, the quickest says most about the work itself.
    await timed('nobody@example.com')
    const known = [await timed(ownerAccount.email), await timed(ownerAccount.email), await timed(ownerAccount.email)]
    const unknown = [await timed('nobody@example.com'), await timed('nobody@example.com'), await timed('nobody@example.com')]
    expect(new Set([...known, ...unknown].map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    const quickest = (all: readonly { readonly ms: number }[]) => Math.min(...all.map(({ ms }) => ms))
    // Argon2 takes about 20 ms; a look-up alone takes 2.
    expect(quickest(unknown)).toBeGreaterThan(quickest(known) / 4)
  })

  it('takes the address in any case, and none that only looks like it', async () => {
    expect((await server.client().post('/api/session', { ...ownerAccount, email: ' ANA@Example.COM ' })).status).toBe(200)
    expect((await server.client().post('/api/session', { ...ownerAccount, email: 'аna@example.com' })).status).toBe(401)
  })

  it('is slowed down per account, and says for how long', async () => {
    const email = `${randomUUID()}@example.com`
    const statuses: number[] = []
    let last
    for (let guess = 0; guess < 11; guess += 1) {
      last = await server.client().post('/api/session', { email, password: `guess ${guess}` }, { 'x-forwarded-for': `10.0.0.${guess}` })
      statuses.push(last.status)
    }
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(401))
    expect(last?.status).toBe(429)
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})

it('the first account can’t be made a second time', async () => {
  expect((await server.client().post('/api/setup', { ...ownerAccount, email: 'second@example.com' })).body).toMatchObject({ error: { code: 'API_SETUP_DONE' } })
})

it('what a body says about ids, roles and owners is not believed', async () => {
  const before = (await owner.get('/api/session')).body
  await owner.send('PATCH', '/api/me', { body: { name: 'Ana', role: 'viewer', id: randomUUID(), workspaceId: randomUUID(), email: 'x@y.z' } })
  expect((await owner.get('/api/session')).body).toEqual(before)
})
