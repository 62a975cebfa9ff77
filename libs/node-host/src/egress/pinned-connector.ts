import { buildConnector } from 'undici'
import { withoutBrackets } from './address-rules.js'
import { resolveAllowedAddresses, type HostResolving } from './resolve-host.js'

const connectTimeoutMs = 10_000

/**
 * Opens sockets only to addresses that were resolved and checked just before, one after the other until one answers.
 * TLS still speaks to the name.
 */
export function createPinnedConnector(resolving: HostResolving): buildConnector.connector {
  const open = buildConnector({ timeout: connectTimeoutMs })
  return (options, callback) => {
    const port = Number(options.port) || (options.protocol === 'https:' ? 443 : 80)
    resolveAllowedAddresses(resolving, options.hostname, port).then(
      (addresses) =>
        tryEach(
          addresses.map(({ address }) => address),
          null,
        ),
      (error: Error) => callback(error, null),
    )

    function tryEach(addresses: readonly string[], last: Error | null): void {
      const [address, ...others] = addresses
      if (address === undefined) return callback(last ?? new Error('No address'), null)
      const hostname = withoutBrackets(options.hostname)
      // An address has no server name in TLS.
      const servername = options.servername ?? (hostname.includes(':') || /^[\d.]+$/.test(hostname) ? undefined : hostname)
      open({ ...options, hostname: address, ...(servername === undefined ? {} : { servername }) }, (...[error, socket]) => {
        if (error === null) callback(null, socket)
        else tryEach(others, error)
      })
    }
  }
}
