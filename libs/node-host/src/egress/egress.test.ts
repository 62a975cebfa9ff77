import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { createServer as createTcpServer, type AddressInfo } from 'node:net'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { HttpRequest } from '@maillon/node-sdk'
import type { OpenedCredential } from '@maillon/vault'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HostLookup } from './address-rules.js'
import { createEgress, type Egress, type EgressCall } from './egress.js'

const closing: (() => Promise<void>)[] = []
let time = 1_000_000

/** A local server, and the requests that reached it. */
async function serve(answer: RequestListener): Promise<{ readonly port: number; readonly seen: IncomingMessage[] }> {
  const seen: IncomingMessage[] = []
  const server: Server = createServer({ maxHeaderSize: 4 * 1024 * 1024 }, (request, response) => {
    seen.push(request)
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(
    () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  )
  return { port: (server.address() as AddressInfo).port, seen }
}

/** `*.public.test` are names that the administrator allowed although the test's servers are local; everything else is as in production. */
const lookup: HostLookup = async (hostname) => {
  if (hostname.endsWith('public.test')) return [{ address: '127.0.0.1', family: 4 }]
  const known: { readonly [name: string]: readonly string[] } = {
    localhost: ['127.0.0.1'],
    'localhost.': ['127.0.0.1'],
    'a.localhost': ['127.0.0.1'],
    'rebind.nip.io': ['127.0.0.1'],
    'metadata.google.internal': ['169.254.169.254'],
    'mixed.test': ['93.184.216.34', '10.0.0.1'],
    'mixed6.test': ['93.184.216.34', '::1'],
  }
  const found = known[hostname]
  if (found === undefined) throw Object.assign(new Error('unknown'), { code: 'ENOTFOUND' })
  return found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
}

let egress: Egress
let live: AbortController

beforeEach(() => {
  time = 1_000_000
  live = new AbortController()
  egress = createEgress({ rules: { allow: [{ host: 'api.public.test' }, { host: 'other.public.test' }] }, lookup, clock: { now: () => time } })
})

afterEach(async () => {
  await egress.close()
  for (const close of closing.splice(0)) await close()
})

const ask = (request: HttpRequest, call: Partial<EgressCall> = {}) => egress.request(request, { signal: live.signal, ...call })
const codeOf = async (asking: Promise<{ text(): Promise<string> }>) =>
  asking
    .then((response) => response.text())
    .then(
      (text) => `answered: ${text}`,
      (error: Error & { info?: { code: string } }) => error.info?.code ?? error.message,
    )

const send = (response: ServerResponse, body: string, ...[status = 200, headers = {}]: [number?, Record<string, string>?]) =>
  response.writeHead(status, headers).end(body)

describe('forbidden addresses (S01 to S13)', () => {
  const hosts = [
    '127.0.0.1',
    'localhost',
    'localhost.',
    'LOCALHOST',
    'a.localhost',
    '2130706433',
    '0x7f.1',
    '017700000001',
    '127.1',
    '0',
    '①②⑦.0.0.1',
    '127。0。0。1',
    '%31%32%37.0.0.1',
    '0.0.0.0',
    '[::]',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::127.0.0.1]',
    '[64:ff9b::7f00:1]',
    'rebind.nip.io',
    '169.254.169.254',
    '169.254.170.2',
    '100.100.100.200',
    '192.0.0.192',
    'metadata.google.internal',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.0.1',
    '100.64.0.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    'mixed.test',
    'mixed6.test',
    'allowed.com#@127.0.0.1',
  ]

  it('are refused in one and the same way, however they are written', async () => {
    const { port, seen } = await serve((_, response) => send(response, 'inside'))
    for (const host of hosts.slice(0, -1)) expect([host, await codeOf(ask({ url: `http://${host}:${port}/` }))]).toEqual([host, 'EGRESS_ADDRESS_REFUSED'])
    for (const method of ['PUT', 'POST', 'GET'] as const)
      expect(
        await codeOf(
          ask({
            method,
            url: 'http://169.254.169.254/latest/api/token',
            headers: { 'X-aws-ec2-metadata-token-ttl-seconds': '60', 'Metadata-Flavor': 'Google' },
          }),
        ),
      ).toBe('EGRESS_ADDRESS_REFUSED')
    expect(seen).toHaveLength(0)
  })

  it('are judged by the host that will be connected, not by what stands around it', async () => {
    const { port, seen } = await serve((_, response) => send(response, 'inside'))
    for (const url of [`http://allowed.com@127.0.0.1:${port}/`, `http://foo@127.0.0.1:${port}\\@allowed.com/`])
      expect(await codeOf(ask({ url }))).toBe('EGRESS_URL_LOGIN')
    for (const url of [`http://127.0.0.1:${port}#@allowed.com/`, `http:\\\\127.0.0.1:${port}\\x`])
      expect(await codeOf(ask({ url }))).toBe('EGRESS_ADDRESS_REFUSED')
    for (const url of ['file:///etc/passwd', 'unix:/var/run/docker.sock', 'gopher://x/', 'data:text/plain,x', '', 'x', 'http://'])
      expect(await codeOf(ask({ url }))).toBe('EGRESS_URL_INVALID')
    expect(await codeOf(ask({ url: 'http://unix:/var/run/docker.sock:/info' }))).toBe('EGRESS_HOST_UNKNOWN')
    expect(seen).toHaveLength(0)
  })

  it('are refused after a redirect too, and its body is nobody’s data (S07)', async () => {
    const inside = await serve((_, response) => send(response, 'inside'))
    for (const status of [301, 302, 303, 307, 308]) {
      const outside = await serve((_, response) => send(response, 'body of the redirect', status, { location: `http://127.0.0.1:${inside.port}/` }))
      expect(await codeOf(ask({ url: `http://api.public.test:${outside.port}/` }))).toBe('EGRESS_ADDRESS_REFUSED')
    }
    expect(inside.seen).toHaveLength(0)
  })

  it('cannot be reached by a name that answers differently the second time (S10)', async () => {
    const { port, seen } = await serve((_, response) => send(response, 'inside'))
    const answers = ['203.0.113.1', '127.0.0.1']
    let asked = 0
    const rebinding = createEgress({
      rules: { allow: [{ cidr: '203.0.113.1' }] },
      clock: { now: () => time },
      lookup: async () => [{ address: answers[asked++] ?? '127.0.0.1', family: 4 }],
    })
    const code = await codeOf(rebinding.request({ url: `http://rebind.test:${port}/`, timeoutMs: 500 }, { signal: live.signal }))
    await rebinding.close()
    // It connected to the address that was checked (where nobody answers), not to a second answer.
    expect(['EGRESS_ANSWER_LATE', 'EGRESS_HOST_UNREACHABLE', 'EGRESS_CONNECTION_REFUSED']).toContain(code)
    expect([asked, seen.length]).toEqual([1, 0])
  })

  it('are refused for other protocols by the same rules', async () => {
    await expect(egress.resolveHost('localhost', 25)).rejects.toMatchObject({ info: { code: 'EGRESS_ADDRESS_REFUSED' } })
    await expect(egress.resolveHost('::1', 25)).rejects.toMatchObject({ info: { code: 'EGRESS_ADDRESS_REFUSED', params: { host: '[::1]', port: 25 } } })
    expect(await egress.resolveHost('api.public.test', 25)).toEqual({ address: '127.0.0.1', family: 4 })
  })

  it('stay refused whatever proxy variables say (S25)', async () => {
    const { port, seen } = await serve((_, response) => send(response, 'proxied'))
    const before = { ...process.env }
    Object.assign(process.env, { HTTP_PROXY: `http://127.0.0.1:${port}`, http_proxy: `http://127.0.0.1:${port}`, ALL_PROXY: `http://127.0.0.1:${port}` })
    try {
      expect(await codeOf(ask({ url: 'http://10.0.0.1/' }))).toBe('EGRESS_ADDRESS_REFUSED')
    } finally {
      process.env = before
    }
    expect(seen).toHaveLength(0)
  })
})

describe('requests', () => {
  it('reach allowed hosts with method, query, headers and body, and bring the answer back', async () => {
    const { port } = await serve((request, response) => {
      const parts: Buffer[] = []
      request
        .on('data', (part: Buffer) => parts.push(part))
        .on('end', () =>
          send(
            response,
            JSON.stringify({ method: request.method, url: request.url, key: request.headers['idempotency-key'], body: Buffer.concat(parts).toString() }),
            201,
            { 'X-Answer': 'yes' },
          ),
        )
    })
    const stream = (async function* () {
      yield Buffer.from('in ')
      yield Buffer.from('parts')
    })()
    const response = await ask({
      method: 'POST',
      url: `http://api.public.test:${port}/p?a=1`,
      query: { b: 'é&', c: 2 },
      headers: { 'Idempotency-Key': 'k1' },
      body: stream,
    })
    expect([response.status, response.headers['x-answer']]).toEqual([201, 'yes'])
    expect(JSON.parse(await response.text())).toEqual({ method: 'POST', url: '/p?a=1&b=%C3%A9%26&c=2', key: 'k1', body: 'in parts' })
  })

  it('are refused before any socket where method or headers are not proper (S21)', async () => {
    const { port, seen } = await serve((_, response) => send(response, 'x'))
    const url = `http://api.public.test:${port}/`
    for (const headers of [
      { a: 'x\r\nX-Evil: 1' },
      { a: 'x\ny' },
      { a: 'x\u0000' },
      { a: '日本' },
      { 'a b': 'x' },
      { 'a\r\n': 'x' },
      { Host: 'evil' },
      { 'Transfer-Encoding': 'chunked' },
      { 'Content-Length': '5' },
      { Connection: 'upgrade' },
    ]) {
      expect(await codeOf(ask({ url, headers: headers as unknown as Record<string, string> }))).toBe('EGRESS_HEADER_INVALID')
    }
    for (const method of ['TRACE', 'CONNECT', 'GET / HTTP/1.1\r\nX: 1', 'get'])
      expect(await codeOf(ask({ url, method: method as 'GET' }))).toBe('EGRESS_METHOD_REFUSED')
    expect(seen).toHaveLength(0)
    expect(await codeOf(ask({ url: `${url}a b\r\nX-Evil: 1` }))).toBe('answered: x')
    expect(seen[0]?.headers['x-evil']).toBeUndefined()
  })

  it('take no option of the client along (S14)', async () => {
    const { port } = await serve((_, response) => send(response, 'x'))
    const hostile = {
      url: 'http://10.0.0.1/',
      socketPath: '/var/run/docker.sock',
      localAddress: '127.0.0.1',
      lookup: () => undefined,
      proxy: `http://127.0.0.1:${port}`,
      agent: {},
      dispatcher: {},
    } as HttpRequest
    expect(await codeOf(ask(hostile))).toBe('EGRESS_ADDRESS_REFUSED')
  })

  it('follow five redirects and no more (S09)', async () => {
    const { port, seen } = await serve((request, response) => {
      const left = Number((request.url ?? '/').slice(1))
      if (left === 0) send(response, 'there')
      else send(response, '', 302, { location: left === 99 ? '/99' : `/${left - 1}` })
    })
    expect(await codeOf(ask({ url: `http://api.public.test:${port}/5` }))).toBe('answered: there')
    expect(await codeOf(ask({ url: `http://api.public.test:${port}/6` }))).toBe('EGRESS_REDIRECTS_TOO_MANY')
    seen.length = 0
    expect(await codeOf(ask({ url: `http://api.public.test:${port}/99` }))).toBe('EGRESS_REDIRECTS_TOO_MANY')
    expect(seen).toHaveLength(6)
  })
})

describe('answers', () => {
  it('are decoded, and bounded after decoding (S23)', async () => {
    const { port } = await serve((request, response) => {
      const big = Buffer.alloc(30 * 1024 * 1024)
      if (request.url === '/gzip') response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('hello'))
      else if (request.url === '/gzip-bomb') response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(big))
      else if (request.url === '/br-bomb') response.writeHead(200, { 'content-encoding': 'br' }).end(brotliCompressSync(big))
      else if (request.url === '/broken') response.writeHead(200, { 'content-encoding': 'gzip' }).end('not gzip')
      else response.writeHead(200, { 'content-encoding': Array.from({ length: 2000 }, () => 'gzip').join(', ') }).end(gzipSync('x'))
    })
    const url = `http://api.public.test:${port}`
    expect(await codeOf(ask({ url: `${url}/gzip` }))).toBe('answered: hello')
    expect(await codeOf(ask({ url: `${url}/gzip-bomb`, maxBytes: 1_000_000 }))).toBe('EGRESS_ANSWER_TOO_LARGE')
    expect(await codeOf(ask({ url: `${url}/br-bomb`, maxBytes: 1_000_000 }))).toBe('EGRESS_ANSWER_TOO_LARGE')
    expect(await codeOf(ask({ url: `${url}/broken` }))).toBe('EGRESS_ANSWER_BROKEN')
    expect(await codeOf(ask({ url: `${url}/many` }))).toBe('EGRESS_ENCODING_REFUSED')
  })

  it('are bounded in size, headers and time (S22)', async () => {
    const { port } = await serve((request, response) => {
      if (request.url === '/endless') {
        response.writeHead(200)
        const write = () => {
          while (response.write(Buffer.alloc(65_536)));
        }
        response.on('drain', write)
        write()
      } else if (request.url === '/slow') {
        response.writeHead(200)
        const timer = setInterval(() => response.write('x'), 50)
        response.on('close', () => clearInterval(timer))
      } else if (request.url === '/headers') {
        response.writeHead(200, Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`x-${index}`, 'value']))).end()
      } else if (request.url === '/header') response.writeHead(200, { 'x-big': 'x'.repeat(1_000_000) }).end()
    })
    const url = `http://api.public.test:${port}`
    const before = process.memoryUsage().rss
    expect(await codeOf(ask({ url: `${url}/endless`, maxBytes: 5_000_000 }))).toBe('EGRESS_ANSWER_TOO_LARGE')
    expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024)
    expect(await codeOf(ask({ url: `${url}/slow`, timeoutMs: 300 }))).toBe('EGRESS_ANSWER_LATE')
    expect(await codeOf(ask({ url: `${url}/silent`, timeoutMs: 200 }))).toBe('EGRESS_ANSWER_LATE')
    expect(await codeOf(ask({ url: `${url}/headers` }))).toBe('EGRESS_HEADERS_TOO_LARGE')
    expect(await codeOf(ask({ url: `${url}/header` }))).toBe('EGRESS_HEADERS_TOO_LARGE')
  })

  it('that never come or break off are told as what happened', async () => {
    const tcp = createTcpServer((socket) => socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf')))
    await new Promise<void>((resolve) => tcp.listen(0, '127.0.0.1', resolve))
    closing.push(
      () =>
        new Promise((resolve) => {
          tcp.close(() => resolve())
        }),
    )
    const { port } = tcp.address() as AddressInfo
    expect(await codeOf(ask({ url: `http://api.public.test:${port}/` }))).toBe('EGRESS_CONNECTION_LOST')
    const free = await new Promise<number>((resolve) => {
      const probe = createTcpServer()
      probe.listen(0, '127.0.0.1', () => {
        const address = probe.address() as AddressInfo
        probe.close(() => resolve(address.port))
      })
    })
    await expect(ask({ url: `http://api.public.test:${free}/` })).rejects.toMatchObject({
      info: { code: 'EGRESS_CONNECTION_REFUSED', retryable: true, kind: 'operational' },
    })
    await expect(ask({ url: 'http://nowhere.test/' })).rejects.toMatchObject({ info: { code: 'EGRESS_HOST_UNKNOWN', retryable: true } })
  })

  it('end with the step: an abort ends the request, also while the body is read', async () => {
    const { port } = await serve((request, response) => {
      if (request.url === '/body') response.writeHead(200).write('x')
    })
    const cancelled = new Error('cancelled')
    for (const path of ['/head', '/body']) {
      const controller = new AbortController()
      setTimeout(() => controller.abort(cancelled), 50)
      await expect(ask({ url: `http://api.public.test:${port}${path}` }, { signal: controller.signal }).then((response) => response.text())).rejects.toBe(
        cancelled,
      )
    }
  })
})

const credential = (type: string, values: OpenedCredential['values'], hosts: readonly string[]): OpenedCredential => ({
  id: 'c1',
  name: 'Cortex',
  type,
  values,
  hosts,
})

describe('credentials (L01 to L03)', () => {
  it('are sent in their own way, and only to their hosts', async () => {
    const { port, seen } = await serve((_, response) => send(response, 'ok'))
    const hosts = [`api.public.test:${port}`]
    const url = `http://api.public.test:${port}/x?a=1`
    await ask({ url, credential: 'auth' }, { credential: credential('http-basic', { user: 'me', password: 'pé' }, hosts) })
    await ask({ url, credential: 'auth', headers: { Authorization: 'own' } }, { credential: credential('http-bearer', { token: 't1' }, hosts) })
    await ask({ url }, { credential: credential('http-api-key', { place: 'header', name: 'X-Key', key: 'k1' }, hosts) })
    const last = await ask({ url }, { credential: credential('http-api-key', { place: 'query', name: 'key', key: 'k2' }, hosts) })
    expect(seen.map((request) => [request.headers.authorization, request.headers['x-key'], request.url])).toEqual([
      [`Basic ${Buffer.from('me:pé').toString('base64')}`, undefined, '/x?a=1'],
      ['Bearer t1', undefined, '/x?a=1'],
      [undefined, 'k1', '/x?a=1'],
      [undefined, undefined, '/x?a=1&key=k2'],
    ])
    // The address that a node can read doesn't hold the key.
    expect(last.url).toBe(url)
    seen.length = 0
    for (const refused of [`http://other.public.test:${port}/`, `http://api.public.test:${port + 1}/`, `https://api.public.test:${port}1/`])
      expect(await codeOf(ask({ url: refused }, { credential: credential('http-bearer', { token: 't1' }, hosts) }))).toMatch(
        /VAULT_HOST_REFUSED|EGRESS_URL_INVALID/,
      )
    expect(await codeOf(ask({ url }, { credential: credential('http-bearer', { token: 't1' }, []) }))).toBe('VAULT_HOST_REFUSED')
    expect(await codeOf(ask({ url }, { credential: credential('smtp', { password: 't1' }, hosts) }))).toBe('VAULT_TYPE_UNFIT')
    expect(await codeOf(ask({ url }, { credential: credential('http-bearer', { token: 'a\r\nX-Evil: 1' }, hosts) }))).toBe('VAULT_SECRET_UNFIT')
    expect(seen).toHaveLength(0)
  })

  it('never reach a second host by a redirect, in any form', async () => {
    const other = await serve((_, response) => send(response, 'other'))
    for (const status of [301, 302, 303, 307, 308]) {
      const first = await serve((_, response) => send(response, '', status, { location: `http://other.public.test:${other.port}/landed` }))
      const hosts = [`api.public.test:${first.port}`, `other.public.test:${other.port}`]
      const url = `http://api.public.test:${first.port}/`
      const own = { Authorization: 'canary-own', Cookie: 'canary-cookie', 'X-API-Key': 'canary-key', 'X-Custom': 'canary-custom' }
      for (const each of [
        credential('http-basic', { user: 'u', password: 'canary' }, hosts),
        credential('http-api-key', { place: 'query', name: 'key', key: 'canary' }, hosts),
        credential('http-api-key', { place: 'header', name: 'X-Key', key: 'canary' }, hosts),
      ]) {
        expect(await codeOf(ask({ url, headers: own, method: 'POST', body: 'x' }, { credential: each }))).toBe('answered: other')
      }
    }
    const received = other.seen.map((request) => `${request.url} ${JSON.stringify(request.headers)} ${request.rawHeaders.join()}`).join('\n')
    expect(other.seen).toHaveLength(15)
    expect(received).not.toContain('canary')
    expect(received).not.toContain(Buffer.from('u:canary').toString('base64').slice(2, 8))
  })
})

describe('login tokens', () => {
  const values = {
    address: '',
    loginPath: '/auth/login',
    user: 'cortex',
    password: 'pw',
    userField: 'user',
    passwordField: 'password',
    tokenField: 'data.token',
    header: 'Authorization',
    prefix: 'Bearer',
    lifetimeSeconds: 3600,
  }

  async function api(options: { readonly delayMs?: number } = {}) {
    const state = { logins: 0, valid: '', status: 200 }
    const server = await serve((request, response) => {
      if (request.url !== '/auth/login')
        return void send(
          response,
          request.headers.authorization === `Bearer ${state.valid}` ? 'data' : 'token missing or expired',
          request.headers.authorization === `Bearer ${state.valid}` ? 200 : 401,
        )
      const parts: Buffer[] = []
      request
        .on('data', (part: Buffer) => parts.push(part))
        .on('end', () => {
          state.logins += 1
          const { user, password } = JSON.parse(Buffer.concat(parts).toString()) as { user: string; password: string }
          if (state.status !== 200) return void send(response, '<html>', state.status)
          if (user !== 'cortex' || password !== 'pw') return void send(response, '{}', 401)
          state.valid = `token-${state.logins}-abcdef`
          setTimeout(() => send(response, JSON.stringify({ data: { token: state.valid } })), options.delayMs ?? 0)
        })
    })
    const address = `http://api.public.test:${server.port}`
    const own = (change: object = {}) => credential('login-token', { ...values, address, ...change }, [`api.public.test:${server.port}`])
    return { state, address, own, seen: server.seen }
  }

  it('are asked for once, shared by everybody who comes meanwhile, and kept for their lifetime', async () => {
    const { state, address, own } = await api({ delayMs: 30 })
    const answers = await Promise.all(Array.from({ length: 10 }, () => codeOf(ask({ url: `${address}/sales` }, { credential: own() }))))
    expect(new Set(answers)).toEqual(new Set(['answered: data']))
    expect(state.logins).toBe(1)
    time += 3_500_000
    expect(await codeOf(ask({ url: `${address}/sales` }, { credential: own() }))).toBe('answered: data')
    expect(state.logins).toBe(1)
    time += 100_000
    expect(await codeOf(ask({ url: `${address}/sales` }, { credential: own() }))).toBe('answered: data')
    expect(state.logins).toBe(2)
  })

  it('are renewed once when the server refuses them, and told to be masked', async () => {
    const { state, address, own, seen } = await api()
    const secrets: string[] = []
    const onSecret = (secret: string) => secrets.push(secret)
    await ask({ url: `${address}/sales` }, { credential: own(), onSecret })
    state.valid = 'revoked by the server'
    expect(await codeOf(ask({ url: `${address}/sales`, method: 'POST', body: 'once more' }, { credential: own(), onSecret }))).toBe('answered: data')
    expect(state.logins).toBe(2)
    expect(secrets).toEqual(['token-1-abcdef', 'token-1-abcdef', 'token-2-abcdef'])
    state.valid = 'x'
    seen.length = 0
    const stubborn = credential('login-token', { ...own().values, prefix: 'Wrong' }, own().hosts)
    expect((await ask({ url: `${address}/sales` }, { credential: stubborn })).status).toBe(401)
    expect(seen.map((request) => request.url)).toEqual(['/auth/login', '/sales', '/auth/login', '/sales'])
  })

  it('say in words why a login failed, and keep no failure', async () => {
    const { state, address, own } = await api()
    const url = `${address}/sales`
    expect(await codeOf(ask({ url }, { credential: own({ password: 'wrong' }) }))).toBe('VAULT_LOGIN_REFUSED')
    state.status = 500
    await expect(ask({ url }, { credential: own() })).rejects.toMatchObject({ info: { code: 'VAULT_LOGIN_FAILED', retryable: true } })
    state.status = 200
    expect(await codeOf(ask({ url }, { credential: own({ tokenField: 'nothing.here' }) }))).toBe('VAULT_LOGIN_UNREADABLE')
    expect(await codeOf(ask({ url }, { credential: own() }))).toBe('answered: data')
  })

  it('never log in anywhere that the rules forbid', async () => {
    const { own } = await api()
    expect(await codeOf(ask({ url: 'http://127.0.0.1:1/' }, { credential: { ...own({ address: 'http://127.0.0.1:1' }), hosts: ['127.0.0.1:1'] } }))).toBe(
      'EGRESS_ADDRESS_REFUSED',
    )
  })
})
