import { lookup as systemLookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { MaillonError } from '@maillon/kernel'
import { isAddressAllowed, withoutBrackets, type EgressRules, type HostLookup, type ResolvedAddress } from './address-rules.js'

export interface HostResolving {
  readonly rules: EgressRules
  readonly lookup: HostLookup
}

/** All addresses by the operating system's resolver, in its order. */
export const lookupBySystem: HostLookup = async (hostname) => {
  const found = await systemLookup(hostname, { all: true, verbatim: true })
  return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }))
}

/**
 * The addresses that a connection to this host may go to; connect to one of them and to nothing else
 * (asking the resolver again could give another answer).
 *
 * @throws MaillonError `EGRESS_ADDRESS_REFUSED` (user) where any address is forbidden, always in the same words; `EGRESS_HOST_UNKNOWN` (retryable)
 */
export async function resolveAllowedAddresses(resolving: HostResolving, host: string, port: number): Promise<readonly ResolvedAddress[]> {
  const hostname = withoutBrackets(host.toLowerCase())
  const addresses = await allAddresses(resolving.lookup, hostname)
  if (addresses.every(({ address }) => isAddressAllowed(resolving.rules, { hostname, port, address }))) return addresses
  // In brackets, as an address with a port is written: the sentence shows what an administrator would allow.
  const shown = hostname.includes(':') ? `[${hostname}]` : hostname
  throw new MaillonError({ code: 'EGRESS_ADDRESS_REFUSED', kind: 'user', retryable: false, params: { host: shown, port } })
}

async function allAddresses(lookup: HostLookup, hostname: string): Promise<readonly ResolvedAddress[]> {
  const family = isIP(hostname)
  if (family !== 0) return [{ address: hostname, family: family === 6 ? 6 : 4 }]
  try {
    const found = await lookup(hostname)
    if (found.length > 0) return found
  } catch (cause) {
    throw unknown(hostname, cause)
  }
  throw unknown(hostname)
}

function unknown(host: string, cause?: unknown): MaillonError {
  return new MaillonError({ code: 'EGRESS_HOST_UNKNOWN', kind: 'operational', retryable: true, params: { host } }, cause === undefined ? undefined : { cause })
}
