import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { credentialOf, EgressWorld, type Answer } from './egress-world.fixture.js'

let world: EgressWorld
beforeEach(() => (world = new EgressWorld()))
afterEach(() => world.close())

/** An API at `/data` and a token address at `/token`, on one server. */
async function api(token: Answer) {
  const valid = new Set<string>()
  const server = await world.serve((request, more) => {
    if (request.url === '/data') return valid.has(request.headers.authorization ?? '') ? { body: 'data' } : { status: 401, body: 'no' }
    const answer = token(request, more)
    const given = /"access_token":"([^"]+)"/.exec(answer.body ?? '')?.[1]
    if (given !== undefined) valid.add(`Bearer ${given}`)
    return answer
  })
  const base = `http://api.public.test:${server.port}`
  return { ...server, base, valid, host: `api.public.test:${server.port}`, grants: () => server.seen.filter(({ url }) => url === '/token') }
}

const json = (value: unknown, status = 200) => ({ status, body: JSON.stringify(value) })

describe('OAuth2 as a program (client credentials)', () => {
  it('asks once with the client in the header, and again when the token has ended', async () => {
    let count = 0
    const { base, host, grants } = await api(() => json({ access_token: `t${++count}`, token_type: 'Bearer', expires_in: 600 }))
    const credential = credentialOf(
      'oauth2-client',
      { address: base, tokenUrl: `${base}/token`, clientId: 'me&you', clientSecret: 's é+', scope: 'read write', audience: 'https://api' },
      [host],
    )
    const secrets: string[] = []
    const call = { credential, onSecret: (secret: string) => void secrets.push(secret) }
    expect(await Promise.all([1, 2, 3].map(() => world.told({ url: `${base}/data` }, call)))).toEqual(['200 data', '200 data', '200 data'])
    expect(grants()).toHaveLength(1)
    expect(Object.fromEntries(new URLSearchParams(grants()[0]?.body))).toEqual({
      grant_type: 'client_credentials',
      scope: 'read write',
      audience: 'https://api',
    })
    const basic = Buffer.from((grants()[0]?.headers.authorization ?? '').replace('Basic ', ''), 'base64').toString('utf8')
    expect(basic).toBe('me%26you:s+%C3%A9%2B')
    expect(secrets).toContain('t1')
    world.time += 600_000
    expect(await world.told({ url: `${base}/data` }, { credential })).toBe('200 data')
    expect(grants()).toHaveLength(2)
  })

  it('puts the client into the form where the service wants it there', async () => {
    const { base, host, grants } = await api(() => json({ access_token: 't' }))
    const credential = credentialOf('oauth2-client', { address: base, tokenUrl: `${base}/token`, clientId: 'me', clientSecret: 'sec', clientPlace: 'body' }, [
      host,
    ])
    expect(await world.told({ url: `${base}/data` }, { credential })).toBe('200 data')
    expect(Object.fromEntries(new URLSearchParams(grants()[0]?.body))).toEqual({ grant_type: 'client_credentials', client_id: 'me', client_secret: 'sec' })
    expect(grants()[0]?.headers.authorization).toBeUndefined()
  })

  it.each([
    [json({ error: 'invalid_client', error_description: 'unknown client' }, 401), 'VAULT_LOGIN_REFUSED', false],
    [json({ error: 'slow_down' }, 429), 'VAULT_LOGIN_FAILED', true],
    [{ status: 502, body: '<html>' }, 'VAULT_LOGIN_FAILED', true],
    [json({ token: 'elsewhere' }), 'VAULT_LOGIN_UNREADABLE', false],
    [{ body: '<html>' }, 'VAULT_LOGIN_UNREADABLE', false],
  ])('says what %j means, and never what was sent', async (answer, code, retryable) => {
    const { base, host } = await api(() => answer)
    const credential = credentialOf('oauth2-client', { address: base, tokenUrl: `${base}/token`, clientId: 'me', clientSecret: 'canary-secret' }, [host])
    const thrown = await world.ask({ url: `${base}/data` }, { credential }).catch((error: { info: object }) => error.info)
    expect(thrown).toMatchObject({ code, retryable })
    expect(JSON.stringify(thrown)).not.toContain('canary')
  })

  it('never asks for a token at a host that is not the credential’s, nor at a forbidden address (S19, L03)', async () => {
    const { base, host, seen } = await api(() => json({ access_token: 't' }))
    const at = (tokenUrl: string, hosts: readonly string[]) =>
      credentialOf('oauth2-client', { address: base, tokenUrl, clientId: 'me', clientSecret: 's' }, hosts)
    expect(await world.told({ url: `${base}/data` }, { credential: at('http://other.public.test:1/token', [host]) })).toBe('VAULT_HOST_REFUSED')
    for (const url of ['http://169.254.169.254/token', 'http://127.0.0.1:1/token', 'http://[::1]:1/token'])
      expect(await world.told({ url: `${base}/data` }, { credential: at(url, [host, ...['169.254.169.254:80', '127.0.0.1:1', '[::1]:1']]) })).toBe(
        'EGRESS_ADDRESS_REFUSED',
      )
    expect(seen).toHaveLength(0)
  })
})

it('sends the secret of an exchange to no host that it is redirected to (L01)', async () => {
  for (const status of [301, 302, 303, 307, 308]) {
    const other = await world.serve(() => ({ body: '{"access_token":"stolen"}' }))
    const { base, host } = await api(() => ({ status, headers: { location: `http://other.public.test:${other.port}/token` } }))
    const oauth = credentialOf(
      'oauth2-client',
      { address: base, tokenUrl: `${base}/token`, clientId: 'me', clientSecret: 'canary-secret', clientPlace: 'body' },
      [host, `other.public.test:${other.port}`],
    )
    const login = credentialOf('login-token', { address: base, loginPath: '/token', user: 'u', password: 'canary-secret' }, [
      host,
      `other.public.test:${other.port}`,
    ])
    for (const credential of [oauth, login]) await world.told({ url: `${base}/data` }, { credential })
    expect(other.seen.map(({ method, url, headers, body }) => `${method} ${url} ${JSON.stringify(headers)} ${body}`).join()).not.toContain('canary')
    expect(other.seen.filter(({ method }) => method === 'POST')).toEqual([])
  }
})

it('asks for the token by the way that the request takes', async () => {
  const proxy = await world.proxy()
  const issuer = await world.serve(() => json({ access_token: 't' }))
  const data = await world.serve(() => ({ body: 'data' }))
  const base = `http://api.public.test:${data.port}`
  const tokenUrl = `http://other.public.test:${issuer.port}/token`
  const credential = credentialOf('oauth2-client', { address: base, tokenUrl, clientId: 'me', clientSecret: 's' }, [
    `api.public.test:${data.port}`,
    `other.public.test:${issuer.port}`,
  ])
  const through = credentialOf('http-proxy', { address: `http://proxy.public.test:${proxy.port}` }, [])
  expect(await world.told({ url: `${base}/data` }, { credential, proxy: through })).toBe('200 data')
  expect(proxy.tunnels).toEqual([`other.public.test:${issuer.port}`, `api.public.test:${data.port}`])
})

describe('OAuth2 by a person’s consent', () => {
  const values = (base: string) => ({ address: base, tokenUrl: `${base}/token`, clientId: 'me', clientSecret: 's', refreshToken: 'refresh-1' })

  it('renews by itself, keeps the refresh token that the service puts in its place, and uses that one next', async () => {
    let count = 0
    const { base, host, grants } = await api(({ body }) => {
      const used = new URLSearchParams(body).get('refresh_token')
      if (used !== `refresh-${count + 1}`) return json({ error: 'invalid_grant' }, 400)
      count += 1
      return json({ access_token: `t${count}`, expires_in: 100, refresh_token: `refresh-${count + 1}` })
    })
    const credential = credentialOf('oauth2-code', values(base), [host])
    const renewed: string[] = []
    const call = { credential, onRenewed: async (token: string) => void renewed.push(token) }
    expect(await world.told({ url: `${base}/data` }, call)).toBe('200 data')
    world.time += 100_000
    expect(await world.told({ url: `${base}/data` }, call)).toBe('200 data')
    expect(renewed).toEqual(['refresh-2', 'refresh-3'])
    // The vault gives the new one from now on: the token that is still good stays.
    expect(await world.told({ url: `${base}/data` }, { credential: { ...credential, values: { ...credential.values, refreshToken: 'refresh-3' } } })).toBe(
      '200 data',
    )
    expect(grants()).toHaveLength(2)
  })

  it('asks for a new consent where it has ended or was never given', async () => {
    const { base, host } = await api(() => json({ error: 'invalid_grant', error_description: 'Token has been revoked.' }, 400))
    const credential = credentialOf('oauth2-code', values(base), [host])
    await expect(world.ask({ url: `${base}/data` }, { credential })).rejects.toMatchObject({
      info: { code: 'VAULT_CONSENT_ENDED', kind: 'user', details: 'invalid_grant: Token has been revoked.' },
    })
    const { refreshToken: _, ...without } = credential.values
    expect(await world.told({ url: `${base}/data` }, { credential: { ...credential, values: without } })).toBe('VAULT_CONSENT_MISSING')
  })

  it('takes a token that a server refuses for ended, once', async () => {
    let count = 0
    const { base, host, valid, grants } = await api(() => json({ access_token: `t${++count}` }))
    const credential = credentialOf('oauth2-code', values(base), [host])
    expect(await world.told({ url: `${base}/data` }, { credential })).toBe('200 data')
    valid.clear()
    expect(await world.told({ url: `${base}/data`, method: 'GET' }, { credential })).toBe('200 data')
    expect(grants()).toHaveLength(2)
  })
})

describe('a service account of Google', () => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const privateKey = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

  it('signs an assertion for its own token address and trades it for a token', async () => {
    const { base, host, grants } = await api(() => json({ access_token: 'ya29.x', expires_in: 3599 }))
    const key = JSON.stringify({
      type: 'service_account',
      client_email: 'robot@p.iam.gserviceaccount.com',
      private_key: privateKey,
      private_key_id: 'k1',
      token_uri: `${base}/token`,
    })
    const credential = credentialOf('google-service-account', { key, subject: 'jeanne@exemple.fr' }, [host])
    expect(await world.told({ url: `${base}/data` }, { credential })).toBe('200 data')
    const form = new URLSearchParams(grants()[0]?.body)
    expect(form.get('grant_type')).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer')
    const [head = '', claims = '', signature = ''] = (form.get('assertion') ?? '').split('.')
    const read = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    expect(read(head)).toEqual({ alg: 'RS256', typ: 'JWT', kid: 'k1' })
    expect(read(claims)).toEqual({
      iss: 'robot@p.iam.gserviceaccount.com',
      scope: 'https://www.googleapis.com/auth/spreadsheets',
      aud: `${base}/token`,
      iat: world.time / 1000,
      exp: world.time / 1000 + 3600,
      sub: 'jeanne@exemple.fr',
    })
    expect(
      verify(
        'RSA-SHA256',
        Buffer.from(`${head}.${claims}`),
        createPublicKey(pair.publicKey.export({ type: 'spki', format: 'pem' })),
        Buffer.from(signature, 'base64url'),
      ),
    ).toBe(true)
  })

  it.each([['{"private_key":"x"}'], ['{"client_email":"a","private_key":"-----BEGIN PRIVATE KEY-----canary"}'], ['not json']])(
    'says that %s is no key, without quoting it',
    async (key) => {
      const thrown = await world
        .ask({ url: 'http://api.public.test/' }, { credential: credentialOf('google-service-account', { key }, ['api.public.test:80']) })
        .catch((error: { info: object }) => error.info)
      expect(thrown).toMatchObject({ code: 'VAULT_KEY_UNREADABLE', kind: 'user' })
      expect(JSON.stringify(thrown)).not.toContain('canary')
    },
  )
})

it('logs in to CORTEX with user and password as JSON', async () => {
  const server = await world.serve(({ url, headers }) => (url === '/auth/login' ? { body: '{"token":"cx"}' } : { body: String(headers.authorization) }))
  const address = `http://api.public.test:${server.port}/`
  const credential = credentialOf('cortex', { address, loginPath: '/auth/login', user: 'u', password: 'p', lifetimeSeconds: 3600 }, [
    `api.public.test:${server.port}`,
  ])
  expect(await world.told({ url: `${address}units` }, { credential })).toBe('200 Bearer cx')
  expect(JSON.parse(server.seen[0]?.body ?? '')).toEqual({ user: 'u', password: 'p' })
})
