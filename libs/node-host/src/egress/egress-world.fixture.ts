/** A small world for tests of the egress: local servers under names that an administrator allowed; everything else is as in production. */
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { connect, type AddressInfo, type Socket } from 'node:net'
import type { HttpRequest } from '@maillon/node-sdk'
import type { OpenedCredential } from '@maillon/vault'
import type { HostLookup } from './address-rules.js'
import { createEgress, type EgressCall } from './egress.js'
import { testAuthority, testServer } from './tls-pairs.fixture.js'

const lookup: HostLookup = async (hostname) => {
  if (hostname.endsWith('public.test')) return [{ address: '127.0.0.1', family: 4 }]
  if (hostname === 'inside.test') return [{ address: '10.0.0.1', family: 4 }]
  throw Object.assign(new Error('unknown'), { code: 'ENOTFOUND' })
}

export interface SeenRequest {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export type Answer = (
  request: SeenRequest,
  more: { readonly peer: string | null },
) => { readonly status?: number; readonly headers?: { readonly [name: string]: string }; readonly body?: string }

export class EgressWorld {
  time = Date.UTC(2026, 0, 15, 8)
  readonly egress = createEgress({
    rules: { allow: ['api.public.test', 'other.public.test', 'proxy.public.test'].map((host) => ({ host })) },
    lookup,
    clock: { now: () => this.time },
  })
  private readonly closing: (() => void)[] = []

  async serve(answer: Answer, options: { readonly tls?: boolean } = {}): Promise<{ readonly port: number; readonly seen: readonly SeenRequest[] }> {
    const seen: SeenRequest[] = []
    const listener: RequestListener = (request, response) => {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => {
        const one = { method: request.method ?? '', url: request.url ?? '', headers: request.headers, body: Buffer.concat(parts).toString('utf8') }
        seen.push(one)
        const { status = 200, headers = {}, body = '' } = answer(one, { peer: peerOf(request.socket) })
        response.writeHead(status, headers).end(body)
      })
    }
    const server =
      options.tls === true
        ? createTlsServer({ ...testServer, ca: testAuthority, requestCert: true, rejectUnauthorized: false }, listener)
        : createServer(listener)
    return { port: await this.listen(server), seen }
  }

  /** A proxy that tunnels every name to this machine, as `Basic user:password` where `login` is given. */
  async proxy(login: string | null = null): Promise<{ readonly port: number; readonly tunnels: readonly string[] }> {
    const tunnels: string[] = []
    const server = createServer((_, response) => void response.writeHead(501).end())
    server.on('connect', (request, socket: Socket): unknown => {
      if (login !== null && request.headers['proxy-authorization'] !== `Basic ${Buffer.from(login).toString('base64')}`)
        return socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
      tunnels.push(request.url ?? '')
      const port = Number((request.url ?? '').split(':').at(-1))
      if ((request.url ?? '').startsWith('closed.')) return socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
      const target = connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        target.pipe(socket).pipe(target)
      })
      for (const one of [target, socket]) one.on('error', () => one.destroy())
      return undefined
    })
    return { port: await this.listen(server), tunnels }
  }

  ask(request: HttpRequest, call: Partial<EgressCall> = {}) {
    return this.egress.request(request, { signal: new AbortController().signal, ...call })
  }

  /** `200 the body`, or the code of the error. */
  async told(request: HttpRequest, call: Partial<EgressCall> = {}): Promise<string> {
    try {
      const response = await this.ask(request, call)
      return `${response.status} ${await response.text()}`
    } catch (error) {
      return (error as { readonly info?: { readonly code: string } }).info?.code ?? String(error)
    }
  }

  async close(): Promise<void> {
    await this.egress.close()
    for (const close of this.closing.splice(0)) close()
  }

  private async listen(server: ReturnType<typeof createServer> | ReturnType<typeof createTlsServer>): Promise<number> {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    this.closing.push(() => {
      server.closeAllConnections()
      server.close()
    })
    return (server.address() as AddressInfo).port
  }
}

export function credentialOf(type: string, values: OpenedCredential['values'], hosts: readonly string[]): OpenedCredential {
  return { id: `id-${type}`, name: `My ${type}`, type, values, hosts }
}

/** Common name of the certificate that the caller has shown; null: none, or one that the authority doesn't know. */
function peerOf(socket: IncomingMessage['socket']): string | null {
  const tls = socket as { authorized?: boolean; getPeerCertificate?: () => { subject?: { CN?: string } } }
  return tls.authorized === true ? (tls.getPeerCertificate?.().subject?.CN ?? null) : null
}
