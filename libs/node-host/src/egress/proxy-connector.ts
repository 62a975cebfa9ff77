/**
 * Opens sockets through a proxy that a person chose.
 *
 * 1. The proxy is reached by the rules for addresses like every other host.
 * 2. The target is judged too: a name that resolves to a forbidden address is refused before the proxy hears of it. A name that only
 *    the proxy can resolve is left to it.
 * 3. Everything goes through a tunnel (CONNECT), so that headers of the request and of the credential are none of the proxy's business.
 */
import type { Socket } from 'node:net'
import { isMaillonError, MaillonError } from '@maillon/kernel'
import type { OpenedCredential } from '@maillon/vault'
import { buildConnector, Client } from 'undici'
import { connectTimeoutMs, createPinnedConnector, serverNameOf } from './pinned-connector.js'
import { resolveAllowedAddresses, type HostResolving } from './resolve-host.js'
import type { TlsMaterial } from './tls-material.js'

export interface ProxyRoute {
  readonly proxy: OpenedCredential
  /** Null: no certificate of our own. */
  readonly tls: TlsMaterial | null
}

/** @throws MaillonError `VAULT_TYPE_UNFIT` (user) where the credential is no proxy */
export function createProxyConnector(resolving: HostResolving, { proxy, tls }: ProxyRoute): buildConnector.connector {
  const address = addressOf(proxy)
  const toProxy = createPinnedConnector(resolving)
  const overTunnel = buildConnector({ timeout: connectTimeoutMs, ...tls })
  return (options, callback) => {
    const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80)
    tunnel({ resolving, address, toProxy, proxy }, { host: options.hostname, port }).then(
      (socket) => {
        if (options.protocol !== 'https:') return callback(null, socket)
        const servername = options.servername ?? serverNameOf(options.hostname)
        return overTunnel({ ...options, ...(servername === undefined ? {} : { servername }), httpSocket: socket }, callback)
      },
      (error: Error) => callback(error, null),
    )
  }
}

interface Way {
  readonly resolving: HostResolving
  readonly address: URL
  readonly toProxy: buildConnector.connector
  readonly proxy: OpenedCredential
}

async function tunnel(way: Way, target: { readonly host: string; readonly port: number }): Promise<Socket> {
  await refuseForbiddenTarget(way.resolving, target)
  const client = new Client(way.address.origin, { connect: way.toProxy, headersTimeout: connectTimeoutMs })
  const path = `${target.host}:${target.port}`
  try {
    const { statusCode, socket } = await client.connect({
      path,
      headers: { host: path, ...loginOf(way.proxy) },
      signal: AbortSignal.timeout(connectTimeoutMs * 2),
    })
    if (statusCode === 200) return socket as unknown as Socket
    socket.on('error', () => undefined).destroy()
    throw refused(way, statusCode)
  } catch (error) {
    client.destroy().catch(() => undefined)
    throw isMaillonError(error) ? error : unreached(way, error)
  }
}

async function refuseForbiddenTarget(resolving: HostResolving, { host, port }: { readonly host: string; readonly port: number }): Promise<void> {
  try {
    await resolveAllowedAddresses(resolving, host, port)
  } catch (error) {
    if (!isMaillonError(error) || error.info.code !== 'EGRESS_HOST_UNKNOWN') throw error
  }
}

function addressOf({ type, name, values }: OpenedCredential): URL {
  const address = String(values['address'] ?? '')
  if (type !== 'http-proxy' || !URL.canParse(address))
    throw new MaillonError({ code: 'VAULT_TYPE_UNFIT', kind: 'user', retryable: false, params: { credential: name, type } })
  return new URL(address)
}

function loginOf({ values }: OpenedCredential): { readonly [name: string]: string } {
  const { user, password } = values
  if (typeof user !== 'string' || user === '') return {}
  return { 'proxy-authorization': `Basic ${Buffer.from(`${user}:${typeof password === 'string' ? password : ''}`, 'utf8').toString('base64')}` }
}

function refused({ address, proxy }: Way, status: number): MaillonError {
  const isLogin = status === 407
  return new MaillonError({
    code: isLogin ? 'EGRESS_PROXY_LOGIN' : 'EGRESS_PROXY_REFUSED',
    kind: isLogin ? 'user' : 'operational',
    retryable: status >= 500,
    params: { proxy: address.host, status, credential: proxy.name },
  })
}

function unreached({ address }: Way, cause: unknown): MaillonError {
  return new MaillonError(
    {
      code: 'EGRESS_PROXY_UNREACHED',
      kind: 'operational',
      retryable: true,
      params: { proxy: address.host },
      details: String(cause instanceof Error ? cause.message : cause).slice(0, 500),
    },
    { cause },
  )
}
