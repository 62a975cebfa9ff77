import { randomUUID } from 'node:crypto'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createDataSource, type Database } from '@maillon/storage'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestServer, type TestServer } from './testing/start-test-server.js'
import type { TestClient } from './testing/test-client.js'

// Against a real provider: oidc-provider, certified like the client library, with the people of `people`.

// It brings no types.
type ProviderClass = new (issuer: string, configuration: object) => { callback(): RequestListener }
const { default: Provider } = (await import('oidc-provider' as string)) as { readonly default: ProviderClass }

let issuer: string
let service: Server
let server: TestServer
let owner: TestClient
let database: Database
const people = new Map<string, { readonly email: string; readonly email_verified: boolean; readonly name: string }>()

beforeAll(async () => {
  service = createServer()
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
  issuer = `http://127.0.0.1:${(service.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'maillon', client_secret: 'a secret between the two', redirect_uris: ['https://maillon.example/api/openid/answer'], grant_types: ['authorization_code'], response_types: ['code'] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    findAccount: (_context: unknown, id: string) => ({ accountId: id, claims: () => ({ sub: id, ...people.get(id) }) }),
  })
  service.on('request', provider.callback())
  const openId = { issuer, clientId: 'maillon', clientSecret: 'a secret between the two', name: 'Example', domains: new Map([['example.org', 'operator' as const]]) }
  server = await startTestServer({ publicUrl: 'https://maillon.example', allowHosts: ['127.0.0.1'], openId })
  owner = await server.owner()
  database = createDataSource({ connectionString: server.databaseUrl })
  await database.initialize()
})

afterAll(async () => {
  await database?.destroy()
  await server?.stop()
  service?.close()
})

interface Jar {
  cookies: Map<string, string>
}

async function visit(url: string, jar: Jar, form?: Record<string, string>): Promise<Response> {
  const answer = await fetch(url, { redirect: 'manual', headers: { cookie: [...jar.cookies].map(([name, value]) => `${name}=${value}`).join('; ') }, ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }) })
  for (const cookie of answer.headers.getSetCookie()) {
    const [pair = ''] = cookie.split(';', 1)
    jar.cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
  }
  return answer
}

/** Goes there, says who one is, agrees, and gives the address that leads back. */
async function wayBack(sub: string, mine: Jar, next = '/runs/'): Promise<string> {
  const theirs: Jar = { cookies: new Map() }
  let at = (await visit(`${server.url}/api/openid/begin?next=${encodeURIComponent(next)}`, mine)).headers.get('location') ?? ''
  for (let step = 0; step < 12; step += 1) {
    if (at.startsWith('https://maillon.example/')) return at
    let answer = await visit(new URL(at, issuer).href, theirs)
    if (answer.status === 200) {
      const page = await answer.text()
      const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1] ?? ''
      answer = await visit(new URL(at, issuer).href, theirs, prompt === 'login' ? { prompt, login: sub, password: 'x' } : { prompt })
    }
    at = answer.headers.get('location') ?? ''
  }
  throw new Error(`The service never led back: ${at}`)
}

const comeIn = (address: string, jar: Jar) => visit(address.replace('https://maillon.example', server.url), jar)

async function login(sub: string, next?: string): Promise<{ readonly to: string | null; readonly session: { readonly status: number; readonly body: unknown } }> {
  const jar: Jar = { cookies: new Map() }
  const answer = await comeIn(await wayBack(sub, jar, next), jar)
  const session = await visit(`${server.url}/api/session`, jar)
  return { to: answer.headers.get('location'), session: { status: session.status, body: await session.json() } }
}

function known(email: string, more: { readonly email_verified?: boolean; readonly name?: string } = {}): string {
  const sub = randomUUID()
  people.set(sub, { email, email_verified: true, name: 'Bo', ...more })
  return sub
}

describe('a login by an identity service', () => {
  it('lets in by the rule for a domain, with the role of the rule, and knows the person again by the subject', async () => {
    const sub = known('bo@example.org')
    expect(await login(sub)).toMatchObject({ to: '/runs/', session: { status: 200, body: { user: { email: 'bo@example.org', role: 'operator', name: 'Bo' } } } })
    people.set(sub, { email: 'renamed@elsewhere.net', email_verified: false, name: 'Bo' })
    expect(await login(sub)).toMatchObject({ session: { status: 200, body: { user: { email: 'bo@example.org' } } } })
  })

  it('lets in who was invited, with the role of the invitation, once', async () => {
    await owner.post('/api/invitations', { email: 'Guest@partner.net', role: 'editor', permissions: [] })
    expect(await login(known('guest@PARTNER.net'))).toMatchObject({ session: { body: { user: { role: 'editor' } } } })
    expect(await login(known('guest@partner.net'))).toMatchObject({ to: '/login/?problem=openid', session: { status: 401 } })
  })

  it('refuses who nobody asked for, and addresses that nobody has verified', async () => {
    for (const sub of [known('who@unknown.net'), known('eve@example.org', { email_verified: false })]) expect(await login(sub)).toMatchObject({ to: '/login/?problem=openid', session: { status: 401 } })
    // An account with a password and no rule for its domain isn't taken over by an address.
    expect(await login(known('ana@example.com'))).toMatchObject({ session: { status: 401 } })
  })

  it('leads on to pages of ours only', async () => {
    for (const next of ['//evil.example', 'https://evil.example', '/\\evil.example']) expect((await login(known(`${randomUUID()}@example.org`), next)).to).toBe('/')
  })

  it('is good in the browser that set out, once, and with the state that it set out with', async () => {
    const mine: Jar = { cookies: new Map() }
    const address = await wayBack(known('carol@example.org'), mine)
    const other: Jar = { cookies: new Map() }
    expect((await comeIn(address, other)).headers.get('location')).toBe('/login/?problem=openid')
    const forged = new URL(address)
    forged.searchParams.set('state', 'another')
    expect((await comeIn(forged.href, { cookies: new Map(mine.cookies) })).headers.get('location')).toBe('/login/?problem=openid')
    expect((await comeIn(address, { cookies: new Map(mine.cookies) })).headers.get('location')).toBe('/runs/')
    // The code was used.
    expect((await comeIn(address, { cookies: new Map(mine.cookies) })).headers.get('location')).toBe('/login/?problem=openid')
  })

  it('refuses whoever is disabled here, however well the service knows them', async () => {
    const sub = known('dan@example.org')
    await login(sub)
    await database.query("UPDATE app_user SET disabled_at = now() WHERE email_key = 'dan@example.org'")
    expect(await login(sub)).toMatchObject({ session: { status: 401 } })
  })

  it('is offered by its name where it is configured', async () => {
    expect((await server.client().get('/api/login-ways')).body).toEqual({ openId: 'Example' })
  })
})
