import { buildConnector } from 'undici'
import { withoutBrackets, type ResolvedAddress } from './address-rules.js'
import { resolveAllowedAddresses, type HostResolving } from './resolve-host.js'
import type { TlsMaterial } from './tls-material.js'

export const connectTimeoutMs = 10_000

/**
 * Opens sockets only to addresses that were resolved and checked just before, one after the other until one answers.
 * TLS still speaks to the name.
 */
export function createPinnedConnector(resolving: HostResolving, tls: TlsMaterial | null = null): buildConnector.connector {
  const open = buildConnector({ timeout: connectTimeoutMs, ...tls })
  return (options, callback) => {
    const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80)
    resolveAllowedAddresses(resolving, options.hostname, port).then(
      (addresses) => tryEach(addresses, null),
      (error: Error) => callback(error, null),
    )

    function tryEach(addresses: readonly ResolvedAddress[], last: Error | null): void {
      const [address, ...others] = addresses
      if (address === undefined) return callback(last ?? new Error('No address'), null)
      const servername = options.servername ?? serverNameOf(options.hostname)
      open({ ...options, hostname: address.address, ...(address.port === undefined ? {} : { port: String(address.port) }), ...(servername === undefined ? {} : { servername }) }, (...[error, socket]) => {
        if (error === null) callback(null, socket)
        else tryEach(others, error)
      })
    }
  }
}

/** The name that TLS speaks to; undefined for an address, which has none. */
export function serverNameOf(host: string): string | undefined {
  const hostname = withoutBrackets(host)
  return hostname.includes(':') || /^[\d.]+$/.test(hostname) ? undefined : hostname
}
