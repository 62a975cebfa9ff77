import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { credentialOf, EgressWorld } from './egress-world.fixture.js'
import { testAuthority, testClient } from './tls-pairs.fixture.js'

let world: EgressWorld
beforeEach(() => (world = new EgressWorld()))
afterEach(() => world.close())

const oneLine = (pem: string) => pem.replaceAll('\n', ' ')

describe('client certificates', () => {
  const certificateFor = (host: string, change: object = {}) =>
    credentialOf(
      'tls-certificate',
      { address: `https://${host}`, certificate: testClient.certificate, key: testClient.key, authority: testAuthority, ...change },
      [host],
    )

  it('are shown to their server, over connections of their own', async () => {
    const { port } = await world.serve((_, { peer }) => ({ body: `hello ${peer}` }), { tls: true })
    const url = `https://api.public.test:${port}/`
    const certificate = certificateFor(`api.public.test:${port}`)
    expect(await world.told({ url }, { certificate })).toBe('200 hello client.public.test')
    // Without it, the server's own authority isn't trusted either.
    expect(await world.told({ url })).toBe('EGRESS_CERTIFICATE_REFUSED')
    const authorityOnly = await world.told({ url }, { certificate, credential: credentialOf('http-bearer', { token: 't' }, [`api.public.test:${port}`]) })
    expect(authorityOnly).toBe('200 hello client.public.test')
  })

  it('work as one line, and with a key behind a password', async () => {
    const { port } = await world.serve((_, { peer }) => ({ body: `hello ${peer}` }), { tls: true })
    const url = `https://api.public.test:${port}/`
    const flat = {
      certificate: oneLine(testClient.certificate),
      key: oneLine(testClient.lockedKey),
      authority: oneLine(testAuthority),
      passphrase: 'canary-passphrase',
    }
    expect(await world.told({ url }, { certificate: certificateFor(`api.public.test:${port}`, flat) })).toBe('200 hello client.public.test')
    for (const broken of [{ ...flat, passphrase: 'wrong' }, { key: 'nothing' }, { key: '/etc/shadow' }, { certificate: testAuthority }]) {
      const thrown = await world.ask({ url }, { certificate: certificateFor(`api.public.test:${port}`, broken) }).catch((error: { info: object }) => error.info)
      expect(thrown).toMatchObject({ code: 'VAULT_CERTIFICATE_UNREADABLE', kind: 'user' })
      expect(JSON.stringify(thrown)).not.toContain('canary')
    }
  })

  it('are shown to no other host, neither asked for nor redirected to (L01, L03)', async () => {
    const other = await world.serve((_, { peer }) => ({ body: `other ${peer}` }), { tls: true })
    const first = await world.serve(() => ({ status: 307, headers: { location: `https://other.public.test:${other.port}/` } }), { tls: true })
    const certificate = certificateFor(`api.public.test:${first.port}`)
    expect(await world.told({ url: `https://other.public.test:${other.port}/` }, { certificate })).toBe('VAULT_HOST_REFUSED')
    // Without the certificate's own authority the other server isn't even believed.
    expect(await world.told({ url: `https://api.public.test:${first.port}/` }, { certificate })).toBe('EGRESS_CERTIFICATE_REFUSED')
    expect(other.seen).toHaveLength(0)
    const plain = await world.serve(() => ({ status: 302, headers: { location: `http://api.public.test:${first.port}/` } }), { tls: true })
    expect(await world.told({ url: `https://api.public.test:${plain.port}/` }, { certificate: certificateFor(`api.public.test:${plain.port}`) })).toBe(
      'EGRESS_REDIRECT_INSECURE',
    )
  })

  it('are no use where a login is wanted, nor the other way round', async () => {
    const certificate = certificateFor('api.public.test:443')
    expect(await world.told({ url: 'https://api.public.test/' }, { credential: certificate })).toBe('VAULT_TYPE_UNFIT')
    expect(await world.told({ url: 'https://api.public.test/' }, { certificate: credentialOf('http-bearer', { token: 't' }, ['api.public.test:443']) })).toBe(
      'VAULT_TYPE_UNFIT',
    )
  })
})

describe('a proxy', () => {
  const proxyAt = (port: number, login: object = {}) =>
    credentialOf('http-proxy', { address: `http://proxy.public.test:${port}`, ...login }, [`proxy.public.test:${port}`])

  it('passes http and https on through a tunnel, and sees nothing of the request', async () => {
    const proxy = await world.proxy('me:pass')
    const plain = await world.serve(({ headers }) => ({ body: `plain ${headers['proxy-authorization']} ${headers.authorization}` }))
    const secure = await world.serve(() => ({ body: 'secure' }), { tls: true })
    const through = { proxy: proxyAt(proxy.port, { user: 'me', password: 'pass' }) }
    const credential = credentialOf('http-bearer', { token: 'canary-token' }, [`api.public.test:${plain.port}`])
    expect(await world.told({ url: `http://api.public.test:${plain.port}/` }, { ...through, credential })).toBe('200 plain undefined Bearer canary-token')
    const certificate = credentialOf('tls-certificate', { certificate: testClient.certificate, key: testClient.key, authority: testAuthority }, [
      `api.public.test:${secure.port}`,
    ])
    expect(await world.told({ url: `https://api.public.test:${secure.port}/` }, { ...through, certificate })).toBe('200 secure')
    expect(proxy.tunnels).toEqual([`api.public.test:${plain.port}`, `api.public.test:${secure.port}`])
  })

  it('opens no way to addresses that are forbidden, nor may it stand at one (S01 to S06, S14)', async () => {
    const proxy = await world.proxy()
    for (const url of ['http://127.0.0.1:1/', 'http://[::1]/', 'http://169.254.169.254/latest', 'http://inside.test/', 'http://2130706433/'])
      expect(await world.told({ url }, { proxy: proxyAt(proxy.port) })).toBe('EGRESS_ADDRESS_REFUSED')
    expect(proxy.tunnels).toEqual([])
    const inside = credentialOf('http-proxy', { address: `http://127.0.0.1:${proxy.port}` }, [])
    expect(await world.told({ url: 'http://api.public.test/' }, { proxy: inside })).toBe('EGRESS_ADDRESS_REFUSED')
    expect(await world.told({ url: 'http://api.public.test/' }, { proxy: credentialOf('http-basic', { address: 'http://proxy.public.test' }, []) })).toBe(
      'VAULT_TYPE_UNFIT',
    )
  })

  it('resolves names that only it knows', async () => {
    const proxy = await world.proxy()
    const server = await world.serve(() => ({ body: 'far' }))
    expect(await world.told({ url: `http://only-the-proxy-knows.example:${server.port}/` }, { proxy: proxyAt(proxy.port) })).toBe('200 far')
  })

  it('is told apart from the service when it fails', async () => {
    const proxy = await world.proxy('me:pass')
    const url = 'http://api.public.test/'
    expect(await world.told({ url }, { proxy: proxyAt(proxy.port, { user: 'me', password: 'wrong' }) })).toBe('EGRESS_PROXY_LOGIN')
    expect(await world.told({ url }, { proxy: proxyAt(1) })).toBe('EGRESS_PROXY_UNREACHED')
    expect(await world.told({ url: 'http://closed.example/' }, { proxy: proxyAt(proxy.port, { user: 'me', password: 'pass' }) })).toBe('EGRESS_PROXY_REFUSED')
  })
})

it('takes no proxy from the environment of the server (S25)', async () => {
  const proxy = await world.proxy()
  const server = await world.serve(() => ({ body: 'straight' }))
  const names = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'ALL_PROXY']
  for (const name of names) process.env[name] = `http://127.0.0.1:${proxy.port}`
  try {
    expect(await world.told({ url: `http://api.public.test:${server.port}/` })).toBe('200 straight')
    expect(proxy.tunnels).toEqual([])
  } finally {
    for (const name of names) delete process.env[name]
  }
})
