/**
 * The one way out for HTTP. Nothing else in the product opens an HTTP connection for a flow.
 *
 * 1. Addresses are resolved and checked, and the socket goes to the checked address; each redirect starts over.
 * 2. Credentials are added on the last metre, only towards their hosts, and are never part of anything that a node can read.
 * 3. No proxy variables, no automatic redirects, no cookies, no cache. A proxy or a client certificate is a credential that a person chose.
 */
import { Readable } from 'node:stream'
import type { Dispatcher } from 'undici'
import { MaillonError, type Clock } from '@maillon/kernel'
import type { HttpRequest } from '@maillon/node-sdk'
import type { OpenedCredential } from '@maillon/vault'
import { AccessTokens, type IssuedToken } from './access-tokens.js'
import type { EgressRules, HostLookup, ResolvedAddress } from './address-rules.js'
import { AgentPool } from './agent-pool.js'
import { checkRequest } from './check-request.js'
import { hostOf, materialOf, refuseOtherHost, withMaterial, type CredentialMaterial } from './credential-for-http.js'
import { networkError } from './network-error.js'
import { nextHop, type Hop } from './next-hop.js'
import { readBody } from './read-body.js'
import { lookupBySystem, resolveAllowedAddresses } from './resolve-host.js'
import { responseOf, type ClosableResponse } from './response-of.js'

export interface EgressOptions {
  readonly rules: EgressRules
  /** Default: the system's resolver. */
  readonly lookup?: HostLookup
  readonly clock: Clock
}

/** What belongs to one request besides the request itself. */
export interface EgressCall {
  readonly signal: AbortSignal
  /** Absent: none. */
  readonly credential?: OpenedCredential
  /** Of type `tls-certificate`, shown to its own hosts only. Absent: none. */
  readonly certificate?: OpenedCredential
  /** Of type `http-proxy`. Absent: straight. */
  readonly proxy?: OpenedCredential
  /** The body holds a secret: no redirect takes it to another origin. */
  readonly isBodySecret?: boolean
  /** Asked for every hop: whether this host was declared. Absent: all were. */
  readonly allowsHost?: (host: string) => boolean
  /** Told of a refresh token that the service put in the place of the credential's: the old one may be void. */
  readonly onRenewed?: (refreshToken: string) => Promise<void>
  /** Told of secrets that came up on the way (a token). */
  readonly onSecret?: (secret: string) => void
}

export interface Egress {
  request(request: HttpRequest, call: EgressCall): Promise<ClosableResponse>
  /** For other protocols: a checked address to connect to. */
  resolveHost(host: string, port: number): Promise<ResolvedAddress>
  close(): Promise<void>
}

const defaultTimeoutMs = 60_000
const defaultMaxBytes = 50 * 1024 * 1024
const maxLoginAnswerBytes = 1024 * 1024

export function createEgress(options: EgressOptions): Egress {
  const resolving = { rules: options.rules, lookup: options.lookup ?? lookupBySystem }
  const pool = new AgentPool(resolving)
  const tokens = new AccessTokens(options.clock, async (credential, request, route) => {
    // Not bound to the step that asked first: others wait for the same exchange.
    const call: EgressCall = { signal: new AbortController().signal, isBodySecret: true, ...route }
    const exchange = new Exchange(pool, { ...request, maxBytes: maxLoginAnswerBytes, timeoutMs: 30_000 }, call)
    refuseOtherHost(credential, exchange.start.url)
    const response = await exchange.run(null)
    return { status: response.status, text: await response.text() }
  })
  return {
    request: (request, call) => send({ pool, tokens }, request, call),
    async resolveHost(host, port) {
      const [address] = await resolveAllowedAddresses(resolving, host, port)
      if (address === undefined) throw new Error(`No address for ${host}`)
      return address
    },
    close: () => pool.close(),
  }
}

async function send(by: { readonly pool: AgentPool; readonly tokens: AccessTokens }, request: HttpRequest, call: EgressCall): Promise<ClosableResponse> {
  const { credential, certificate, proxy } = call
  const exchange = new Exchange(by.pool, request, call)
  for (const attached of [credential, certificate]) if (attached !== undefined) refuseOtherHost(attached, exchange.start.url)
  if (credential === undefined) return exchange.run(null)
  const wish = { ...(call.onRenewed === undefined ? {} : { onRenewed: call.onRenewed }), ...(proxy === undefined ? {} : { route: { proxy } }) }
  const issued = await by.tokens.token(credential, wish)
  if (issued === null) return exchange.run(materialOf(credential))
  const response = await runWith(exchange, issued, call)
  if (response.status !== 401 || !exchange.isRepeatable) return response
  await response.bytes()
  const fresh = await by.tokens.token(credential, { ...wish, refused: issued.token })
  return runWith(new Exchange(by.pool, request, call), fresh ?? issued, call)
}

function runWith(exchange: Exchange, issued: IssuedToken, call: EgressCall): Promise<ClosableResponse> {
  call.onSecret?.(issued.token)
  return exchange.run(issued.material)
}

/** One request with its redirects, under one time limit that goes on until the body is read. */
class Exchange {
  readonly start: Hop
  private readonly stop = new AbortController()
  private timer: NodeJS.Timeout | null = null

  constructor(
    private readonly pool: AgentPool,
    private readonly request: HttpRequest,
    private readonly call: EgressCall,
  ) {
    const checked = checkRequest(request)
    this.start = {
      ...checked,
      ...(request.body === undefined ? {} : { body: request.body }),
      withCredential: call.credential !== undefined || call.certificate !== undefined,
      redirects: 0,
    }
  }

  /** Whether it can be sent a second time. */
  get isRepeatable(): boolean {
    const { body } = this.request
    return body === undefined || typeof body === 'string' || body instanceof Uint8Array
  }

  async run(material: CredentialMaterial | null): Promise<ClosableResponse> {
    this.call.signal.throwIfAborted()
    const onAbort = () => this.stop.abort(this.call.signal.reason)
    this.call.signal.addEventListener('abort', onAbort, { once: true })
    this.timer = setTimeout(() => this.stop.abort(Object.assign(new Error('time is up'), { code: 'ETIMEDOUT' })), this.request.timeoutMs ?? defaultTimeoutMs)
    const done = () => {
      if (this.timer !== null) clearTimeout(this.timer)
      this.call.signal.removeEventListener('abort', onAbort)
    }
    try {
      return await this.follow(material, done)
    } catch (error) {
      done()
      throw error
    }
  }

  private async follow(material: CredentialMaterial | null, done: () => void): Promise<ClosableResponse> {
    let hop = this.start
    for (;;) {
      const answer = await this.sendHop(hop, material)
      const next = this.nextOf(hop, answer)
      if (next === null) return this.respond(hop, answer, done)
      hop = next
    }
  }

  private nextOf(hop: Hop, answer: Dispatcher.ResponseData): Hop | null {
    const { location } = answer.headers
    try {
      const next = nextHop(hop, { status: answer.statusCode, location: Array.isArray(location) ? location[0] : location })
      if (next?.body !== undefined && this.call.isBodySecret === true && next.url.origin !== hop.url.origin) throw bodyStays(next)
      // The body of a redirect is nobody's data.
      if (next !== null) discard(answer)
      return next
    } catch (error) {
      discard(answer)
      throw error
    }
  }

  private async sendHop(hop: Hop, material: CredentialMaterial | null): Promise<Dispatcher.ResponseData> {
    const { url, headers } = withMaterial(hop, material)
    const { certificate, proxy, allowsHost } = this.call
    if (allowsHost !== undefined && !allowsHost(url.hostname)) throw new MaillonError({ code: 'EGRESS_HOST_UNDECLARED', kind: 'user', retryable: false, params: { host: url.host } })
    try {
      // What was dropped at a change of host includes the certificate.
      const agent = this.pool.agent({ ...(certificate === undefined || !hop.withCredential ? {} : { certificate }), ...(proxy === undefined ? {} : { proxy }) })
      return await agent.request({
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: hop.method,
        headers: { 'accept-encoding': 'gzip, br', 'user-agent': 'Maillon', ...headers },
        body: bodyOf(hop),
        signal: this.stop.signal,
      })
    } catch (error) {
      throw this.translate(error, hostOf(url))
    }
  }

  private respond(hop: Hop, answer: Dispatcher.ResponseData, done: () => void): ClosableResponse {
    // Whoever reads gets the error from the reading; a body that nobody reads must not end the process.
    answer.body.on('error', () => undefined)
    const host = hostOf(hop.url)
    const encoding = isWithoutBody(hop, answer) ? undefined : answer.headers['content-encoding']
    const body = readBody(answer.body, Array.isArray(encoding) ? encoding.join(',') : encoding, {
      host,
      maxBytes: this.request.maxBytes ?? defaultMaxBytes,
      translate: (error) => this.translate(error, host),
      done,
    })
    const close = () => {
      discard(answer)
      done()
    }
    return responseOf({ status: answer.statusCode, headers: answer.headers, url: hop.url.href }, { body, close })
  }

  /** A step that was cancelled ends with the reason of that; a time limit of ours is told as one. */
  private translate(error: unknown, host: string): unknown {
    if (this.call.signal.aborted) return this.call.signal.reason
    return networkError(this.stop.signal.aborted ? this.stop.signal.reason : error, host)
  }
}

function bodyStays({ url }: Hop): MaillonError {
  return new MaillonError({ code: 'EGRESS_REDIRECT_BODY', kind: 'operational', retryable: false, params: { host: url.host } })
}

function bodyOf({ body }: Hop): string | Uint8Array | Readable | null {
  if (body === undefined) return null
  return typeof body === 'string' || body instanceof Uint8Array ? body : Readable.from(body)
}

function isWithoutBody(hop: Hop, answer: Dispatcher.ResponseData): boolean {
  return hop.method === 'HEAD' || answer.statusCode === 204 || answer.statusCode === 304
}

function discard(answer: Dispatcher.ResponseData): void {
  answer.body.on('error', () => undefined)
  answer.body.destroy()
}
