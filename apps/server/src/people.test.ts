import { randomUUID } from 'node:crypto'
import { createDataSource, type Database } from '@maillon/storage'
import { startTestSmtp } from '@maillon/test-kit'
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ownerAccount, startTestServer, type TestServer } from './testing/start-test-server.js'
import type { TestAnswer, TestClient } from './testing/test-client.js'

let server: TestServer
let owner: TestClient
let database: Database
const password = 'a sentence to remember'

beforeAll(async () => {
  server = await startTestServer({ publicUrl: 'https://maillon.example', allowHosts: ['127.0.0.1'] })
  owner = await server.owner()
  database = createDataSource({ connectionString: server.databaseUrl })
  await database.initialize()
})

afterAll(async () => {
  await database?.destroy()
  await server?.stop()
})

const tokenOf = (answer: TestAnswer) => (answer.body as { url: string }).url.split('#')[1] ?? ''
const codeOf = ({ body, status }: TestAnswer) => ({ status, code: (body as { error?: { code: string } } | undefined)?.error?.code })

/** Guesses of other tests don't count against this one. */
const forgetGuesses = () => database.query('DELETE FROM login_throttle')

async function invite(role: string, permissions: readonly string[] = []): Promise<{ email: string; token: string }> {
  const email = `${randomUUID()}@example.com`
  const answer = await owner.post('/api/invitations', { email, role, permissions })
  expect(answer.status).toBe(201)
  return { email, token: tokenOf(answer) }
}

async function join(role: string, permissions: readonly string[] = []): Promise<{ client: TestClient; email: string; id: string }> {
  await forgetGuesses()
  const { email, token } = await invite(role, permissions)
  const client = server.client()
  const { status, body } = await client.post('/api/invitations/accept', { token, name: role, password, locale: 'en' })
  expect(status).toBe(201)
  return { client, email, id: (body as { user: { id: string } }).user.id }
}

const revisionOf = async (id: string) => ((await owner.get('/api/members')).body as { members: { id: string; revision: number }[] }).members.find((member) => member.id === id)?.revision ?? -1
const change = async (client: TestClient, id: string, body: object) => client.send('PATCH', `/api/members/${id}`, { body: { revision: await revisionOf(id), ...body } })

describe('an invitation', () => {
  it('makes one person with the role and address that were chosen, whatever else is sent', async () => {
    const { email, token } = await invite('operator', ['workers.restart'])
    expect((await server.client().post('/api/invitations/open', { token })).body).toMatchObject({ email, role: 'operator', invitedBy: 'Ana' })
    const client = server.client()
    const answer = await client.post('/api/invitations/accept', { token, name: 'Bo', password, locale: 'fr', role: 'owner', email: 'x@y.z', workspaceId: randomUUID() })
    expect(answer.body).toMatchObject({ user: { name: 'Bo', email, role: 'operator', permissions: ['workers.restart'] } })
    expect((await client.get('/api/session')).status).toBe(200)
  })

  it('is good once, also for two who use it in the same moment', async () => {
    const { token } = await invite('viewer')
    const answers = await Promise.all([1, 2, 3].map((n) => server.client().post('/api/invitations/accept', { token, name: `N${n}`, password, locale: 'en' })))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 410, 410])
    expect(codeOf(await server.client().post('/api/invitations/open', { token }))).toEqual({ status: 410, code: 'API_LINK_VOID' })
  })

  it('is void when it has expired, was withdrawn, or was replaced by a newer one', async () => {
    const first = await invite('viewer')
    const again = await owner.post('/api/invitations', { email: first.email.toUpperCase(), role: 'viewer', permissions: [] })
    expect((await server.client().post('/api/invitations/open', { token: first.token })).status).toBe(410)
    await database.query("UPDATE invitation SET expires_at = now() - interval '1 second' WHERE email_key = $1", [first.email])
    expect((await server.client().post('/api/invitations/open', { token: tokenOf(again) })).status).toBe(410)
    const other = await invite('viewer')
    const { invitations } = (await owner.get('/api/members')).body as { invitations: { id: string; email: string; isExpired: boolean }[] }
    expect(invitations.find(({ email }) => email === first.email.toUpperCase())?.isExpired).toBe(true)
    expect((await owner.delete(`/api/invitations/${invitations.find(({ email }) => email === other.email)?.id}`)).status).toBe(204)
    expect((await server.client().post('/api/invitations/open', { token: other.token })).status).toBe(410)
  })

  it('leads to the configured address with its secret behind the #, and only a hash is kept', async () => {
    const answer = await owner.send('POST', '/api/invitations', { body: { email: `${randomUUID()}@example.com`, role: 'viewer', permissions: [] }, headers: { 'x-forwarded-host': 'evil.example', origin: 'https://evil.example' } })
    const { url } = answer.body as { url: string }
    expect(url).toMatch(/^https:\/\/maillon\.example\/invitation\/#[\w-]{43}$/)
    const rows = JSON.stringify(await database.query("SELECT *, encode(token_hash, 'escape') AS text FROM invitation"))
    expect(rows).not.toContain(tokenOf(answer))
  })

  it('gives nobody more than the inviter has', async () => {
    const { client } = await join('administrator')
    expect(codeOf(await client.post('/api/invitations', { email: 'new@example.com', role: 'owner', permissions: [] }))).toEqual({ status: 403, code: 'API_RIGHTS_EXCEEDED' })
    expect((await client.post('/api/invitations', { email: 'new@example.com', role: 'administrator', permissions: [] })).status).toBe(201)
  })
})

describe('changing people', () => {
  it('ends their sessions with the rights that they were opened with', async () => {
    const { client, id, email } = await join('viewer')
    expect((await change(owner, id, { role: 'editor' })).body).toMatchObject({ role: 'editor' })
    expect((await client.get('/api/session')).status).toBe(401)
    await client.post('/api/session', { email, password })
    expect((await client.get('/api/session')).body).toMatchObject({ user: { role: 'editor' } })
  })

  it('is refused where somebody else was quicker', async () => {
    const { id } = await join('viewer')
    const revision = await revisionOf(id)
    const answers = await Promise.all(['editor', 'operator'].map((role) => owner.send('PATCH', `/api/members/${id}`, { body: { revision, role } })))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  it('never leaves a workspace without an owner, also when two owners act at once', async () => {
    const me = ((await owner.get('/api/session')).body as { user: { id: string } }).user.id
    expect(codeOf(await change(owner, me, { role: 'viewer' }))).toEqual({ status: 403, code: 'API_RIGHTS_EXCEEDED' })
    const second = await join('owner')
    const [mine, theirs] = [await revisionOf(me), await revisionOf(second.id)]
    const answers = await Promise.all([
      owner.send('PATCH', `/api/members/${second.id}`, { body: { revision: theirs, role: 'viewer' } }),
      second.client.send('PATCH', `/api/members/${me}`, { body: { revision: mine, role: 'viewer' } }),
    ])
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const [{ owners }] = (await database.query("SELECT count(*)::int AS owners FROM app_user WHERE role = 'owner' AND disabled_at IS NULL")) as [{ owners: number }]
    expect(owners).toBe(1)
    await database.query("UPDATE app_user SET role = 'owner' WHERE id = $1", [me])
    owner = await server.owner()
    await database.query("UPDATE app_user SET role = 'viewer' WHERE id = $1", [second.id])
  })

  it('leaves owners to owners', async () => {
    const { client } = await join('administrator')
    const me = ((await owner.get('/api/session')).body as { user: { id: string } }).user.id
    for (const asked of [{ role: 'viewer' }, { isActive: false }]) expect((await change(client, me, asked)).status).toBe(403)
    expect((await client.delete(`/api/members/${me}?revision=${await revisionOf(me)}`)).status).toBe(403)
    expect((await client.post(`/api/members/${me}/reset-link`)).status).toBe(403)
  })

  it('shuts out at once who is deactivated or removed, with session and token', async () => {
    const { client, id, email } = await join('editor')
    const { token } = (await client.post('/api/tokens', { name: 'T', role: 'viewer', permissions: [], days: 1 })).body as { token: string }
    const bearer = { authorization: `Bearer ${token}` }
    expect((await server.client().get('/api/flows', bearer)).status).toBe(200)
    await change(owner, id, { isActive: false })
    expect((await client.get('/api/session')).status).toBe(401)
    expect((await server.client().get('/api/flows', bearer)).status).toBe(401)
    expect((await server.client().post('/api/session', { email, password })).status).toBe(401)
    await change(owner, id, { isActive: true })
    expect((await client.post('/api/session', { email, password })).status).toBe(200)
    expect((await owner.delete(`/api/members/${id}?revision=${await revisionOf(id)}`)).status).toBe(204)
    expect((await client.get('/api/session')).status).toBe(401)
    expect((await server.client().get('/api/flows', bearer)).status).toBe(401)
  })
})

describe('a single permission', () => {
  it('opens what the role alone doesn’t, and nothing else', async () => {
    const plain = await join('viewer')
    const given = await join('viewer', ['failed.retry'])
    const ask = (client: TestClient) => client.post(`/api/runs/${randomUUID()}/retry`)
    expect((await ask(plain.client)).status).toBe(403)
    expect((await ask(given.client)).status).toBe(404)
    expect((await given.client.post(`/api/runs/${randomUUID()}/cancel`)).status).toBe(403)
  })
})

describe('a token of the API', () => {
  const make = async (client: TestClient, more: object = {}) => (await client.post('/api/tokens', { name: 'Report', role: 'operator', permissions: [], days: 30, ...more })).body as { id: string; token: string }

  it('needs no cookie and no header, goes no further than its role, and is named in the audit log', async () => {
    const { token } = await make(owner, { role: 'editor', name: 'Sync' })
    const send = (method: string, path: string, body?: unknown) => fetch(server.url + path, { method, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
    const made = await send('POST', '/api/flows', { name: 'By a program' })
    expect(made.status).toBe(201)
    expect((await send('PUT', '/api/retention', { days: 3 })).status).toBe(403)
    const { entries } = (await owner.get('/api/audit?action=flow.create')).body as { entries: { person: string; token: string | null }[] }
    expect(entries[0]).toMatchObject({ person: 'Ana', token: 'Sync' })
  })

  it('is shown once, kept as a hash, and says when it was last used', async () => {
    const { id, token } = await make(owner)
    await server.client().get('/api/flows', { authorization: `Bearer ${token}` })
    const list = await owner.get('/api/tokens')
    expect(list.text).not.toContain(token)
    expect((list.body as { tokens: { id: string; lastUsedAt: string | null }[] }).tokens.find((one) => one.id === id)?.lastUsedAt).not.toBeNull()
    expect(JSON.stringify(await database.query('SELECT * FROM api_token'))).not.toContain(token)
  })

  it('ends at once when it is revoked or has expired', async () => {
    const { id, token } = await make(owner)
    const late = await make(owner)
    await owner.delete(`/api/tokens/${id}`)
    await database.query("UPDATE api_token SET expires_at = now() - interval '1 second' WHERE id = $1", [late.id])
    for (const each of [token, late.token]) expect((await server.client().get('/api/flows', { authorization: `Bearer ${each}` })).status).toBe(401)
  })

  it('isn’t read from the address, and a refused one isn’t made up for by a cookie', async () => {
    const { token } = await make(owner)
    for (const name of ['access_token', 'token', 'api_key', 'key']) expect((await server.client().get(`/api/flows?${name}=${token}`)).status).toBe(401)
    expect((await owner.get('/api/flows', { authorization: 'Bearer nonsense' })).status).toBe(401)
    expect((await owner.get('/api/flows', { authorization: 'Bearer' })).status).toBe(401)
  })

  it('neither makes tokens nor touches people, whatever its role', async () => {
    const { token } = await make(owner, { role: 'owner' })
    const headers = { authorization: `Bearer ${token}` }
    const client = server.client()
    for (const [method, path, body] of [['POST', '/api/tokens', { name: 'x', role: 'viewer', permissions: [], days: 1 }], ['POST', '/api/invitations', { email: 'a@b.fr', role: 'viewer', permissions: [] }], ['POST', '/api/me/password', { current: 'x', next: password }], ['GET', '/api/me', undefined]] as const) {
      expect(codeOf(await client.send(method, path, { headers, ...(body === undefined ? {} : { body }) }))).toEqual({ status: 403, code: 'API_TOKEN_UNFIT' })
    }
  })

  it('has no more rights than its person has left', async () => {
    const { client, id, email } = await join('editor')
    const { token } = await make(client, { role: 'editor' })
    const headers = { authorization: `Bearer ${token}` }
    expect((await server.client().send('POST', '/api/flows', { headers, body: { name: 'Yes' } })).status).toBe(201)
    await change(owner, id, { role: 'viewer' })
    expect((await server.client().send('POST', '/api/flows', { headers, body: { name: 'No' } })).status).toBe(403)
    await client.post('/api/session', { email, password })
    expect((await client.post('/api/tokens', { name: 'Up', role: 'editor', permissions: [], days: 1 })).status).toBe(403)
  })

  it('is seen and revoked by its person and by administrators, and by nobody else', async () => {
    const { id } = await make(owner)
    const { client } = await join('editor')
    expect((await client.get('/api/tokens')).body).toEqual({ tokens: [] })
    expect((await client.delete(`/api/tokens/${id}`)).status).toBe(404)
    const admin = await join('administrator')
    expect((await admin.client.delete(`/api/tokens/${id}`)).status).toBe(204)
  })
})

describe('a password', () => {
  it('is changed with the current one, and every other session ends; this one gets a new id', async () => {
    const { client, email } = await join('viewer')
    const other = server.client()
    await other.post('/api/session', { email, password })
    const before = client.cookie
    expect((await client.post('/api/me/password', { current: 'not this one', next: 'another sentence' })).status).toBe(422)
    expect((await client.post('/api/me/password', { current: password, next: 'another sentence' })).status).toBe(204)
    expect(client.cookie).not.toBe(before)
    expect((await client.get('/api/session')).status).toBe(200)
    expect((await other.get('/api/session')).status).toBe(401)
    const old = server.client()
    old.cookie = before
    expect((await old.get('/api/session')).status).toBe(401)
  })

  it('is reset by an owner’s link once, and the link before a newer one is void', async () => {
    const { client, email, id } = await join('viewer')
    const first = tokenOf(await owner.post(`/api/members/${id}/reset-link`))
    const second = tokenOf(await owner.post(`/api/members/${id}/reset-link`))
    const reset = (token: string) => server.client().post('/api/password-reset/finish', { token, password: 'quite another one' })
    expect((await reset(first)).status).toBe(410)
    expect((await reset(second)).status).toBe(204)
    expect((await reset(second)).status).toBe(410)
    expect((await client.get('/api/session')).status).toBe(401)
    expect((await client.post('/api/session', { email, password: 'quite another one' })).status).toBe(200)
  })

  it('is asked to be reset with one answer for everybody', async () => {
    await forgetGuesses()
    const answers = []
    for (const email of [ownerAccount.email, 'nobody@example.com', 'not an address']) answers.push(await server.client().post('/api/password-reset', { email }))
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`))).toEqual(new Set(['204 ']))
  })
})

describe('sessions', () => {
  it('are listed with their device, and one or all others can be ended', async () => {
    const { client, email } = await join('viewer')
    const phone = server.client()
    await phone.post('/api/session', { email, password }, { 'user-agent': 'Phone/1.0' })
    const third = server.client()
    await third.post('/api/session', { email, password })
    const { sessions } = (await client.get('/api/me')).body as { sessions: { id: string; device: string; isCurrent: boolean }[] }
    expect(sessions).toHaveLength(3)
    expect(sessions.filter(({ isCurrent }) => isCurrent)).toHaveLength(1)
    const id = sessions.find(({ device }) => device === 'Phone/1.0')?.id
    expect((await owner.delete(`/api/me/sessions/${id}`)).status).toBe(404)
    expect((await client.delete(`/api/me/sessions/${id}`)).status).toBe(204)
    expect((await phone.get('/api/session')).status).toBe(401)
    expect((await client.delete('/api/me/sessions')).status).toBe(204)
    expect((await third.get('/api/session')).status).toBe(401)
    expect((await client.get('/api/session')).status).toBe(200)
  })
})

describe('the second factor', () => {
  const codeAt = (secret: string, timestamp = Date.now()) => new TOTP({ secret: Secret.fromBase32(secret), period: 30 }).generate({ timestamp })

  async function enrolled() {
    const person = await join('editor')
    const { secret, uri } = (await person.client.post('/api/me/second-factor', { password })).body as { secret: string; uri: string }
    expect(uri).toMatch(/^otpauth:\/\/totp\/Maillon:/)
    const used = codeAt(secret, Date.now() - 30_000)
    const { codes } = (await person.client.post('/api/me/second-factor/confirm', { code: used })).body as { codes: string[] }
    return { ...person, secret, codes, used }
  }
  const login = (email: string, code?: string) => server.client().post('/api/session', { email, password, ...(code === undefined ? {} : { code }) })

  it('is asked for after the password, and takes a code once', async () => {
    const { email, secret, used } = await enrolled()
    expect(codeOf(await login(email))).toEqual({ status: 401, code: 'API_SECOND_FACTOR_NEEDED' })
    expect(codeOf(await login(email, used))).toEqual({ status: 401, code: 'API_SECOND_FACTOR_REFUSED' })
    const code = codeAt(secret)
    expect((await login(email, code)).status).toBe(200)
    expect((await login(email, code)).status).toBe(401)
  })

  it('lets in by a recovery code, once', async () => {
    const { email, codes } = await enrolled()
    expect(codes).toHaveLength(10)
    expect((await login(email, codes[0]?.toUpperCase())).status).toBe(200)
    expect((await login(email, codes[0])).status).toBe(401)
    const rows = JSON.stringify(await database.query('SELECT * FROM app_user JOIN recovery_code ON user_id = id'))
    expect(rows).not.toContain(codes[1])
  })

  it('doesn’t count before it was confirmed, and keeps its secret sealed', async () => {
    const { client, email } = await join('editor')
    const { secret } = (await client.post('/api/me/second-factor', { password })).body as { secret: string }
    expect(JSON.stringify(await database.query('SELECT factor FROM app_user'))).not.toContain(secret)
    expect((await login(email)).status).toBe(200)
    expect((await client.post('/api/me/second-factor/confirm', { code: '000000' })).status).toBe(422)
  })

  it('is begun and ended only with the password', async () => {
    const { client, email } = await enrolled()
    expect((await client.post('/api/me/second-factor', { password: 'guess' })).status).toBe(422)
    expect((await client.post('/api/me/second-factor', { password })).status).toBe(409)
    expect((await client.post('/api/me/second-factor/end', { password: 'guess' })).status).toBe(422)
    expect((await client.post('/api/me/second-factor/end', { password })).status).toBe(204)
    expect((await login(email)).status).toBe(200)
  })

  it('is guessed ten times in a quarter of an hour, no more, however right the password', async () => {
    const { email, secret } = await enrolled()
    const statuses: number[] = []
    for (let guess = 0; guess < 12; guess += 1) {
      // Only the guesses of the code are to be counted here.
      await database.query("DELETE FROM login_throttle WHERE key LIKE 'account %' OR key LIKE 'address %'")
      statuses.push((await login(email, String(100_000 + guess))).status)
    }
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(401))
    expect(statuses.slice(10)).toEqual([429, 429])
    await database.query("DELETE FROM login_throttle WHERE key LIKE 'account %' OR key LIKE 'address %'")
    expect((await login(email, codeAt(secret))).status).toBe(429)
  })
})

describe('the audit log', () => {
  it('has a line for each change, with before and after, and is read by administrators only', async () => {
    const { id, client } = await join('viewer')
    await change(owner, id, { role: 'operator' })
    const { entries } = (await owner.get('/api/audit?action=member.change&limit=1')).body as { entries: object[] }
    expect(entries[0]).toMatchObject({ person: 'Ana', target: { kind: 'person', id }, before: { role: 'viewer' }, after: { role: 'operator' }, address: '127.0.0.1' })
    expect((await client.get('/api/audit')).status).not.toBe(200)
  })

  it('is filtered and exported', async () => {
    const { people, actions } = (await owner.get('/api/audit/choices')).body as { people: { id: string; name: string }[]; actions: string[] }
    expect(actions).toContain('member.join')
    const ana = people.find(({ name }) => name === 'Ana')?.id
    const { entries, count } = (await owner.get(`/api/audit?person=${ana}&from=2020-01-01&to=2100-01-01&limit=3`)).body as { entries: { person: string }[]; count: number }
    expect(entries).toHaveLength(3)
    expect(count).toBeGreaterThan(3)
    expect((await owner.get('/api/audit?to=2020-01-01')).body).toEqual({ entries: [], count: 0 })
    const csv = await owner.get('/api/audit/export?format=csv&action=member.join')
    expect(csv.text).toContain('member.join')
    expect(csv.headers.get('content-disposition')).toContain('audit-log.csv')
  })
})

describe('Maillon’s own mails', () => {
  it('take invitations and new passwords to their people, by the account that was chosen', async () => {
    const smtp = await startTestSmtp()
    try {
      const { id } = (await owner.post('/api/credentials', { name: 'Post', type: 'smtp', values: { ...smtp.credential } })).body as { id: string }
      expect((await owner.put('/api/mail-account', { credentialId: randomUUID() })).status).toBe(422)
      expect((await owner.put('/api/mail-account', { credentialId: id })).status).toBe(200)
      const invited = await owner.post('/api/invitations', { email: 'mailed@example.com', role: 'viewer', permissions: [] })
      expect(invited.body).toMatchObject({ isMailed: true })
      expect(smtp.mails.at(-1)?.envelope.to).toEqual(['mailed@example.com'])
      const client = server.client()
      expect((await client.post('/api/invitations/accept', { token: tokenOf(invited), name: 'Mo', password, locale: 'en' })).status).toBe(201)
      await forgetGuesses()
      const before = smtp.mails.length
      for (const email of ['MAILED@example.com', 'nobody@example.com']) await server.client().post('/api/password-reset', { email })
      await vi.waitFor(() => expect(smtp.mails.length).toBe(before + 1), { timeout: 60_000 })
      const token = /new-password\/#([\w-]{43})/.exec(smtp.mails.at(-1)?.parsed.text ?? '')?.[1]
      expect((await server.client().post('/api/password-reset/finish', { token, password: 'mailed and chosen' })).status).toBe(204)
      expect((await client.post('/api/session', { email: 'mailed@example.com', password: 'mailed and chosen' })).status).toBe(200)
    } finally {
      await owner.put('/api/mail-account', { credentialId: null })
      await smtp.stop()
    }
  })
})
