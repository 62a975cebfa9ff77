import { randomUUID } from 'node:crypto'
import { permissions, roleReaches, userRoles, type UserRole } from '@maillon/kernel'
import { createDataSource, PeopleStore, type Database } from '@maillon/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routeTable, type ServerRoute } from './http/route-table.js'
import { doubling } from './testing/sample-flows.js'
import { sampleOfSchema } from './testing/sample-of-schema.js'
import { ownerAccount, startTestServer, type TestServer } from './testing/start-test-server.js'
import type { TestAnswer, TestClient } from './testing/test-client.js'

// Every route of the table × every role × things of another workspace, made from the table itself: a new route is in it by being in the table.

let server: TestServer
let owner: TestClient
let database: Database
/** A thing of the first workspace for each kind of address; what is kept there has `marker` in its name. */
const things = new Map<string, string>()
const marker = `theirs-${randomUUID()}`
const strangers = new Map<UserRole, TestClient>()

beforeAll(async () => {
  server = await startTestServer()
  owner = await server.owner()
  database = createDataSource({ connectionString: server.databaseUrl })
  await database.initialize()
  await furnish()
  const foreign = randomUUID()
  await database.query("INSERT INTO workspace (id, name, time_zone, locale) VALUES ($1, 'Other', 'UTC', 'en')", [foreign])
  for (const role of userRoles) strangers.set(role, await person(role, foreign))
})

afterAll(async () => {
  await database?.destroy()
  await server?.stop()
})

async function furnish(): Promise<void> {
  const made = async (kind: string, answer: Promise<TestAnswer>) => things.set(kind, ((await answer).body as { id: string }).id)
  await made('flows', owner.post('/api/flows', { documentText: JSON.stringify({ ...doubling, name: marker }) }))
  await made('credentials', owner.post('/api/credentials', { name: marker, type: 'http-bearer', values: { token: 'x' } }))
  await made('recipients', owner.post('/api/recipients', { type: 'email', name: marker, address: 'somebody@example.com', isActive: true, groups: [] }))
  await made('collections', owner.post('/api/collections', { name: marker, keys: ['id'] }))
  await made('tokens', owner.post('/api/tokens', { name: marker, role: 'viewer', permissions: [], days: null }))
  const form = new FormData()
  form.append('file', new Blob(['x']), `${marker}.txt`)
  await made('files', owner.send('POST', '/api/files', { raw: form }))
  things.set('runs', ((await owner.post(`/api/flows/${things.get('flows')}/runs`, { what: 'draft', items: [{ json: { n: 1 } }] })).body as { runId: string }).runId)
  await made('alert-rules', owner.post('/api/alert-rules', { kind: 'queue-age', isEnabled: false, flowIds: null, settings: {}, recipients: [{ kind: 'group', id: marker, name: marker }], roles: [], twilioCredentialId: null, summaryMinutes: 15 }))
  await made('views', owner.post('/api/views', { list: 'runs', name: marker, filters: '?status=failed', isShared: true }))
  things.set('alerts', randomUUID())
  await database.query(
    `INSERT INTO alert (id, workspace_id, rule_id, kind, subject, name, opened_at, since, last_at, occurrences) SELECT $1, id, $2, 'failure', 'x', $3, now(), now(), now(), 1 FROM workspace LIMIT 1`,
    [things.get('alerts'), things.get('alert-rules'), marker],
  )
  await owner.post('/api/invitations', { email: `${marker}@example.com`, role: 'viewer', permissions: [] })
  const { members, invitations } = (await owner.get('/api/members')).body as { members: { id: string }[]; invitations: { id: string }[] }
  things.set('members', members[0]?.id ?? '')
  things.set('invitations', invitations[0]?.id ?? '')
  const mail = randomUUID()
  await database.query("INSERT INTO sample_mail (id, workspace_id, kind, sender, recipients, subject, raw) SELECT $1, id, 'mail', 'a@example.com', '{}', $2, 'x' FROM workspace LIMIT 1", [mail, marker])
  things.set('sample-mails', mail)
  things.set('me', ((await owner.get('/api/me')).body as { sessions: { id: string }[] }).sessions[0]?.id ?? '')
}

async function person(role: UserRole, workspaceId: string): Promise<TestClient> {
  const [{ hash }]: [{ hash: string }] = await database.query('SELECT password_hash AS hash FROM app_user LIMIT 1')
  const email = `${randomUUID()}@example.com`
  await new PeopleStore(database).add({ id: randomUUID(), workspaceId, name: role, email, emailKey: email, passwordHash: hash, role, locale: 'en' })
  const client = server.client()
  await client.post('/api/session', { email, password: ownerAccount.password })
  await database.query('DELETE FROM login_throttle')
  return client
}

const routes = Object.entries(routeTable).map(([name, route]): ServerRoute & { readonly name: string } => ({ name, ...route }))
/** What a schema alone doesn't tell. */
const bodies: { readonly [name: string]: object } = { saveDraft: { revision: 0, document: { ...doubling, name: 'x' } } }
const kindOf = (path: string) => path.split('/')[2] ?? ''

/** Of a valid form, so that nothing but the rights decides. */
function ask(client: TestClient, { method, path, body, query, name }: (typeof routes)[number]): Promise<TestAnswer> {
  const address = path.replace(':id', things.get(kindOf(path)) ?? '').replace(':number', '1').replace(':at', '2030-01-01T00:00:00.000Z').replaceAll(/:[a-z]+/gi, 'x')
  const asked = query === undefined ? {} : (sampleOfSchema(query) as { readonly [field: string]: string | number })
  const words = new URLSearchParams(Object.entries(asked).map(([field, value]): [string, string] => [field, String(value)]))
  const form = new FormData()
  if (name === 'uploadFile') form.append('file', new Blob(['x']), 'x.txt')
  return client.send(method, words.size === 0 ? address : `${address}?${words}`, body !== undefined ? { body: bodies[name] ?? sampleOfSchema(body) } : name === 'uploadFile' ? { raw: form } : {})
}

describe('a thing of another workspace', () => {
  const withId = routes.filter(({ path, access }) => path.includes(':id') && access !== 'public')

  it.each(withId)('doesn’t exist for anybody at $method $path ($name)', async (route) => {
    // A new kind of thing is furnished above, or this fails.
    expect(things.get(kindOf(route.path)), `a thing of the kind ${kindOf(route.path)}`).toMatch(/^[0-9a-f-]{36}$/)
    for (const [role, client] of strangers) {
      const { status, text } = await ask(client, route)
      const expected = roleReaches(role, route.access as UserRole) ? 404 : 403
      expect({ role, status }).toEqual({ role, status: expected })
      expect(text).not.toContain(marker)
    }
  })

  it('is still there, untouched, after all of that', async () => {
    for (const [kind, path] of [['flows', '/api/flows/'], ['credentials', '/api/credentials'], ['recipients', '/api/recipients'], ['files', '/api/files/'], ['members', '/api/members'], ['invitations', '/api/members'], ['tokens', '/api/tokens'], ['alert-rules', '/api/alert-rules'], ['alerts', '/api/alerts']] as const) {
      const { status, text } = await owner.get(path.endsWith('/') ? path + things.get(kind) : path)
      expect({ kind, status, isThere: text.includes(things.get(kind) ?? '-') }).toEqual({ kind, status: 200, isThere: true })
    }
    expect((await owner.get('/api/session')).status).toBe(200)
  })
})

describe('a list', () => {
  const lists = routes.filter(({ method, path, access, name }) => method === 'GET' && !path.includes(':') && access !== 'public' && name !== 'events')

  it.each(lists)('has nothing of another workspace at $path ($name)', async (route) => {
    for (const [role, client] of strangers) {
      const { status, text } = await ask(client, route)
      expect({ role, status }).toEqual({ role, status: roleReaches(role, route.access as UserRole) ? 200 : 403 })
      for (const id of [marker, ...things.values()]) expect(text).not.toContain(id)
    }
  })
})

describe('rights', () => {
  it('are refused by default: what has no line in the table isn’t served, and nothing reaches less than a viewer', () => {
    for (const { name, access } of routes) expect({ name, isKnown: access === 'public' || (userRoles as readonly string[]).includes(access) }).toEqual({ name, isKnown: true })
    expect(routes.filter(({ access }) => access === 'public').map(({ name }) => name).sort()).toEqual(publicRoutes)
  })

  it('that are given one by one open nothing that belongs to administrators, but what they name', () => {
    const opened = routes.filter(({ permission }) => permission !== undefined)
    for (const { name, permission } of opened) expect({ name, isKnown: permissions.includes(permission ?? 'queues.see') }).toEqual({ name, isKnown: true })
    expect(opened.some(({ name }) => name === 'retryRun')).toBe(true)
  })

  it('of a token end where people’s own begin', () => {
    const own = ['changeMember', 'removeMember', 'invite', 'createToken', 'revokeToken', 'changePassword', 'beginSecondFactor', 'endSecondFactor', 'account', 'makeResetLink']
    expect(own.filter((name) => routes.find((route) => route.name === name)?.session !== 'only')).toEqual([])
  })
})

/** Each was thought about: a new one here is a door to the street. */
const publicRoutes = [
  'acceptInvitation', 'answer', 'answerPage', 'askReset', 'form', 'formPage', 'giveAnswer', 'health', 'login', 'loginWays', 'openIdAnswer', 'openIdBegin', 'openInvitation', 'readiness', 'resetPassword', 'setup', 'setupState',
  'submitForm',
]
